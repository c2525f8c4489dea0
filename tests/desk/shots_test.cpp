// SPDX-License-Identifier: GPL-3.0-or-later
#include "desk/proof.hpp"
#include "store/ledger.hpp"
#include "support/capture_day.hpp"
#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

using photo::CheckKind;
using photo::Verdict;
using support::CaptureDay;
using support::said;
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

TEST_CASE("a second capture takes its reason from the swipe, where nobody gives another at confirmation") {
    CaptureDay const day;
    auto station = day.station();
    auto const visit = day.come(station, "20220001", "张*国 002X");
    sure(desk::confirm_shot(station, day.shot(station, visit, 1).id, {"screen", ""}));
    auto const again = sure(desk::swipe(station, day.code("20220001"), {"", "闭眼"})).visit.value();
    auto const better = day.shot(station, again, 2);
    sure(desk::confirm_shot(station, better.id, {"screen", ""}));
    CHECK(sure(store::photo_of(station.store(), *visit.person))->master == better.master);
    auto const third = sure(desk::swipe(station, day.code("20220001"), {"", "头发挡脸"})).visit.value();
    sure(desk::confirm_shot(station, day.shot(station, third, 3).id, {"screen", "衣领歪了"}));
    auto const reason = [&](std::size_t back) {
        auto const events = sure(store::events_page(station.store(), {"", "photo.accepted", ""}, back, 1));
        return nlohmann::json::parse(events.at(0).body).value("replaces_because", "");
    };
    CHECK(reason(1) == "闭眼");
    CHECK(reason(0) == "衣领歪了");
    CHECK(reason(2).empty());
}

TEST_CASE("a photo gives way to another only with a reason, and never beside a sheet that counts") {
    CaptureDay const day;
    auto station = day.station();
    auto const visit = day.come(station, "20220001", "张*国 002X");
    auto const first = day.shot(station, visit, 1);
    sure(desk::confirm_shot(station, first.id, {"screen", ""}));
    auto const came = sure(desk::admit_stranger(station, "", {"张建国", "", "", ""}, {})).visit.value();
    auto const person = sure(desk::match_stranger(station, came.id, "20220001"));
    auto const known = sure(store::visit(station.store(), came.id)).value();
    auto const better = day.shot(station, known, 2);
    CHECK(sure(desk::wants_reason(station, known))); // a stranger is not asked why once more
    CHECK_FALSE(sure(desk::wants_reason(station, sure(desk::visit_named(station, visit.id))))); // over
    auto const refused = desk::confirm_shot(station, better.id, {"screen", ""});
    REQUIRE_FALSE(refused);
    CHECK(said(refused.fault(), "S1-18"));
    CHECK_FALSE(desk::may_confirm(station, better.id));
    sure(desk::may_confirm(station, better.id, "闭眼"));
    auto const serial = support::printed_sheet(station, person.id, first.master);
    auto const printed = desk::may_confirm(station, better.id, "闭眼");
    REQUIRE_FALSE(printed);
    CHECK(said(printed.fault(), serial));
    CHECK_FALSE(desk::confirm_shot(station, better.id, {"screen", "闭眼"}));
    CHECK(sure(store::photo_of(station.store(), person.id))->master == first.master);
}

TEST_CASE("whether a shot may be confirmed is what confirming it would say") {
    CaptureDay const day;
    auto station = day.station();
    auto const visit = day.come(station, "20220001", "张*国 002X");
    auto const taken = sure(desk::take_shot(station, nullptr, {visit.id, support::portrait(1), "test", {}}));
    auto const same = [&] {
        auto const may = desk::may_confirm(station, taken.shot.id);
        auto const done = desk::confirm_shot(station, taken.shot.id, {"screen", ""});
        REQUIRE(static_cast<bool>(may) == static_cast<bool>(done));
        CHECK((may ? "" : may.fault().what.zh) == (done ? "" : done.fault().what.zh));
        return may ? std::string{} : may.fault().what.zh;
    };
    CHECK(same().find("没有通过") != std::string::npos);
    for (auto const kind : sure(desk::unanswered(station, taken.shot))) {
        sure(desk::override_check(station, taken.shot.id, kind, "陈老师", "看过了"));
    }
    CHECK(same().find("还没有看") != std::string::npos);
    day.look_over(station, visit);
    CHECK(same().empty());
    auto const twice = desk::may_confirm(station, taken.shot.id);
    REQUIRE_FALSE(twice);
    CHECK(said(twice.fault(), "已经确认照片"));
    CHECK(desk::may_confirm(station, "P-none").fault().kind == base::Trouble::not_found);
}

TEST_CASE("the case that let somebody in once more is no reason when it was closed meanwhile") {
    CaptureDay const day;
    auto station = day.station();
    auto const visit = day.come(station, "20220001", "张*国 002X");
    sure(desk::confirm_shot(station, day.shot(station, visit, 1).id, {"screen", ""}));
    auto const opened = sure(desk::open_case(station, "20220001", "blurred", ""));
    sure(desk::recapture(station, opened.found.id));
    auto const again = sure(desk::swipe(station, day.code("20220001"), {})).visit.value();
    auto const better = day.shot(station, again, 2);
    CHECK_FALSE(sure(desk::wants_reason(station, again)));
    sure(desk::may_confirm(station, better.id));
    sure(desk::close_case(station, opened.found.id, "unfounded", ""));
    CHECK(sure(desk::wants_reason(station, again)));
    CHECK_FALSE(desk::may_confirm(station, better.id));
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
