// SPDX-License-Identifier: GPL-3.0-or-later
#include "emulator/faults.hpp"
#include "base/toml.hpp"

namespace emulator {

namespace {

using base::TomlTable;

constexpr double a_day = 86'400;

/// A key that this kind of fault or moment has no use for is a mistake as an unknown one is: nobody asks
/// for it, so finish() notes it.
std::optional<double> seconds(TomlTable &table, std::string_view key) {
    return table.has(key) ? std::optional{table.number_or(key, 0, 0, a_day)} : std::nullopt;
}

void read_moment(TomlTable &table, Fault &fault) {
    fault.at =
        static_cast<FaultAt>(table.choice_or("at", 0, {"now", "transfer", "data", "start", "printing"}));
    if (fault.at == FaultAt::transfer) {
        fault.transfer = static_cast<std::uint64_t>(table.whole("transfer", 1, 1'000'000'000));
    } else if (fault.at != FaultAt::now) {
        fault.sheet = static_cast<int>(table.whole_or("sheet", 1, 0, 1'000'000));
    }
    if (fault.at == FaultAt::data) {
        fault.plane = "YMC"[table.choice_or("plane", 0, {"Y", "M", "C"})];
        fault.byte = static_cast<std::size_t>(table.whole_or("byte", 0, 0, 100'000'000));
    }
    if (fault.at == FaultAt::printing) {
        fault.after = table.number_or("after", 0, 0, a_day);
    }
}

void read_roll(TomlTable &table, Fault &fault) {
    if (table.has("media")) {
        fault.media = static_cast<int>(table.whole("media", 0, 999));
    }
    if (table.has("remaining")) {
        fault.remaining = static_cast<int>(table.whole("remaining", 0, 9'000));
    }
    if (table.has("lot")) {
        fault.lot = table.text("lot");
    }
}

void read_effect(TomlTable &table, Fault &fault) {
    switch (fault.kind) {
    case FaultKind::unplug:
    case FaultKind::power_loss:
        fault.back_after = seconds(table, "back_after");
        break;
    case FaultKind::stall:
    case FaultKind::timeout:
    case FaultKind::no_count:
        break;
    case FaultKind::short_write:
        fault.bytes = static_cast<std::size_t>(table.whole_or("bytes", 0, 0, 100'000'000));
        break;
    case FaultKind::silent:
        fault.query = table.text("query");
        [[fallthrough]];
    case FaultKind::lost_status:
        fault.times = static_cast<int>(table.whole_or("times", 1, 1, 1'000'000));
        break;
    case FaultKind::status:
        fault.code = static_cast<int>(table.whole("code", 1, 99'999));
        [[fallthrough]];
    case FaultKind::count_then_jam:
    case FaultKind::cover_open:
    case FaultKind::cooling:
        fault.seconds = seconds(table, "seconds");
        break;
    case FaultKind::roll_change:
    case FaultKind::paper_end:
        fault.seconds = seconds(table, "seconds");
        read_roll(table, fault);
        break;
    }
}

void check_sense(TomlTable &table, Fault const &fault) {
    bool const on_the_wire = fault.at == FaultAt::transfer || fault.at == FaultAt::data;
    if ((fault.kind == FaultKind::timeout || fault.kind == FaultKind::short_write ||
         fault.kind == FaultKind::stall) &&
        !on_the_wire) {
        table.note("at", "moment",
                   {"这种故障只能发生在 transfer 或 data", "this can only happen at transfer or data"});
    }
    if ((fault.kind == FaultKind::no_count || fault.kind == FaultKind::count_then_jam) &&
        (fault.at == FaultAt::now || on_the_wire)) {
        table.note("at", "moment",
                   {"这种故障只能发生在 start 或 printing", "this can only happen at start or printing"});
    }
}

Fault read_fault(TomlTable &table) {
    Fault fault;
    fault.kind = static_cast<FaultKind>(table.choice(
        "kind", {"unplug", "power_loss", "stall", "timeout", "short_write", "status", "lost_status", "silent",
                 "roll_change", "paper_end", "no_count", "count_then_jam", "cover_open", "cooling"}));
    read_moment(table, fault);
    read_effect(table, fault);
    check_sense(table, fault);
    table.finish();
    return fault;
}

} // namespace

FaultScript read_fault_script(base::TomlFile &file) {
    FaultScript script;
    auto root = file.root();
    root.whole("format", 1, 1);
    for (auto &table : root.tables("fault")) {
        script.faults.push_back(read_fault(table));
    }
    root.finish();
    script.findings = file.findings();
    return script;
}

base::Result<FaultScript> read_fault_script(std::filesystem::path const &path) {
    auto file = base::TomlFile::read(path);
    if (!file) {
        return std::move(file).fault();
    }
    return read_fault_script(*file);
}

} // namespace emulator
