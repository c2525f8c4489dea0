// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "base/clock.hpp"
#include <functional>
#include <map>
#include <optional>

namespace emulator {

/// What is to happen later. Nothing runs by itself: \c run is called whenever somebody looks, and what was
/// due happens in order, each at its own moment, however far the clock has jumped.
class Agenda {
public:
    using Id = std::uint64_t;

    explicit Agenda(base::Instant now) : now_{now} {}
    /// What is due now, or was while the last \c run ran.
    [[nodiscard]] base::Instant now() const { return now_; }
    Id after(std::chrono::milliseconds time, std::function<void()> action);
    void drop(Id id);
    void postpone(Id id, std::chrono::milliseconds time);
    void run(base::Instant now);
    [[nodiscard]] std::optional<base::Instant> next() const;

private:
    using Key = std::pair<base::Instant, Id>;
    std::map<Key, std::function<void()>>::iterator find(Id id);

    base::Instant now_;
    Id last_ = 0;
    std::map<Key, std::function<void()>> due_;
};

} // namespace emulator
