// SPDX-License-Identifier: GPL-3.0-or-later
#include "desk/cells.hpp"
#include "desk/discrepancies.hpp"
#include "desk/handover.hpp"
#include "store/ledger.hpp"
#include "store/remarks.hpp"
#include "support/office.hpp"
#include <doctest/doctest.h>

using support::Office;
using support::sure;

namespace {

desk::CellUse use(std::string const &serial, std::string const &purpose, std::int64_t count) {
    return {.serial = serial, .purpose = purpose, .cells = {}, .count = count, .by = "李老师"};
}

std::vector<std::string> differing(Office const &office) {
    base::NoProgress quiet;
    auto station = office.station();
    return sure(store::differing_projections(station.store(), quiet));
}

} // namespace

TEST_CASE("a sheet of eight adds up whatever is cut off it") {
    Office const office;
    office.print();
    auto station = office.station();
    auto const serial = office.sheet(0).serial;
    CHECK(sure(desk::count_cells(station, office.sheet(0))).left() == 8);
    sure(desk::use_cells(station, use(serial, "毕业证", 2)));
    sure(desk::use_cells(station, use(serial, "学位证", 1)));
    auto const count = sure(desk::use_cells(
        station, {.serial = serial, .purpose = "student", .cells = {8}, .count = 1, .by = "李老师"}));
    CHECK(count.all == 8);
    CHECK(count.by_purpose.at("毕业证") == 2);
    CHECK(count.by_purpose.at("学位证") == 1);
    CHECK(count.by_purpose.at("student") == 1);
    CHECK(count.left() == 4);
    CHECK_FALSE(count.whole());
    CHECK(differing(office).empty());
}

TEST_CASE(
    "more prints than are left, a print twice, and a use that the notice does not know change nothing") {
    Office const office;
    office.print();
    auto station = office.station();
    auto const serial = office.sheet(0).serial;
    sure(desk::use_cells(station, use(serial, "毕业证", 6)));
    CHECK_FALSE(desk::use_cells(station, use(serial, "学位证", 3)));
    CHECK_FALSE(desk::use_cells(station, use(serial, "护照", 1)));
    CHECK_FALSE(desk::use_cells(
        station, {.serial = serial, .purpose = "学位证", .cells = {1}, .count = 1, .by = "李老师"}));
    CHECK_FALSE(desk::use_cells(
        station, {.serial = serial, .purpose = "学位证", .cells = {9}, .count = 1, .by = "李老师"}));
    CHECK(sure(desk::count_cells(station, office.sheet(0))).left() == 2);
}

TEST_CASE("nothing is cut off a sheet that is on its way") {
    Office const office;
    office.print();
    auto station = office.station();
    sure(desk::create_handover(station, "财经学院", {}));
    auto const refused = desk::use_cells(station, use(office.sheet(0).serial, "毕业证", 1));
    REQUIRE_FALSE(refused);
    CHECK(refused.fault().kind == base::Trouble::not_allowed);
}

TEST_CASE("a print that was marked by mistake is on the sheet again, and why is kept beside the ledger") {
    Office const office;
    office.print();
    auto station = office.station();
    auto const serial = office.sheet(0).serial;
    sure(desk::use_cells(station, use(serial, "毕业证", 2)));
    CHECK_FALSE(desk::free_cells(station, serial, {2}, ""));
    CHECK_FALSE(desk::free_cells(station, serial, {5}, "写错了"));
    CHECK(sure(desk::free_cells(station, serial, {2}, "张三的那张其实没有剪")).left() == 7);
    auto const events = sure(store::history(station.store(), serial));
    CHECK(events.back().kind == "cells.freed");
    CHECK(events.back().body.find("张三") == std::string::npos);
    CHECK(differing(office).empty());
}

TEST_CASE("a discrepancy is explained before it is closed, and then stays as it is") {
    Office const office;
    office.print();
    auto station = office.station();
    auto const made = sure(desk::create_handover(station, "财经学院", {}));
    auto const scan = office.folder.file("scan.txt", office.sheet(0).serial + "\n" + office.sheet(1).serial);
    sure(desk::receive_handover(station, made.id, scan, "王老师"));
    auto const open = sure(store::discrepancies(station.store(), {.only_open = true}));
    REQUIRE(open.size() == 1);
    CHECK(open[0].kind == "missing");
    CHECK(open[0].serial == office.sheet(2).serial);
    CHECK_FALSE(desk::close_discrepancy(station, open[0].id, "lost", "王老师"));
    sure(desk::explain_discrepancy(station, open[0].id, "夹在别的班里", "王老师"));
    CHECK_FALSE(desk::close_discrepancy(station, open[0].id, "whatever", "王老师"));
    auto const closed = sure(desk::close_discrepancy(station, open[0].id, "found", "王老师"));
    CHECK(closed.explanation == "夹在别的班里");
    CHECK(closed.state == "closed");
    CHECK_FALSE(desk::explain_discrepancy(station, open[0].id, "不对", "王老师"));
    CHECK(sure(store::discrepancies(station.store(), {.only_open = true})).empty());
    CHECK(differing(office).empty());
}

TEST_CASE("what was written can be forgotten, and the ledger does not give it back") {
    Office const office;
    auto station = office.station();
    auto change = sure(station.change());
    auto const digest = sure(store::put_remark(change, "张三"));
    auto const same = sure(store::put_remark(change, "张三"));
    CHECK(digest != same); // salted: nobody tries names until one fits
    sure(change.commit());
    CHECK(sure(store::remark(station.store(), digest)) == "张三");
    auto later = sure(station.change());
    sure(store::forget_remark(later, digest));
    sure(later.commit());
    CHECK(sure(store::remark(station.store(), digest)).empty());
}
