// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/files.hpp"
#include "desk/certificates.hpp"
#include "desk/class_list.hpp"
#include "desk/discrepancies.hpp"
#include "desk/hand_out.hpp"
#include "desk/handover.hpp"
#include "desk/handover_receive.hpp"
#include "desk/own_sheets.hpp"
#include "desk/search.hpp"
#include "desk/table.hpp"
#include "render/pdf_reader.hpp"
#include "support/office.hpp"
#include <doctest/doctest.h>
#include <numeric>

using base::Trouble;
using support::Office;
using support::sure;

namespace {

/// Everybody of 财经学院 but the first has a sheet that lies there.
class College : public Office {
public:
    College() {
        auto one = station();
        auto order = this->order();
        order.who.student_nos = {number(1), number(2)};
        sure(desk::print_sheets(one, order));
        auto const made = sure(desk::create_handover(one, "财经学院", {}));
        auto const scan = folder.file("scan.txt", sheet(1).serial + "\n" + sheet(2).serial);
        sure(desk::receive_handover(one, made.id, scan, "王老师"));
    }
    [[nodiscard]] std::int64_t unit() const {
        auto one = station();
        return sure(store::unit_id(one.store(), one.campaign().id, "财经学院")).value();
    }
    [[nodiscard]] std::vector<std::string> differing() const {
        base::NoProgress quiet;
        auto one = station();
        return sure(store::differing_projections(one.store(), quiet));
    }
};

bool holds(std::string const &text, std::string const &part) {
    return text.find(part) != std::string::npos;
}

std::string sentence(base::Fault const &fault) {
    return fault.text(base::Language::zh);
}

} // namespace

TEST_CASE("a sheet that a student had made elsewhere gets a serial, and is the college's like any other") {
    College const office;
    auto station = office.station();
    auto const sheet = sure(desk::bring_sheet(station, {Office::number(0), "", 9, "王老师", "财经学院"}));
    CHECK(sheet.holder == "unit");
    CHECK(sheet.origin == "brought");
    CHECK(sheet.signed_by == "王老师");
    CHECK(sure(desk::count_cells(station, sheet)).left() == 9);
    sure(desk::use_cells(station, {sheet.serial, "毕业证", {}, 2, "王老师"}));
    CHECK_FALSE(desk::reprint_sheet(station, sheet.serial, "不清楚", office.order()));
    CHECK(office.differing().empty());
}

TEST_CASE("nobody has two sheets, and a brought one is refused with where the other is") {
    College const office;
    auto station = office.station();
    auto const again = desk::bring_sheet(station, {Office::number(1), "", 8, "王老师", "财经学院"});
    REQUIRE_FALSE(again);
    CHECK(holds(sentence(again.fault()), office.sheet(1).serial));
    CHECK(holds(sentence(again.fault()), "在财经学院"));
    auto const others = desk::bring_sheet(station, {Office::number(4), "", 8, "王老师", "财经学院"});
    REQUIRE_FALSE(others);
    CHECK(others.fault().kind == Trouble::not_found);
    CHECK_FALSE(desk::bring_sheet(station, {Office::number(0), "", 0, "王老师", "财经学院"}));
    CHECK_FALSE(desk::bring_sheet(station, {Office::number(0), "", 8, " ", "财经学院"}));
}

TEST_CASE("a brought sheet comes with its photo, unless that is here or is no photo") {
    College const office;
    office.import("学号,姓名,学院,班级\n20229999,李四,财经学院,会计2201\n");
    auto station = office.station();
    desk::BroughtSheet brought{"20229999", "", 8, "王老师", "财经学院"};
    auto const without = desk::bring_sheet(station, brought);
    REQUIRE_FALSE(without);
    CHECK(holds(sentence(without.fault()), "还没有电子照片"));
    brought.photo = office.folder.file("junk.jpg", "no photo");
    CHECK_FALSE(desk::bring_sheet(station, brought));
    auto const portrait = support::portrait(7);
    brought.photo = office.folder.file("own.jpg", base::as_text(portrait));
    auto const sheet = sure(desk::bring_sheet(station, brought));
    CHECK(sure(store::photo_of(station.store(), sheet.person))->source == "elsewhere");
    CHECK(sheet.photo == sure(store::photo_of(station.store(), sheet.person))->master);
}

