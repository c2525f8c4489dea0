// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <chrono>
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
    friend Instant operator+(Instant at, std::chrono::milliseconds time) { return {at.ms + time.count()}; }
    friend std::chrono::milliseconds operator-(Instant a, Instant b) {
        return std::chrono::milliseconds{a.ms - b.ms};
    }
};

/// Where the time comes from, and how it is waited for; tests hand in one that jumps.
class Clock {
public:
    virtual ~Clock() = default;
    [[nodiscard]] virtual Instant now() const = 0;
    virtual void wait(std::chrono::milliseconds time) const = 0;
    /// How long a device is given in the world's own time: less, by a clock that runs faster than it.
    [[nodiscard]] virtual std::chrono::milliseconds patience(std::chrono::milliseconds time) const { return time; }
};

class SystemClock final : public Clock {
public:
    [[nodiscard]] Instant now() const override;
    void wait(std::chrono::milliseconds time) const override;
};

} // namespace base
