// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
/// \file
/// What the verbs of emulator ask for. No room sees the emulator itself: main hands it in.
#include "base/finding.hpp"
#include "base/result.hpp"
#include <string>
#include <vector>

namespace cli {

struct EmulatorOrder {
    std::vector<std::string> models, serials;
    std::string tray, faults, firmware, lot; ///< empty: not given
    std::string camera, pictures;            ///< the same
    int media = -1, remaining = -1;          ///< -1: not given
    int speed = 1;
    std::vector<std::string> command;      ///< run
    std::string listen = "127.0.0.1:3240"; ///< serve
};

struct EmulatorDoor {
    std::vector<std::string> (*models)();
    /// Mistakes in the script of faults.
    base::Result<base::Findings> (*check)(EmulatorOrder const &order);
    /// \return the command's exit status
    base::Result<int> (*run)(EmulatorOrder const &order);
    /// \p ready is told the port once it listens
    base::Result<int> (*serve)(EmulatorOrder const &order, void (*ready)(int port));
};

} // namespace cli
