// SPDX-License-Identifier: GPL-3.0-or-later
#include "emulator/printer_inner.hpp"
#include <algorithm>

namespace emulator {

namespace {

constexpr int paper_end = 1100, cover_open = 1000, head_cooling = 500, first_error = 1000;

bool of_sheet(Fault const &fault, int sheet) {
    return fault.sheet == 0 || fault.sheet == sheet;
}

bool of_a_page(FaultKind kind) {
    return kind == FaultKind::no_count || kind == FaultKind::count_then_jam;
}

std::string name_of(Command const &query) {
    return query.name.empty() ? query.group : query.group + " " + query.name;
}

} // namespace

void Printer::Inner::arm(Fault const &fault) {
    if (fault.at == FaultAt::now) {
        strike(fault);
    } else {
        armed_.push_back(fault);
    }
}

void Printer::Inner::disarm() {
    armed_.clear();
    silences_.clear();
}

std::optional<Fault> Printer::Inner::take_fault(std::function<bool(Fault const &)> const &matches) {
    auto const found = std::find_if(armed_.begin(), armed_.end(), matches);
    if (found == armed_.end()) {
        return std::nullopt;
    }
    auto fault = *found;
    armed_.erase(found);
    return fault;
}

/// What needs no transfer and no page to act on.
void Printer::Inner::strike(Fault const &fault) {
    switch (fault.kind) {
    case FaultKind::unplug:
    case FaultKind::power_loss:
        leave(fault);
        break;
    case FaultKind::status:
        if (fault.code < first_error) {
            engine.cool(fault.code, fault.seconds);
        } else {
            engine.raise(fault.code, fault.seconds, "status");
        }
        break;
    case FaultKind::cooling:
        engine.cool(head_cooling, fault.seconds);
        break;
    case FaultKind::cover_open:
        engine.raise(cover_open, fault.seconds, "cover_open");
        break;
    case FaultKind::lost_status:
    case FaultKind::silent:
        silences_.push_back(fault);
        break;
    case FaultKind::roll_change:
        change_roll(fault, cover_open);
        break;
    case FaultKind::paper_end:
        change_roll(fault, paper_end);
        break;
    case FaultKind::stall:
    case FaultKind::timeout:
    case FaultKind::short_write:
    case FaultKind::no_count:
    case FaultKind::count_then_jam:
        break; // have no meaning at this moment
    }
}

void Printer::Inner::strike_transfer(Fault const &fault, Transfer &transfer) {
    switch (fault.kind) {
    case FaultKind::stall:
        (transfer.kind == Transfer::Kind::bulk_in ? halted_in : halted_out) = true;
        break;
    case FaultKind::timeout:
        transfer.silent = true;
        break;
    case FaultKind::short_write:
        transfer.limit = fault.bytes;
        break;
    default:
        strike(fault);
    }
}

void Printer::Inner::strike_page(Fault const &fault, Page &page) {
    page.uncounted = fault.kind == FaultKind::no_count;
    page.jams = fault.kind == FaultKind::count_then_jam;
    page.jam_seconds = fault.seconds;
}

/// Runs inside the engine: what stops the print comes by the agenda, once the engine is done.
void Printer::Inner::strike_printing(Page &page) {
    while (auto const fault = take_fault([&](Fault const &one) {
               return one.at == FaultAt::printing && of_sheet(one, page.sheet.number);
           })) {
        if (of_a_page(fault->kind)) {
            strike_page(*fault, page);
        } else {
            agenda.after(engine.scaled(fault->after), [this, one = *fault] { strike(one); });
        }
    }
}

void Printer::Inner::strike_start(Page &page) {
    while (auto const fault = take_fault([&](Fault const &one) {
               return one.at == FaultAt::start && of_sheet(one, page.sheet.number);
           })) {
        if (of_a_page(fault->kind)) {
            strike_page(*fault, page);
        } else {
            agenda.after(std::chrono::milliseconds{0}, [this, one = *fault] { strike(one); });
        }
    }
}

void Printer::Inner::switch_off(std::string const &why) {
    attached = false;
    engine.power_cycle(why);
    forget_half_sent();
}

void Printer::Inner::leave(Fault const &fault) {
    bool const power = fault.kind == FaultKind::power_loss;
    if (power) {
        switch_off("power_loss");
    }
    attached = false;
    if (fault.back_after) {
        agenda.after(engine.scaled(*fault.back_after), [this, power] { plug(power); });
    }
}

void Printer::Inner::plug(bool powered_up) {
    if (attached) {
        return;
    }
    attached = true;
    ++plugs;
    halted_out = halted_in = false;
    outgoing_.clear();
    shows_serial = memory.usb_serial && identity.model->usb_serial.in(identity.firmware);
    if (powered_up || options.quirks.bus_reset_resyncs) {
        forget_half_sent();
    }
}

void Printer::Inner::bus_reset() {
    halted_out = halted_in = false;
    outgoing_.clear();
    if (options.quirks.bus_reset_resyncs) {
        forget_half_sent();
    }
}

void Printer::Inner::forget_half_sent() {
    stream.resync();
    settings_ = {};
    planes_ = {};
    plane_ = -1;
    swallow_ = false;
}

void Printer::Inner::change_roll(Fault const &fault, int code) {
    auto const media = fault.media.value_or(memory.media);
    auto const roll = identity.model->rolls.find(media);
    auto const full = roll == identity.model->rolls.end() ? memory.new_roll : roll->second;
    auto const load = [this, media, remaining = fault.remaining.value_or(full),
                       lot = fault.lot.value_or(memory.lot)] { engine.load(media, remaining, lot); };
    bool const end = code == paper_end;
    engine.raise(code, std::nullopt, end ? "paper_end" : "roll_change");
    if (!fault.seconds) {
        load(); // it lies in the printer already when somebody fixes the error
        return;
    }
    if (end) {
        memory.remaining = 0;
        remember();
    }
    agenda.after(engine.scaled(*fault.seconds), [this, load] {
        load();
        engine.fix();
    });
}

std::optional<std::size_t> Printer::Inner::bytes_until_fault() const {
    std::optional<std::size_t> least;
    auto const have = planes_.at(static_cast<std::size_t>(plane_)).size();
    for (auto const &fault : armed_) {
        if (fault.at == FaultAt::data && of_sheet(fault, started_ + 1) && fault.plane == "YMC"[plane_] &&
            fault.byte >= have && (!least || fault.byte - have < *least)) {
            least = fault.byte - have;
        }
    }
    return least;
}

/// A query that goes unanswered, because a script or the model's own quirk says so.
bool Printer::Inner::swallowed(Command const &query) {
    constexpr double deaf_seconds = 3;
    auto const last = engine.last_end();
    if (options.quirks.loses_status && query.group == "STATUS" && last && engine.phase() == Phase::idle &&
        agenda.now() - *last < engine.scaled(deaf_seconds)) {
        return true;
    }
    auto const found = std::find_if(silences_.begin(), silences_.end(), [&](Fault const &one) {
        return name_of(query) == (one.kind == FaultKind::lost_status ? "STATUS" : one.query);
    });
    if (found == silences_.end()) {
        return false;
    }
    if (--found->times <= 0) {
        silences_.erase(found);
    }
    return true;
}

} // namespace emulator
