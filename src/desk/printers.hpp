// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "desk/station.hpp"

namespace desk {

/// \return usage where the URI is none or no family answers to it
base::Result<std::unique_ptr<print::Driver>> open_printer(Setting const &setting, std::string const &uri);

/// Why it cannot print, every reason in one fault.
[[nodiscard]] base::Fault not_ready(std::string const &printer, print::Standing const &standing);

/// How the printer is; a device fault with every reason where it cannot print now.
base::Result<print::Standing> ready_standing(print::Driver &driver);

/// How the printer at the URI is. \return device where it does not answer
base::Result<print::Standing> printer_standing(Setting const &setting, std::string const &uri);

/// Sends one page that is no sheet and waits until it is out. \return where it came out, as far as the
/// printer says it
base::Result<std::string> print_page(Setting const &setting, print::Driver &driver, std::string const &title,
                                     print::Artwork &artwork);

/// Prints a page to hold a ruler to: a scale along two edges, a cell of 33 x 48 mm and one of 35 x 45 mm,
/// small print in Chinese and Latin, and a code. Needs no store and leaves no sheet behind. \return where it
/// came out, as far as the printer says it; device where the printer is not ready
base::Result<std::string> print_test_page(Setting const &setting, std::string const &uri);

} // namespace desk
