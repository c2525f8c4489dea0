// SPDX-License-Identifier: GPL-3.0-or-later
#include "emulator/engine.hpp"
#include <algorithm>
#include <cmath>

namespace emulator {

namespace {

constexpr double start_seconds =
    4.25;                         ///< from the last byte to STATUS 1, when idle; measured on one DS-RX1HS
constexpr double cut_seconds = 2; ///< with CountsAt::after_cut
constexpr int paper_end = 1100, jam = 1300, first_job_error = 1500, first_service = 2000;

bool is_job_error(int code) {
    return code >= first_job_error && code < first_service;
}

/// The size whose time the model's table gives: 6x4, or the nearest that it has.
double reference_rows(print::dnp::Model const &model) {
    constexpr double six_by_four = 152.4 * 101.6;
    auto const off = [](print::dnp::PrintSize const &size) {
        return std::abs(size.across.mm() * size.along.mm() - six_by_four);
    };
    auto const nearest =
        std::min_element(model.sizes.begin(), model.sizes.end(),
                         [&](auto const &one, auto const &other) { return off(one) < off(other); });
    return nearest == model.sizes.end() ? 1240 : nearest->rows;
}

} // namespace

Engine::Engine(Identity const &identity, Options const &options, Memory &memory, Agenda &agenda, Hooks hooks)
    : identity_{identity}, options_{options}, memory_{memory}, agenda_{agenda}, hooks_{std::move(hooks)},
      awake_since_{agenda.now()} {}

int Engine::status() const {
    if (error_ != 0) {
        return error_;
    }
    if (cooling_ != 0) {
        return cooling_;
    }
    if (phase_ == Phase::printing) {
        return 1;
    }
    return standing_by() ? 900 : 0;
}

int Engine::free_buffers() const {
    int taken = 0;
    for (auto const &page : queue_) {
        taken += page.buffers;
    }
    return std::max(0, identity_.model->buffers - taken);
}

int Engine::buffers_for(JobSettings const &settings, int rows) const {
    auto const *size = identity_.model->size(settings.multicut.value_or(0) % 400);
    if (last_overcoat_ && (*last_overcoat_ == 0) != (settings.overcoat == 0)) {
        return identity_.model->buffers;
    }
    bool const doubled = size != nullptr && rows > size->rows;
    return doubled && settings.overcoat != 0 ? size->buffers600 : 1;
}

std::chrono::milliseconds Engine::scaled(double seconds) const {
    return std::chrono::milliseconds{static_cast<std::int64_t>(std::ceil(seconds * 1000 / options_.speed))};
}

void Engine::start(Page page) {
    last_overcoat_ = page.settings.overcoat;
    queue_.push_back(std::move(page));
    if (phase_ != Phase::idle) {
        return;
    }
    if (error_ == 0 || is_job_error(error_)) {
        begin_start();
    } else {
        phase_ = Phase::stopped; // until it is fixed
    }
}

/// Pages that wait are dropped. The one in print is finished, or spoiled: which of the two a real printer
/// does is not known.
void Engine::cancel() {
    if (is_job_error(error_)) {
        agenda_.drop(error_timer_);
        error_ = 0;
    }
    bool const printing = phase_ == Phase::printing;
    while (queue_.size() > (printing ? 1U : 0U)) {
        tell(queue_.back(), Fate::dropped, "cancel");
        queue_.pop_back();
    }
    if (printing && options_.quirks.cancel_stops_print) {
        agenda_.drop(phase_timer_);
        spoil_front("cancel");
        queue_.clear();
        phase_ = Phase::idle;
    } else if (printing) {
        queue_.front().copies_left = 1;
    } else {
        agenda_.drop(phase_timer_);
        phase_ = Phase::idle;
    }
}

void Engine::wake() {
    asleep_ = false;
    awake_since_ = agenda_.now();
}

void Engine::sleep() {
    asleep_ = true;
}

void Engine::raise(int code, std::optional<double> seconds, std::string const &why) {
    agenda_.drop(error_timer_);
    error_ = code;
    if (seconds) {
        error_timer_ = agenda_.after(scaled(*seconds), [this] { fix(); });
    }
    if (is_job_error(code)) {
        return; // what is in the buffers goes on; only the job that did not fit is gone
    }
    agenda_.drop(phase_timer_);
    if (!queue_.empty() && (code >= first_service || !queue_.front().retry)) {
        drop_queue(why);
    } else if (phase_ == Phase::printing) {
        spoil_front(why);
    }
    phase_ = queue_.empty() ? Phase::idle : Phase::stopped;
}

void Engine::cool(int code, std::optional<double> seconds) {
    agenda_.drop(cool_timer_);
    cooling_ = code;
    if (code == 0 || !seconds) {
        return;
    }
    cool_timer_ = agenda_.after(scaled(*seconds), [this] { cooling_ = 0; });
    if (phase_ == Phase::printing || phase_ == Phase::starting) {
        agenda_.postpone(phase_timer_, scaled(*seconds));
    }
}

void Engine::fix() {
    agenda_.drop(error_timer_);
    error_ = 0;
    cooling_ = 0;
    asleep_ = false;
    if (phase_ == Phase::stopped) {
        begin_start();
    }
}

void Engine::power_cycle(std::string const &why) {
    for (auto const timer : {phase_timer_, error_timer_, cool_timer_}) {
        agenda_.drop(timer);
    }
    drop_queue(why);
    phase_ = Phase::idle;
    error_ = cooling_ = 0;
    last_overcoat_.reset();
    last_end_.reset();
    wake();
}

void Engine::load(int media, int remaining, std::string lot) {
    auto const &rolls = identity_.model->rolls;
    auto const known = rolls.find(media);
    memory_.media = media;
    memory_.remaining = remaining;
    memory_.new_roll = known == rolls.end() ? remaining : known->second;
    memory_.lot = std::move(lot);
    memory_.half_waits = false;
    hooks_.remembered();
}

void Engine::begin_start() {
    phase_ = Phase::starting;
    set_phase_timer(start_seconds, [this] { begin_print(); });
}

void Engine::begin_print() {
    if (memory_.remaining <= 0) {
        raise(paper_end, std::nullopt, "paper_end");
        return;
    }
    phase_ = Phase::printing;
    auto &page = queue_.front();
    set_phase_timer(seconds_for(page), [this] { end_print(); });
    if (options_.quirks.counts_at == CountsAt::print_start && !page.uncounted) {
        count(page);
    }
    hooks_.printing(page);
}

void Engine::end_print() {
    last_end_ = agenda_.now();
    auto &page = queue_.front();
    auto const jams = page.jams;
    auto const seconds = page.jam_seconds;
    finish(page);
    --page.copies_left;
    ++page.sheet.copy;
    page.sheet.life = 0;
    page.uncounted = page.jams = false;
    if (page.copies_left <= 0) {
        queue_.pop_front();
    }
    awake_since_ = agenda_.now();
    phase_ = Phase::idle;
    if (jams) {
        raise(jam, seconds, "jam"); // the page is counted and out of its buffer: it is not printed again
        return;
    }
    next();
}

void Engine::next() {
    if (!queue_.empty()) {
        begin_print();
    }
}

/// Out of the engine: into the tray, and counted at its moment.
void Engine::finish(Page &page) {
    if (page.uncounted) {
        tell(page, Fate::never_came, "no_count");
        return;
    }
    auto const tell_and_count = [this](Page &one) {
        auto told = one.sheet;
        told.life = one.sheet.life != 0 ? one.sheet.life : memory_.life + 1;
        told.fate = one.jams ? Fate::spoiled : Fate::printed;
        told.why = one.jams ? "jam" : "";
        hooks_.sheet(told);
        count(one);
    };
    if (options_.quirks.counts_at != CountsAt::after_cut) {
        tell_and_count(page);
        return;
    }
    agenda_.after(scaled(cut_seconds), [copy = page, tell_and_count]() mutable { tell_and_count(copy); });
}

/// Once a sheet, whenever it is asked.
void Engine::count(Page &page) {
    if (page.sheet.life != 0) {
        return;
    }
    page.sheet.life = ++memory_.life;
    ++memory_.a;
    ++memory_.b;
    ++memory_.p;
    if (page.settings.overcoat != 0) {
        ++memory_.m;
        ++memory_.matte;
    }
    if (page.rewinds) {
        memory_.remaining -= memory_.half_waits ? 0 : 1;
        memory_.half_waits = !memory_.half_waits;
    } else {
        --memory_.remaining;
    }
    hooks_.remembered();
}

void Engine::spoil_front(std::string const &why) {
    tell(queue_.front(), Fate::spoiled, why);
    queue_.front().sheet.life = 0;
}

void Engine::drop_queue(std::string const &why) {
    bool in_print = phase_ == Phase::printing;
    for (auto const &page : queue_) {
        tell(page, std::exchange(in_print, false) ? Fate::spoiled : Fate::dropped, why);
    }
    queue_.clear();
}

void Engine::tell(Page const &page, Fate fate, std::string const &why) const {
    auto told = page.sheet;
    told.fate = fate;
    told.why = why;
    hooks_.sheet(told);
}

void Engine::set_phase_timer(double seconds, std::function<void()> action) {
    agenda_.drop(phase_timer_);
    phase_timer_ = agenda_.after(scaled(seconds), std::move(action));
}

/// A straight line through a dealer's table of the DS40 (8.9 s for 6x4, 13.9 for 6x8, 11.7 for 6x4 at 600).
double Engine::seconds_for(Page const &page) const {
    constexpr double fixed = 0.4, per_row = 0.6, doubled = 1.35;
    auto const part = page.sheet.size.rows / reference_rows(*identity_.model);
    return identity_.model->seconds * (fixed + per_row * part) * (page.sheet.dpi() > 300 ? doubled : 1);
}

bool Engine::standing_by() const {
    if (phase_ != Phase::idle) {
        return false;
    }
    auto const minutes = memory_.standby_minutes;
    return asleep_ || (minutes > 0 && agenda_.now() - awake_since_ >= scaled(minutes * 60.0));
}

} // namespace emulator
