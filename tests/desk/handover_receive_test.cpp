// SPDX-License-Identifier: GPL-3.0-or-later
#include "desk/handover_scan.hpp"
#include "desk/handovers.hpp"
#include "store/db.hpp"
#include <chrono>

using namespace handovers;

namespace {

std::string with_wrong_character(std::string serial) {
    serial[9] = serial[9] == '7' ? '8' : '7';
    return serial;
}

} // namespace

TEST_CASE("nobody scans before counting, and a count stays as it is") {
    Printed const office;
    auto const made = office.give("print-room", college);
    auto station = office.station();
    CHECK(says(fault_of(desk::scan_into_handover(station, made.id, office.sheet(0).serial, "王老师")),
               "先清点"));
    CHECK(fault_of(desk::sign_receipt(station, made.id, {"王老师"})).kind == base::Trouble::not_allowed);
    CHECK(fault_of(desk::count_handover(station, made.id, -1, "王老师")).kind == base::Trouble::bad_input);
    sure(desk::count_handover(station, made.id, 4, "王老师"));
    CHECK(says(fault_of(desk::count_handover(station, made.id, 3, "王老师")), "不再更改"));
    for (int i = 0; i < 3; ++i) {
        sure(desk::scan_into_handover(station, made.id, office.sheet(i).serial, "王老师"));
    }
    auto const received = sure(desk::sign_receipt(station, made.id, {"王老师"}));
    CHECK(received.matched == 3);
    CHECK_FALSE(received.agrees());
    CHECK(office.kinds_of(made.id) == std::vector<std::string>{"count"});
    office.check_ledger();
}

TEST_CASE("whatever arrives comes out as what it is") {
    Printed const office;
    auto const made = office.give("print-room", college, {office.sheet(0).serial, office.sheet(1).serial});
    auto station = office.station();
    sure(desk::count_handover(station, made.id, 4, "王老师"));
    auto const scan = [&](std::string const &typed) {
        return sure(desk::scan_into_handover(station, made.id, typed, "王老师"));
    };
    CHECK(scan(office.sheet(0).serial).kind == "matched");
    CHECK(scan(office.sheet(2).serial).kind == "extra");
    CHECK(scan(office.sheet(3).serial).kind == "wrong-class");
    CHECK(scan(office.sheet(0).serial).kind == "repeated");
    auto const unknown = scan("11010519491231002X");
    CHECK(unknown.kind == "unknown");
    CHECK(unknown.serial == "****************2X");
    CHECK(unknown.sheets == 4);
    auto const received = sure(desk::sign_receipt(station, made.id, {"王老师"}));
    CHECK(received.missing == std::vector<std::string>{office.sheet(1).serial});
    CHECK(received.extra.size() == 2);
    CHECK(received.wrong_class == std::vector<std::string>{office.sheet(3).serial});
    CHECK(office.kinds_of(made.id) ==
          std::vector<std::string>{"extra", "missing", "repeated", "unknown", "wrong-class"});
    CHECK(office.sheet(1).holder == "missing");
    CHECK(office.sheet(3).holder == "unit");
    office.check_ledger();
}

TEST_CASE("a serial mistyped by one character is named, and nothing is taken") {
    Printed const office;
    auto const made = office.give("print-room", college);
    auto station = office.station();
    sure(desk::count_handover(station, made.id, 3, "王老师"));
    auto const right = office.sheet(1).serial;
    auto const fault =
        fault_of(desk::scan_into_handover(station, made.id, with_wrong_character(right), "王老师"));
    CHECK(fault.kind == base::Trouble::bad_input);
    CHECK(says(fault, "校验位不符"));
    CHECK(sure(store::scans_of(station.store(), made.id)).empty());
    auto const near = desk::one_character_off(with_wrong_character(right), {right});
    CHECK(near == std::vector<std::string>{right});
    auto const far = fault_of(desk::scan_into_handover(station, made.id, "AAAAAA-AAAAA-B", "王老师"));
    CHECK(says(far, "校验位不符"));
    CHECK_FALSE(says(far, "只差一个字符"));
}

TEST_CASE("two sheets scanned as one are recognised, and neither is taken") {
    Printed const office;
    auto const made = office.give("print-room", college);
    auto station = office.station();
    sure(desk::count_handover(station, made.id, 3, "王老师"));
    auto const both = office.sheet(0).serial + office.sheet(1).serial;
    auto const fault = fault_of(desk::scan_into_handover(station, made.id, both, "王老师"));
    CHECK(says(fault, office.sheet(0).serial));
    CHECK(says(fault, "一张一张"));
    CHECK(sure(store::scans_of(station.store(), made.id)).empty());
    auto const other = office.give("print-room", "unit:法学院");
    auto const file = office.folder.file("scan.txt", office.sheet(3).serial + "\n" + office.sheet(4).serial +
                                                         office.sheet(5).serial + "\n");
    CHECK(says(fault_of(desk::receive_handover(station, other.id, file, "王老师")), "第 2 行"));
    CHECK(office.sheet(3).holder == "transit");
    CHECK(sure(store::scans_of(station.store(), other.id)).empty());
}

