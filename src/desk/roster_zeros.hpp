// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "desk/roster_checks.hpp"

namespace desk {

/// A student number that a spreadsheet took for a number and that has lost the zeros in front.
struct LostZeros {
    std::size_t place = 0;  ///< among the drafts
    std::size_t wanted = 0; ///< digits that the others have
};

/// Told by the others: some begin with zeros and go on as this one does; or this one alone is a number among
/// texts that are all longer; or it is the odd one out in a file of one length.
[[nodiscard]] std::vector<LostZeros> find_lost_zeros(std::vector<RosterDraft> const &drafts);

} // namespace desk
