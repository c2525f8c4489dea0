// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "desk/page_printer.hpp"

namespace desk {

/// What an operator reads off a calibration page, in millimetres.
struct Readings {
    double left = 0, top = 0;        ///< mark of the ruler at the cut edge; below zero where white shows
    double width = 100, height = 80; ///< true lengths of the lines that say 100 and 80
};

/// Moves and stretches that undo what was measured, about the middle of the sheet.
/// \return bad_input for a reading that no printer gives (more than 3 mm beside, more than 3 % off)
base::Result<store::Calibration> solve(Readings const &readings, sheet::Size paper);

/// Prints the page to measure, without any calibration. \return where it came out
base::Result<std::string> print_calibration_page(Station &station, std::string const &uri);

/// Keeps the calibration by the printer's serial and prints a second page with it, which proves the cell
/// sizes. \return not_allowed where the printer has no serial to keep it by
base::Result<std::string> calibrate(Station &station, std::string const &uri, Readings const &readings,
                                    std::string const &by);

} // namespace desk
