// SPDX-License-Identifier: GPL-3.0-or-later
#include "desk/print_floor.hpp"
#include <algorithm>

namespace desk {

using base::Trouble;
using namespace std::chrono_literals;

namespace {

constexpr auto poll = 1s;
/// A sheet that certainly was not printed is sent so many times before a person is asked to look at the
/// printer.
constexpr int most_tries = 3;

} // namespace

base::Result<std::unique_ptr<PrintFloor>> PrintFloor::open(Station &station, PrintOrder const &order) {
    std::unique_ptr<PrintFloor> floor{new PrintFloor{station, order}};
    for (auto const &printer : order.printers) {
        auto lane = PrintLane::open(station, printer);
        if (!lane) {
            return std::move(lane).fault();
        }
        floor->lanes_.push_back(std::move(*lane));
    }
    if (auto caught_up = floor->catch_up(); !caught_up) {
        return std::move(caught_up).fault();
    }
    return floor;
}

/// Until nothing of an earlier run is on its way: until then nobody knows who is due.
base::Result<> PrintFloor::catch_up() {
    auto const &clock = station_.setting().clock;
    auto const until = clock.now() + order_.patience;
    PrintReport earlier;
    while (true) {
        if (auto looked = look(earlier); !looked) {
            return looked;
        }
        auto const waits = std::any_of(lanes_.begin(), lanes_.end(), [](auto const &lane) {
            return lane->on_their_way() > 0 && lane->standing().ready();
        });
        if (!waits || clock.now() >= until) {
            return {};
        }
        clock.wait(poll);
    }
}

base::Result<> PrintFloor::fits(PrintLane &lane, print::Page const &page) {
    while (true) {
        auto const &standing = lane.standing();
        auto suits = standing.ready() ? lane.driver().check(page)
                                      : base::Result<>{not_ready(lane.printer(), standing)};
        if (suits) {
            return suits;
        }
        auto const &fault = suits.fault();
        if (!order_.ask || !order_.ask({fault.text(base::Language::zh) + "。处理好了吗？再看一次",
                                        fault.text(base::Language::en) + ". Mended? Look again"})) {
            return suits;
        }
        PrintReport earlier;
        if (auto looked = look(earlier); !looked) {
            return looked;
        }
    }
}

base::Result<> PrintFloor::preflight(print::Page const &page, std::size_t sheets) {
    std::vector<std::unique_ptr<PrintLane>> fit;
    std::optional<base::Fault> why;
    for (auto &lane : lanes_) {
        if (auto suits = fits(*lane, page); suits) {
            fit.push_back(std::move(lane));
        } else {
            why = std::move(suits).fault();
            tell({why->text(base::Language::zh), why->text(base::Language::en)});
        }
    }
    lanes_ = std::move(fit);
    if (lanes_.empty()) {
        return std::move(*why);
    }
    return enough(sheets);
}

base::Result<> PrintFloor::enough(std::size_t sheets) {
    std::int64_t remaining = 0;
    for (auto const &lane : lanes_) {
        auto const &counted = lane->standing().counters.remaining;
        if (!counted) {
            return {}; // a printer that does not say cannot run out by our reckoning
        }
        remaining += *counted;
    }
    if (static_cast<std::int64_t>(sheets) <= remaining) {
        return {};
    }
    auto const question =
        base::words("要打印 {} 张，纸卷只够 {} 张，中途要换纸卷。仍然开始打印吗？",
                    "{} sheets are to be printed and the roll is good for {}: it will have to be "
                    "changed on the way. Print all the same?",
                    sheets, remaining);
    if (order_.anyway || (order_.ask && order_.ask(question))) {
        return {};
    }
    return base::fault(
        Trouble::device, "要打印 {} 张，纸卷只够 {} 张；换上新纸卷再打印，或者加 --yes 中途再换",
        "{} sheets are to be printed and the roll is good for {}; load a new one first, or say --yes to "
        "change it on the way",
        sheets, remaining);
}

void PrintFloor::tell(base::Words const &words) const {
    if (order_.tell) {
        order_.tell(words);
    }
}

base::Result<> PrintFloor::print(std::deque<Work> work, PrintReport &report) {
    left_ = std::move(work);
    total_ = left_.size();
    done_ = 0;
    auto &setting = station_.setting();
    while (true) {
        setting.progress.at({"打印", "printing"}, done_, total_);
        if (auto looked = look(report); !looked) {
            return looked;
        }
        tell_changes();
        drop_lost_lanes(report);
        auto const pace = order_.pace ? order_.pace() : Pace::go_on;
        drop_unwanted(pace, report);
        if (pace == Pace::leave || lanes_.empty() || (left_.empty() && on_their_way() == 0)) {
            break;
        }
        auto const fed = pace == Pace::go_on ? feed(report) : base::Result<bool>{false};
        if (!fed) {
            return base::Fault{fed.fault()};
        }
        if (!*fed) {
            setting.clock.wait(poll);
        }
    }
    setting.progress.at({"打印", "printing"}, done_, total_);
    return {};
}

void PrintFloor::drop_unwanted(Pace pace, PrintReport &report) {
    auto const called_off = pace == Pace::stop || pace == Pace::leave;
    if (called_off) {
        report.called_off += left_.size();
    }
    if (called_off || report.stopped) {
        left_.clear();
    }
}

base::Result<> PrintFloor::look(PrintReport &report) {
    for (auto &lane : lanes_) {
        auto ended = lane->look();
        if (!ended) {
            return std::move(ended).fault();
        }
        if (order_.saw) {
            order_.saw(lane->printer(), lane->standing());
        }
        for (auto &one : *ended) {
            conclude(std::move(one), report);
        }
    }
    return {};
}

void PrintFloor::conclude(Ended ended, PrintReport &report) {
    auto const known = sent_.find(ended.sheet.serial);
    if (known == sent_.end()) {
        return; // of an earlier run; the sheet's record says what became of it
    }
    auto work = std::move(known->second);
    sent_.erase(known);
    ended.sheet.student_no = work.student_no;
    ended.sheet.name = work.name;
    if (ended.again && work.tries < most_tries && !report.stopped) {
        auto sheet = find_sheet(station_, ended.sheet.serial);
        if (sheet) {
            work.again = std::move(*sheet);
            left_.push_front(std::move(work));
            return;
        }
    }
    // A label that cannot be drawn concerns one sheet; a printer or disk that refuses concerns all that
    // follow.
    if (ended.sheet.state == "failed" && (!ended.fault || ended.fault->kind != Trouble::bad_input)) {
        report.stopped = ended.fault
                             ? *ended.fault
                             : base::fault(Trouble::device, "打印机接收了 {} 却没有印出",
                                           "the printer took {} and did not print it", ended.sheet.serial);
    }
    report.sheets.push_back(std::move(ended.sheet));
    done_ += 1;
}

/// Says once what stands in the way, so that whoever hears it can mend it while the run waits.
void PrintFloor::tell_changes() {
    for (auto const &lane : lanes_) {
        std::set<print::Reason> stops;
        for (auto reason : lane->standing().reasons) {
            if (print::stops_printing(reason)) {
                stops.insert(reason);
            }
        }
        auto &told = told_[lane->printer()];
        if (!stops.empty() && stops != told) {
            auto const fault = not_ready(lane->printer(), lane->standing());
            tell({fault.what.zh + "。处理好会自动接着打印",
                  fault.what.en + ". Printing goes on once it is mended"});
        }
        told = stops;
    }
}

/// A printer that nobody has mended for long is left; what is in it stays on record as begun, and the next
/// run looks back on it.
void PrintFloor::drop_lost_lanes(PrintReport &report) {
    auto const now = station_.setting().clock.now();
    std::optional<base::Fault> why;
    std::erase_if(lanes_, [&](auto const &lane) {
        auto const since = lane->stopped_since();
        if (!since || now - *since < order_.patience) {
            return false;
        }
        why = not_ready(lane->printer(), lane->standing());
        for (auto const &serial : lane->serials()) {
            auto const known = sent_.find(serial);
            if (known == sent_.end()) {
                continue;
            }
            report.sheets.push_back(
                {serial,
                 known->second.student_no,
                 known->second.name,
                 "uncertain",
                 {},
                 base::words("已送到打印机 {}，还不知道有没有印出；打印机恢复后再运行一次，会自动核对",
                             "it was sent to {} and nobody knows yet whether it came out; run again "
                             "once the printer is back, and it is looked up",
                             lane->printer())});
            sent_.erase(known);
        }
        return true;
    });
    if (lanes_.empty() && why) {
        report.stopped = std::move(why);
    }
}

base::Result<bool> PrintFloor::feed(PrintReport &report) {
    auto fed = false;
    for (auto &lane : lanes_) {
        if (left_.empty() || !lane->takes_one()) {
            continue;
        }
        auto work = std::move(left_.front());
        left_.pop_front();
        if (auto handed = hand_over(*lane, std::move(work), report); !handed) {
            return std::move(handed).fault();
        }
        fed = true;
    }
    return fed;
}

base::Result<> PrintFloor::hand_over(PrintLane &lane, Work work, PrintReport &report) {
    auto sheet = [&]() -> base::Result<store::Sheet> {
        if (!work.again) {
            return lane.bear(work.birth);
        }
        auto intended = lane.intend_again(*work.again);
        return intended ? base::Result{*work.again} : std::move(intended).fault();
    }();
    if (!sheet && sheet.fault().kind == Trouble::busy) {
        report.sheets.push_back({"", work.student_no, work.name, "uncertain", {}, sheet.fault().what});
        done_ += 1;
        return {};
    }
    if (!sheet) {
        return std::move(sheet).fault();
    }
    work.tries += 1;
    sent_.insert_or_assign(sheet->serial, std::move(work));
    auto sent = lane.send(*sheet, artist_);
    if (!sent) {
        return std::move(sent).fault();
    }
    if (*sent) {
        conclude(std::move(**sent), report);
    }
    return {};
}

std::size_t PrintFloor::on_their_way() const {
    std::size_t count = 0;
    for (auto const &lane : lanes_) {
        count += lane->on_their_way();
    }
    return count;
}

std::vector<std::string> PrintFloor::printers() const {
    std::vector<std::string> names;
    for (auto const &lane : lanes_) {
        names.push_back(lane->printer());
    }
    return names;
}

} // namespace desk