TEST_CASE("sheets go to their students and come back, all that were scanned or none") {
    College const office;
    auto station = office.station();
    auto const one = office.sheet(1).serial, two = office.sheet(2).serial;
    CHECK_FALSE(desk::hand_out(station, {{one, one}, "王老师"}));
    CHECK_FALSE(desk::hand_out(station, {{one, "7KQ2M9-00012-X"}, "王老师"}));
    CHECK(office.sheet(1).holder == "unit");
    CHECK(sure(desk::hand_out(station, {{one, two}, "王老师"})).size() == 2);
    CHECK(office.sheet(1).holder == "student");
    auto const twice = desk::hand_out(station, {{one}, "王老师"});
    REQUIRE_FALSE(twice);
    CHECK(holds(sentence(twice.fault()), "在学生本人手里"));
    sure(desk::take_back(station, {{two}, "李老师", false, "财经学院"}));
    CHECK(office.sheet(2).holder == "unit");
    CHECK(office.sheet(2).signed_by == "李老师");
    CHECK_FALSE(desk::take_back(station, {{two}, "李老师"}));
    CHECK_FALSE(desk::take_back(station, {{one}, "李老师", false, "法学院"}));
    CHECK(office.differing().empty());
}

TEST_CASE("what another college received by mistake is there, and not with its own college") {
    College const office;
    auto station = office.station();
    auto const mine = office.sheet(1).serial;
    auto const away = sure(desk::create_handover(station, {sure(desk::read_party(station, "unit:财经学院")),
                                                           sure(desk::read_party(station, "print-room")),
                                                           {mine, office.sheet(2).serial},
                                                           {},
                                                           {},
                                                           {"王老师"}}));
    sure(desk::count_handover(station, away.id, 2, "李师傅"));
    sure(desk::scan_into_handover(station, away.id, mine, "李师傅"));
    sure(desk::scan_into_handover(station, away.id, office.sheet(2).serial, "李师傅"));
    sure(desk::sign_receipt(station, away.id, {"李师傅"}));
    auto order = office.order();
    order.who.student_nos = {Office::number(3)};
    sure(desk::print_sheets(station, order));
    auto const law = sure(desk::create_handover(station, "法学院", {}));
    auto const scan = office.folder.file("law.txt", office.sheet(3).serial + "\n" + mine);
    sure(desk::receive_handover(station, law.id, scan, "赵老师"));
    REQUIRE(office.sheet(1).holder == "unit");

    auto const list = sure(desk::class_list(station, office.unit(), {}));
    CHECK(holds(list.lines[1].where.zh, "法学院"));
    CHECK(sure(store::unit_counts(station.store(), office.unit())).at("other-unit") == 1);
    auto const refused = desk::hand_out(station, {{mine}, "王老师", false, "财经学院"});
    REQUIRE_FALSE(refused);
    CHECK(holds(sentence(refused.fault()), "法学院"));
    CHECK_FALSE(desk::use_cells_of_class(station, {office.unit(), "会计2201", "毕业证", 1, "王老师"}));
    CHECK(sure(desk::count_cells(station, office.sheet(1))).whole());
}

TEST_CASE("what is left after the certificates goes back to the student, and the sheet adds up") {
    College const office;
    auto station = office.station();
    auto const serial = office.sheet(1).serial;
    sure(desk::use_cells(station, {serial, "毕业证", {}, 2, "王老师"}));
    sure(desk::hand_out(station, {{serial}, "王老师", true}));
    auto const count = sure(desk::count_cells(station, office.sheet(1)));
    CHECK(count.by_purpose.at("student") == 6);
    CHECK(count.left() == 0);
    CHECK(office.sheet(1).holder == "student");
    CHECK_FALSE(desk::take_back(station, {{serial}, "王老师"}));
    auto reader = sure(render::PdfReader::open(sure(desk::hand_out_list(station, {serial}, "王老师"))));
    auto const text = sure(reader.text(1));
    CHECK(holds(text, "领取登记表"));
    CHECK(holds(text, Office::number(1)));
    CHECK(holds(text, "本人签字"));
}

TEST_CASE("certificates of a whole class are marked at once, and whose sheet has not enough is named") {
    College const office;
    auto station = office.station();
    auto const unit = office.unit();
    auto const used = sure(desk::use_cells_of_class(station, {unit, "会计2201", "毕业证", 2, "王老师"}));
    CHECK(used.sheets == 2);
    REQUIRE(used.away.size() == 1);
    CHECK(used.away[0].student_no == Office::number(0));
    CHECK_FALSE(desk::use_cells_of_class(station, {unit, "会计2201", "毕业证", 2, "王老师"}));
    sure(desk::use_cells(station, {office.sheet(1).serial, "学籍卡", {}, 5, "王老师"}));
    auto const poor = desk::use_cells_of_class(station, {unit, "会计2201", "学位证", 2, "王老师"});
    REQUIRE_FALSE(poor);
    CHECK(holds(sentence(poor.fault()), Office::number(1)));
    CHECK_FALSE(holds(sentence(poor.fault()), Office::number(2)));
    CHECK(sure(desk::count_cells(station, office.sheet(2))).left() == 6);
    CHECK(office.differing().empty());
}

