// SPDX-License-Identifier: GPL-3.0-or-later
#include "custody/yard.hpp"
#include "desk/addresses.hpp"
#include "desk/campaign.hpp"
#include "desk/cells.hpp"
#include "desk/printing.hpp"
#include "desk/roster.hpp"
#include "families.hpp"
#include "store/custody.hpp"
#include <chrono>
#include <csignal>
#include <fmt/format.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

namespace custody {

using support::sure;

Yard::Yard(std::uint64_t seed) : random_{seed} {
    std::string rows = "学号,姓名,学院,班级\n";
    for (int i = 0; i < units * groups * each; ++i) {
        auto const group = i / each;
        rows += fmt::format("{},张三,学院{},班{}\n", 20220001 + i, group / groups, group);
    }
    sure(desk::create_campaign(folder_ / "store", {"11832", "某大学", 2026, "S1"}, setting()));
    sure(desk::import_roster(station(), folder_.file("roster.csv", rows), {}));
    for (auto const &person : sure(store::people(store(), station().campaign().id, {}))) {
        auto const group = (std::stoi(person.student_no) - 20220001) / each;
        bear(person.id, group / groups, group, {});
        sure(desk::note_address(station(), person.student_no,
                                {.recipient = "张三",
                                 .phone = "13800000000",
                                 .address = "某省某市某街道 1 号",
                                 .postcode = "050000"}));
    }
}

desk::Station &Yard::station() {
    if (!station_) {
        station_.emplace(sure(desk::Station::open(folder_ / "store", "", setting())));
    }
    return *station_;
}

desk::Setting Yard::setting() {
    return {PLATEN_ROOT, clock_, quiet_, "tester", print::families()};
}

std::size_t Yard::chance(std::size_t below) {
    return std::uniform_int_distribution<std::size_t>{0, below - 1}(random_);
}

std::string Yard::someone() {
    return std::next(papers_.begin(), static_cast<std::ptrdiff_t>(chance(papers_.size())))->first;
}

void Yard::bear(std::int64_t person, int unit, int group, std::string const &replaces) {
    auto change = sure(station().change());
    auto const serial = sure(change.next_serial());
    auto body = base::Json::object();
    body.set("person", person).set("layout", "l").set("layout_name", "l").set("photo", "p").set("label", "w");
    body.set("replaces", replaces).set("cells", cells);
    sure(change.record("sheet.born", serial, body));
    auto job = base::Json::object();
    job.set("job", "J-" + serial)
        .set("printer", "folder:/prints")
        .set("printer_serial", "")
        .set("media_lot", "");
    sure(change.record("job.intended", serial, job));
    job.set("outcome", "printed");
    sure(change.record("job.ended", serial, job));
    sure(change.commit());
    papers_[serial] = {.person = person,
                       .unit = unit,
                       .group = group,
                       .counts = true,
                       .holder = "print-room",
                       .place = {},
                       .home = {},
                       .cut = {}};
}

void Yard::act() {
    using Way = void (Yard::*)();
    static constexpr std::pair<Way, int> ways[] = {
        {&Yard::give, 8},          {&Yard::withdraw, 1},    {&Yard::receive, 9}, {&Yard::file, 10},
        {&Yard::move, 8},          {&Yard::undo, 5},        {&Yard::lend, 10},   {&Yard::take_back, 10},
        {&Yard::lose_or_find, 10}, {&Yard::cut, 18},        {&Yard::replace, 4}, {&Yard::count_box, 2},
        {&Yard::post, 12},         {&Yard::stop_halfway, 5}};
    static constexpr auto all = [] {
        int sum = 0;
        for (auto const &[way, weight] : ways) {
            sum += weight;
        }
        return sum;
    }();
    auto at = static_cast<int>(chance(all));
    for (auto const &[way, weight] : ways) {
        if ((at -= weight) < 0) {
            (this->*way)();
            return;
        }
    }
}

void Yard::settle(std::string const &serial, std::string const &holder, std::string const &place) {
    auto &paper = papers_.at(serial);
    paper.holder = holder;
    paper.place = place;
}

void Yard::cut() {
    auto const serial = someone();
    auto &paper = papers_.at(serial);
    if (likely(30) && !paper.cut.empty()) {
        auto const cell = *paper.cut.begin();
        if (went("free", desk::free_cells(station(), serial, {cell}, "记错了"))) {
            paper.cut.erase(cell);
        }
        return;
    }
    auto const count = static_cast<std::int64_t>(chance(4)) + 1;
    static constexpr std::string_view uses[] = {"毕业证", "学位证", "student"};
    auto const used = desk::use_cells(station(), {serial, std::string{uses[chance(3)]}, {}, count, "李老师"});
    if (went("cut", used)) {
        for (auto const &one : used->used) {
            paper.cut.insert(one.number);
        }
    }
}

void Yard::replace() {
    auto const serial = someone();
    if (went("void", desk::void_sheet(station(), serial, "污损"))) {
        auto &paper = papers_.at(serial);
        paper.counts = false;
        bear(paper.person, paper.unit, paper.group, serial);
    }
}

/// What was begun and not committed has never been.
void Yard::stop_halfway() {
    {
        auto change = sure(station().change());
        auto body = base::Json::object();
        body.set("reason", "断电");
        sure(change.record("sheet.voided", someone(), body));
        auto lost = base::Json::object();
        sure(change.record("sheet.lost", someone(), lost));
    }
    station_.reset();
    tally_["stopped halfway"] += 1;
}

void Yard::kill_somebody() {
    station_.reset();
    auto const child = ::fork();
    if (child == 0) {
        for (;;) {
            act();
        }
    }
    std::this_thread::sleep_for(std::chrono::microseconds{20'000 + chance(60'000)});
    ::kill(child, SIGKILL);
    int status = 0;
    ::waitpid(child, &status, 0);
    tally_["killed"] += 1;
    read_again();
}

} // namespace custody
