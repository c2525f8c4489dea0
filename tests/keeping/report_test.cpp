// SPDX-License-Identifier: GPL-3.0-or-later
#include "desk/cells.hpp"
#include "desk/custody_report.hpp"
#include "desk/filing.hpp"
#include "desk/handover.hpp"
#include "desk/handover_receive.hpp"
#include "desk/loans.hpp"
#include "desk/printing.hpp"
#include "desk/table.hpp"
#include "support/office.hpp"
#include <SQLiteCpp/SQLiteCpp.h>
#include <algorithm>
#include <doctest/doctest.h>

using support::Office;
using support::sure;

namespace {

/// Six printed sheets: one filed and lent, one filed, one that a hand-over missed, two on their way, one
/// void.
struct History {
    History() {
        office.print();
        for (int i = 0; i < Office::people; ++i) {
            serials.push_back(office.sheet(i).serial);
        }
        auto station = office.station();
        auto const given =
            sure(desk::create_handover(station, "财经学院", {serials[0], serials[1], serials[2]}));
        sure(desk::receive_handover(
            station, given.id, office.folder.file("scans.txt", serials[0] + "\n" + serials[1]), "李老师"));
        sure(desk::use_cells(station, {serials[1], "毕业证", {}, 2, "李老师"}));
        sure(desk::file_sheets(station, "B01", {serials[0], serials[1]}));
        auto const loan = sure(desk::ask_loan(station, {{serials[0]}, "周某", "教务处", "核对"}));
        sure(desk::approve_loan(station, loan.id, "主任"));
        sure(desk::lend(station, {loan.id, "完好"}));
        sure(desk::create_handover(station, "法学院", {serials[3], serials[4]}));
        sure(desk::void_sheet(station, serials[5], "折了"));
    }
    [[nodiscard]] desk::CustodyReport report(store::CountScope const &scope = {}) const {
        auto station = office.station();
        return sure(desk::custody_report(station, scope));
    }
    void damage(std::string const &sql) const {
        SQLite::Database db{(office.folder / "store/platen.db").string(), SQLite::OPEN_READWRITE};
        db.exec(sql);
    }
    Office office;
    std::vector<std::string> serials;
};

std::int64_t first(desk::CustodyReport const &report, std::string const &key) {
    return std::ranges::find(report.first, key, &desk::Headline::key)->count;
}

desk::Balance const &sum(desk::CustodyReport const &report, std::string const &key) {
    return *std::ranges::find(report.balances, key, &desk::Balance::key);
}

desk::ReportTable const &table(desk::CustodyReport const &report, std::string const &key) {
    return *std::ranges::find(report.tables, key, &desk::ReportTable::key);
}

/// The number under a heading in the row of a unit.
std::int64_t cell(desk::ReportTable const &table, std::string const &unit, std::string const &heading) {
    auto const row = std::ranges::find(table.rows, unit, [](auto const &one) { return one.texts.at(1); });
    auto const column = std::ranges::find(table.numbers, heading, &base::Words::zh);
    REQUIRE(row != table.rows.end());
    REQUIRE(column != table.numbers.end());
    return row->numbers.at(static_cast<std::size_t>(column - table.numbers.begin()));
}

} // namespace

TEST_CASE("a report counts everything where it is, and every sum agrees") {
    History const history;
    auto const report = history.report();
    for (auto const &balance : report.balances) {
        CAPTURE(balance.what.zh);
        CHECK(balance.agrees());
    }
    CHECK(first(report, "missing") == 1);
    CHECK(first(report, "lent") == 1);
    CHECK(first(report, "overdue") == 0);
    CHECK(first(report, "under_way") == 2);
    CHECK(first(report, "open") == 1);
    CHECK(first(report, "uncertain") == 0);
    auto const &places = table(report, "places");
    CHECK(cell(places, "财经学院", "已印出") == 3);
    CHECK(cell(places, "财经学院", "档案馆") == 1);
    CHECK(cell(places, "财经学院", "借出") == 1);
    CHECK(cell(places, "财经学院", "下落不明") == 1);
    CHECK(cell(places, "法学院", "移交途中") == 2);
    CHECK(cell(table(report, "people"), "法学院", "作废") == 1);
    CHECK(cell(table(report, "keeping"), "财经学院", "件") == 2);
    CHECK(cell(table(report, "keeping"), "财经学院", "盒") == 1);
    CHECK(cell(table(report, "keeping"), "财经学院", "不在盒") == 1);
    CHECK(cell(table(report, "prints"), "财经学院", "毕业证") == 2);
    CHECK(cell(table(report, "prints"), "财经学院", "剩余") == 22);
    CHECK(cell(table(report, "handovers"), "财经学院", "未见到") == 1);
}

TEST_CASE("the rows of every table add up to its last line") {
    History const history;
    auto const report = history.report();
    for (auto const &table : report.tables) {
        CAPTURE(table.key);
        for (std::size_t i = 0; i < table.total.size(); ++i) {
            std::int64_t rows = 0;
            for (auto const &row : table.rows) {
                rows += row.numbers.at(i);
            }
            CHECK(rows == table.total[i]);
        }
    }
}

TEST_CASE("a sum that does not agree says by how much") {
    History const history;
    history.damage("delete from item where serial = '" + history.serials[1] + "'");
    history.damage("update sheet set holder = 'print-room', place = '' where serial = '" +
                   history.serials[3] + "'");
    history.damage("update loan_sheet set state = 'back'");
    auto const report = history.report();
    CHECK_FALSE(report.balances_all());
    CHECK(sum(report, "items").right - sum(report, "items").left == 1);
    CHECK(sum(report, "under_way").right - sum(report, "under_way").left == 1);
    CHECK(sum(report, "lent").left - sum(report, "lent").right == 1);
    CHECK(sum(report, "people").agrees());
}

TEST_CASE("a report of one unit leaves the others out, and one of nobody says so") {
    History const history;
    auto const law = history.report({2026, "法学院"});
    CHECK(law.balances_all());
    CHECK(first(law, "missing") == 0);
    CHECK(table(law, "people").rows.size() == 1);
    auto station = history.office.station();
    CHECK(desk::custody_report(station, {2019, ""}).fault().kind == base::Trouble::not_found);
    CHECK(desk::custody_report(station, {2026, "医学院"}).fault().kind == base::Trouble::not_found);
}

TEST_CASE("paper, list and workbook say what the report says") {
    History const history;
    auto station = history.office.station();
    auto const report = history.report();
    auto const pdf = sure(desk::custody_report_pdf(station, report));
    CHECK(base::as_text(pdf.bytes).starts_with("%PDF"));
    auto const csv = desk::custody_report_csv(report);
    CHECK(base::as_text(csv.bytes).find("2026,财经学院,3,") != std::string_view::npos);
    auto const file = history.office.folder / "report.xlsx";
    sure(desk::write_custody_report(station, report, file));
    std::map<std::string, std::string> lines;
    sure(desk::read_xlsx(file, [&](int, std::vector<desk::Cell> const &cells) {
        lines[cells.at(0).text] = cells.size() > 1 ? cells[1].text : "";
        return true;
    }));
    CHECK(lines.at("移交途中") == "2");
    CHECK(lines.at("借出 1 张 ＝ 借阅单上未还 1 张") == "相符");
    CHECK(desk::write_custody_report(station, report, "/nowhere/report.xlsx").fault().kind ==
          base::Trouble::storage);
}
