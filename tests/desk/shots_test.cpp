// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/ledger.hpp"
#include "support/capture_day.hpp"
#include <doctest/doctest.h>

using photo::CheckKind;
using photo::Verdict;
using support::CaptureDay;
using support::sure;

TEST_CASE("the number told at the camera shows who it is, and a wrong one says so") {
    CaptureDay const day;
    auto station = day.station();
    auto const visit = day.come(station, "20220002", "欧**远 0014");
    auto const found = sure(desk::at_camera(station, visit.number));
    CHECK(sure(store::person(station.store(), *found.person))->name == "欧阳修远");
    auto const none = desk::at_camera(station, 77);
    REQUIRE_FALSE(none);
    CHECK(none.fault().what.zh.find("不要拍") != std::string::npos);
    sure(desk::end_visit(station, visit.id, true, "heavy-make-up"));
    auto const over = desk::at_camera(station, visit.number);
    REQUIRE_FALSE(over);
    CHECK(over.fault().what.zh.find("浓妆") != std::string::npos);
    CHECK_FALSE(desk::take_shot(station, nullptr, {visit.id, support::portrait(1), "test", {}}));
}

TEST_CASE("a shot whose checks could not be made is no photo before somebody answers for each") {
    CaptureDay const day;
    auto station = day.station();
    auto const visit = day.come(station, "20220001", "张*国 002X");
    auto const taken = sure(desk::take_shot(station, nullptr, {visit.id, support::portrait(1), "test", {}}));
    CHECK(taken.inspection.verdict() == Verdict::unknown);
    CHECK(taken.shot.verdict == "could-not-check");
    CHECK(desk::recorded_checks(taken.shot).size() == photo::check_kinds);
    auto const early = desk::confirm_shot(station, taken.shot.id, {"screen", ""});
    REQUIRE_FALSE(early);
    CHECK(early.fault().kind == base::Trouble::not_allowed);
    CHECK_FALSE(desk::override_check(station, taken.shot.id, CheckKind::tilt, "陈老师", " "));
    CHECK_FALSE(desk::override_check(station, taken.shot.id, CheckKind::tilt, "", "看过了"));
    day.look_over(station, visit);
    for (auto const kind : sure(desk::unanswered(station, taken.shot))) {
        sure(desk::override_check(station, taken.shot.id, kind, "陈老师", "看过了"));
    }
    auto const confirmed = sure(desk::confirm_shot(station, taken.shot.id, {"screen", ""}));
    CHECK(confirmed.state == "confirmed");
    CHECK(sure(store::photo_of(station.store(), *visit.person))->master == taken.shot.master);
}

TEST_CASE("one of several shots is confirmed, and what is confirmed is locked") {
    CaptureDay const day;
    auto station = day.station();
    auto const visit = day.come(station, "20220001", "张*国 002X");
    auto const first = day.shot(station, visit, 1), second = day.shot(station, visit, 2);
    CHECK(first.master != second.master);
    sure(desk::confirm_shot(station, second.id, {"signature", ""}));
    CHECK(sure(store::shot(station.store(), first.id))->state == "dropped");
    CHECK_FALSE(desk::confirm_shot(station, first.id, {"screen", ""}));
    CHECK_FALSE(desk::take_shot(station, nullptr, {visit.id, support::portrait(3), "test", {}}));
    CHECK(sure(store::photo_of(station.store(), *visit.person))->master == second.master);
}

TEST_CASE("a second capture replaces the first only with a reason, and never beside a sheet that counts") {
    CaptureDay const day;
    auto station = day.station();
    auto const visit = day.come(station, "20220001", "张*国 002X");
    sure(desk::confirm_shot(station, day.shot(station, visit, 1).id, {"screen", ""}));
    auto const again = sure(desk::swipe(station, day.code("20220001"), {"", "闭眼"})).visit.value();
    auto const better = day.shot(station, again, 2);
    auto const refused = desk::confirm_shot(station, better.id, {"screen", ""});
    REQUIRE_FALSE(refused);
    CHECK(refused.fault().what.zh.find("S1-18") != std::string::npos);
    sure(desk::confirm_shot(station, better.id, {"screen", "闭眼"}));
    CHECK(sure(store::photo_of(station.store(), *visit.person))->master == better.master);
}

TEST_CASE("what is no photo leaves nothing behind") {
    CaptureDay const day;
    auto station = day.station();
    auto const visit = day.come(station, "20220001", "张*国 002X");
    for (auto const &wrong : {base::Bytes{}, base::Bytes(5000, 7)}) {
        auto const answer = desk::take_shot(station, nullptr, {visit.id, wrong, "test", {}});
        REQUIRE_FALSE(answer);
        CHECK(answer.fault().kind == base::Trouble::bad_input);
    }
    auto half = support::portrait(1);
    half.resize(half.size() / 2);
    CHECK_FALSE(desk::take_shot(station, nullptr, {visit.id, half, "test", {}}));
    CHECK(sure(store::shots_of(station.store(), visit.id)).empty());
    CHECK_FALSE(desk::take_shot(station, nullptr, {"V-none", support::portrait(1), "test", {}}));
}

TEST_CASE("what the day of capture wrote can be made anew from the ledger") {
    CaptureDay const day;
    auto station = day.station();
    auto const visit = day.come(station, "20220001", "张*国 002X");
    static_cast<void>(day.shot(station, visit, 1));
    sure(desk::confirm_shot(station, day.shot(station, visit, 2).id, {"screen", ""}));
    sure(desk::end_visit(station, day.come(station, "20220003", "王* 002X").id, true, "heavy-make-up"));
    base::NoProgress quiet;
    CHECK(sure(store::differing_projections(station.store(), quiet)).empty());
}
