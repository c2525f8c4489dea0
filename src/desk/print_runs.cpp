// SPDX-License-Identifier: GPL-3.0-or-later
#include "desk/print_runs.hpp"
#include <algorithm>
#include <array>

namespace desk {

using base::fault;
using base::Trouble;

namespace {

constexpr std::size_t most_kept = 20; ///< runs that are over and still shown

bool is_over(RunState state) {
    return state == RunState::done || state == RunState::stopped;
}

bool share(std::vector<std::string> const &a, std::vector<std::string> const &b) {
    return std::any_of(a.begin(), a.end(),
                       [&](auto const &one) { return std::find(b.begin(), b.end(), one) != b.end(); });
}

} // namespace

std::string_view word_of(RunState state) {
    static constexpr std::array words{"waiting", "printing", "paused", "asking", "done", "stopped"};
    return words.at(static_cast<std::size_t>(state));
}

base::Words words_of(RunState state) {
    static std::array<base::Words, 6> const words{{{"排队", "waiting"},
                                                   {"打印中", "printing"},
                                                   {"已暂停", "paused"},
                                                   {"等人回答", "asks"},
                                                   {"完成", "done"},
                                                   {"停下", "stopped"}}};
    return words.at(static_cast<std::size_t>(state));
}

bool same_work(RunOrder const &a, RunOrder const &b) {
    return a.campaign == b.campaign && a.who.unit == b.who.unit && a.who.class_name == b.who.class_name &&
           a.who.student_no == b.who.student_no && a.who.student_nos == b.who.student_nos &&
           a.reprint == b.reprint && a.layout == b.layout;
}

/// One order with its thread. Everything in it but the thread is guarded by the mutex of its PrintRuns.
class PrintRuns::Run final : public base::Progress {
public:
    Run(PrintRuns &runs, RunView view) : runs_{runs}, view_{std::move(view)} {}

    void at(base::Words const & /*doing*/, std::size_t done, std::size_t total) override {
        change([&] {
            view_.done = done;
            view_.total = total;
        });
    }

    [[nodiscard]] PrintOrder print_order() {
        PrintOrder order;
        order.who = view_.order.who;
        order.layout = view_.order.layout;
        order.printers = view_.order.printers;
        order.ask = [this](base::Words const &question) { return ask(question); };
        order.tell = [this](base::Words const &words) { change([&] { view_.told = words; }); };
        order.pace = [this] {
            std::lock_guard const lock{runs_.mutex_};
            return pace_;
        };
        order.saw = [this](std::string const &printer, print::Standing const &standing) {
            change([&] { standings_[printer] = standing; });
        };
        return order;
    }

    void end(base::Result<PrintReport> const &report) {
        change([&] {
            view_.question.reset();
            view_.ended_at = runs_.clock_.now();
            standings_.clear();
            if (!report) {
                view_.state = RunState::stopped;
                view_.fault = report.fault();
                return;
            }
            view_.printed = report->count("printed");
            view_.uncertain = report->count("uncertain");
            view_.failed = report->count("failed");
            view_.already = report->already;
            view_.without_photo = report->without_photo.size();
            view_.called_off = report->called_off;
            view_.fault = report->stopped;
            view_.state = report->stopped || report->called_off > 0 ? RunState::stopped : RunState::done;
        });
    }

    /// Called off while it waited: nobody had counted its people yet.
    void end_unbegun() {
        change([&] {
            view_.ended_at = runs_.clock_.now();
            view_.state = RunState::stopped;
        });
    }

    /// Changes the view and says so, unless nothing that is seen is another.
    template <typename Do>
    void change(Do const &work) {
        {
            std::lock_guard const lock{runs_.mutex_};
            work();
        }
        runs_.moved_.notify_all();
        runs_.changed_();
    }

