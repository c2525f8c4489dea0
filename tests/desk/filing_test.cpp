// SPDX-License-Identifier: GPL-3.0-or-later
#include "desk/boxes.hpp"
#include "desk/filing.hpp"
#include "desk/handover.hpp"
#include "desk/moves.hpp"
#include "desk/sheet_view.hpp"
#include "desk/stocktake.hpp"
#include "store/custody.hpp"
#include "store/db.hpp"
#include "store/ledger.hpp"
#include "support/archive.hpp"
#include <algorithm>
#include <doctest/doctest.h>

using support::Archive;
using support::Office;
using support::order_in;
using support::sure;
using support::why;

TEST_CASE("a class is one volume of its box, in the order of student numbers, however they are filed") {
    Office const office;
    office.print();
    auto station = office.station();
    for (int const person : {2, 0, 1}) {
        sure(desk::file_sheets(station, "b01", {office.sheet(person).serial}));
    }
    auto const volumes = sure(store::volumes(station.store(), "B01"));
    REQUIRE(volumes.size() == 1);
    CHECK(volumes[0].title == "财经学院2026届会计2201毕业生证件相片");
    CHECK(volumes[0].items == 3);
    CHECK(order_in(station, "B01") == std::vector{Office::number(0), Office::number(1), Office::number(2)});
    auto const place = sure(desk::position_of(station, office.sheet(1).serial));
    CHECK(place.at == 2);
    CHECK(place.of == 3);
    CHECK(place.before.starts_with(Office::number(0)));
    CHECK(place.after.starts_with(Office::number(2)));
}

TEST_CASE("what is filed after a box was closed stands at the end of its volume") {
    Office const office;
    office.print();
    auto station = office.station();
    sure(desk::file_sheets(station, "B01", {office.sheet(1).serial, office.sheet(2).serial}));
    sure(desk::close_box(station, "B01"));
    auto const refused = desk::file_sheets(station, "B01", {office.sheet(0).serial});
    REQUIRE_FALSE(refused);
    CHECK(why(refused.fault()).find("先启封") != std::string::npos);
    sure(desk::reopen_box(station, "B01"));
    sure(desk::file_sheets(station, "B01", {office.sheet(0).serial}));
    CHECK(order_in(station, "B01") == std::vector{Office::number(1), Office::number(2), Office::number(0)});
}

TEST_CASE("a box is of one unit and year, unless it was made for several") {
    Archive const archive;
    auto station = archive.office.station();
    auto const other = desk::file_sheets(station, "B01", {archive.serials[3]});
    REQUIRE_FALSE(other);
    CHECK(other.fault().kind == base::Trouble::not_allowed);
    CHECK(why(other.fault()).find("财经学院") != std::string::npos);
    CHECK(archive.office.sheet(3).holder == "print-room");
    desk::BoxOrder mixed{"M01", "1-2"};
    mixed.mixed = true;
    sure(desk::make_box(station, mixed));
    sure(desk::file_sheets(station, "M01", {archive.serials[3]}));
    CHECK_FALSE(desk::make_box(station, {"m01"}));
    CHECK(sure(store::volumes(station.store(), "M01")).size() == 1);
    archive.replay_is_equal();
}

TEST_CASE("a retired box's name is never used again") {
    Archive const archive;
    auto station = archive.office.station();
    CHECK_FALSE(desk::retire_box(station, "B01")); // three lie in it
    sure(desk::make_box(station, {"B09"}));
    sure(desk::retire_box(station, "B09"));
    auto const again = desk::make_box(station, {"B09"});
    REQUIRE_FALSE(again);
    CHECK(why(again.fault()).find("已注销") != std::string::npos);
    CHECK_FALSE(desk::file_sheets(station, "B09", {archive.serials[3]}));
}

