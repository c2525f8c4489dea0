// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
/// \file
/// Printing in the background, for a door that many people look through at once: what was ordered waits for
/// its printers, runs in a thread of its own, can be paused and called off, and asks its questions of whoever
/// answers first. Nothing here is kept: what a run has done is in the store, and what it had not done is due
/// again.
#include "desk/printing.hpp"
#include <condition_variable>
#include <deque>
#include <memory>
#include <mutex>
#include <thread>

namespace desk {

/// What somebody wants printed.
struct RunOrder {
    base::Words what; ///< "会计2201"
    std::string campaign;
    store::Selection who;
    std::string reprint, reason; ///< serial of a sheet to print anew, and why; instead of \c who
    std::string layout;          ///< empty: the profile's
    std::vector<std::string> printers;
    std::string by;

    friend bool same_work(RunOrder const &a, RunOrder const &b);
};

enum class RunState { waiting, printing, paused, asking, done, stopped };
[[nodiscard]] std::string_view word_of(RunState state);
[[nodiscard]] base::Words words_of(RunState state);

/// A run as it is now; a copy.
struct RunView {
    std::string id;
    RunOrder order;
    RunState state = RunState::waiting;
    base::Instant ordered_at, ended_at;
    std::size_t done = 0, total = 0;
    std::size_t printed = 0, uncertain = 0, failed = 0, already = 0, without_photo = 0, called_off = 0;
    std::optional<base::Words> question; ///< while it asks
    base::Words told;                    ///< what was last said, empty where nothing was
    std::optional<base::Fault> fault;    ///< why it stopped
};

class PrintRuns {
public:
    /// Opens the station that a run prints with, in the run's own thread.
    using OpenStation = std::function<base::Result<Station>(RunOrder const &order, base::Progress &progress)>;

    /// \p changed is called, from any thread, whenever a view would be another.
    PrintRuns(OpenStation open, base::Clock const &clock, std::function<void()> changed);
    PrintRuns(PrintRuns const &) = delete;
    PrintRuns &operator=(PrintRuns const &) = delete;
    ~PrintRuns(); ///< leaves what is on its way to the next run

    struct Ordered {
        std::string id;
        bool joined = false; ///< somebody had ordered just that, and it is not over yet
    };
    Ordered order(RunOrder order);
    // Each \return not_found where there is no such run, not_allowed where it is over already.
    base::Result<> pause(std::string const &id);
    base::Result<> go_on(std::string const &id);
    base::Result<> call_off(std::string const &id);
    /// \return not_allowed where it has no question any more
    base::Result<> answer(std::string const &id, bool yes);

    /// Those that are not over, then the last ones that are, newest first.
    [[nodiscard]] std::vector<RunView> all() const;
    /// As a run last saw the printer; nothing where no run holds it.
    [[nodiscard]] std::optional<print::Standing> standing(std::string const &printer) const;
    [[nodiscard]] bool holds(std::string const &printer) const;
    [[nodiscard]] std::size_t count_under_way() const; ///< runs that are not over

private:
    class Run;
    Run *find(std::string const &id) const;
    base::Result<Run *> under_way(std::string const &id) const;
    base::Result<> set_pace(std::string const &id, Pace pace);
    void work(Run &run);
    bool wait_for_printers(Run &run);
    std::vector<std::unique_ptr<Run>> take_old();

    OpenStation open_;
    base::Clock const &clock_;
    std::function<void()> changed_;
    mutable std::mutex mutex_;
    std::condition_variable moved_;
    std::deque<std::unique_ptr<Run>> runs_; ///< oldest first
    std::uint64_t last_ = 0;
};

} // namespace desk
