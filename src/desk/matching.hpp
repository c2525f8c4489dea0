// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
/// \file
/// Afterwards, where there is a roster: whose the codes and visits are that nobody knew on the day. A photo
/// that was confirmed there becomes the person's in the same change.
#include "desk/station.hpp"
#include "store/capture.hpp"

namespace desk {

/// Whose code it is. \return as bind_swipe
base::Result<store::Person> bind_code(Station &station, std::string const &token,
                                      std::string const &student_no);
/// Codes without a person, with their mask and what could be meant; the oldest first.
struct Unbound {
    store::Visit visit;
    store::CodeMask mask;
    std::vector<store::Person> candidates;
};
base::Result<std::vector<Unbound>> unbound(Station &station);

/// Somebody whom no roster named, with people of the roster as it is now who have that name, or whose student
/// number they told; the oldest first.
struct UnfoundStranger {
    store::Visit visit;
    store::Stranger told;
    std::vector<store::Person> candidates;
};
base::Result<std::vector<UnfoundStranger>> strangers(Station &station);
/// Who a stranger was, as somebody says who compared them; the code that they showed is theirs, too.
/// \return not_allowed where the visit is no stranger's or settled already, the person waits with another
/// number or has a photo, or the code is another's
base::Result<store::Person> match_stranger(Station &station, std::string const &visit,
                                           std::string const &student_no);

} // namespace desk
