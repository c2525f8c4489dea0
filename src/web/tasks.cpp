// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/tasks.hpp"
#include "base/secrets.hpp"
#include <algorithm>
#include <cstdio>

namespace web {

struct Tasks::Task {
    View view;
    std::thread thread;
};

/// Tells a view how far its work is, so often that people see it move.
class Tasks::Meter final : public base::Progress {
public:
    Meter(Tasks &tasks, Task &task) : tasks_{tasks}, task_{task} {}
    void at(base::Words const &doing, std::size_t done, std::size_t total) override {
        static constexpr std::chrono::milliseconds often{200};
        auto const now = std::chrono::steady_clock::now();
        if (done != total && now - last_ < often) {
            return;
        }
        last_ = now;
        {
            std::lock_guard const lock{tasks_.mutex_};
            task_.view.doing = doing;
            task_.view.done = done;
            task_.view.total = total;
        }
        tasks_.changed_();
    }

private:
    Tasks &tasks_;
    Task &task_;
    std::chrono::steady_clock::time_point last_;
};

Tasks::Tasks(base::Clock const &clock, std::function<void()> changed)
    : clock_{clock}, changed_{std::move(changed)} {}

Tasks::~Tasks() {
    for (auto const &task : tasks_) {
        task->thread.join();
    }
}

base::Result<std::string> Tasks::begin(base::Words what, std::string by, std::string page, Work work) {
    std::unique_ptr<Task> old;
    std::string id;
    {
        std::lock_guard const lock{mutex_};
        auto const over = [](auto const &task) { return task->view.over; };
        if (static_cast<std::size_t>(std::count_if(tasks_.begin(), tasks_.end(), std::not_fn(over))) >=
            most_under_way) {
            return base::fault(base::Trouble::busy, "正在处理的已经够多，请等一件做完再试",
                               "enough is under way; wait until something is done");
        }
        auto const oldest = std::find_if(tasks_.begin(), tasks_.end(), over);
        if (tasks_.size() >= most_kept && oldest != tasks_.end()) {
            old = std::move(*oldest);
            tasks_.erase(oldest);
        }
        auto task = std::make_unique<Task>();
        task->view.id = id = base::random_token();
        task->view.what = std::move(what);
        task->view.by = std::move(by);
        task->view.page = std::move(page);
        task->view.begun_at = clock_.now();
        auto *begun = task.get();
        tasks_.push_back(std::move(task));
        begun->thread = std::thread{[this, begun, work = std::move(work)] {
            Meter meter{*this, *begun};
            end(*begun, work(meter));
        }};
    }
    if (old) {
        old->thread.join(); // it has said its last word
    }
    return id;
}

void Tasks::end(Task &task, base::Result<base::Json> result) {
    {
        std::lock_guard const lock{mutex_};
        task.view.over = true;
        if (result) {
            task.view.result = std::move(*result);
        } else {
            task.view.fault = std::move(result).fault();
        }
    }
    changed_();
}

std::optional<Tasks::View> Tasks::find(std::string const &id) const {
    std::lock_guard const lock{mutex_};
    auto const found =
        std::find_if(tasks_.begin(), tasks_.end(), [&](auto const &task) { return task->view.id == id; });
    return found == tasks_.end() ? std::nullopt : std::optional{(*found)->view};
}

} // namespace web
