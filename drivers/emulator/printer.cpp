// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/files.hpp"
#include "emulator/descriptors.hpp"
#include "emulator/printer_inner.hpp"
#include <algorithm>

namespace emulator {

namespace {

Engine::Hooks hooks(std::function<void()> remember, std::function<void(Sheet const &)> sheet,
                    std::function<void(Page &)> printing) {
    return {std::move(remember), std::move(sheet), std::move(printing)};
}

int first_roll(print::dnp::Model const &model) {
    constexpr int six_by_four = 300;
    return model.rolls.contains(six_by_four) || model.rolls.empty() ? six_by_four
                                                                    : model.rolls.begin()->first;
}

/// What the tray remembers of this printer, or a new printer with a new roll.
base::Result<Memory> recall(Options const &options, Identity &identity) {
    Memory memory;
    memory.model = identity.model->name;
    if (!options.tray.empty()) {
        auto read = read_memory(options.tray);
        if (!read && read.fault().kind != base::Trouble::not_found) {
            return read;
        }
        if (read &&
            (read->model != memory.model || (!options.serial.empty() && options.serial != read->serial))) {
            auto const folder = options.tray.string();
            return base::fault(base::Trouble::usage, "文件夹 {} 里是另一台打印机 {} {} 的",
                               "the folder {} is that of another printer, {} {}", folder, read->model,
                               read->serial);
        }
        if (read) {
            identity.serial = read->serial;
            return read;
        }
    }
    memory.serial = identity.serial;
    memory.usb_serial = options.usb_serial;
    return memory;
}

/// The roll that the options name, over what the tray remembers.
void load_roll(Options const &options, Identity const &identity, Memory &memory) {
    bool const other = options.media && *options.media != memory.media;
    if (memory.media == 0 || other) {
        memory.media = options.media.value_or(first_roll(*identity.model));
        auto const roll = identity.model->rolls.find(memory.media);
        memory.new_roll = memory.remaining = roll == identity.model->rolls.end() ? 0 : roll->second;
        memory.lot = "0123456789AB";
    }
    memory.remaining = options.remaining.value_or(memory.remaining);
    memory.lot = options.lot.value_or(memory.lot);
}

} // namespace

Printer::Inner::Inner(Options given, Identity who, Memory known, base::Clock const &time)
    : options{std::move(given)}, identity{std::move(who)}, memory{std::move(known)}, clock{time},
      agenda{time.now()}, tray{options.tray, options.png},
      engine{identity, options, memory, agenda,
             hooks([this] { remember(); }, [this](Sheet const &sheet) { sheet_done(sheet); },
                   [this](Page &page) { strike_printing(page); })},
      stream{*this, options.quirks.strict_padding} {
    shows_serial = memory.usb_serial && identity.model->usb_serial.in(identity.firmware);
    for (auto const &fault : options.faults) {
        arm(fault);
    }
}

std::optional<base::Instant> Printer::Inner::next() const {
    auto due = agenda.next();
    auto const sooner = [&](base::Instant at) { due = due ? std::min(*due, at) : at; };
    auto const now = clock.now();
    base::Instant const ready{static_cast<std::int64_t>(ready_at_) + 1};
    if (ready > now) {
        sooner(ready);
    }
    if (!outgoing_.empty() && outgoing_.front().from > now) {
        sooner(outgoing_.front().from);
    }
    return due;
}

base::Result<std::unique_ptr<Printer>> Printer::open(Options options, base::Clock const &clock) {
    auto identity = identity_of(options);
    if (!identity) {
        return std::move(identity).fault();
    }
    if (!options.tray.empty()) {
        if (auto made = base::make_folders(options.tray); !made) {
            return std::move(made).fault();
        }
    }
    auto memory = recall(options, *identity);
    if (!memory) {
        return std::move(memory).fault();
    }
    load_roll(options, *identity, *memory);
    if (!options.tray.empty()) {
        if (auto written = write_memory(options.tray, *memory); !written) {
            return std::move(written).fault();
        }
    }
    return std::unique_ptr<Printer>{
        new Printer{std::make_unique<Inner>(std::move(options), std::move(*identity), *memory, clock)}};
}

Printer::Printer(std::unique_ptr<Inner> inner) : inner_{std::move(inner)} {}
Printer::~Printer() = default;

Poll Printer::poll(Transfer &transfer) {
    std::lock_guard const guard{inner_->lock};
    return inner_->poll(transfer);
}

bool Printer::attached() const {
    std::lock_guard const guard{inner_->lock};
    inner_->advance();
    return inner_->attached;
}

std::uint64_t Printer::plugs() const {
    std::lock_guard const guard{inner_->lock};
    inner_->advance();
    return inner_->plugs;
}

void Printer::clear_halt(unsigned char endpoint) {
    std::lock_guard const guard{inner_->lock};
    inner_->clear_halt(endpoint);
}

void Printer::bus_reset() {
    std::lock_guard const guard{inner_->lock};
    inner_->advance();
    inner_->bus_reset();
}

std::optional<base::Instant> Printer::next() const {
    std::lock_guard const guard{inner_->lock};
    return inner_->next();
}

bool Printer::shows_serial() const {
    std::lock_guard const guard{inner_->lock};
    return inner_->shows_serial;
}

UsbFace Printer::face() const {
    auto const &who = identity();
    bool const serial = shows_serial();
    auto descriptors = device_descriptor(who, serial);
    auto const configuration = configuration_descriptor(who);
    descriptors.insert(descriptors.end(), configuration.begin(), configuration.end());
    return {who.usb(),
            who.manufacturer,
            who.product,
            serial ? who.serial : "",
            std::move(descriptors),
            who.out_endpoint,
            who.in_endpoint,
            0,
            true};
}

Identity const &Printer::identity() const {
    return inner_->identity; // never changes
}

void Printer::arm(Fault const &fault) {
    std::lock_guard const guard{inner_->lock};
    inner_->advance();
    inner_->arm(fault);
}

void Printer::disarm() {
    std::lock_guard const guard{inner_->lock};
    inner_->disarm();
}

void Printer::fix() {
    std::lock_guard const guard{inner_->lock};
    inner_->advance();
    inner_->engine.fix();
}

void Printer::plug_in() {
    std::lock_guard const guard{inner_->lock};
    inner_->advance();
    inner_->plug(false);
}

void Printer::pull_out() {
    std::lock_guard const guard{inner_->lock};
    inner_->advance();
    inner_->attached = false;
}

void Printer::power_cycle() {
    std::lock_guard const guard{inner_->lock};
    inner_->advance();
    inner_->switch_off("power_loss");
    inner_->plug(true);
}

void Printer::sleep() {
    std::lock_guard const guard{inner_->lock};
    inner_->advance();
    inner_->engine.sleep();
}

void Printer::set_quirks(Quirks const &quirks) {
    std::lock_guard const guard{inner_->lock};
    inner_->options.quirks = quirks;
}

int Printer::status() const {
    std::lock_guard const guard{inner_->lock};
    inner_->advance();
    return inner_->engine.status();
}

bool Printer::busy() const {
    std::lock_guard const guard{inner_->lock};
    inner_->advance();
    auto const phase = inner_->engine.phase();
    return phase == Phase::starting || phase == Phase::printing;
}

Memory Printer::memory() const {
    std::lock_guard const guard{inner_->lock};
    inner_->advance();
    return inner_->memory;
}

std::uint64_t Printer::transfers() const {
    std::lock_guard const guard{inner_->lock};
    return inner_->transfers;
}

int Printer::sheets() const {
    std::lock_guard const guard{inner_->lock};
    inner_->advance();
    return inner_->whole_sheets;
}

std::vector<std::string> Printer::ignored() const {
    std::lock_guard const guard{inner_->lock};
    return inner_->ignored;
}

std::optional<base::Fault> Printer::trouble() const {
    std::lock_guard const guard{inner_->lock};
    return inner_->trouble;
}

void Printer::on_sheet(std::function<void(Sheet const &)> callback) {
    std::lock_guard const guard{inner_->lock};
    inner_->on_sheet = std::move(callback);
}

void Printer::on_transfer(std::function<void(std::uint64_t)> callback) {
    std::lock_guard const guard{inner_->lock};
    inner_->on_transfer = std::move(callback);
}

} // namespace emulator
