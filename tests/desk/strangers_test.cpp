// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/ledger.hpp"
#include "support/capture_day.hpp"
#include <doctest/doctest.h>

using support::CaptureDay;
using support::said;
using support::sure;

TEST_CASE("whoever was on no roster is found on a later one by name, and nobody guesses which it is") {
    CaptureDay const day{"S1"};
    auto station = day.station();
    auto const swiped = sure(desk::swipe(station, day.code("late"), {}));
    auto const in = sure(desk::admit_stranger(station, swiped.token, {"古丽·艾山", "财经学院", "", ""}, {}));
    auto const shot = day.shot(station, *in.visit);
    sure(desk::confirm_shot(station, shot.id, {"screen", ""}));
    CHECK(sure(desk::strangers(station)).at(0).candidates.empty());
    day.person("20220017", "古丽艾山", "", "会计2202");
    day.person("20220018", "古丽·艾山", "", "会计2201");
    auto const open = sure(desk::strangers(station));
    REQUIRE(open.size() == 1);
    CHECK(open[0].candidates.size() == 2);
    auto const person = sure(desk::match_stranger(station, in.visit->id, "20220018"));
    CHECK(sure(store::photo_of(station.store(), person.id))->master == shot.master);
    CHECK(sure(desk::strangers(station)).empty());
    CHECK(sure(desk::swipe(station, day.code("late"), {})).person->student_no == "20220018");
    auto const twice = desk::match_stranger(station, in.visit->id, "20220017");
    REQUIRE_FALSE(twice);
    CHECK(said(twice.fault(), "已经对上人了"));
    base::NoProgress quiet;
    CHECK(sure(store::differing_projections(station.store(), quiet)).empty());
}

TEST_CASE("a stranger is not taken for somebody who waits with another number or has a photo") {
    CaptureDay const day{"S1"};
    auto station = day.station();
    auto const in = sure(desk::admit_stranger(station, "", {"王芳", "", "", ""}, {})).visit.value();
    auto const other = day.come(station, "20220003", "王* 002X");
    auto const waits = desk::match_stranger(station, in.id, "20220003");
    REQUIRE_FALSE(waits);
    CHECK(said(waits.fault(), "另有拍摄序号 2"));
    sure(desk::confirm_shot(station, day.shot(station, other, 2).id, {"screen", ""}));
    sure(desk::confirm_shot(station, day.shot(station, in, 3).id, {"screen", ""}));
    CHECK_FALSE(desk::match_stranger(station, in.id, "20220003")); // one photo each
    CHECK_FALSE(desk::match_stranger(station, other.id, "20220001"));
    CHECK_FALSE(desk::match_stranger(station, "V-none", "20220001"));
    CHECK(sure(desk::strangers(station)).size() == 1);
}
