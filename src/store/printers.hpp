// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
/// \file
/// What the ledger knows of single printers: what their rolls were used for, and how they are calibrated.
#include "base/length.hpp"
#include "store/people.hpp"
#include <limits>

namespace store {

/// One print on a roll, as its printer counted before and after it.
struct RollPrint {
    std::string printer_serial, media_lot;
    std::string
        use; ///< printed, spoiled (printed and void since), uncertain, intended, failed, or page (no sheet)
    base::Instant at;
    std::optional<std::int64_t> left_before, left_after;
};

/// Every print that was tried on a printer that counts, printer by printer, oldest first; \p from that moment
/// on and before \p to.
base::Result<std::vector<RollPrint>> roll_prints(Store const &store, base::Instant from = {0},
                                                 base::Instant to = {
                                                     std::numeric_limits<std::int64_t>::max()});

/// Moves and stretches that make a printer's prints true.
struct Calibration {
    std::string printer_serial;
    base::Length shift_x, shift_y;                         ///< to the right, downwards
    std::int64_t scale_x = 1'000'000, scale_y = 1'000'000; ///< millionths
    base::Instant at;
    std::string by;
};

/// The newest of this printer; nothing where it was never calibrated.
base::Result<std::optional<Calibration>> calibration(Store const &store, std::string const &printer_serial);

/// A printer that the office has entered, so that it is on the desk whether it is attached or not.
struct Printer {
    std::string uri, shown; ///< as typed; what people call it
};
/// By what they are called.
base::Result<std::vector<Printer>> printers(Store const &store);

} // namespace store
