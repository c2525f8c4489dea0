// SPDX-License-Identifier: GPL-3.0-or-later
#include "emulator/descriptors.hpp"
#include <algorithm>
#include <fmt/format.h>

namespace emulator {

namespace {

unsigned char low(unsigned value) {
    return static_cast<unsigned char>(value & 0xFF);
}

unsigned char high(unsigned value) {
    return static_cast<unsigned char>(value >> 8 & 0xFF);
}

constexpr unsigned char bulk = 2, no_string = 0, third_string = 3;

void append(base::Bytes &bytes, std::initializer_list<unsigned char> more) {
    bytes.insert(bytes.end(), more);
}

} // namespace

base::Bytes device_descriptor(Identity const &identity, bool with_serial) {
    auto const usb = identity.usb();
    base::Bytes bytes{18, 1, 0x00, 0x02, 0, 0, 0, 64}; // USB 2.0; the class is the interface's
    append(bytes, {low(usb.vendor), high(usb.vendor), low(usb.product), high(usb.product), 0x00, 0x01});
    append(bytes, {1, 2, with_serial ? third_string : no_string, 1});
    return bytes;
}

base::Bytes configuration_descriptor(Identity const &identity) {
    constexpr unsigned char total = 9 + 9 + 7 + 7, self_powered = 0xC0;
    base::Bytes bytes{9, 2, total, 0, 1, 1, 0, self_powered, 1};
    append(bytes, {9, 4, 0, 0, 2, 7, 1, 2, 0}); // interface 0: a printer, both ways
    for (auto const endpoint : {identity.out_endpoint, identity.in_endpoint}) {
        append(bytes, {7, 5, endpoint, bulk, 0x00, 0x02, 0}); // 512 bytes
    }
    return bytes;
}

base::Bytes string_descriptor(Identity const &identity, int index, bool with_serial) {
    if (index == 0) {
        return {4, 3, 0x09, 0x04}; // English
    }
    std::string const *text = index == 1                  ? &identity.manufacturer
                              : index == 2                ? &identity.product
                              : index == 3 && with_serial ? &identity.serial
                                                          : nullptr;
    if (text == nullptr) {
        return {};
    }
    base::Bytes bytes(2 + 2 * text->size()); // UTF-16, of ASCII
    bytes[0] = low(static_cast<unsigned>(bytes.size()));
    bytes[1] = 3;
    for (std::size_t i = 0; i < text->size(); ++i) {
        bytes[2 + 2 * i] = static_cast<unsigned char>((*text)[i]);
    }
    return bytes;
}

base::Bytes device_id(Identity const &identity) {
    auto const text =
        fmt::format("MANUFACTURER:{} ;MODEL:{};CLASS:PRINTER;", identity.manufacturer, identity.product);
    auto const length = static_cast<unsigned>(text.size() + 2);
    base::Bytes bytes(2 + text.size());
    bytes[0] = high(length);
    bytes[1] = low(length);
    std::copy(text.begin(), text.end(), bytes.begin() + 2);
    return bytes;
}

} // namespace emulator