TEST_CASE("what somebody else holds is not filed, and the sentence says where it is") {
    Archive const archive;
    auto station = archive.office.station();
    auto const given = sure(desk::create_handover(station, "法学院", {archive.serials[3]}));
    auto const refused = desk::file_sheets(station, "B02", {archive.serials[3]});
    REQUIRE_FALSE(refused);
    CHECK(why(refused.fault()).find("移交途中") != std::string::npos);
    CHECK(why(refused.fault()).find(given.id) != std::string::npos);
    CHECK_FALSE(sure(store::box(station.store(), "B02")).has_value());
}

TEST_CASE("what waits of a class is filed at once, and nothing is said to be nothing") {
    Archive const archive;
    auto station = archive.office.station();
    auto const nothing = desk::file_sheets(station, {.box = "B02", .class_name = "法学2201"});
    REQUIRE_FALSE(nothing);
    CHECK(nothing.fault().kind == base::Trouble::bad_input);
    for (int i = 3; i < 6; ++i) {
        auto change = sure(station.change());
        auto body = base::Json::object();
        body.set("holder", "archive").set("place", "").set("by", "孙老师");
        sure(change.record("sheet.moved", archive.serials[static_cast<std::size_t>(i)], body));
        sure(change.commit());
    }
    CHECK(sure(store::count_waiting(station.store())) == 3);
    CHECK(sure(store::waiting(station.store(), 2)).size() == 2);
    auto const filed =
        sure(desk::file_sheets(station, {.box = "B02", .class_name = "法学2201", .by = "孙老师"}));
    CHECK(filed.size() == 3);
    CHECK(filed[0].reference == "11832-ZP·2026-Y-B02-001");
    CHECK(sure(store::count_waiting(station.store())) == 0);
    CHECK(archive.office.sheet(4).signed_by == "孙老师");
}

TEST_CASE("a stocktake says what is there, missing, elsewhere, twice and unknown, and moves nothing") {
    Archive const archive;
    auto station = archive.office.station();
    sure(desk::file_sheets(station, "B02", {archive.serials[3]}));
    auto const begun = sure(desk::begin_stocktake(station, "b01", false, "孙老师"));
    auto const again = desk::begin_stocktake(station, "B01", false, "孙老师");
    REQUIRE_FALSE(again);
    CHECK(why(again.fault()).find(begun.id) != std::string::npos);
    CHECK(sure(desk::scan_stocktake(station, begun.id, archive.serials[0])).outcome == "present");
    CHECK(sure(desk::scan_stocktake(station, begun.id, archive.serials[0])).outcome == "repeated");
    auto const elsewhere = sure(desk::scan_stocktake(station, begun.id, archive.serials[3]));
    CHECK(elsewhere.outcome == "misplaced");
    CHECK(elsewhere.said.zh.find("盒 B02") != std::string::npos);
    CHECK(sure(desk::scan_stocktake(station, begun.id, archive.serials[4])).outcome == "extra");
    CHECK(sure(desk::scan_stocktake(station, begun.id, "11010519491231002X")).outcome == "unknown");
    auto other = archive.office.station(); // as after the power went
    auto const ended = sure(desk::end_stocktake(other, begun.id, "孙老师"));
    CHECK(ended.present == 1);
    CHECK(ended.count("missing") == 2);
    CHECK(ended.count("repeated") == 1);
    CHECK(ended.count("unknown") == 1);
    auto const open = sure(store::discrepancies(station.store(), {.subject = begun.id}));
    CHECK(open.size() == 5); // two missing, one misplaced, one extra, one unknown; twice is none
    CHECK(archive.office.sheet(1).holder == "archive");
    CHECK(archive.office.sheet(3).place == "B02");
    CHECK_FALSE(desk::scan_stocktake(station, begun.id, archive.serials[1]));
    CHECK(station.store()
              .db()
              .raw()
              .execAndGet("select count(*) from event where body like '%110105%'")
              .getInt() == 0);
    auto const seen = sure(desk::view_stocktake(station, begun.id));
    CHECK(seen.count("missing") == 2);
    archive.replay_is_equal();
}

