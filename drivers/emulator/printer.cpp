// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/files.hpp"
#include "emulator/descriptors.hpp"
#include "emulator/printer_inner.hpp"
#include <algorithm>

namespace emulator {

namespace {

constexpr std::size_t packet = 512;
constexpr unsigned char port_fine = 0x18, port_no_paper = 0x30;

// bmRequestType and bRequest in one number.
constexpr int get_device_id = 0xA100, get_port_status = 0xA101, soft_reset = 0x2102, soft_reset_1_0 = 0x2302;
constexpr int get_descriptor = 0x8006, get_configuration = 0x8008, set_configuration = 0x0009,
              set_interface = 0x010B, get_interface = 0x810A, clear_endpoint_feature = 0x0201,
              device_status = 0x8000, interface_status = 0x8100, endpoint_status = 0x8200;

int request_of(SetupPacket const &setup) {
    return setup.request_type << 8 | setup.request;
}

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

Poll Printer::Inner::poll(Transfer &transfer) {
    advance();
    if (transfer.index == 0) {
        begin_transfer(transfer);
    }
    if (!attached) {
        return Poll::gone;
    }
    if (transfer.silent) {
        return Poll::pending;
    }
    switch (transfer.kind) {
    case Transfer::Kind::control:
        return control(transfer);
    case Transfer::Kind::bulk_out:
        return bulk_out(transfer);
    case Transfer::Kind::bulk_in:
        break;
    }
    return bulk_in(transfer);
}

void Printer::Inner::begin_transfer(Transfer &transfer) {
    transfer.index = ++transfers;
    if (on_transfer) {
        on_transfer(transfers);
    }
    while (auto const fault = take_fault([this](Fault const &one) {
               return one.at == FaultAt::transfer && one.transfer == transfers;
           })) {
        strike_transfer(*fault, transfer);
    }
}

Poll Printer::Inner::control(Transfer &transfer) {
    auto const &setup = transfer.setup;
    auto answer = standard_request(setup);
    if (!answer) {
        answer = class_request(setup);
    }
    if (!answer) {
        return Poll::stalled;
    }
    if ((setup.request_type & 0x80) != 0) {
        answer->resize(std::min<std::size_t>(answer->size(), setup.length));
        transfer.bytes = std::move(*answer);
    }
    transfer.done = transfer.bytes.size();
    return Poll::done;
}

std::optional<base::Bytes> Printer::Inner::standard_request(SetupPacket const &setup) {
    switch (request_of(setup)) {
    case get_descriptor: {
        auto const kind = setup.value >> 8;
        auto found = kind == 1   ? device_descriptor(identity, shows_serial)
                     : kind == 2 ? configuration_descriptor(identity)
                     : kind == 3 ? string_descriptor(identity, setup.value & 0xFF, shows_serial)
                                 : base::Bytes{};
        return found.empty() ? std::nullopt : std::optional{std::move(found)};
    }
    case get_configuration:
        return base::Bytes{1};
    case get_interface:
        return base::Bytes{0};
    case device_status:
    case interface_status:
    case endpoint_status:
        return base::Bytes{0, 0};
    case clear_endpoint_feature:
        clear_halt(static_cast<unsigned char>(setup.index & 0xFF));
        return base::Bytes{};
    case set_configuration:
    case set_interface:
        return base::Bytes{};
    default:
        return std::nullopt;
    }
}

std::optional<base::Bytes> Printer::Inner::class_request(SetupPacket const &setup) {
    switch (request_of(setup)) {
    case get_device_id:
        return device_id(identity);
    case get_port_status: {
        auto const status = engine.status();
        bool const empty = status == 1100 || status == 1200;
        return base::Bytes{empty ? port_no_paper : port_fine};
    }
    case soft_reset:
    case soft_reset_1_0:
        outgoing_.clear();
        if (options.quirks.soft_reset_resyncs) {
            forget_half_sent();
        }
        return base::Bytes{};
    default:
        return std::nullopt;
    }
}

Poll Printer::Inner::bulk_out(Transfer &transfer) {
    auto const now = static_cast<double>(clock.now().ms);
    if (halted_out) {
        return Poll::stalled;
    }
    if (now < ready_at_) {
        return Poll::pending;
    }
    auto const end = std::min(transfer.bytes.size(), transfer.limit.value_or(transfer.bytes.size()));
    auto const taken =
        stream.feed(base::ByteView{transfer.bytes}.subspan(transfer.done, end - transfer.done));
    transfer.done += taken;
    if (options.rate > 0) {
        ready_at_ =
            std::max(now, ready_at_) + static_cast<double>(taken) * 1000 / (options.rate * options.speed);
    }
    if (auto const fault = std::exchange(struck_, std::nullopt)) {
        strike_transfer(*fault, transfer);
        return !attached ? Poll::gone : halted_out ? Poll::stalled : Poll::pending;
    }
    if (transfer.limit && transfer.done >= *transfer.limit) {
        transfer.silent = true;
    }
    return transfer.done == transfer.bytes.size() && !transfer.silent ? Poll::done : Poll::pending;
}

Poll Printer::Inner::bulk_in(Transfer &transfer) {
    if (halted_in) {
        return Poll::stalled;
    }
    if (outgoing_.empty() || clock.now() < outgoing_.front().from) {
        return Poll::pending;
    }
    transfer.bytes = std::move(outgoing_.front().bytes);
    outgoing_.pop_front();
    bool const too_much = transfer.bytes.size() > transfer.most;
    if (too_much) {
        transfer.bytes.resize(transfer.most / packet * packet);
    }
    transfer.done = transfer.bytes.size();
    return too_much ? Poll::overflow : Poll::done;
}

void Printer::Inner::clear_halt(unsigned char endpoint) {
    halted_out = halted_out && endpoint != identity.out_endpoint;
    halted_in = halted_in && endpoint != identity.in_endpoint;
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
