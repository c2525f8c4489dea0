// SPDX-License-Identifier: GPL-3.0-or-later
#include "emulator/camera_inner.hpp"
#include <algorithm>
#include <utility>

namespace emulator {

namespace {

constexpr std::size_t packet = 512;
constexpr unsigned char out_endpoint = 0x02, in_endpoint = 0x81, event_endpoint = 0x83;

// bmRequestType and bRequest in one number: of every device, then of the class (still image 1.0, 5.2).
constexpr int get_descriptor = 0x8006, get_configuration = 0x8008, set_configuration = 0x0009,
              set_interface = 0x010B, get_interface = 0x810A, clear_endpoint_feature = 0x0201,
              device_status = 0x8000, interface_status = 0x8100, endpoint_status = 0x8200;
constexpr int cancel_request = 0x2164, reset_device = 0x2166, camera_status = 0xA167;

unsigned char low(unsigned value) {
    return static_cast<unsigned char>(value & 0xFF);
}

unsigned char high(unsigned value) {
    return static_cast<unsigned char>(value >> 8 & 0xFF);
}

base::Bytes descriptors_of(print::UsbId id) {
    base::Bytes bytes{18, 1, 0x00, 0x02, 0, 0, 0, 64}; // USB 2.0; the class is the interface's
    bytes.insert(bytes.end(), {low(id.vendor), high(id.vendor), low(id.product), high(id.product)});
    bytes.insert(bytes.end(), {0x00, 0x01, 1, 2, 3, 1});
    constexpr unsigned char total = 9 + 9 + 3 * 7, self_powered = 0xC0, bulk = 2, interrupt = 3;
    bytes.insert(bytes.end(), {9, 2, total, 0, 1, 1, 0, self_powered, 1});
    bytes.insert(bytes.end(), {9, 4, 0, 0, 3, 6, 1, 1, 0}); // interface 0: still image, PTP
    for (auto const endpoint : {in_endpoint, out_endpoint}) {
        bytes.insert(bytes.end(), {7, 5, endpoint, bulk, 0x00, 0x02, 0}); // 512 bytes
    }
    bytes.insert(bytes.end(), {7, 5, event_endpoint, interrupt, 64, 0, 4});
    return bytes;
}

base::Bytes string_descriptor(std::string_view text) {
    base::Bytes bytes{low(static_cast<unsigned>(2 + 2 * text.size())), 3};
    for (auto const c : text) {
        bytes.push_back(static_cast<unsigned char>(c));
        bytes.push_back(0);
    }
    return bytes;
}

base::Bytes descriptor(CameraOptions const &options, unsigned value) {
    constexpr std::size_t of_device = 18;
    auto const all = descriptors_of(options.usb_id);
    switch (value) {
    case 0x0100:
        return {all.begin(), all.begin() + of_device};
    case 0x0200:
        return {all.begin() + of_device, all.end()};
    case 0x0300:
        return {4, 3, 0x09, 0x04}; // English
    case 0x0301:
        return string_descriptor(options.manufacturer);
    case 0x0302:
        return string_descriptor(options.model);
    case 0x0303:
        return string_descriptor(options.serial);
    default:
        return {};
    }
}

} // namespace

UsbFace Camera::face() const {
    auto const &who = inner_->options;
    return {who.usb_id,   who.manufacturer, who.model,      who.serial, descriptors_of(who.usb_id),
            out_endpoint, in_endpoint,      event_endpoint, false};
}

Poll Camera::Inner::poll(Transfer &transfer) {
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
        transfer.done = transfer.bytes.size();
        return command(transfer);
    case Transfer::Kind::interrupt_in:
        return tell_event(transfer);
    case Transfer::Kind::bulk_in:
        break;
    }
    return give(transfer);
}

Poll Camera::Inner::control(Transfer &transfer) {
    auto answer = control_answer(transfer.setup);
    if (!answer) {
        return Poll::stalled;
    }
    if ((transfer.setup.request_type & 0x80) != 0) {
        answer->resize(std::min<std::size_t>(answer->size(), transfer.setup.length));
        transfer.bytes = std::move(*answer);
    }
    transfer.done = transfer.bytes.size();
    return Poll::done;
}

std::optional<base::Bytes> Camera::Inner::control_answer(SetupPacket const &setup) {
    switch (setup.request_type << 8 | setup.request) {
    case get_descriptor: {
        auto found = descriptor(options, setup.value);
        return found.empty() ? std::nullopt : std::optional{std::move(found)};
    }
    case camera_status:
        return base::Bytes{4, 0, low(ptp::said::ok), high(ptp::said::ok)};
    case cancel_request:
        outgoing_.clear();
        return base::Bytes{};
    case reset_device:
        forget_session();
        return base::Bytes{};
    case clear_endpoint_feature:
        halted = false;
        return base::Bytes{};
    case get_configuration:
        return base::Bytes{1};
    case get_interface:
        return base::Bytes{0};
    case device_status:
    case interface_status:
    case endpoint_status:
        return base::Bytes{0, 0};
    case set_configuration:
    case set_interface:
        return base::Bytes{};
    default:
        return std::nullopt;
    }
}

Poll Camera::Inner::command(Transfer const &transfer) {
    auto const asked = ptp::read_container(transfer.bytes);
    if (asked && asked->kind == ptp::Kind::command) {
        answer(*asked);
    }
    return Poll::done;
}

/// A container at a time; a short packet, or an empty one, is its end.
Poll Camera::Inner::give(Transfer &transfer) {
    if (halted) {
        return Poll::stalled;
    }
    if (outgoing_.empty()) {
        return Poll::pending;
    }
    auto &next = outgoing_.front();
    auto size = std::min(transfer.most - transfer.done, next.bytes.size() - next.sent);
    bool const strikes =
        next.is_picture && armed && next.sent + size >= std::min(armed->byte, next.bytes.size());
    if (strikes) {
        size = std::min(armed->byte, next.bytes.size()) - std::min(armed->byte, next.sent);
    }
    auto const from = next.bytes.begin() + static_cast<std::ptrdiff_t>(next.sent);
    transfer.bytes.insert(transfer.bytes.end(), from, from + static_cast<std::ptrdiff_t>(size));
    transfer.done += size;
    next.sent += size;
    if (strikes) {
        return strike(transfer);
    }
    if (next.sent < next.bytes.size()) {
        return transfer.most % packet == 0 ? Poll::done : Poll::overflow;
    }
    if (next.bytes.size() % packet == 0 && transfer.done == transfer.most && !next.owes_empty_packet) {
        next.owes_empty_packet = true;
        return Poll::done;
    }
    given += next.is_picture ? 1 : 0;
    outgoing_.pop_front();
    return Poll::done;
}

Poll Camera::Inner::strike(Transfer &transfer) {
    auto const fault = *std::exchange(armed, std::nullopt);
    switch (fault.kind) {
    case CameraFault::Kind::unplug:
        pull_out();
        return Poll::gone;
    case CameraFault::Kind::stall:
        outgoing_.clear();
        halted = true;
        return Poll::stalled;
    case CameraFault::Kind::silence:
        break;
    }
    outgoing_.clear();
    transfer.silent = true;
    return Poll::pending;
}

Poll Camera::Inner::tell_event(Transfer &transfer) {
    if (!session || events_.empty()) {
        return Poll::pending;
    }
    transfer.bytes = std::move(events_.front());
    events_.pop_front();
    transfer.done = std::min(transfer.bytes.size(), transfer.most);
    return transfer.bytes.size() > transfer.most ? Poll::overflow : Poll::done;
}

} // namespace emulator