TEST_CASE("a sheet that a stocktake missed is not said to have been scanned because something unknown was") {
    Archive const archive;
    auto station = archive.office.station();
    auto const begun = sure(desk::begin_stocktake(station, "B01", false, "孙老师"));
    sure(desk::scan_stocktake(station, begun.id, archive.serials[0]));
    sure(desk::scan_stocktake(station, begun.id, "7KQ2M9-99999-A"));
    sure(desk::end_stocktake(station, begun.id, "孙老师"));
    auto const scans = [&](std::string const &serial) {
        return std::ranges::count_if(sure(store::life_of(station.store(), serial)), [](auto const &moment) {
            return moment.event.kind == "stocktake.scanned";
        });
    };
    CHECK(scans(archive.serials[0]) == 1);
    CHECK(scans(archive.serials[1]) == 0);
    CHECK(sure(store::life_of(station.store(), archive.serials[1])).back().outcome == "missing");
}

TEST_CASE("what is lost can be found again, and goes back to its box") {
    Archive const archive;
    auto station = archive.office.station();
    CHECK_FALSE(desk::declare_lost(station, archive.serials[0], " ", "孙老师"));
    CHECK_FALSE(desk::declare_lost(station, archive.serials[3], "找不到", "孙老师")); // in the print room
    CHECK(sure(desk::declare_lost(station, archive.serials[0], "找了三天没有", "孙老师")).holder ==
          "missing");
    CHECK_FALSE(desk::declare_lost(station, archive.serials[0], "再登记一次", "孙老师"));
    auto const begun = sure(desk::begin_stocktake(station, "B01", false, "孙老师"));
    CHECK(sure(desk::scan_stocktake(station, begun.id, archive.serials[0])).outcome == "extra");
    auto const view = sure(desk::view_stocktake(station, begun.id));
    auto const offered = std::ranges::find(view.differences, archive.serials[0], &desk::Difference::serial);
    REQUIRE(offered != view.differences.end());
    CHECK(offered->can_be_found);
    auto const back = sure(desk::declare_found(station, archive.serials[0], "孙老师"));
    CHECK(back.holder == "archive");
    CHECK(back.place == "B01");
    CHECK_FALSE(desk::declare_found(station, archive.serials[0], "孙老师"));
    archive.replay_is_equal();
}

TEST_CASE("a shelf is counted with all its boxes") {
    Archive const archive;
    auto station = archive.office.station();
    sure(desk::file_sheets(station, "B02", {archive.serials[3]}));
    sure(desk::move_filed(station, {.boxes = {"B01", "B02"}, .shelf = "3-2"}));
    CHECK_FALSE(desk::begin_stocktake(station, "9-9", true, ""));
    auto const begun = sure(desk::begin_stocktake(station, "3-2", true, ""));
    CHECK_FALSE(desk::end_stocktake(station, begun.id, "")); // nothing scanned yet
    CHECK(sure(desk::scan_stocktake(station, begun.id, archive.serials[0])).outcome == "present");
    CHECK(sure(desk::scan_stocktake(station, begun.id, archive.serials[3])).outcome == "present");
    CHECK(sure(desk::end_stocktake(station, begun.id, "")).count("missing") == 2);
}

TEST_CASE("what was filed once and was received again goes back to its box, with its 档号") {
    Archive const archive;
    auto station = archive.office.station();
    auto change = sure(station.change());
    auto body = base::Json::object();
    body.set("holder", "archive").set("place", "").set("by", "孙老师");
    sure(change.record("sheet.moved", archive.serials[0], body));
    sure(change.commit());
    auto const again = desk::file_sheets(station, "B01", {archive.serials[0]});
    REQUIRE_FALSE(again);
    CHECK(why(again.fault()).find(archive.items[0].reference) != std::string::npos);
    CHECK(sure(desk::declare_found(station, archive.serials[0], "孙老师")).place == "B01");
}