TEST_CASE("a sheet of another station is said to be one") {
    Printed const office;
    auto const made = office.give("print-room", college);
    auto station = office.station();
    sure(desk::count_handover(station, made.id, 3, "王老师"));
    auto const taken = sure(desk::scan_into_handover(station, made.id, "7KQ2M9-00012-X", "王老师"));
    CHECK(taken.kind == "unknown");
    CHECK(taken.said.zh.find("别的制卡站") != std::string::npos);
}

TEST_CASE("the last scan can be taken back, and scans outlive whoever made them") {
    Printed const office;
    auto const made = office.give("print-room", college);
    {
        auto station = office.station();
        sure(desk::count_handover(station, made.id, 3, "王老师"));
        sure(desk::scan_into_handover(station, made.id, office.sheet(0).serial, "王老师"));
        sure(desk::scan_into_handover(station, made.id, office.sheet(3).serial, "王老师"));
    }
    auto station = office.station();
    CHECK(sure(desk::undo_scan(station, made.id)) == office.sheet(3).serial);
    auto const scans = sure(store::scans_of(station.store(), made.id));
    REQUIRE(scans.size() == 1);
    CHECK(scans[0].serial == office.sheet(0).serial);
    sure(desk::undo_scan(station, made.id));
    CHECK_FALSE(desk::undo_scan(station, made.id));
    office.check_ledger();
}

TEST_CASE("a hand-over is received once") {
    Printed const office;
    auto const made = office.give("print-room", college);
    office.all_arrive(made.id);
    auto station = office.station();
    CHECK(says(fault_of(desk::count_handover(station, made.id, 3, "王老师")), "接收过了"));
    CHECK(says(fault_of(desk::withdraw_handover(station, made.id, "李师傅", "")), "接收过了"));
    auto const file = office.folder.file("scan.txt", office.sheet(0).serial);
    CHECK(says(fault_of(desk::receive_handover(station, made.id, file, "王老师")), "接收过了"));
}

TEST_CASE("a list of three thousand is read in its order at once") {
    Printed const office;
    auto const made = office.give("print-room", college);
    auto station = office.station();
    auto &db = station.store().db().raw();
    db.exec(
        "insert into sheet (serial, person, layout, photo, label, state, holder, place, born_at, moved_at)"
        " with recursive n(i) as (select 1 union all select i + 1 from n where i < 3000)"
        " select 'X-' || i, 1, '', '', '', 'void', 'none', '', 0, 0 from n");
    db.exec("insert into handover_sheet (handover, serial, outcome) select '" + made.id +
            "', serial, 'listed' from sheet where serial like 'X-%'");
    auto one = sure(desk::find_handover(station.store(), made.id));
    for (int i = 3000; i > 0; --i) {
        one.listed.push_back("X-" + std::to_string(i));
    }
    auto const begun = std::chrono::steady_clock::now();
    auto const lines = sure(store::lines_of(station.store(), one));
    auto const received = desk::compare_handover(one, lines, {});
    auto const took = std::chrono::steady_clock::now() - begun;
    REQUIRE(lines.size() == one.listed.size());
    CHECK(std::ranges::equal(lines, one.listed, {}, &store::HandoverLine::serial));
    CHECK(received.missing.size() == 3); // void ones are not missed
    CHECK(took <
          std::chrono::milliseconds{500}); // with the sanitizers; looking through the list per line is 10 s
}

TEST_CASE("a file that has nothing to do with the list is refused before a line of it is recorded") {
    Printed const office;
    auto const made = office.give("print-room", college);
    std::string log;
    for (int i = 0; i < 2000; ++i) {
        log += "2026-05-01 09:00 printer ready\n";
    }
    auto station = office.station();
    auto const wrong = desk::receive_handover(station, made.id, office.folder.file("log.txt", log), "王老师");
    CHECK(says(fault_of(wrong), "是不是选错了文件"));
    CHECK(sure(store::scans_of(station.store(), made.id)).empty());
    CHECK(sure(desk::find_handover(station.store(), made.id)).state == "open");
}

TEST_CASE("a scan is answered at once, however many came before it") {
    Printed const office;
    auto const made = office.give("print-room", college);
    auto station = office.station();
    // A list of three thousand, put into the tables by hand.
    station.store().db().raw().exec(
        "insert into handover_sheet (handover, serial, outcome) with recursive n(i) as (select 1 union all"
        " select i + 1 from n where i < 3000) select '" +
        made.id + "', 'X-' || i, 'listed' from n");
    station.store().db().raw().exec(
        "insert into handover_scan (handover, number, serial, kind, scanned_at, scanned_by) with recursive"
        " n(i) as (select 1 union all select i + 1 from n where i < 2900) select '" +
        made.id + "', i, 'X-' || i, 'matched', 0, '' from n");
    sure(desk::count_handover(station, made.id, 3, "王老师"));
    auto const begun = std::chrono::steady_clock::now();
    sure(desk::scan_into_handover(station, made.id, office.sheet(0).serial, "王老师"));
    auto const took = std::chrono::steady_clock::now() - begun;
    CHECK(took < std::chrono::milliseconds{500}); // with the sanitizers, on a machine that others use
}
