// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "base/bytes.hpp"
#include "base/result.hpp"
#include <chrono>

namespace print {

/// Bytes to and from one device. Knows nothing of what they mean.
class Port {
public:
    virtual ~Port() = default;
    /// All of them, or a device or storage fault; after a fault some of them may have arrived.
    virtual base::Result<> send(base::ByteView bytes) = 0;
    /// What came within \p patience, at most \p most bytes; silence is no bytes and no fault.
    virtual base::Result<base::Bytes> receive(std::size_t most, std::chrono::milliseconds patience) = 0;
    /// After a transfer that broke off: the pipes cleared and the device asked to forget half-sent commands.
    virtual base::Result<> reset() { return {}; }
    /// Unplugged, or taken away otherwise: nothing will ever come of this port again.
    [[nodiscard]] virtual bool gone() const { return false; }
};

} // namespace print
