// SPDX-License-Identifier: GPL-3.0-or-later
#include "emulator/usbip_client.hpp"
#include "emulator/identity.hpp"
#include <algorithm>
#include <array>
#include <cerrno>
#include <fmt/format.h>

namespace emulator {

namespace {

constexpr std::uint16_t version = 0x0111, ask_list = 0x8005, ask_import = 0x8003, tell_list = 0x0005,
                        tell_import = 0x0003;
constexpr std::uint32_t submit = 1, unlink_urb = 2, submitted = 3, unlinked = 4;
constexpr std::size_t header_size = 48, request_size = 8, bus_id_size = 32;
constexpr std::size_t most_urb = 16U << 20, most_on_the_way = 256;

/// Everything on this wire is big-endian.
void put(base::Bytes &bytes, std::uint32_t value, int size) {
    for (int i = size - 1; i >= 0; --i) {
        bytes.push_back(static_cast<unsigned char>(value >> 8 * i & 0xFF));
    }
}

void put_text(base::Bytes &bytes, std::string_view text, std::size_t size) {
    auto const end = bytes.size() + size;
    bytes.insert(bytes.end(), text.begin(), text.end());
    bytes.resize(end, 0);
}

std::uint32_t number(base::ByteView bytes, std::size_t at, std::size_t size = 4) {
    std::uint32_t value = 0;
    for (std::size_t i = 0; i < size; ++i) {
        value = value << 8 | bytes[at + i];
    }
    return value;
}

std::string bus_id(std::size_t index) {
    return fmt::format("1-{}", index + 1);
}

void put_device(base::Bytes &bytes, Printer const &printer, std::size_t index) {
    constexpr std::uint32_t high_speed = 3;
    auto const usb = printer.identity().usb();
    put_text(bytes, "/sys/devices/pci0000:00/0000:00:14.0/usb1/" + bus_id(index), 256);
    put_text(bytes, bus_id(index), bus_id_size);
    put(bytes, 1, 4);
    put(bytes, static_cast<std::uint32_t>(index) + 2, 4);
    put(bytes, high_speed, 4);
    put(bytes, usb.vendor, 2);
    put(bytes, usb.product, 2);
    put(bytes, 0x0100, 2);
    put(bytes, 0, 3);        // the class is the interface's
    put(bytes, 0x010101, 3); // configuration 1 of 1, one interface
}

std::uint32_t status_of(Poll poll) {
    auto const negated = [](int error) { return static_cast<std::uint32_t>(-error); };
    switch (poll) {
    case Poll::stalled:
        return negated(EPIPE);
    case Poll::overflow:
        return negated(EOVERFLOW);
    case Poll::gone:
        return negated(ESHUTDOWN);
    case Poll::pending:
    case Poll::done:
        break;
    }
    return 0;
}

} // namespace

void UsbipClient::work() {
    while (!broken_ && read_message()) {
    }
    poll();
}

void UsbipClient::sent(std::size_t size) {
    to_send_.erase(to_send_.begin(), to_send_.begin() + static_cast<std::ptrdiff_t>(size));
}

bool UsbipClient::read_request() {
    if (received_.size() < request_size) {
        return false;
    }
    auto const code = number(received_, 2, 2);
    auto const size = request_size + (code == ask_import ? bus_id_size : 0);
    if (number(received_, 0, 2) != version || (code != ask_import && code != ask_list)) {
        broken_ = true;
        return false;
    }
    if (received_.size() < size) {
        return false;
    }
    if (code == ask_list) {
        list();
    } else {
        auto const bus = base::as_text(base::ByteView{received_}.subspan(request_size, bus_id_size));
        import(bus.substr(0, bus.find('\0')));
    }
    received_.erase(received_.begin(), received_.begin() + static_cast<std::ptrdiff_t>(size));
    return true;
}

void UsbipClient::list() {
    put(to_send_, version, 2);
    put(to_send_, tell_list, 2);
    put(to_send_, 0, 4);
    auto const there =
        std::count_if(printers_.begin(), printers_.end(), [](auto const *one) { return one->attached(); });
    put(to_send_, static_cast<std::uint32_t>(there), 4);
    for (std::size_t i = 0; i < printers_.size(); ++i) {
        if (printers_[i]->attached()) {
            put_device(to_send_, *printers_[i], i);
            put(to_send_, 0x07010200, 4); // its interface: printer class, both ways
        }
    }
}

void UsbipClient::import(std::string_view bus) {
    std::size_t index = 0;
    while (index < printers_.size() && bus_id(index) != bus) {
        ++index;
    }
    bool const there = index < printers_.size() && printers_[index]->attached();
    bool const is_free = there && !is_taken_(*printers_[index]);
    put(to_send_, version, 2);
    put(to_send_, tell_import, 2);
    put(to_send_, is_free ? 0 : 1, 4);
    if (is_free) {
        put_device(to_send_, *printers_[index], index);
        printer_ = printers_[index];
        plug_ = printer_->plugs();
    }
}

bool UsbipClient::read_urb() {
    base::ByteView const received{received_};
    if (received.size() < header_size) {
        return false;
    }
    auto const command = number(received, 0);
    auto const length = number(received, 24);
    bool const out = number(received, 12) == 0;
    bool const is_submit = command == submit;
    if ((!is_submit && command != unlink_urb) ||
        (is_submit && (length > most_urb || urbs_.size() >= most_on_the_way))) {
        broken_ = true;
        return false;
    }
    auto const size = header_size + (is_submit && out ? length : 0);
    if (received.size() < size) {
        return false;
    }
    if (is_submit) {
        take_submit(received.first(header_size), received.subspan(header_size, size - header_size));
    } else {
        take_unlink(received.first(header_size));
    }
    received_.erase(received_.begin(), received_.begin() + static_cast<std::ptrdiff_t>(size));
    return true;
}

void UsbipClient::take_submit(base::ByteView header, base::ByteView data) {
    Urb urb;
    urb.number = number(header, 4);
    auto const endpoint = number(header, 16);
    auto const length = number(header, 24);
    bool const in = number(header, 12) != 0;
    auto const &who = printer_->identity();
    auto &transfer = urb.transfer;
    if (endpoint == 0) {
        constexpr std::size_t at = 40;
        auto const little = [&](std::size_t offset) {
            return static_cast<std::uint16_t>(header[at + offset] | header[at + offset + 1] << 8);
        };
        transfer.kind = Transfer::Kind::control;
        transfer.setup = {header[at], header[at + 1], little(2), little(4), little(6)};
        transfer.setup.length = static_cast<std::uint16_t>(std::min<std::uint32_t>(little(6), length));
    } else if (in && (endpoint | 0x80U) == who.in_endpoint) {
        transfer.kind = Transfer::Kind::bulk_in;
        transfer.most = length;
    } else if (!in && endpoint == who.out_endpoint) {
        transfer.bytes.assign(data.begin(), data.end());
    } else {
        answer(submitted, urb.number, status_of(Poll::stalled), 0);
        return;
    }
    urbs_.push_back(std::move(urb));
}

void UsbipClient::take_unlink(base::ByteView header) {
    constexpr std::size_t which = 20;
    auto const found = std::find_if(urbs_.begin(), urbs_.end(),
                                    [&](Urb const &urb) { return urb.number == number(header, which); });
    bool const there = found != urbs_.end();
    if (there) {
        urbs_.erase(found);
    }
    answer(unlinked, number(header, 4), there ? static_cast<std::uint32_t>(-ECONNRESET) : 0, 0);
}

/// An endpoint takes its URBs one after the other.
void UsbipClient::poll() {
    if (printer_ == nullptr || broken_) {
        return;
    }
    std::array<bool, 3> held{};
    for (auto urb = urbs_.begin(); urb != urbs_.end();) {
        auto const here = urb++;
        auto &transfer = here->transfer;
        auto &waits = held.at(static_cast<std::size_t>(transfer.kind));
        auto const news = waits ? Poll::pending : printer_->poll(transfer);
        if (news == Poll::pending) {
            waits = true;
            continue;
        }
        answer(submitted, here->number, status_of(news), static_cast<std::uint32_t>(transfer.done));
        bool const in =
            transfer.kind == Transfer::Kind::bulk_in ||
            (transfer.kind == Transfer::Kind::control && (transfer.setup.request_type & 0x80) != 0);
        if (in) {
            to_send_.insert(to_send_.end(), transfer.bytes.begin(), transfer.bytes.end());
        }
        urbs_.erase(here);
    }
    // Unplugged: the client's kernel sees its device go with the connection.
    broken_ = !printer_->attached() || printer_->plugs() != plug_;
}

void UsbipClient::answer(std::uint32_t command, std::uint32_t urb, std::uint32_t status,
                         std::uint32_t length) {
    put(to_send_, command, 4);
    put(to_send_, urb, 4);
    to_send_.resize(to_send_.size() + 12, 0);
    put(to_send_, status, 4);
    put(to_send_, length, 4);
    to_send_.resize(to_send_.size() + 20, 0);
}

} // namespace emulator
