// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
/// \file
/// What platen emulator run and serve do.
#include "base/result.hpp"
#include "emulator/options.hpp"

namespace emulator {

/// The printers, and the camera, that a command line asks for.
struct Order {
    std::vector<std::string> models; ///< one a printer
    std::vector<std::string>
        serials;                    ///< as many, or none; one model with several serials is several printers
    std::filesystem::path tray;     ///< of the printer; with several, of a folder by its serial for each
    std::string faults;             ///< file of a script; empty: nothing goes wrong
    std::string firmware, lot;      ///< empty: as the model has it
    int media = -1, remaining = -1; ///< -1: as the tray remembers
    int speed = 1;
    std::string camera{};             ///< what it is called; empty: there is none
    std::filesystem::path pictures{}; ///< its own: see Photographer
};

/// \return usage for a model that there is not, or serials that fit no models
base::Result<std::vector<Options>> printers_of(Order const &order);
/// What is wrong with the script that the order names.
base::Result<base::Findings> check_faults(Order const &order);

/// Runs the command with the printers on its USB bus, waits for it, and lets the printers finish. Signals to
/// this process go to the command. The first call starts this program anew, with umockdev's library
/// preloaded, and does not come back.
/// \return its exit status, 128 and the signal's number where one killed it
base::Result<int> run(Order const &order, std::vector<std::string> const &command);

/// Serves them over USB/IP until SIGINT or SIGTERM. \p ready is told the port.
base::Result<int> serve(Order const &order, std::string const &address, void (*ready)(int port));

} // namespace emulator
