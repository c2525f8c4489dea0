// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/files.hpp"
#include "desk/discrepancies.hpp"
#include "desk/handover.hpp"
#include "desk/handover_list.hpp"
#include "desk/handover_scan.hpp"
#include "render/pdf_reader.hpp"
#include "store/custody.hpp"
#include "store/db.hpp"
#include "store/remarks.hpp"
#include "support/office.hpp"
#include <algorithm>
#include <chrono>
#include <doctest/doctest.h>

using support::Office;
using support::sure;

namespace {

/// Six printed sheets, three of each college.
struct Printed : Office {
    Printed() { print(); }

    desk::HandoverMade give(std::string const &from, std::string const &to,
                            std::vector<std::string> serials = {}) const {
        auto one = station();
        return sure(desk::create_handover(one, order(one, from, to, std::move(serials))));
    }
    base::Fault refused(std::string const &from, std::string const &to,
                        std::vector<std::string> serials = {}) const {
        auto one = station();
        auto const made = desk::create_handover(one, order(one, from, to, std::move(serials)));
        REQUIRE_FALSE(made);
        return made.fault();
    }
    static desk::HandoverOrder order(desk::Station &one, std::string const &from, std::string const &to,
                                     std::vector<std::string> serials) {
        return {sure(desk::read_party(one, from)),
                sure(desk::read_party(one, to)),
                std::move(serials),
                {},
                {},
                {"李师傅"}};
    }
    desk::Received all_arrive(std::string const &id, std::string const &by = "王老师") const {
        auto one = station();
        auto const listed = sure(desk::find_handover(one.store(), id)).listed;
        sure(desk::count_handover(one, id, static_cast<std::int64_t>(listed.size()), by));
        for (auto const &serial : listed) {
            CHECK(sure(desk::scan_into_handover(one, id, serial, by)).kind == "matched");
        }
        return sure(desk::sign_receipt(one, id, {by}));
    }
    /// Replays the ledger: every table must be what it says.
    void check_ledger() const {
        auto one = station();
        base::NoProgress quiet;
        CHECK(sure(store::differing_projections(one.store(), quiet)).empty());
        CHECK_FALSE(sure(store::verify_ledger(one.store(), quiet)).trouble);
    }
    [[nodiscard]] std::vector<std::string> kinds_of(std::string const &subject) const {
        auto one = station();
        std::vector<std::string> kinds;
        for (auto const &found : sure(store::discrepancies(one.store(), {.subject = subject}))) {
            kinds.push_back(found.kind);
        }
        std::ranges::sort(kinds);
        return kinds;
    }
};

constexpr auto college = "unit:财经学院";

base::Fault fault_of(auto const &result) {
    REQUIRE_FALSE(result);
    return result.fault();
}

bool says(base::Fault const &fault, std::string const &words) {
    return fault.text(base::Language::zh).find(words) != std::string::npos;
}

std::string with_wrong_character(std::string serial) {
    serial[9] = serial[9] == '7' ? '8' : '7';
    return serial;
}

} // namespace

TEST_CASE("to a college: counted blind, scanned, signed; both sides hold the same digest") {
    Printed const office;
    auto const made = office.give("print-room", college);
    CHECK(office.sheet(0).holder == "transit");
    CHECK(office.sheet(0).place == made.id);
    auto const received = office.all_arrive(made.id);
    CHECK(received.agrees());
    CHECK(received.matched == 3);
    auto const sheet = office.sheet(0);
    CHECK(sheet.holder == "unit");
    CHECK(sheet.signed_by == "王老师");
    auto station = office.station();
    auto const handover = sure(desk::find_handover(station.store(), made.id));
    CHECK(handover.state == "received");
    CHECK(handover.given_by == "李师傅");
    CHECK(handover.digest == made.digest);
    CHECK(handover.receipt == received.digest);
    CHECK(office.kinds_of(made.id).empty());
    office.check_ledger();
}

TEST_CASE("the digest of a list is that of the text in its header, by any SHA-256") {
    Printed const office;
    auto const made = office.give("print-room", college, {office.sheet(1).serial});
    auto const text = "platen-handover-1\n" + made.id + "\nprint-room\nunit:财经学院\n" +
                      office.sheet(1).serial + "\t" + Office::number(1) + "\n";
    CHECK(made.digest == base::sha256(base::as_bytes(text)).hex());
}

