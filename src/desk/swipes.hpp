// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
/// \file
/// Somebody comes to be captured: a collection code is swiped and gives the 拍摄序号, or says why it does
/// not. Whatever two desks do at once, a code, a number and an open visit belong to one person.
#include "code/collection_code.hpp"
#include "desk/station.hpp"
#include "store/capture.hpp"

namespace desk {

enum class SwipeOutcome {
    unknown,      ///< the code was read, and nobody knows whose it is: bind_swipe or admit_unbound
    proof_wanted, ///< the profile wants a second proof of identity; swipe again with what was seen
    captured,     ///< has a photo already; comes in only with a reason, where the profile allows it
    waiting,      ///< has a number already
    admitted,     ///< has a number now
    class_wanted, ///< the code was read, and whoever captures knows codes only: admit_unbound
};
[[nodiscard]] std::string_view word_of(SwipeOutcome outcome);

struct Swiped {
    SwipeOutcome outcome = SwipeOutcome::unknown;
    std::string token; ///< empty where no code was swiped
    std::optional<store::Person> person;
    std::optional<store::Visit> visit;
    base::Words said; ///< for whoever stands at the desk, with the rule that it comes from
};

/// What is known of somebody beside the code.
struct Entry {
    std::string proof;         ///< second proof that was seen: student-card, id-card; empty: none
    std::string again_because; ///< why somebody who has a photo is captured once more
};

/// \p content as a scanner typed it or as it was read from a picture; it is neither kept nor logged.
/// \return bad_input where it can hardly be a collection code
base::Result<Swiped> swipe(Station &station, std::string_view content, Entry const &entry);
/// The same, of a code that was swiped before and whose token is known.
base::Result<Swiped> swipe_token(Station &station, std::string const &token, Entry const &entry);

/// Whom a code's visible mask can mean. Several: they are shown side by side, and a person decides.
base::Result<std::vector<store::Person>> meant_by(Station &station, code::VisibleMask const &mask,
                                                  store::Selection const &within);

/// The code is this person's, as somebody saw who compared its mask; and in they come.
/// \return not_allowed where the mask does not fit the person, the code is another's, or the person has
/// another code (two records of one person are two people here)
base::Result<Swiped> bind_swipe(Station &station, std::string const &token, code::VisibleMask const &mask,
                                std::string const &student_no, Entry const &entry);
/// Where whoever captures may hold no roster: a number for the code alone, with what it shows and its class.
base::Result<Swiped> admit_unbound(Station &station, std::string const &token, code::VisibleMask const &mask,
                                   store::Selection const &of, Entry const &entry);
/// Somebody whom no roster names. \p token may be empty. \return not_allowed where the profile refuses them
base::Result<Swiped> admit_stranger(Station &station, std::string const &token,
                                    store::Stranger const &stranger, Entry const &entry);
/// A code that cannot be read: the operator lets the person in and says why.
base::Result<Swiped> admit_without_code(Station &station, std::string const &student_no,
                                        std::string const &reason, Entry const &entry);

} // namespace desk