TEST_CASE(
    "numbers of certificates come from a table or are typed, are one person's, and stand in no ledger") {
    College const office;
    auto station = office.station();
    auto const file = office.folder.file(
        "编号.csv", fmt::format("学号,毕业证书编号,学位证书编号\n{0},118321202605000001,1183242026000001\n"
                                "{1},118321202605000001,\n{2},1.18321E+17,\n99,118321202605000009,\n",
                                Office::number(0), Office::number(1), Office::number(2)));
    auto const report = sure(desk::import_certificates(station, file, ""));
    CHECK(report.rows == 4);
    CHECK(report.noted == 2);
    REQUIRE(report.findings.size() == 3);
    CHECK(report.findings[0].kind == "duplicate");
    CHECK(report.findings[1].kind == "excel_damaged");
    CHECK(report.findings[2].kind == "unknown_person");
    CHECK(sure(desk::find_sheets(station, "118321202605000001", 5)).at(0).student_no == Office::number(0));
    sure(desk::note_certificate(station, Office::number(1), "毕业证", "118321202605000002"));
    CHECK_FALSE(desk::note_certificate(station, Office::number(2), "毕业证", "118321202605000002"));
    auto const hidden =
        desk::note_certificate(station, Office::number(3), "毕业证", "118321202605000002", "法学院");
    REQUIRE_FALSE(hidden);
    CHECK(holds(sentence(hidden.fault()), "已经是别人的"));
    CHECK_FALSE(holds(sentence(hidden.fault()), Office::number(1)));
    CHECK_FALSE(desk::note_certificate(station, Office::number(2), "护照", "118321202605000003"));
    for (auto const &event : sure(store::events_page(station.store(), {"", "certificate.noted", ""}, 0, 9))) {
        CHECK_FALSE(holds(event.body, "11832120260500000"));
    }
    CHECK(sure(desk::import_certificates(station, file, "法学院")).noted == 0);
}

TEST_CASE("the class list has everybody in order, and its counts add up") {
    College const office;
    auto station = office.station();
    sure(desk::use_cells(station, {office.sheet(1).serial, "毕业证", {}, 2, "王老师"}));
    auto const list = sure(desk::class_list(station, office.unit(), {"会计2201", {}}));
    REQUIRE(list.lines.size() == 3);
    CHECK(list.lines[0].found.person.student_no == Office::number(0));
    CHECK(list.lines[0].where.zh == "还没有打印");
    CHECK(list.prints == 16);
    CHECK(list.left + list.used.at("毕业证") == list.prints);
    auto const csv = desk::class_list_csv(list);
    CHECK(holds(csv, "序号,学号,姓名,班级,序列号,在哪里,自何时,毕业证,学位证,学籍卡,退还本人,剩余,备注"));
    CHECK(holds(csv, "相片 16 张 = 毕业证 2 + 学位证 0 + 学籍卡 0 + 退还本人 0 + 剩余 14"));
    sure(desk::write_class_list(station, list, office.folder / "list.xlsx"));
    std::size_t rows = 0;
    sure(desk::read_xlsx(office.folder / "list.xlsx", [&](int, std::vector<desk::Cell> const &cells) {
        rows +=
            cells.size() > 4 && cells[1].text == Office::number(1) && cells[4].text == office.sheet(1).serial;
        return true;
    }));
    CHECK(rows == 1);
    auto reader = sure(render::PdfReader::open(sure(desk::class_list_pdf(station, list))));
    CHECK(holds(sure(reader.text(1)), "相片 16 张"));
    CHECK(sure(desk::class_list(station, office.unit(), {{}, "unit"})).lines.size() == 2);
    CHECK(sure(desk::class_list(station, office.unit(), {{}, "none"})).lines.size() == 1);
}

TEST_CASE("the sheets of a unit are somewhere, each once") {
    College const office;
    auto station = office.station();
    sure(desk::hand_out(station, {{office.sheet(1).serial}, "王老师"}));
    sure(desk::void_sheet(station, office.sheet(2).serial, "污损"));
    auto const counts = sure(store::unit_counts(station.store(), office.unit()));
    CHECK(counts.at("student") == 1);
    CHECK(counts.at("void") == 1);
    CHECK(std::accumulate(counts.begin(), counts.end(), std::int64_t{},
                          [](auto sum, auto const &one) { return sum + one.second; }) == 2);
}
