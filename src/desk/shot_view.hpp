// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
/// \file
/// A shot as a desk looks at it: its checks with their bands and where in the picture each was measured. What
/// counts is what was recorded when it was taken; places of a face are found again each time, and kept
/// nowhere.
#include "desk/station.hpp"
#include "photo/checks.hpp"
#include "store/capture.hpp"

namespace desk {

struct ShotView {
    store::Shot shot;
    photo::Spec spec;
    std::vector<photo::Check> checks;         ///< the recorded verdicts and values
    std::vector<photo::CheckKind> unanswered; ///< of them, what keeps it from being confirmed
    std::vector<std::string> answered;        ///< kinds that somebody answers for

    [[nodiscard]] photo::Verdict verdict() const;
};

/// \param finder may be nothing: then no places are shown
base::Result<ShotView> view_shot(Station &station, photo::FaceFinder const *finder, std::string const &id);

/// The one of a visit that is most likely wanted: the best verdict, of those the latest. Nothing where there
/// is none that still counts.
base::Result<std::optional<store::Shot>> best_shot(Station &station, std::string const &visit);

/// A JPEG, decoded; of no size where it cannot be.
[[nodiscard]] photo::Picture picture_of(base::ByteView jpeg);

/// What the profile adds to the checks of its spec.
[[nodiscard]] photo::Look look_of(policy::Profile const &profile);

} // namespace desk
