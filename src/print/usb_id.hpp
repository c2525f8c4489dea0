// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <compare>
#include <cstdint>

namespace print {

/// Who made a USB device, and which of theirs it is.
struct UsbId {
    std::uint16_t vendor = 0, product = 0;
    friend auto operator<=>(UsbId, UsbId) = default;
};

} // namespace print
