// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
/// \file
/// What goes wrong, and when: from a script (README.md has its table) or from a test.
#include "base/finding.hpp"
#include "base/result.hpp"
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace base {
class TomlFile;
}

namespace emulator {

enum class FaultKind {
    unplug,         ///< off the bus; back after back_after seconds
    power_loss,     ///< the same, and everything in its memory is lost, too
    stall,          ///< the endpoint halts until the host clears it
    timeout,        ///< the transfer is never answered
    short_write,    ///< after \c bytes the transfer is not answered any more
    status,         ///< STATUS says \c code, for \c seconds or until fixed
    lost_status,    ///< STATUS is not answered, \c times times
    silent,         ///< the query \c query is not answered, \c times times
    roll_change,    ///< the cover opens; after \c seconds there is another roll
    paper_end,      ///< 1100; after \c seconds there is a new roll
    no_count,       ///< the sheet never comes out and is not counted, and the printer says it is idle
    count_then_jam, ///< counted, then 1300 for \c seconds, and the sheet is spoiled
    cover_open,     ///< 1000 for \c seconds
    cooling,        ///< 500 for \c seconds; it goes on by itself
};

/// When a fault happens. Sheets count from 1, by START, since the emulator began.
enum class FaultAt {
    now,      ///< as soon as it is armed
    transfer, ///< at the beginning of the nth transfer, control ones included, since the emulator began
    data,     ///< when byte \c byte of the plane of that sheet has come
    start,    ///< at that sheet's START
    printing, ///< while it prints, \c after seconds in
};

struct Fault {
    FaultKind kind = FaultKind::unplug;
    FaultAt at = FaultAt::now;
    std::uint64_t transfer = 0;
    int sheet = 1;    ///< 0: any
    char plane = 'Y'; ///< Y M C
    std::size_t byte = 0;
    double after = 0;                   ///< seconds, scaled by the speed as every time here
    std::optional<double> seconds{};    ///< until it is over by itself; missing: until Printer::fix
    std::optional<double> back_after{}; ///< unplug, power_loss; missing: until Printer::plug_in
    int code = 0;
    int times = 1;
    std::size_t bytes = 0;
    std::string query{}; ///< as in "INFO MEDIA"
    std::optional<int> media{}, remaining{};
    std::optional<std::string> lot{};
};

struct FaultScript {
    std::vector<Fault> faults;
    base::Findings findings; ///< the script is usable only with none
};

FaultScript read_fault_script(base::TomlFile &file);
base::Result<FaultScript> read_fault_script(std::filesystem::path const &path);

} // namespace emulator
