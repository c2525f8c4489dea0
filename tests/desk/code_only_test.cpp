// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/capture_day.hpp"
#include <doctest/doctest.h>

using desk::SwipeOutcome;
using support::CaptureDay;
using support::sure;

TEST_CASE("where whoever captures knows codes only, a code gets its number by what it shows and its class") {
    support::ChangedHouse const house{
        "S1",
        {{"roster = \"held\"", "roster = \"code-only\""},
         {"[\"code\", \"code-ready\"]", "[\"code\", \"code-ready\", \"roster\"]"}}};
    CaptureDay const day{"S1", nullptr, house.path()};
    auto station = day.station();
    auto const first = sure(desk::swipe(station, day.code("a"), {}));
    CHECK(first.outcome == SwipeOutcome::class_wanted);
    CHECK(first.said.zh.find("S1-17") != std::string::npos);
    CHECK(desk::word_of(first.outcome) == "class-wanted");
    CHECK_FALSE(desk::admit_unbound(station, first.token, day.mask("张*国 002X"), {}, {}));
    store::Selection of;
    of.class_name = "会计2201";
    auto const in = sure(desk::admit_unbound(station, first.token, day.mask("张*国 002X"), of, {}));
    sure(desk::confirm_shot(station, day.shot(station, *in.visit).id, {"screen", ""}));
    auto const person = sure(desk::bind_code(station, first.token, "20220001")); // at the school
    CHECK(sure(store::photo_of(station.store(), person.id)));
}
