// SPDX-License-Identifier: GPL-3.0-or-later
#include "emulator/agenda.hpp"
#include <algorithm>

namespace emulator {

Agenda::Id Agenda::after(std::chrono::milliseconds time, std::function<void()> action) {
    due_.emplace(Key{now_ + time, ++last_}, std::move(action));
    return last_;
}

void Agenda::drop(Id id) {
    if (auto const found = find(id); found != due_.end()) {
        due_.erase(found);
    }
}

void Agenda::postpone(Id id, std::chrono::milliseconds time) {
    if (auto const found = find(id); found != due_.end()) {
        auto node = due_.extract(found);
        node.key().first = node.key().first + time;
        due_.insert(std::move(node));
    }
}

void Agenda::run(base::Instant now) {
    while (!due_.empty() && due_.begin()->first.first <= now) {
        auto const node = due_.extract(due_.begin());
        now_ = std::max(now_, node.key().first);
        node.mapped()();
    }
    now_ = std::max(now_, now);
}

std::optional<base::Instant> Agenda::next() const {
    return due_.empty() ? std::nullopt : std::optional{due_.begin()->first.first};
}

std::map<Agenda::Key, std::function<void()>>::iterator Agenda::find(Id id) {
    return std::find_if(due_.begin(), due_.end(), [&](auto const &one) { return one.first.second == id; });
}

} // namespace emulator
