// SPDX-License-Identifier: GPL-3.0-or-later
#include "desk/campaign.hpp"
#include "desk/photos.hpp"
#include "desk/printing.hpp"
#include "desk/roster.hpp"
#include "families.hpp"
#include "store/ledger.hpp"
#include "support/fresh_store.hpp"
#include "support/portrait.hpp"
#include <chrono>
#include <csignal>
#include <doctest/doctest.h>
#include <random>
#include <set>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

namespace fs = std::filesystem;
using support::sure;

namespace {

constexpr int people = 6;
constexpr int moments = 200;

base::SystemClock const system_clock;
base::NoProgress quiet;

desk::Setting setting() {
    return {PLATEN_ROOT, system_clock, quiet, "tester", print::families()};
}

/// A store with everything taken in and nothing printed.
void prepare(fs::path const &store, support::TempFolder const &folder) {
    std::string rows = "学号,姓名,学院,班级\n";
    for (int i = 0; i < people; ++i) {
        auto const number = std::to_string(20220001 + i);
        rows += number + ",张三,财经学院,会计2201\n";
        auto const photo = support::portrait(static_cast<unsigned>(i));
        static_cast<void>(folder.file("photos/" + number + ".jpg", base::as_text(photo)));
    }
    auto const roster = folder.file("roster.csv", rows);
    sure(desk::create_campaign(store, {"11832", "某大学", 2026, "S0"}, setting()));
    auto station = sure(desk::Station::open(store, "", setting()));
    REQUIRE(sure(desk::import_roster(station, roster, {})).findings.empty());
    REQUIRE(sure(desk::import_photos(station, folder / "photos", "")).accepted == people);
}

desk::PrintReport print_all(fs::path const &work) {
    auto station = sure(desk::Station::open(work / "store", "", setting()));
    desk::PrintOrder order;
    order.printers = {"folder:" + (work / "prints").string()};
    return sure(desk::print_sheets(station, order));
}

/// A process of its own prints; it is killed after that long, or runs to its end. Tells whether it was
/// killed.
bool print_and_kill(fs::path const &work, std::chrono::microseconds after) {
    auto const child = ::fork();
    if (child == 0) {
        try {
            print_all(work);
        } catch (std::exception const &) {
            ::_exit(1);
        }
        ::_exit(0);
    }
    std::this_thread::sleep_for(after);
    ::kill(child, SIGKILL);
    int status = 0;
    ::waitpid(child, &status, 0);
    return WIFSIGNALED(status);
}

std::set<std::string> printed_files(fs::path const &folder) {
    std::set<std::string> names;
    for (auto const &entry : fs::directory_iterator{folder}) {
        if (entry.path().extension() == ".pdf") {
            names.insert(entry.path().stem().string());
        }
    }
    return names;
}

/// Everybody has exactly one valid sheet, printed, and its file is the only other thing that there is.
void check_one_each(fs::path const &work) {
    auto station = sure(desk::Station::open(work / "store", "", setting()));
    std::set<std::string> serials;
    for (auto const &due : sure(store::due(station.store(), station.campaign().id, {}))) {
        REQUIRE(due.sheet.has_value());
        CHECK(due.sheet->state == "printed");
        CHECK(serials.insert(due.sheet->serial).second);
        CHECK(sure(store::sheets_of(station.store(), due.person.id)).size() == 1);
    }
    CHECK(serials.size() == people);
    CHECK(printed_files(work / "prints") == serials);
    CHECK_FALSE(sure(store::verify_ledger(station.store(), quiet)).trouble.has_value());
    CHECK(sure(store::differing_projections(station.store(), quiet)).empty());
}

} // namespace

TEST_CASE("killed at 200 random moments and run again, everybody has exactly one valid sheet") {
    support::TempFolder const folder;
    prepare(folder / "fresh", folder);

    auto const whole = folder / "whole";
    fs::create_directories(whole);
    fs::copy(folder / "fresh", whole / "store", fs::copy_options::recursive);
    auto const began = std::chrono::steady_clock::now();
    print_and_kill(whole, std::chrono::microseconds{0}); // warms nothing: a process of its own
    print_all(whole);
    auto const length =
        std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() - began)
            .count();
    check_one_each(whole);

    std::mt19937 random{20260601};
    std::uniform_int_distribution<long> moment{0, static_cast<long>(length)};
    int killed = 0;
    int unfinished = 0;
    for (int i = 0; i < moments; ++i) {
        auto const work = folder / ("run" + std::to_string(i));
        fs::create_directories(work);
        fs::copy(folder / "fresh", work / "store", fs::copy_options::recursive);
        CAPTURE(i);
        killed += print_and_kill(work, std::chrono::microseconds{moment(random)}) ? 1 : 0;
        auto const report = print_all(work);
        unfinished +=
            report.already < people && (report.already > 0 || report.count("printed") < people) ? 1 : 0;
        CHECK(report.count("uncertain") == 0);
        check_one_each(work);
        fs::remove_all(work);
    }
    // The test is worth something only if it often hit the middle of a run.
    CHECK(killed >= moments / 2);
    CHECK(unfinished >= moments / 10);
}

TEST_CASE("two programs that print the same people on two printers at once double nobody") {
    support::TempFolder const folder;
    prepare(folder / "store", folder);
    auto const print_on = [&](std::string const &printer) {
        auto const child = ::fork();
        if (child == 0) {
            try {
                auto station = sure(desk::Station::open(folder / "store", "", setting()));
                desk::PrintOrder order;
                order.printers = {"folder:" + (folder / printer).string()};
                sure(desk::print_sheets(station, order));
            } catch (std::exception const &) {
                ::_exit(1);
            }
            ::_exit(0);
        }
        return child;
    };
    for (auto const child : {print_on("one"), print_on("two")}) {
        int status = 0;
        ::waitpid(child, &status, 0);
        CHECK(WEXITSTATUS(status) == 0);
    }
    auto station = sure(desk::Station::open(folder / "store", "", setting()));
    std::set<std::string> files;
    for (auto const *printer : {"one", "two"}) {
        if (fs::exists(folder / printer)) {
            files.merge(printed_files(folder / printer));
        }
    }
    CHECK(files.size() == people);
    for (auto const &due : sure(store::due(station.store(), station.campaign().id, {}))) {
        REQUIRE(due.sheet.has_value());
        CHECK(due.sheet->state == "printed");
        CHECK(files.contains(due.sheet->serial));
    }
}
