// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "base/clock.hpp"
#include "base/json.hpp"
#include "base/progress.hpp"
#include "base/result.hpp"
#include <functional>
#include <list>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

namespace web {

/// Work that takes longer than a page should: done in the background, with an address of its own where
/// anybody who began it sees how far it is, reloads as they like, and finds what came of it. Forgotten when
/// the service ends; what it did is in the store.
class Tasks {
public:
    struct View {
        std::string id;
        base::Words what;
        std::string by;   ///< login name
        std::string page; ///< that shows the result
        base::Words doing;
        std::size_t done = 0, total = 0;
        bool over = false;
        std::optional<base::Json> result;
        std::optional<base::Fault> fault;
        base::Instant begun_at;
    };
    /// Runs in a thread of its own. \return the model of the page
    using Work = std::function<base::Result<base::Json>(base::Progress &progress)>;

    /// \p changed is called, from any thread, when a view is another
    Tasks(base::Clock const &clock, std::function<void()> changed);
    Tasks(Tasks const &) = delete;
    Tasks &operator=(Tasks const &) = delete;
    ~Tasks(); ///< waits for what is under way: each change of the store is whole or not there

    /// \return its id; busy where too many are under way
    base::Result<std::string> begin(base::Words what, std::string by, std::string page, Work work);
    [[nodiscard]] std::optional<View> find(std::string const &id) const;

private:
    struct Task;
    class Meter;
    void end(Task &task, base::Result<base::Json> result);

    static constexpr std::size_t most_kept = 40, most_under_way = 4;
    base::Clock const &clock_;
    std::function<void()> changed_;
    mutable std::mutex mutex_;
    std::list<std::unique_ptr<Task>> tasks_; ///< oldest first
};

} // namespace web
