// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <compare>
#include <cstdint>
#include <string>

namespace base {

/// A moment, in milliseconds since 1970-01-01T00:00:00Z.
struct Instant {
    std::int64_t ms = 0;

    [[nodiscard]] std::string iso8601() const; ///< 2026-06-01T08:30:00.123Z, what is stored
    [[nodiscard]] std::string
    local_text() const; ///< 2026-06-01 16:30, what people read, in the station's zone
    [[nodiscard]] std::string local_date() const; ///< 2026-06-01
    friend auto operator<=>(Instant, Instant) = default;
};

/// Where the time comes from; tests hand in a still one.
class Clock {
public:
    virtual ~Clock() = default;
    [[nodiscard]] virtual Instant now() const = 0;
};

class SystemClock final : public Clock {
public:
    [[nodiscard]] Instant now() const override;
};

} // namespace base
