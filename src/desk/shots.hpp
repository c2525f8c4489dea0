// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
/// \file
/// At the camera: a shot belongs to the visit whose number was told, is checked, and one of them is
/// confirmed. What is confirmed is locked. Neither a file's name nor the order of files ever says whose a
/// shot is.
#include "desk/visits.hpp"
#include "photo/checks.hpp"
#include "photo/master.hpp"
#include "store/capture.hpp"

namespace desk {

/// Whoever stands at the camera: the visit of that number, still open.
/// \return not_found where no such number was given; not_allowed, saying what became of it, where it is over
base::Result<store::Visit> at_camera(Station &station, std::int64_t number);

/// The same, of whoever shows a collection code there; its content is neither kept nor logged.
/// \return not_found where it was given no number
base::Result<store::Visit> at_camera_with_code(Station &station, std::string_view content);

struct NewShot {
    std::string visit;               ///< its id
    base::Bytes file;                ///< a JPEG as the camera gave it
    std::string camera;              ///< what it is called: canon-eos-850d, browser, folder
    std::optional<photo::Crop> crop; ///< somebody's own; nothing: the face decides
    std::string old_because{};       ///< why a file is taken that is older than the notice lets it be
};

struct CheckedShot {
    store::Shot shot;
    photo::Inspection inspection;
    photo::Crop crop; ///< of the upright picture
    base::Words said; ///< where no crop could be proposed: why
};

/// Keeps the camera's file and the photo made from it, checks that, and records both. \p finder may be
/// nothing: then no check can be made, and each says so. \return bad_input where the file is no photo that
/// can be used; not_allowed where the visit is over, or the file is too old and nobody says why it is taken
base::Result<CheckedShot> take_shot(Station &station, photo::FaceFinder const *finder, NewShot const &shot);

/// Somebody answers for a check that failed or could not be made. \p name is a person's.
base::Result<> override_check(Station &station, std::string const &shot, photo::CheckKind kind,
                              std::string const &name, std::string const &reason);
/// Kinds that still keep the shot from being confirmed.
base::Result<std::vector<photo::CheckKind>> unanswered(Station &station, store::Shot const &shot);

struct Confirmation {
    std::string how;              ///< screen, signature
    std::string replaces_because; ///< why an earlier photo gives way; empty: as was said when they came
    base::Bytes signature{};      ///< PNG, as it was drawn at the desk; empty: none was
};
/// The person has seen it and says yes: it is their one true photo from here on, and nothing changes it.
/// Somebody without a record yet keeps it with the visit until it is known whose it is.
/// \return not_allowed where a check or a tick of the profile is unanswered, a tick was missed that refuses,
/// the visit is over, there is another photo and no reason, or a sheet that counts; bad_input for a signature
/// that is no PNG of at most 200 kB
base::Result<store::Shot> confirm_shot(Station &station, std::string const &shot, Confirmation const &how);

/// Whether confirm_shot would do it as things stand; the signature is looked at there. \return as
/// confirm_shot
base::Result<> may_confirm(Station &station, std::string const &shot,
                           std::string const &replaces_because = {});
/// Whether the visit's photo would take the place of another, and nobody has said yet why.
base::Result<bool> wants_reason(Station &station, store::Visit const &visit);

/// Comes away without a photo: refused, \p reason being a code of the profile's refusals, or left for
/// whatever reason. \p note: what was said beside it. \return bad_input, listing the codes, where it is none
base::Result<store::Visit> end_visit(Station &station, std::string const &visit, bool refused,
                                     std::string const &reason, std::string const &note = {});

/// What a visit was with, from the record: kinds, verdicts and values, as taken.
[[nodiscard]] std::vector<photo::Check> recorded_checks(store::Shot const &shot);

} // namespace desk
