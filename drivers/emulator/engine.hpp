// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
/// \file
/// The mechanics: buffers, what is printed when, what stops it, what is counted. Knows nothing of USB.
#include "emulator/agenda.hpp"
#include "emulator/identity.hpp"
#include "emulator/memory.hpp"
#include "emulator/tray.hpp"
#include <deque>
#include <functional>

namespace emulator {

/// What a job says before its planes; forgotten with its START.
struct JobSettings {
    int copies = 1, overcoat = 0, cutter = 0, speed = 0;
    std::optional<int> multicut;
};

/// A page in a buffer.
struct Page {
    Sheet sheet;
    JobSettings settings;
    int buffers = 1;
    int copies_left = 1;
    bool retry = false, rewinds = false;
    // What a script has in store for it.
    bool uncounted = false, jams = false;
    std::optional<double> jam_seconds;
};

enum class Phase { idle, starting, printing, stopped };

class Engine {
public:
    struct Hooks {
        std::function<void()> remembered;         ///< the memory changed
        std::function<void(Sheet const &)> sheet; ///< came out, or did not; before its counter steps
        std::function<void(Page &)> printing;     ///< its print begins
    };

    Engine(Identity const &identity, Options const &options, Memory &memory, Agenda &agenda, Hooks hooks);

    [[nodiscard]] int status() const;
    [[nodiscard]] int free_buffers() const;
    [[nodiscard]] int copies_left() const { return queue_.empty() ? 0 : queue_.front().copies_left; }
    [[nodiscard]] Phase phase() const { return phase_; }
    [[nodiscard]] std::optional<base::Instant> last_end() const { return last_end_; }
    /// Buffers that a page takes, and whether it has to wait until all are free (the overcoat changes).
    [[nodiscard]] int buffers_for(JobSettings const &settings, int rows) const;
    [[nodiscard]] std::chrono::milliseconds scaled(double seconds) const;

    void start(Page page);
    void cancel();
    void wake(); ///< out of standby
    void sleep();
    /// A status code from 1000 on, until it is fixed or the seconds are over.
    void raise(int code, std::optional<double> seconds, std::string const &why);
    /// A status below 1000 that stops nothing for good.
    void cool(int code, std::optional<double> seconds);
    void fix();
    /// A full power cycle: buffers and errors are gone.
    void power_cycle(std::string const &why);
    void load(int media, int remaining, std::string lot);

private:
    void begin_start();
    void begin_print();
    void end_print();
    void finish(Page &page);
    void count(Page &page);
    void spoil_front(std::string const &why);
    void drop_queue(std::string const &why);
    void tell(Page const &page, Fate fate, std::string const &why) const;
    void next();
    void set_phase_timer(double seconds, std::function<void()> action);
    [[nodiscard]] double seconds_for(Page const &page) const;
    [[nodiscard]] bool standing_by() const;

    Identity const &identity_;
    Options const &options_;
    Memory &memory_;
    Agenda &agenda_;
    Hooks hooks_;
    std::deque<Page> queue_;
    Phase phase_ = Phase::idle;
    Agenda::Id phase_timer_ = 0, error_timer_ = 0, cool_timer_ = 0;
    int error_ = 0, cooling_ = 0;
    bool asleep_ = false;
    base::Instant awake_since_;
    std::optional<base::Instant> last_end_;
    std::optional<int> last_overcoat_;
};

} // namespace emulator
