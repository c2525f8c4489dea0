// SPDX-License-Identifier: GPL-3.0-or-later
#include "desk/fees.hpp"
#include "support/capture_day.hpp"
#include <doctest/doctest.h>

using support::CaptureDay;
using support::said;
using support::sure;

TEST_CASE("a class that has to pay before it is shot is not shot before, nor beyond what it paid for") {
    CaptureDay const day{"S4"};
    auto station = day.station();
    auto const one = day.come(station, "20220001", "张*国 002X"),
               two = day.come(station, "20220002", "欧**远");
    auto const early = desk::take_shot(station, nullptr, {one.id, support::portrait(1), "test", {}});
    REQUIRE_FALSE(early);
    CHECK(said(early.fault(), "还没有交费"));
    auto const paid = sure(desk::take_fee(station, {"class", "财经学院", "会计2201", "", 1, "wechat"}));
    CHECK(paid.fen == 2000);
    CHECK(desk::yuan(paid.fen) == "20.00");
    static_cast<void>(day.shot(station, one));
    auto const beyond = desk::take_shot(station, nullptr, {two.id, support::portrait(1), "test", {}});
    REQUIRE_FALSE(beyond);
    CHECK(said(beyond.fault(), "第 2 人"));
    static_cast<void>(day.shot(station, one, 2)); // the same person again is no second head
}

TEST_CASE("a student who has to pay before the shot pays once, and a fee is given back once") {
    CaptureDay const day{"S3"};
    auto station = day.station();
    auto const first = sure(desk::swipe(station, day.code("a"), {}));
    auto const visit =
        sure(desk::bind_swipe(station, first.token, day.mask("张*国"), "20220001", {"student-card", ""}))
            .visit.value();
    CHECK_FALSE(desk::take_shot(station, nullptr, {visit.id, support::portrait(1), "test", {}}));
    auto const receipt = sure(desk::take_fee(station, {"student", "", "", visit.id, 1, "scan"}));
    CHECK(receipt.class_name == "会计2201");
    CHECK_FALSE(desk::take_fee(station, {"student", "", "", visit.id, 1, "scan"}));
    static_cast<void>(day.shot(station, visit));
    CHECK_FALSE(desk::give_back(station, receipt.id, " "));
    sure(desk::give_back(station, receipt.id, "重复收费"));
    CHECK_FALSE(desk::give_back(station, receipt.id, "重复收费"));
    CHECK_FALSE(desk::take_shot(station, nullptr, {visit.id, support::portrait(2), "test", {}}));
}

TEST_CASE("a class that finds one more head pays for that one beside the others") {
    CaptureDay const day{"S4"};
    auto station = day.station();
    sure(desk::take_fee(station, {"class", "财经学院", "会计2201", "", 3, "wechat"}));
    auto const more = sure(desk::take_fee(station, {"class", "财经学院", "会计2201", "", 1, "cash"}));
    CHECK(more.fen == 2000);
    CHECK(sure(store::heads_paid(station.store(), station.campaign().id, "财经学院", "会计2201")) == 4);
}

TEST_CASE("somebody who is captured anew with a reason is one head of those that the class paid for") {
    CaptureDay const day{"S4"};
    auto station = day.station();
    sure(desk::take_fee(station, {"class", "财经学院", "会计2201", "", 1, "wechat"}));
    auto const first = day.come(station, "20220001", "张*国 002X");
    sure(desk::confirm_shot(station, day.shot(station, first).id, {"screen", ""}));
    auto const again = sure(desk::swipe(station, CaptureDay::code("20220001"), {"", "闭眼了"}));
    day.look_over(station, again.visit.value());
    auto const taken = desk::take_shot(station, nullptr, {again.visit->id, support::portrait(2), "test", {}});
    CHECK(taken);
    auto const other = day.come(station, "20220002", "欧**远 0014");
    CHECK_FALSE(desk::take_shot(station, nullptr, {other.id, support::portrait(3), "test", {}}));
}

