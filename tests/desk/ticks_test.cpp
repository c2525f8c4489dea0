// SPDX-License-Identifier: GPL-3.0-or-later
#include "desk/fees.hpp"
#include "desk/ticks.hpp"
#include "store/ledger.hpp"
#include "support/capture_day.hpp"
#include <doctest/doctest.h>

using desk::TickAnswer;
using support::CaptureDay;
using support::said;
using support::sure;

TEST_CASE("a person ticks it at the camera, and a miss warns or refuses with its row") {
    CaptureDay const day{"S1"};
    auto station = day.station();
    auto const visit = day.come(station, "20220001", "张*国 002X");
    auto const shot = day.unlooked_shot(station, visit);
    auto const early = desk::confirm_shot(station, shot.id, {"screen", ""});
    REQUIRE_FALSE(early);
    CHECK(early.fault().kind == base::Trouble::not_allowed);
    CHECK(said(early.fault(), "还没有看"));
    CHECK(said(early.fault(), "S1-24"));
    for (auto const &line : sure(desk::tick_list(station, visit.id))) {
        CHECK(line.answer.empty());
        sure(desk::tick_off(station, visit.id, line.tick.key, TickAnswer::ok));
    }
    auto const missed = sure(desk::tick_off(station, visit.id, "make-up", TickAnswer::missed));
    CHECK(missed.blocks());
    CHECK(missed.by == "tester");
    auto const refused = desk::confirm_shot(station, shot.id, {"screen", ""});
    REQUIRE_FALSE(refused);
    CHECK(said(refused.fault(), "S1-27"));
    sure(desk::tick_off(station, visit.id, "make-up", TickAnswer::ok)); // put right on the spot
    auto const warned = sure(desk::tick_off(station, visit.id, "glasses", TickAnswer::missed));
    CHECK_FALSE(warned.blocks());
    CHECK(sure(desk::confirm_shot(station, shot.id, {"screen", ""})).state == "confirmed");
    CHECK_FALSE(desk::tick_off(station, visit.id, "glasses", TickAnswer::ok)); // it is over
    CHECK_FALSE(desk::tick_off(station, visit.id, "shoes", TickAnswer::ok));
    CHECK_FALSE(desk::tick_off(station, "V-none", "glasses", TickAnswer::ok));
    CHECK(sure(desk::tick_list(station, visit.id)).at(2).answer == "missed"); // and stays on record
}

TEST_CASE("an exemption is recorded with its reason") {
    CaptureDay const day{"S0"};
    auto station = day.station();
    sure(desk::take_fee(station, {"unit", "财经学院", "", "", 5, "cash"}));
    auto const visit = day.come(station, "20220001", "张*国 002X");
    auto const shot = day.shot(station, visit);
    sure(desk::tick_off(station, visit.id, "head-cover", TickAnswer::missed));
    CHECK_FALSE(desk::confirm_shot(station, shot.id, {"screen", ""}));
    auto const exempt =
        sure(desk::tick_off(station, visit.id, "head-cover", TickAnswer::missed, "头部术后包扎"));
    CHECK(exempt.answer == "exempt");
    CHECK(exempt.reason == "头部术后包扎");
    CHECK(sure(desk::confirm_shot(station, shot.id, {"screen", ""})).state == "confirmed");
    for (auto const &event : sure(store::events_page(station.store(), {}, 0, 1000))) {
        CHECK(event.body.find("术后") == std::string::npos); // it can be forgotten, a ledger cannot
    }
    base::NoProgress quiet;
    CHECK(sure(store::differing_projections(station.store(), quiet)).empty());
}

TEST_CASE("where every head covering is forbidden there is no exemption from that") {
    CaptureDay const day{"S1"};
    auto station = day.station();
    auto const visit = day.come(station, "20220001", "张*国 002X");
    auto const answer = desk::tick_off(station, visit.id, "ornaments", TickAnswer::missed, "头部术后包扎");
    REQUIRE_FALSE(answer);
    CHECK(said(answer.fault(), "S1-25"));
}

TEST_CASE("a refusal is recorded with its reason, which is one of the notice's") {
    CaptureDay const day{"S1"};
    auto station = day.station();
    auto const visit = day.come(station, "20220001", "张*国 002X");
    auto const wrong = desk::end_visit(station, visit.id, true, "浓妆");
    REQUIRE_FALSE(wrong);
    CHECK(wrong.fault().kind == base::Trouble::bad_input);
    CHECK(said(wrong.fault(), "heavy-make-up（浓妆艳抹）"));
    CHECK_FALSE(desk::end_visit(station, visit.id, true, " "));
    auto const ended = sure(desk::end_visit(station, visit.id, true, "heavy-make-up", "不肯卸妆"));
    CHECK(ended.reason == "heavy-make-up");
    CHECK(desk::ending_of(station.profile(), ended).zh == "没有采集（浓妆艳抹，不肯卸妆）");
}
