// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
/// \file
/// What an emulated printer is told to be.
#include "emulator/faults.hpp"
#include "print/usb_id.hpp"
#include <chrono>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace emulator {

/// How a reply's payload goes out. Which of them the real printers use is not known, so a driver has to take
/// all of them. The value ends at CR in each.
enum class Shape {
    cr,         ///< value, CR
    spaces16,   ///< then spaces up to a multiple of 16
    spaces32,   ///< of 32
    nuls16,     ///< NULs up to a multiple of 16
    split,      ///< the payload in two transfers
    one_packet, ///< length and payload in one transfer: overflows a host that asked for 8 bytes
};

/// When the counters step; not known of the real printers.
enum class CountsAt { print_start, print_end, after_cut };

/// Where the facts leave the behaviour open, or where one model is said to differ.
struct Quirks {
    Shape shape = Shape::cr;
    std::chrono::milliseconds late{0}; ///< every reply
    bool strict_padding = true;        ///< a header padded with NUL is ignored
    bool strict_buffers = false;       ///< data with no buffer free is a data error (1600), not a NAK
    bool loses_status = false;         ///< STATUS within 3 s after a print's end is swallowed (DS-RX1HS)
    bool marked_media = false;         ///< INFO MEDIA says the odd code of a roll "with mark"
    bool cancel_stops_print = false;   ///< CANCEL spoils the sheet in print; else that one is finished
    bool soft_reset_resyncs = true;    ///< SOFT_RESET ends a half-sent command
    bool bus_reset_resyncs = true;     ///< so do a bus reset and a new plug
    CountsAt counts_at = CountsAt::print_end;
};

struct Options {
    std::string model = "DS-RX1HS";
    std::string serial{};   ///< 12 characters; empty: one is made up
    std::string firmware{}; ///< "2.21"; empty: the newest that the facts speak of
    bool bootloader = false;
    /// The roll. What is not given is as the tray remembers it, else a new roll of 6x4 (or of the model's
    /// first size).
    std::optional<int> media{}, remaining{};
    std::optional<std::string> lot{};
    /// Finished sheets, their log and counters.json. Empty: nothing is kept.
    std::filesystem::path tray{};
    bool png = true;
    double speed = 1;    ///< 100: a hundred times as fast
    double rate = 5.9e6; ///< bytes a second over USB; 0: no limit
    bool usb_serial = true;
    std::optional<print::UsbId> usb_id{}; ///< instead of the model's: a printer of another make
    unsigned char out_endpoint = 0x01, in_endpoint = 0x82;
    Quirks quirks{};
    std::vector<Fault> faults{};
};

} // namespace emulator