    PrintRuns &runs_;
    RunView view_;
    Pace pace_ = Pace::go_on;
    std::optional<bool> answer_;
    std::map<std::string, print::Standing> standings_;
    std::thread thread_;

private:
    bool ask(base::Words const &question) {
        change([&] {
            view_.question = question;
            view_.state = RunState::asking;
            answer_.reset();
        });
        std::unique_lock lock{runs_.mutex_};
        runs_.moved_.wait(lock, [this] { return answer_ || pace_ == Pace::stop || pace_ == Pace::leave; });
        auto const yes = answer_.value_or(false);
        view_.question.reset();
        view_.state = pace_ == Pace::pause ? RunState::paused : RunState::printing;
        lock.unlock();
        runs_.changed_();
        return yes;
    }
};

PrintRuns::PrintRuns(OpenStation open, base::Clock const &clock, std::function<void()> changed)
    : open_{std::move(open)}, clock_{clock}, changed_{std::move(changed)} {}

PrintRuns::~PrintRuns() {
    {
        std::lock_guard const lock{mutex_};
        for (auto const &run : runs_) {
            run->pace_ = Pace::leave;
        }
    }
    moved_.notify_all();
    for (auto const &run : runs_) {
        run->thread_.join();
    }
}

PrintRuns::Ordered PrintRuns::order(RunOrder order) {
    std::vector<std::unique_ptr<Run>> old;
    std::string id;
    {
        std::lock_guard const lock{mutex_};
        auto const same = std::find_if(runs_.begin(), runs_.end(), [&](auto const &one) {
            return !is_over(one->view_.state) && one->pace_ != Pace::stop &&
                   same_work(one->view_.order, order);
        });
        if (same != runs_.end()) {
            return {(*same)->view_.id, true};
        }
        old = take_old();
        RunView view;
        view.id = id = std::to_string(++last_);
        view.order = std::move(order);
        view.ordered_at = clock_.now();
        runs_.push_back(std::make_unique<Run>(*this, std::move(view)));
        auto *run = runs_.back().get();
        run->thread_ = std::thread{[this, run] { work(*run); }};
    }
    for (auto const &run : old) {
        run->thread_.join(); // it has said its last word
    }
    changed_();
    return {id, false};
}

/// \pre the mutex is held
std::vector<std::unique_ptr<PrintRuns::Run>> PrintRuns::take_old() {
    std::vector<std::unique_ptr<Run>> old;
    auto over =
        std::count_if(runs_.begin(), runs_.end(), [](auto const &run) { return is_over(run->view_.state); });
    for (auto &run : runs_) {
        if (static_cast<std::size_t>(over) >= most_kept && is_over(run->view_.state)) {
            over -= 1;
            old.push_back(std::move(run));
        }
    }
    std::erase(runs_, nullptr);
    return old;
}

/// Runs that share a printer take their turns in the order in which they were ordered.
bool PrintRuns::wait_for_printers(Run &run) {
    std::unique_lock lock{mutex_};
    moved_.wait(lock, [&] {
        if (run.pace_ != Pace::go_on) {
            return true;
        }
        for (auto const &other : runs_) {
            if (other.get() == &run) {
                return true;
            }
            if (!is_over(other->view_.state) &&
                share(other->view_.order.printers, run.view_.order.printers)) {
                return false;
            }
        }
        return true;
    });
    if (run.pace_ != Pace::go_on) {
        return false;
    }
    run.view_.state = RunState::printing;
    return true;
}

void PrintRuns::work(Run &run) {
    if (!wait_for_printers(run)) {
        run.end_unbegun();
        return;
    }
    changed_();
    auto station = open_(run.view_.order, run);
    if (!station) {
        run.end(std::move(station).fault());
        return;
    }
    auto const order = run.print_order();
    auto const &wanted = run.view_.order;
    auto report = wanted.reprint.empty() ? print_sheets(*station, order)
                                         : reprint_sheet(*station, wanted.reprint, wanted.reason, order);
    run.end(report);
}

PrintRuns::Run *PrintRuns::find(std::string const &id) const {
    auto const found =
        std::find_if(runs_.begin(), runs_.end(), [&](auto const &run) { return run->view_.id == id; });
    return found == runs_.end() ? nullptr : found->get();
}

base::Result<PrintRuns::Run *> PrintRuns::under_way(std::string const &id) const {
    auto *run = find(id);
    if (run == nullptr) {
        return fault(Trouble::not_found, "没有这次打印（服务重新启动过？）",
                     "there is no such run (was the service restarted?)");
    }
    if (is_over(run->view_.state)) {
        return fault(Trouble::not_allowed, "这次打印已经结束", "this run is over");
    }
    return run;
}

base::Result<> PrintRuns::set_pace(std::string const &id, Pace pace) {
    {
        std::lock_guard const lock{mutex_};
        auto run = under_way(id);
        if (!run) {
            return std::move(run).fault();
        }
        auto &one = **run;
        if (one.view_.state == RunState::waiting && pace == Pace::pause) {
            return fault(Trouble::not_allowed, "还没有轮到它，可以取消",
                         "it has not begun yet; it can be called off");
        }
        if (one.pace_ == Pace::stop || one.pace_ == Pace::leave) {
            return {}; // said already, and it cannot be taken back: what was left is gone
        }
        one.pace_ = pace;
        if (one.view_.state == RunState::printing && pace == Pace::pause) {
            one.view_.state = RunState::paused;
        } else if (one.view_.state == RunState::paused && pace == Pace::go_on) {
            one.view_.state = RunState::printing;
        }
    }
    moved_.notify_all();
    changed_();
    return {};
}

base::Result<> PrintRuns::pause(std::string const &id) {
    return set_pace(id, Pace::pause);
}

base::Result<> PrintRuns::go_on(std::string const &id) {
    return set_pace(id, Pace::go_on);
}

base::Result<> PrintRuns::call_off(std::string const &id) {
    return set_pace(id, Pace::stop);
}

base::Result<> PrintRuns::answer(std::string const &id, bool yes) {
    {
        std::lock_guard const lock{mutex_};
        auto run = under_way(id);
        if (!run) {
            return std::move(run).fault();
        }
        if (!(*run)->view_.question) {
            return fault(Trouble::not_allowed, "别人已经回答了", "somebody else has answered");
        }
        (*run)->answer_ = yes;
        (*run)->view_.question.reset();
    }
    moved_.notify_all();
    changed_();
    return {};
}

std::vector<RunView> PrintRuns::all() const {
    std::lock_guard const lock{mutex_};
    std::vector<RunView> views;
    for (auto const &run : runs_) {
        views.push_back(run->view_);
    }
    std::stable_sort(views.begin(), views.end(), [](RunView const &a, RunView const &b) {
        if (is_over(a.state) != is_over(b.state)) {
            return is_over(b.state);
        }
        return is_over(a.state) && b.ended_at < a.ended_at;
    });
    return views;
}

std::optional<print::Standing> PrintRuns::standing(std::string const &printer) const {
    std::lock_guard const lock{mutex_};
    for (auto const &run : runs_) {
        if (auto const known = run->standings_.find(printer); known != run->standings_.end()) {
            return known->second;
        }
    }
    return std::nullopt;
}

std::size_t PrintRuns::count_under_way() const {
    std::lock_guard const lock{mutex_};
    return static_cast<std::size_t>(std::count_if(
        runs_.begin(), runs_.end(), [](auto const &run) { return !is_over(run->view_.state); }));
}

bool PrintRuns::holds(std::string const &printer) const {
    std::lock_guard const lock{mutex_};
    return std::any_of(runs_.begin(), runs_.end(), [&](auto const &run) {
        auto const &printers = run->view_.order.printers;
        return !is_over(run->view_.state) && run->view_.state != RunState::waiting &&
               std::find(printers.begin(), printers.end(), printer) != printers.end();
    });
}

} // namespace desk