TEST_CASE("to the school's office, from there to student service and back to the archives") {
    Printed const office;
    auto const made = office.give("print-room", "office:教务处");
    CHECK(made.sheets == 6);
    office.all_arrive(made.id, "教务处 周老师");
    CHECK(office.sheet(4).holder == "office");
    CHECK(office.sheet(4).place == "教务处");
    auto const back = office.give("office:教务处", "archive", {office.sheet(4).serial});
    office.all_arrive(back.id, "档案馆 赵老师");
    CHECK(office.sheet(4).holder == "archive");
    CHECK(office.sheet(4).place.empty());
    auto const leftovers = office.give("office:教务处", "unit:法学院");
    CHECK(leftovers.sheets == 2);
    office.all_arrive(leftovers.id);
    CHECK(office.sheet(3).holder == "unit");
    auto station = office.station();
    CHECK(sure(store::offices(station.store())) == std::vector<std::string>{"教务处"});
    office.check_ledger();
}

TEST_CASE("a college hands to student service, which entered nowhere before is entered") {
    Printed const office;
    office.all_arrive(office.give("print-room", college).id);
    auto const made = office.give(college, "office:学生服务中心");
    CHECK(made.sheets == 3);
    office.all_arrive(made.id, "服务中心 孙老师");
    CHECK(office.sheet(2).holder == "office");
    auto station = office.station();
    CHECK(sure(store::offices(station.store())) == std::vector<std::string>{"学生服务中心"});
    office.check_ledger();
}

TEST_CASE("a damaged sheet is returned to the print room with the same form") {
    Printed const office;
    auto const made = office.give("print-room", college);
    {
        auto station = office.station();
        sure(desk::count_handover(station, made.id, 3, "王老师"));
        for (int i = 0; i < 3; ++i) {
            sure(desk::scan_into_handover(station, made.id, office.sheet(i).serial, "王老师"));
        }
        CHECK(fault_of(desk::mark_damaged(station, made.id, office.sheet(4).serial, true, "折痕")).kind ==
              base::Trouble::not_found);
        CHECK(fault_of(desk::mark_damaged(station, made.id, office.sheet(1).serial, true, " ")).kind ==
              base::Trouble::usage);
        sure(desk::mark_damaged(station, made.id, office.sheet(1).serial, true, "右下角有折痕"));
        sure(desk::mark_damaged(station, made.id, office.sheet(0).serial, true, "看错了"));
        sure(desk::mark_damaged(station, made.id, office.sheet(0).serial, false, ""));
        auto const received = sure(desk::sign_receipt(station, made.id, {"王老师"}));
        CHECK(received.matched == 3);
        CHECK(received.damaged == std::vector<std::string>{office.sheet(1).serial});
        CHECK_FALSE(received.agrees());
    }
    CHECK(office.kinds_of(made.id) == std::vector<std::string>{"damaged"});
    auto const back = office.give(college, "print-room", {office.sheet(1).serial});
    office.all_arrive(back.id, "李师傅");
    CHECK(office.sheet(1).holder == "print-room");
    CHECK(office.sheet(0).holder == "unit");
    auto station = office.station();
    CHECK(station.store()
              .db()
              .raw()
              .execAndGet("select count(*) from event where body like '%折痕%'")
              .getInt() == 0);
    office.check_ledger();
}

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

TEST_CASE("what is withdrawn is again where it was, until somebody has counted") {
    Printed const office;
    office.all_arrive(office.give("print-room", college).id);
    auto const made = office.give(college, "office:教务处");
    auto station = office.station();
    CHECK(sure(desk::withdraw_handover(station, made.id, "王老师", "拿错了一摞")).state == "withdrawn");
    CHECK(office.sheet(0).holder == "unit");
    CHECK(says(fault_of(desk::count_handover(station, made.id, 3, "周老师")), "撤回"));
    auto const again = office.give(college, "office:教务处");
    CHECK(again.sheets == 3);
    sure(desk::count_handover(station, again.id, 3, "周老师"));
    CHECK(says(fault_of(desk::withdraw_handover(station, again.id, "王老师", "")), "开始清点"));
    office.check_ledger();
}

TEST_CASE("what does not fit the present holder is refused with the place where it is") {
    Printed const office;
    CHECK(says(office.refused(college, "office:教务处"), "没有"));
    CHECK(says(office.refused(college, "print-room", {office.sheet(0).serial}), "在打印室"));
    CHECK(says(office.refused("print-room", college, {office.sheet(3).serial}), "不是财经学院的"));
    auto const made = office.give("print-room", college, {office.sheet(0).serial});
    CHECK(says(office.refused("print-room", college, {office.sheet(0).serial}), made.id));
    CHECK(says(office.refused(college, "unit:法学院"), "学院之间"));
    CHECK(says(office.refused("archive", college), "借阅"));
    auto station = office.station();
    CHECK(fault_of(desk::read_party(station, "unit:没有")).kind == base::Trouble::not_found);
    CHECK(fault_of(desk::read_party(station, "nonsense")).kind == base::Trouble::bad_input);
    CHECK(fault_of(desk::read_party(station, "office: ")).kind == base::Trouble::bad_input);
}

