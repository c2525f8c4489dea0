// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace web {

/// A fixed number of threads that do what is put in, in order.
class Workers {
public:
    Workers(unsigned threads, std::size_t waiting);
    Workers(Workers const &) = delete;
    Workers &operator=(Workers const &) = delete;
    ~Workers(); ///< does what is waiting, then ends

    /// \return false where too much waits already; the task is not taken
    [[nodiscard]] bool add(std::function<void()> task);

private:
    void run();

    std::size_t most_;
    std::mutex mutex_;
    std::condition_variable more_;
    std::deque<std::function<void()>> waiting_;
    bool ending_ = false;
    std::vector<std::thread> threads_;
};

} // namespace web
