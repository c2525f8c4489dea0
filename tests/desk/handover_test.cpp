// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/files.hpp"
#include "desk/discrepancies.hpp"
#include "desk/handover.hpp"
#include "desk/handover_list.hpp"
#include "desk/handover_scan.hpp"
#include "desk/handovers.hpp"
#include "render/pdf_reader.hpp"
#include "store/custody.hpp"
#include "store/db.hpp"
#include "support/office.hpp"
#include <algorithm>
#include <doctest/doctest.h>

using namespace handovers;

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
