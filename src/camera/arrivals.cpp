// SPDX-License-Identifier: GPL-3.0-or-later
#include "camera/arrivals.hpp"

namespace camera {

void Arrivals::add(Picture picture) {
    {
        std::lock_guard const guard{lock_};
        waiting_.emplace_back(std::optional{std::move(picture)});
    }
    news_.notify_one();
}

void Arrivals::complain(base::Fault fault) {
    {
        std::lock_guard const guard{lock_};
        waiting_.emplace_back(std::move(fault));
    }
    news_.notify_one();
}

void Arrivals::gone(std::optional<base::Fault> fault) {
    {
        std::lock_guard const guard{lock_};
        gone_ = std::move(fault);
    }
    news_.notify_all();
}

bool Arrivals::is_gone() const {
    std::lock_guard const guard{lock_};
    return gone_.has_value();
}

Arrivals::News Arrivals::wait(std::chrono::milliseconds patience, bool for_good) {
    std::unique_lock guard{lock_};
    news_.wait_for(guard, patience, [&] { return !waiting_.empty() || (for_good && gone_); });
    if (!waiting_.empty()) {
        auto next = std::move(waiting_.front());
        waiting_.pop_front();
        return next;
    }
    return gone_ ? News{*gone_} : News{std::nullopt};
}

} // namespace camera