TEST_CASE("where the notice says how a fee is paid, it is paid in no other way") {
    for (auto const &[profile, way, row] :
         {std::tuple{"S0", "transfer", "S0-33"}, {"S1", "cash", "S1-14"}, {"S3", "wechat", "S3-18"}}) {
        CaptureDay const day{profile};
        auto station = day.station();
        auto const answer = desk::take_fee(station, {"class", "财经学院", "会计2201", "", 1, way});
        REQUIRE_FALSE(answer);
        CHECK(answer.fault().kind == base::Trouble::not_allowed);
        CHECK(answer.fault().what.zh.find(row) != std::string::npos);
    }
}

TEST_CASE("a fee that makes no sense is refused with a sentence") {
    CaptureDay const day{"S4"};
    auto station = day.station();
    for (auto const &fee :
         {desk::NewFee{"class", "财经学院", "", "", 3, "cash"}, desk::NewFee{"unit", "", "", "", 3, "cash"},
          desk::NewFee{"class", "财经学院", "会计2201", "", 0, "cash"},
          desk::NewFee{"class", "财经学院", "会计2201", "", -5, "cash"},
          desk::NewFee{"class", "财经学院", "会计2201", "", 1'000'000'000, "cash"},
          desk::NewFee{"class", "财经学院", "会计2201", "", 3, "gold"},
          desk::NewFee{"nobody", "财经学院", "会计2201", "", 3, "cash"},
          desk::NewFee{"student", "", "", "", 1, "cash"},
          desk::NewFee{"student", "", "", "V-none", 1, "cash"}}) {
        auto const answer = desk::take_fee(station, fee);
        REQUIRE_FALSE(answer);
        CHECK_FALSE(answer.fault().what.zh.empty());
    }
    CaptureDay const free{"S2"};
    auto there = free.station();
    CHECK_FALSE(desk::take_fee(there, {"class", "财经学院", "会计2201", "", 3, "cash"}));
}

TEST_CASE("who paid and comes a second time pays no more") {
    CaptureDay const day{"S3"};
    auto station = day.station();
    auto const in = [&] {
        auto const swiped = sure(desk::swipe(station, CaptureDay::code("20220001"), {"student-card", {}}));
        return swiped.outcome == desk::SwipeOutcome::unknown
                   ? sure(desk::bind_swipe(station, swiped.token, CaptureDay::mask("张*国 002X"), "20220001",
                                           {"student-card", {}}))
                   : swiped;
    };
    auto const first = in().visit.value();
    CHECK_FALSE(desk::check_fee(station, first));
    sure(desk::take_fee(station, {"student", {}, {}, first.id, 1, "scan"}));
    sure(desk::end_visit(station, first.id, false, "接电话"));
    auto const second = in().visit.value();
    CHECK(second.id != first.id);
    CHECK(desk::check_fee(station, second));
    auto const again = desk::take_fee(station, {"student", {}, {}, second.id, 1, "scan"});
    REQUIRE_FALSE(again);
    CHECK(said(again.fault(), "已经交过费了"));
}

TEST_CASE("who comes once more with a reason has paid already, and is no further head of the class") {
    CaptureDay const day{"S4"};
    auto station = day.station();
    sure(desk::take_fee(station, {"class", "财经学院", "会计2201", "", 1, "wechat"}));
    auto const first = day.come(station, "20220001", "张*国 002X");
    sure(desk::confirm_shot(station, day.shot(station, first).id, {"screen", ""}));
    auto const again = sure(desk::swipe(station, day.code("20220001"), {"", "眨眼了"}));
    REQUIRE(again.outcome == desk::SwipeOutcome::admitted);
    static_cast<void>(day.shot(station, *again.visit, 2));
    auto const two = day.come(station, "20220002", "欧**远");
    CHECK_FALSE(desk::take_shot(station, nullptr, {two.id, support::portrait(1), "test", {}}));
}
