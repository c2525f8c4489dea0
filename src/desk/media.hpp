// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "desk/station.hpp"
#include <limits>

namespace desk {

/// What one roll was used for: used = printed + spoiled + pages + uncertain + unexplained.
struct RollBalance {
    std::string printer_serial, media_lot;
    base::Instant from, to;     ///< first and last print on record
    std::int64_t first = 0;     ///< prints left on it before the first
    std::int64_t left = 0;      ///< prints left on it after the last
    std::int64_t used = 0;      ///< by the printer's own count
    std::int64_t printed = 0;   ///< sheets that count
    std::int64_t spoiled = 0;   ///< sheets that were printed and are void
    std::int64_t pages = 0;     ///< test pages and the like
    std::int64_t uncertain = 0; ///< nobody has said yet what became of them
    std::int64_t unexplained =
        0; ///< used by something that this station did not print; below zero: it counted less
};

/// Every roll on record, printer by printer, oldest first. A roll ends where the lot changes or the count
/// rises; one that was begun before \p from was loaded with what was left of it then.
base::Result<std::vector<RollBalance>> roll_balances(Station &station, base::Instant from = {0},
                                                     base::Instant to = {
                                                         std::numeric_limits<std::int64_t>::max()});

} // namespace desk
