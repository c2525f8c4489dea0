// SPDX-License-Identifier: GPL-3.0-or-later
#include "desk/deadlines.hpp"
#include "desk/liaisons.hpp"
#include "desk/proof.hpp"
#include "support/capture_day.hpp"
#include "support/jump_clock.hpp"
#include <algorithm>
#include <doctest/doctest.h>

using desk::Standing;
using support::CaptureDay;
using support::sure;

namespace {

desk::DeadlineLine line_of(desk::Station &station, std::string const &key, std::string const &today) {
    auto const lines = sure(desk::deadlines(station, today));
    auto const found =
        std::ranges::find_if(lines, [&](desk::DeadlineLine const &line) { return line.deadline.key == key; });
    REQUIRE(found != lines.end());
    return *found;
}

} // namespace

TEST_CASE("days are counted over months and leap years") {
    CHECK(desk::days_between("2024-02-28", "2024-03-01") == 2);
    CHECK(desk::days_between("2025-11-16", "2025-11-15") == -1);
    CHECK_FALSE(desk::days_between("2025-02-30", "2025-11-15"));
    CHECK(desk::date_after("2023-03-03", 21) == "2023-03-24");
    CHECK(desk::date_after("nonsense", 1).empty());
}

TEST_CASE("the desk counts the days and lists who is late") {
    CaptureDay const day{"S1"};
    auto station = day.station();
    auto const visit = day.come(station, "20220001", "张*国 002X");
    sure(desk::confirm_shot(station, day.shot(station, visit).id, {"screen", ""}));
    auto const before = line_of(station, "later-capture", "2025-11-10");
    CHECK(before.standing == Standing::running);
    CHECK(before.days_left == 5);
    CHECK(before.people.size() == 4);
    CHECK(before.said.zh.find("S1-35") != std::string::npos);
    auto const after = line_of(station, "later-capture", "2025-11-17");
    CHECK(after.standing == Standing::past);
    CHECK(after.days_left == -2);
    auto const risk = line_of(station, "at-risk", "2025-12-05"); // a list of people at risk (S1-40)
    CHECK(risk.people.at(0).student_no == "20220002");
    auto const proof = line_of(station, "proof", "2025-12-01");
    REQUIRE(proof.people.size() == 1);
    sure(desk::note_checked(station, "20220001"));
    CHECK(line_of(station, "proof", "2025-12-01").people.empty());
    auto const opened = sure(desk::open_case(station, "20220001", "blurred", "看不清"));
    CHECK(line_of(station, "proof-report", "2025-12-24").people.size() == 1);
    static_cast<void>(opened);
}

TEST_CASE("units that handed in no liaison form are late with it") {
    CaptureDay const day{"S0"};
    auto station = day.station();
    CHECK(line_of(station, "liaison-form", "2025-04-26").units == std::vector<std::string>{"财经学院"});
    sure(desk::note_liaison(station, {"财经学院", "赵联系", ""}));
    CHECK(line_of(station, "liaison-form", "2025-04-26").units.empty());
}

TEST_CASE("a deadline that counts from a reminder has no day before it") {
    support::JumpClock const clock;
    CaptureDay const day{"S4", &clock};
    auto station = day.station();
    CHECK(line_of(station, "proof", "2023-03-30").standing == Standing::unknown);
    CHECK(line_of(station, "account", "2023-03-30").at == "2023-03-24");
    sure(desk::note_reminder(station));
    auto const reminded = clock.now().local_date();
    CHECK(line_of(station, "proof", reminded).at == desk::date_after(reminded, 14));
}

TEST_CASE("a window that has not begun is ahead") {
    CaptureDay const day{"S3"};
    auto station = day.station();
    CHECK(line_of(station, "proof", "2025-05-01").standing == Standing::ahead);
    CHECK(line_of(station, "proof", "2025-05-05").standing == Standing::running);
}
