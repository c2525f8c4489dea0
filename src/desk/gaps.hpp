// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
/// \file
/// Gaps in a sheet's life (domain facts 4.2, chain of custody; 4.3, 2): stretches in which nobody answered
/// for it. They are shown as gaps and never closed over.
#include "desk/station.hpp"
#include "store/custody.hpp"

namespace desk {

struct Gap {
    base::Instant from;              ///< of the event with which it begins; 0 where nothing is known before
    std::optional<base::Instant> to; ///< empty: to this day
    base::Words said;
};

/// Of a life in order: when it was missing, when nobody knew whether it was printed, when it was on its way
/// for more than a week without a signature, and what came before its record. \p now is for what still lasts
[[nodiscard]] std::vector<Gap> gaps_in(std::vector<store::Moment> const &life, store::Sheet const &sheet,
                                       base::Instant now);

} // namespace desk
