// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/files.hpp"
#include "desk/filing.hpp"
#include "desk/handover.hpp"
#include "desk/search.hpp"
#include "render/pdf_reader.hpp"
#include "store/db.hpp"
#include "support/office.hpp"
#include <doctest/doctest.h>

using support::Office;
using support::sure;

namespace {

desk::HandoverMade hand_over(Office const &office, std::string const &unit) {
    auto station = office.station();
    return sure(desk::create_handover(station, unit, {}));
}

base::Result<desk::Received> receive(Office const &office, std::string const &id, std::string const &scan) {
    auto station = office.station();
    return desk::receive_handover(station, id, office.folder.file("scan.txt", scan), "王老师");
}

} // namespace

TEST_CASE("what was handed over cannot be handed over again") {
    Office const office;
    office.print();
    CHECK(hand_over(office, "财经学院").sheets == 3);
    auto station = office.station();
    auto const again = desk::create_handover(station, "财经学院", {});
    REQUIRE_FALSE(again);
    CHECK(again.fault().kind == base::Trouble::bad_input);
    CHECK_FALSE(desk::create_handover(station, "法学院", {office.sheet(0).serial}));
}

TEST_CASE("the hand-over list has two copies with every sheet in the order of student numbers") {
    Office const office;
    office.print();
    auto const made = hand_over(office, "财经学院");
    auto reader = sure(render::PdfReader::open(sure(base::read_file(made.pdf, 1U << 24U))));
    REQUIRE(reader.pages() == 2);
    for (int page = 1; page <= 2; ++page) {
        auto const text = sure(reader.text(page));
        CHECK(text.find("毕业生相片移交清单") != std::string::npos);
        CHECK(text.find(page == 1 ? "移交方留存" : "接收方留存") != std::string::npos);
        CHECK(text.find(made.id) != std::string::npos);
        auto const first = text.find(Office::number(0));
        auto const last = text.find(Office::number(2));
        REQUIRE(first != std::string::npos);
        CHECK(first < last);
        CHECK(text.find(office.sheet(2).serial) != std::string::npos);
        CHECK(text.find(Office::number(3)) == std::string::npos);
    }
}

TEST_CASE("void and filed sheets do not become the college's by being scanned") {
    Office const office;
    office.print();
    auto station = office.station();
    auto const filed = office.sheet(3).serial;
    sure(desk::file_sheets(station, "B01", {filed}));
    auto const made = hand_over(office, "财经学院");
    auto const spoiled = office.sheet(0).serial;
    sure(desk::void_sheet(station, spoiled, "污损"));
    auto const received =
        sure(receive(office, made.id, spoiled + "\n" + office.sheet(1).serial + "\n" + filed + "\n"));
    CHECK(received.matched == 1);
    CHECK(received.not_valid == std::vector<std::string>{spoiled});
    CHECK(received.extra == std::vector<std::string>{filed});
    CHECK(received.missing == std::vector<std::string>{office.sheet(2).serial});
    CHECK(office.sheet(3).holder == "archive");
    CHECK(office.sheet(2).holder == "missing");
}

TEST_CASE("a void sheet that was not scanned is not missed") {
    Office const office;
    office.print();
    auto const made = hand_over(office, "财经学院");
    auto station = office.station();
    sure(desk::void_sheet(station, office.sheet(0).serial, "遗失"));
    auto const received =
        sure(receive(office, made.id, office.sheet(1).serial + "\n" + office.sheet(2).serial));
    CHECK(received.agrees());
}

TEST_CASE("scanners that end lines with CR, and serials typed sloppily, are understood") {
    Office const office;
    office.print();
    auto const made = hand_over(office, "财经学院");
    auto sloppy = office.sheet(1).serial;
    for (auto &c : sloppy) {
        c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c == '-' ? ' ' : c;
    }
    auto const received = sure(receive(
        office, made.id, office.sheet(0).serial + "\r" + sloppy + "\r" + office.sheet(2).serial + "\r"));
    CHECK(received.agrees());
    CHECK(received.matched == 3);
}

TEST_CASE("the wrong scan file is refused and the hand-over stays open") {
    Office const office;
    office.print();
    auto const made = hand_over(office, "财经学院");
    auto const wrong = receive(office, made.id, office.sheet(4).serial + "\n");
    REQUIRE_FALSE(wrong);
    CHECK(wrong.fault().kind == base::Trouble::bad_input);
    auto const all = office.sheet(0).serial + "\n" + office.sheet(1).serial + "\n" + office.sheet(2).serial;
    CHECK(sure(receive(office, made.id, all)).agrees());
}

TEST_CASE("an identity number that was scanned by mistake is not written into the ledger") {
    Office const office;
    office.print();
    auto const made = hand_over(office, "财经学院");
    sure(receive(office, made.id, office.sheet(0).serial + "\n11010519491231002X\n11010519491231002X\n"));
    auto station = office.station();
    CHECK(station.store()
              .db()
              .raw()
              .execAndGet("select count(*) from event where body like '%110105%'")
              .getInt() == 0);
    CHECK(station.store()
              .db()
              .raw()
              .execAndGet("select count(*) from discrepancy where serial like '%110105%'")
              .getInt() == 0);
}

TEST_CASE("a 档号 is never given twice, whatever becomes of its sheet") {
    Office const office;
    office.print();
    auto station = office.station();
    auto const first =
        sure(desk::file_sheets(station, "B01", {office.sheet(0).serial, office.sheet(1).serial}));
    auto const gone = office.sheet(1).serial;
    sure(desk::reprint_sheet(station, gone, "污损", office.order()));
    auto const next = sure(desk::file_sheets(station, "B01", {office.sheet(2).serial}));
    CHECK(next.at(0).reference == "11832-ZP·2026-Y-B01-003");
    auto const found = sure(desk::find_sheets(station, first.at(1).reference, 5));
    REQUIRE(found.size() == 1);
    CHECK(found[0].serial == gone);
    CHECK(found[0].state == "void");
}

TEST_CASE("the 档号 is that of the sheet's own campaign, whichever is at hand") {
    Office const office;
    office.print();
    auto const serial = office.sheet(0).serial;
    sure(desk::create_campaign(office.folder / "store", {"11832", "某大学", 2027, "S0"}, office.setting()));
    auto station = office.station();
    CHECK(station.campaign().year == 2027);
    CHECK(sure(desk::file_sheets(station, "B01", {serial})).at(0).reference == "11832-ZP·2026-Y-B01-001");
}

TEST_CASE("filing is all or nothing") {
    Office const office;
    office.print();
    auto station = office.station();
    CHECK_FALSE(desk::file_sheets(station, "B01", {office.sheet(0).serial, "7KQ2M9-00012-X"}));
    CHECK_FALSE(desk::file_sheets(station, "B01", {office.sheet(0).serial, office.sheet(0).serial}));
    CHECK(office.sheet(0).holder == "print-room");
    CHECK_FALSE(desk::file_sheets(station, "B 01", {office.sheet(0).serial}));
}
