// SPDX-License-Identifier: GPL-3.0-or-later
#include "emulator/printer_inner.hpp"
#include <algorithm>
#include <array>
#include <charconv>
#include <cstdio>

namespace emulator {

namespace {

constexpr std::size_t plane_header = 1088, most_plane = 40'000'000, most_small = 4096;
constexpr int wrong_media = 1500, data_error = 1600;
constexpr int most_counted = 9'999'999, most_two_digits = 99; ///< what an answer has room for

std::uint32_t little_endian(base::ByteView bytes, std::size_t at) {
    return static_cast<std::uint32_t>(bytes[at]) | static_cast<std::uint32_t>(bytes[at + 1]) << 8 |
           static_cast<std::uint32_t>(bytes[at + 2]) << 16 | static_cast<std::uint32_t>(bytes[at + 3]) << 24;
}

bool is_query(std::string const &group) {
    return group == "STATUS" || group == "INFO" || group == "MNT_RD" || group == "TBL_RD";
}

int plane_of(Command const &command) {
    constexpr std::array<std::string_view, 3> names{"YPLANE", "MPLANE", "CPLANE"};
    auto const found = std::find(names.begin(), names.end(), command.name);
    return command.group != "IMAGE" || found == names.end() ? -1 : static_cast<int>(found - names.begin());
}

bool is_taken_and_forgotten(std::string const &name) {
    constexpr std::array<std::string_view, 6> names{"FULL_CUTTER_SET", "SET_SYS_TIME", "RETENTION",
                                                    "CONT_PANORAMA",   "DECURL",       "DUPLEX_CANCEL"};
    return std::find(names.begin(), names.end(), name) != names.end();
}

/// What the facts say of a plane's BMP-like beginning; palette and pixels per metre are left alone.
bool is_plane(base::ByteView plane, int head, int rows) {
    if (plane.size() != static_cast<std::size_t>(head) * static_cast<std::size_t>(rows) + plane_header) {
        return false;
    }
    return plane[0] == 'B' && plane[1] == 'M' && little_endian(plane, 2) == plane.size() &&
           little_endian(plane, 10) == plane_header &&
           little_endian(plane, 18) == static_cast<std::uint32_t>(head) &&
           little_endian(plane, 22) == static_cast<std::uint32_t>(rows) && plane[28] == 8;
}

constexpr int rewind_code = 400;

} // namespace

bool Printer::Inner::begin(Command const &command) {
    command_ = command;
    small_.clear();
    plane_ = -1;
    swallow_ = identity.bootloader && !is_query(command.group);
    if (command.group == "CNTRL" || command.group == "IMAGE") {
        engine.wake();
    }
    return swallow_ || plane_of(command) < 0 || begin_plane(command);
}

bool Printer::Inner::begin_plane(Command const &command) {
    auto const rows = command.payload < plane_header
                          ? 0
                          : static_cast<int>((command.payload - plane_header) /
                                             static_cast<std::size_t>(identity.model->head));
    bool const room = engine.free_buffers() >= engine.buffers_for(settings_, rows);
    if (!room && !options.quirks.strict_buffers) {
        return false;
    }
    plane_ = plane_of(command);
    auto &plane = planes_.at(static_cast<std::size_t>(plane_));
    plane.clear();
    swallow_ = !room || command.payload > most_plane;
    if (swallow_) {
        engine.raise(data_error, std::nullopt, "no_buffer");
    } else {
        plane.reserve(command.payload);
    }
    return true;
}

std::size_t Printer::Inner::payload(base::ByteView bytes) {
    if (swallow_) {
        return bytes.size();
    }
    if (plane_ < 0) {
        auto const room = most_small - std::min(most_small, small_.size());
        auto const kept = bytes.first(std::min(bytes.size(), room));
        small_.insert(small_.end(), kept.begin(), kept.end());
        return bytes.size();
    }
    auto const until = bytes_until_fault();
    bool const strikes = until && *until < bytes.size();
    auto const taken = bytes.first(strikes ? *until : bytes.size());
    auto &plane = planes_.at(static_cast<std::size_t>(plane_));
    plane.insert(plane.end(), taken.begin(), taken.end());
    if (strikes) {
        struck_ = take_fault([&](Fault const &one) {
            return one.at == FaultAt::data && (one.sheet == 0 || one.sheet == started_ + 1) &&
                   one.plane == "YMC"[plane_] && one.byte == plane.size();
        });
    }
    return taken.size();
}

void Printer::Inner::end() {
    if (swallow_ || plane_ >= 0) {
        return;
    }
    if (is_query(command_.group)) {
        query(command_);
    } else if (command_.group == "CNTRL") {
        control_command();
    } else if (command_.group == "IMAGE" && command_.name == "MULTICUT") {
        settings_.multicut = number();
    } else if (command_.group == "MNT_WT") {
        maintenance_write();
    } else {
        ignored.push_back(command_.group + " " + command_.name);
    }
}

void Printer::Inner::query(Command const &command) {
    if (swallowed(command)) {
        return;
    }
    auto const found = answer(command, {identity, options, memory, engine, last_speed_});
    if (!found) {
        ignored.push_back(command.group + " " + command.name);
        return;
    }
    auto const from = clock.now() + options.quirks.late;
    for (auto &bytes : reply(*found, options.quirks.shape)) {
        outgoing_.push_back({std::move(bytes), from});
    }
}

void Printer::Inner::control_command() {
    auto const &name = command_.name;
    if (name == "QTY") {
        settings_.copies = std::max(1, number());
    } else if (name == "BUFFCNTRL" && identity.matte()) {
        memory.retry = number() == 1;
        remember();
    } else if (name == "OVERCOAT" && identity.matte()) {
        settings_.overcoat = number();
    } else if (name == "CUTTER") {
        settings_.cutter = number();
    } else if (name == "PRINTSPEED" && identity.model->speed.in(identity.firmware)) {
        settings_.speed = number();
    } else if (name == "START") {
        start();
    } else if (name == "CANCEL") {
        engine.cancel();
        settings_ = {};
        planes_ = {};
    } else if (name == "PRINTER_RESET") {
        constexpr double reboot_seconds = 5;
        switch_off("printer_reset");
        agenda.after(engine.scaled(reboot_seconds), [this] { plug(true); });
    } else if (!is_taken_and_forgotten(name)) {
        ignored.push_back("CNTRL " + name);
    }
}

void Printer::Inner::maintenance_write() {
    auto const &name = command_.name;
    if (name == "COUNTER_CLEAR" && small_.size() >= 2 && small_[0] == 'C') {
        auto *counter = small_[1] == 'A' ? &memory.a : small_[1] == 'B' ? &memory.b : &memory.m;
        *counter = 0;
    } else if (name == "COUNTERP_SET") {
        memory.p = std::clamp(number(), 0, most_counted);
    } else if (name == "STANDBY_TIME") {
        memory.standby_minutes = std::clamp(number(), 0, most_two_digits);
    } else if (name == "END_KEEP_MODE") {
        memory.keep_mode = std::clamp(number(), 0, most_two_digits);
    } else if (name == "USB_ISERI_SET") {
        memory.usb_serial = number() == 1; // shows at the next plug
    } else {
        ignored.push_back("MNT_WT " + name);
        return;
    }
    remember();
}

void Printer::Inner::start() {
    if (auto const flaw = flaw_of_job(); flaw != 0) {
        engine.raise(flaw, std::nullopt, "flaw");
        settings_ = {};
        planes_ = {};
        return;
    }
    Page page;
    page.settings = settings_;
    page.sheet.size = *identity.model->size(*settings_.multicut % rewind_code);
    page.sheet.rows =
        static_cast<int>((planes_[0].size() - plane_header) / static_cast<std::size_t>(identity.model->head));
    page.sheet.number = ++started_;
    page.sheet.media = memory.media;
    page.sheet.overcoat = settings_.overcoat;
    page.sheet.cutter = settings_.cutter;
    // A change of overcoat makes a page wait for all buffers, but it lies in as many as any other.
    page.buffers = page.sheet.dpi() > 300 && settings_.overcoat != 0 ? page.sheet.size.buffers600 : 1;
    page.copies_left = settings_.copies;
    page.retry = memory.retry;
    page.rewinds = *settings_.multicut > rewind_code;
    page.sheet.planes = std::make_shared<Planes const>(std::move(planes_));
    last_speed_ = page.sheet.dpi() > 300 ? 10 : 0;
    settings_ = {};
    planes_ = {};
    strike_start(page);
    engine.start(std::move(page));
}

int Printer::Inner::flaw_of_job() const {
    auto const code = settings_.multicut.value_or(0);
    auto const *size = identity.model->size(code % rewind_code);
    bool const rewinds = code > rewind_code;
    if (size == nullptr || !size->since.in(identity.firmware) || (rewinds && !identity.rewind) ||
        code >= 2 * rewind_code) {
        return data_error;
    }
    constexpr int strips = 120;
    if (settings_.cutter == strips && size->code != 2 && size->code != 4) {
        return data_error;
    }
    if (auto const flaw = flaw_of_planes(*size); flaw != 0) {
        return flaw;
    }
    auto const *roll = print::dnp::media(memory.media);
    bool const fits = roll != nullptr &&
                      std::find(roll->prints.begin(), roll->prints.end(), size->code) != roll->prints.end();
    bool const refused = identity.model->lot.in(identity.firmware) && memory.lot.empty();
    return fits && !refused ? 0 : wrong_media;
}

int Printer::Inner::flaw_of_planes(print::dnp::PrintSize const &size) const {
    bool const doubled = identity.model->feed600.in(identity.firmware);
    for (auto const rows : {size.rows, doubled ? 2 * size.rows : size.rows}) {
        if (std::all_of(planes_.begin(), planes_.end(),
                        [&](auto const &plane) { return is_plane(plane, size.head, rows); })) {
            return 0;
        }
    }
    return data_error;
}

void Printer::Inner::remember() {
    if (tray.folder().empty()) {
        return;
    }
    if (auto const written = write_memory(tray.folder(), memory); !written && !trouble) {
        trouble = written.fault();
    }
}

void Printer::Inner::sheet_done(Sheet const &sheet) {
    whole_sheets += sheet.fate == Fate::printed ? 1 : 0;
    if (on_sheet) {
        on_sheet(sheet);
    }
    if (auto const put = tray.put(sheet, agenda.now()); !put && !trouble) {
        trouble = put.fault();
        std::fprintf(stderr, "emulator: %s\n", trouble->text(base::Language::en).c_str());
    }
}

int Printer::Inner::number() const {
    auto const text = base::as_text(small_);
    int value = 0;
    std::from_chars(text.data(), text.data() + text.size(), value);
    return value;
}

} // namespace emulator
