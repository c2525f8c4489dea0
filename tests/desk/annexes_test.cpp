// SPDX-License-Identifier: GPL-3.0-or-later
#include "desk/annexes.hpp"
#include "desk/applications.hpp"
#include "desk/photos.hpp"
#include "store/ledger.hpp"
#include "support/capture_day.hpp"
#include <doctest/doctest.h>

using support::CaptureDay;
using support::sure;

TEST_CASE("the annexes' files are kept with the campaign") {
    CaptureDay const day{"S1"};
    auto station = day.station();
    auto const before = sure(desk::annexes(station));
    REQUIRE(before.size() == 3); // those that the notice names
    CHECK_FALSE(before[0].kept);
    auto const file = day.folder.file("附件1.xlsx", "a table");
    auto const kept = sure(desk::keep_annex(station, before[0].title, file));
    CHECK(kept.name == "附件1.xlsx");
    CHECK(base::as_text(sure(desk::annex_file(station, before[0].title))) == "a table");
    CHECK(sure(desk::annexes(station))[0].kept->digest == kept.digest);
    sure(desk::keep_annex(station, "学校补充通知", file));
    CHECK(sure(desk::annexes(station)).size() == 4);
    CHECK_FALSE(desk::keep_annex(station, " ", file));
    CHECK_FALSE(desk::keep_annex(station, "附件 9", "/nowhere"));
    CHECK_FALSE(desk::annex_file(station, "附件 9"));
    base::NoProgress quiet;
    CHECK(sure(store::differing_projections(station.store(), quiet)).empty());
}

TEST_CASE("an application for online capture is recorded and approved") {
    CaptureDay const day{"S3"};
    auto station = day.station();
    CHECK_FALSE(desk::apply_online(station, "20220001", " "));
    auto const asked = sure(desk::apply_online(station, "20220001", "在上海实习"));
    CHECK(asked.application.state == "asked");
    CHECK(asked.said.zh.find("S3-22") != std::string::npos); // long after its days
    CHECK_FALSE(desk::decide_application(station, "20220002", true));
    CHECK(sure(desk::decide_application(station, "20220001", true)).application.state == "approved");
    CHECK_FALSE(desk::decide_application(station, "20220001", false));
    CHECK_FALSE(desk::apply_online(station, "20220001", "再申请"));
    CHECK(sure(desk::applications(station)).at(0).application.reason == "在上海实习");
    for (auto const &event : sure(store::events_page(station.store(), {}, 0, 100))) {
        CHECK(event.body.find("实习") == std::string::npos);
    }
    base::NoProgress quiet;
    CHECK(sure(store::differing_projections(station.store(), quiet)).empty());
    CaptureDay const other{"S1"};
    auto there = other.station();
    CHECK_FALSE(desk::apply_online(there, "20220001", "在上海实习")); // this notice knows none
}
