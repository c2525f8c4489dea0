// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/printer_watch.hpp"
#include "desk/printers.hpp"
#include "store/printers.hpp"
#include <algorithm>

namespace web {

using namespace std::chrono_literals;

namespace {

constexpr auto between_looks = 3s;
constexpr auto interest = 20s; ///< after somebody asked; open pages ask again with every change
constexpr auto first_patience = 2s;

bool looks_the_same(PrinterView const &a, PrinterView const &b) {
    auto const what = [](PrinterView const &view) {
        return view.standing ? std::tuple{view.standing->reasons, view.standing->counters.remaining,
                                          view.standing->media, view.standing->code}
                             : std::tuple<std::set<print::Reason>, std::optional<std::int64_t>, std::string,
                                          std::string>{};
    };
    return a.uri == b.uri && a.shown == b.shown && a.held == b.held &&
           a.fault.has_value() == b.fault.has_value() && what(a) == what(b);
}

} // namespace

PrinterWatch::PrinterWatch(Stations &stations, desk::PrintRuns const &runs, std::function<void()> changed)
    : stations_{stations}, runs_{runs}, changed_{std::move(changed)},
      thread_{[this](std::stop_token const &ending) { run(ending); }} {}

PrinterWatch::~PrinterWatch() {
    thread_.request_stop();
    wake_.notify_all();
}

std::vector<PrinterView> PrinterWatch::all() {
    std::unique_lock lock{mutex_};
    asked_for_ = stations_.setting().clock.now();
    wake_.notify_all();
    seen_.wait_for(lock, first_patience, [this] { return first_done_; });
    auto views = views_;
    lock.unlock();
    for (auto &view : views) {
        view.held = runs_.holds(view.uri);
        if (auto standing = runs_.standing(view.uri)) {
            view.standing = std::move(standing);
            view.fault.reset();
        }
    }
    return views;
}

void PrinterWatch::look_again() {
    std::lock_guard const lock{mutex_};
    again_ = true;
    wake_.notify_all();
}

void PrinterWatch::run(std::stop_token const &ending) {
    while (!ending.stop_requested()) {
        {
            std::unique_lock lock{mutex_};
            auto const wanted = [this] {
                return again_ || stations_.setting().clock.now() - asked_for_ < interest;
            };
            wake_.wait(lock, ending, wanted);
            if (ending.stop_requested()) {
                return;
            }
            again_ = false;
        }
        look();
        std::unique_lock lock{mutex_};
        wake_.wait_for(lock, ending, between_looks, [this] { return again_; });
    }
}

void PrinterWatch::look() {
    auto views = see();
    auto same = false;
    {
        std::lock_guard const lock{mutex_};
        same = std::equal(views.begin(), views.end(), views_.begin(), views_.end(), looks_the_same);
        views_ = std::move(views);
        first_done_ = true;
    }
    seen_.notify_all();
    if (!same) {
        changed_();
    }
}

/// Those that somebody entered, as they were entered, then those that are attached, by name: a printer keeps
/// its place whatever it is doing, for somebody's hand is on its way to it.
std::vector<PrinterView> PrinterWatch::see() {
    std::vector<PrinterView> entered, attached;
    auto const add = [&](std::vector<PrinterView> &to, PrinterView view) {
        auto const same = [&](PrinterView const &one) { return one.uri == view.uri; };
        if (std::ranges::none_of(entered, same) && std::ranges::none_of(attached, same)) {
            to.push_back(std::move(view));
        }
    };
    if (auto store = stations_.store()) {
        auto const known = store::printers(**store);
        for (auto const &printer : known ? *known : std::vector<store::Printer>{}) {
            add(entered, see_one(printer.uri, printer.shown));
        }
    }
    {
        std::lock_guard const lock{mutex_};
        for (auto const &view : views_) {
            if (runs_.holds(view.uri)) { // nobody else can ask it now
                add(attached, view);
            }
        }
    }
    for (auto const &family : stations_.setting().families) {
        for (auto &sighting : family.find(stations_.setting().clock)) {
            if (!sighting.hidden) {
                add(attached, see_one(sighting.name, ""));
            } else if (sighting.hidden->kind != base::Trouble::busy) { // a run of ours has it, or soon not
                add(attached, {sighting.name, "", {}, std::move(sighting.hidden), false});
            }
        }
    }
    std::ranges::sort(attached, {}, &PrinterView::uri);
    entered.insert(entered.end(), std::make_move_iterator(attached.begin()),
                   std::make_move_iterator(attached.end()));
    return entered;
}

PrinterView PrinterWatch::see_one(std::string const &uri, std::string const &shown) {
    PrinterView view{uri, shown, {}, {}, false};
    if (auto const known = names_.find(uri); known != names_.end() && runs_.holds(known->second)) {
        view.uri = known->second;
        view.held = true;
        view.standing = runs_.standing(view.uri);
        return view;
    }
    auto driver = desk::open_printer(stations_.setting(), uri);
    auto standing = driver ? (*driver)->ask() : base::Result<print::Standing>{base::Fault{driver.fault()}};
    if (driver) {
        view.uri = (*driver)->name();
        names_[uri] = view.uri;
    }
    if (standing) {
        view.standing = std::move(*standing);
    } else {
        view.fault = std::move(standing).fault();
    }
    return view;
}

} // namespace web
