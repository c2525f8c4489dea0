// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/workers.hpp"

namespace web {

Workers::Workers(unsigned threads, std::size_t waiting) : most_{waiting} {
    for (unsigned i = 0; i < threads; ++i) {
        threads_.emplace_back([this] { run(); });
    }
}

Workers::~Workers() {
    {
        std::lock_guard const lock{mutex_};
        ending_ = true;
    }
    more_.notify_all();
    for (auto &thread : threads_) {
        thread.join();
    }
}

bool Workers::add(std::function<void()> task) {
    {
        std::lock_guard const lock{mutex_};
        if (waiting_.size() >= most_) {
            return false;
        }
        waiting_.push_back(std::move(task));
    }
    more_.notify_one();
    return true;
}

void Workers::run() {
    for (;;) {
        std::function<void()> task;
        {
            std::unique_lock lock{mutex_};
            more_.wait(lock, [this] { return ending_ || !waiting_.empty(); });
            if (waiting_.empty()) {
                return;
            }
            task = std::move(waiting_.front());
            waiting_.pop_front();
        }
        task();
    }
}

} // namespace web