TEST_CASE("a class is handed over by itself") {
    Printed const office;
    auto station = office.station();
    auto order = Printed::order(station, "print-room", "office:教务处", {});
    order.class_name = "法学2201";
    CHECK(sure(desk::create_handover(station, order)).sheets == 3);
    CHECK(office.sheet(0).holder == "print-room");
}

TEST_CASE("where the notice makes no paper nothing is handed over, and its rule is named") {
    Office const office;
    sure(desk::create_campaign(office.folder / "store", {"11832", "某大学", 2026, "S2"}, office.setting()));
    auto station = sure(desk::Station::open(office.folder / "store", "11832-2026-S2", office.setting()));
    auto const fault = fault_of(desk::create_handover(
        station, {{"print-room", "", ""}, {"office", "教务处", "教务处"}, {}, {}, {}, {"李师傅"}}));
    CHECK(fault.kind == base::Trouble::not_allowed);
    CHECK(says(fault, "S2-18"));
}

TEST_CASE("the page says which way the notice wants the paper") {
    Office const office;
    store::Party const room{"print-room", "", ""}, unit{"unit", "1", "法学院"},
        school{"office", "教务处", "教务处"};
    sure(desk::create_campaign(office.folder / "store", {"11832", "某大学", 2026, "S3"}, office.setting()));
    auto station = sure(desk::Station::open(office.folder / "store", "11832-2026-S3", office.setting()));
    CHECK(desk::other_way_wanted(station, room, unit)->zh.find("S3-24") != std::string::npos);
    CHECK_FALSE(desk::other_way_wanted(station, room, school));
    CHECK_FALSE(desk::other_way_wanted(station, unit, room));
}

TEST_CASE("a signature is a picture, and anything else is refused before anything is recorded") {
    Printed const office;
    auto station = office.station();
    auto order = Printed::order(station, "print-room", college, {});
    order.signed_by.signature = base::Bytes{'<', 's', 'v', 'g', '>'};
    CHECK(says(fault_of(desk::create_handover(station, order)), "手写签名"));
    order.signed_by.signature = support::portrait(3);
    order.signed_by.by = "  ";
    CHECK(fault_of(desk::create_handover(station, order)).kind == base::Trouble::usage);
    CHECK(office.sheet(0).holder == "print-room");
    order.signed_by.by = "李师傅";
    auto const made = sure(desk::create_handover(station, order));
    auto const kept = sure(desk::find_handover(station.store(), made.id)).given_signature;
    CHECK(sure(station.store().kept(kept)) == support::portrait(3));
}

TEST_CASE("list and receipt show one digest, both names and what came of each sheet") {
    Printed const office;
    auto const made = office.give("print-room", college);
    auto station = office.station();
    CHECK(fault_of(desk::handover_receipt_pdf(station, made.id)).kind == base::Trouble::not_allowed);
    sure(desk::count_handover(station, made.id, 2, "王老师"));
    sure(desk::scan_into_handover(station, made.id, office.sheet(0).serial, "王老师"));
    sure(desk::scan_into_handover(station, made.id, office.sheet(1).serial, "王老师"));
    sure(desk::mark_damaged(station, made.id, office.sheet(1).serial, true, "水渍"));
    sure(desk::sign_receipt(station, made.id, {"王老师", support::portrait(4)}));
    auto listed = sure(render::PdfReader::open(sure(desk::handover_list_pdf(station, made.id))));
    auto received = sure(render::PdfReader::open(sure(desk::handover_receipt_pdf(station, made.id))));
    auto const on_list = sure(listed.text(1)), on_receipt = sure(received.text(1));
    for (auto const &text : {on_list, on_receipt}) {
        CHECK(text.find("李师傅") != std::string::npos);
        CHECK(text.find(made.digest.substr(0, 4) + " " + made.digest.substr(4, 4)) != std::string::npos);
    }
    CHECK(on_list.find(made.digest) != std::string::npos);
    CHECK(on_receipt.find("王老师") != std::string::npos);
    CHECK(on_receipt.find("相符，破损") != std::string::npos);
    CHECK(on_receipt.find("缺少") != std::string::npos);
    if (auto const *keep = std::getenv("PLATEN_PICTURES")) {
        sure(base::write_file(std::filesystem::path{keep} / "list.pdf",
                              sure(desk::handover_list_pdf(station, made.id))));
        sure(base::write_file(std::filesystem::path{keep} / "receipt.pdf",
                              sure(desk::handover_receipt_pdf(station, made.id))));
    }
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
