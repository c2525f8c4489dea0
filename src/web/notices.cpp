// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/notices.hpp"

namespace web {

void Notices::put(std::string const &session, Notice notice) {
    std::lock_guard const lock{mutex_};
    if (waiting_.size() >= most_sessions) {
        waiting_.clear(); // of people who have gone
    }
    auto &list = waiting_[session];
    if (list.size() < most_each) {
        list.push_back(std::move(notice));
    }
}

std::vector<Notice> Notices::take(std::string const &session) {
    std::lock_guard const lock{mutex_};
    auto const found = waiting_.find(session);
    if (found == waiting_.end()) {
        return {};
    }
    auto list = std::move(found->second);
    waiting_.erase(found);
    return list;
}

} // namespace web
