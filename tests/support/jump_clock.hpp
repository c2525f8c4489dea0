// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "base/clock.hpp"
#include <atomic>

namespace support {

/// A clock that moves only when somebody waits, and then at once. Any thread may wait.
class JumpClock final : public base::Clock {
public:
    explicit JumpClock(base::Instant start = {1'780'000'000'000}) : ms_{start.ms} {}
    [[nodiscard]] base::Instant now() const override { return {ms_.load()}; }
    void wait(std::chrono::milliseconds time) const override { ms_ += time.count(); }

private:
    mutable std::atomic<std::int64_t> ms_;
};

} // namespace support
