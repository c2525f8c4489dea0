// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "desk/station.hpp"

namespace desk {

/// \return usage where the URI is none or no family answers to it
base::Result<std::unique_ptr<print::Driver>> open_printer(Setting const &setting, std::string const &uri);

/// Puts a printer on the desks, whether it is attached now or not; one that is there gets the new name.
/// \return usage where the URI is none or no family answers to it
base::Result<> enter_printer(store::Store &store, Setting const &setting, std::string const &uri,
                             std::string const &shown);
/// \return not_found
base::Result<> remove_printer(store::Store &store, Setting const &setting, std::string const &uri);

/// Why it cannot print, every reason in one fault.
[[nodiscard]] base::Fault not_ready(std::string const &printer, print::Standing const &standing);

/// How the printer is; a device fault with every reason where it cannot print now.
base::Result<print::Standing> ready_standing(print::Driver &driver);

/// How the printer at the URI is. \return device where it does not answer
base::Result<print::Standing> printer_standing(Setting const &setting, std::string const &uri);

/// What to say where no printer tells whether pages came out.
[[nodiscard]] base::Fault in_doubt(std::string const &printer);

} // namespace desk
