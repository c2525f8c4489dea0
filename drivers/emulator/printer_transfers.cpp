// SPDX-License-Identifier: GPL-3.0-or-later
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

} // namespace

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
    case Transfer::Kind::interrupt_in:
        return Poll::stalled; // there is no such endpoint
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

} // namespace emulator
