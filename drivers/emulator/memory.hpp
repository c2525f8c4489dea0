// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "base/result.hpp"
#include <filesystem>
#include <string>

namespace emulator {

/// What the printer still knows after it was switched off, and the roll that is in it. In the tray this is
/// counters.json.
struct Memory {
    std::string model, serial;
    int life = 0, a = 0, b = 0, m = 0, p = 0, matte = 0;
    int media = 0;           ///< code of the roll, 0: none
    int new_roll = 0;        ///< prints on a new one of it
    int remaining = 0;       ///< prints, as people count them
    bool half_waits = false; ///< an unused half of a sheet was wound back
    std::string lot;         ///< empty: a roll that is no HS roll
    bool retry = false;      ///< the last BUFFCNTRL
    int standby_minutes = 0, keep_mode = 0;
    bool usb_serial = true;

    friend bool operator==(Memory const &, Memory const &) = default;
};

/// \return not_found where the tray remembers nothing, bad_input where its file cannot be read
base::Result<Memory> read_memory(std::filesystem::path const &tray);
/// All or nothing, on disk when it returns.
base::Result<> write_memory(std::filesystem::path const &tray, Memory const &memory);

} // namespace emulator
