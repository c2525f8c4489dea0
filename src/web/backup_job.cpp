// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/backup_job.hpp"

namespace web {

namespace {

std::size_t percent(std::size_t done, std::size_t total) {
    static constexpr std::size_t whole = 100;
    return total == 0 ? 0 : done * whole / total;
}

} // namespace

class BackupJob::Meter final : public base::Progress {
public:
    explicit Meter(BackupJob &job) : job_{job} {}
    void at(base::Words const &doing, std::size_t done, std::size_t total) override {
        job_.note(doing, done, total);
    }

private:
    BackupJob &job_;
};

BackupJob::BackupJob(Stations &stations, std::function<void()> changed)
    : stations_{stations}, changed_{std::move(changed)} {}

BackupJob::~BackupJob() {
    if (thread_.joinable()) {
        thread_.join();
    }
}

base::Result<> BackupJob::begin(desk::BackupOrder order, std::string const &by) {
    {
        std::lock_guard const lock{mutex_};
        if (view_.running) {
            return base::fault(base::Trouble::busy, "正在备份到“{}”，等它做完",
                               "a backup to '{}' is under way", view_.order.file.string());
        }
        if (thread_.joinable()) {
            thread_.join(); // it is over, or says so just now
        }
        view_ = View{};
        view_.running = true;
        view_.order = order;
        view_.by = by;
        view_.begun_at = stations_.setting().clock.now();
        view_.doing = {"准备", "getting ready"};
        thread_ = std::thread{[this, order = std::move(order), by] { run(order, by); }};
    }
    changed_();
    return {};
}

BackupJob::View BackupJob::view() const {
    std::lock_guard const lock{mutex_};
    return view_;
}

void BackupJob::run(desk::BackupOrder const &order, std::string const &by) {
    Meter meter{*this};
    auto const &clock = stations_.setting().clock;
    auto made = [&]() -> base::Result<desk::BackupMade> {
        auto store = stations_.store();
        return store ? desk::back_up(**store, order, clock.now(), by, meter) : std::move(store).fault();
    }();
    {
        std::lock_guard const lock{mutex_};
        view_.running = false;
        view_.ended_at = clock.now();
        if (made) {
            view_.made = std::move(*made);
        } else {
            view_.fault = std::move(made).fault();
        }
    }
    changed_();
}

void BackupJob::note(base::Words const &doing, std::size_t done, std::size_t total) {
    {
        std::lock_guard const lock{mutex_};
        auto const same = view_.doing == doing && view_.total == total &&
                          percent(view_.done, view_.total) == percent(done, total);
        view_.doing = doing;
        view_.done = done;
        view_.total = total;
        if (same) {
            return; // pages are asked to look again a hundred times at most
        }
    }
    changed_();
}

} // namespace web
