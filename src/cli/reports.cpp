// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/files.hpp"
#include "cli/verbs.hpp"
#include "cli/with_station.hpp"
#include "desk/custody_report.hpp"
#include <fmt/format.h>

namespace cli {

using base::Json;
using base::words;

namespace {

struct Asked {
    store::CountScope scope;
    std::string to;
};

Json table_json(desk::ReportTable const &table) {
    auto columns = Json::list(), rows = Json::list(), total = Json::list();
    for (auto const *headings : {&table.texts, &table.numbers}) {
        for (auto const &heading : *headings) {
            columns.add(heading.en);
        }
    }
    for (auto const &row : table.rows) {
        auto cells = Json::list();
        for (auto const &text : row.texts) {
            cells.add(text);
        }
        for (auto const number : row.numbers) {
            cells.add(number);
        }
        rows.add(cells);
    }
    for (auto const number : table.total) {
        total.add(number);
    }
    auto one = Json::object();
    return one.set("table", table.key).set("columns", columns).set("rows", rows).set("total", total);
}

Json report_json(desk::CustodyReport const &report, std::string const &to) {
    auto first = Json::object();
    for (auto const &one : report.first) {
        first.set(one.key, one.count);
    }
    auto sums = Json::list();
    for (auto const &one : report.balances) {
        auto sum = Json::object();
        sum.set("sum", one.key).set("left", one.left).set("right", one.right);
        sums.add(sum.set("agrees", one.agrees()));
    }
    auto tables = Json::list();
    for (auto const &table : report.tables) {
        tables.add(table_json(table));
    }
    auto object = Json::object();
    object.set("year", report.scope.year).set("unit", report.scope.unit).set("at", report.at.iso8601());
    object.set("first", first).set("sums", sums).set("agrees", report.balances_all()).set("tables", tables);
    return object.set("file", to);
}

/// Numbers first, then the sums; the tables are for the file.
void tell(Door &door, desk::CustodyReport const &report) {
    auto const scope = desk::scope_words(report.scope);
    door.line({scope.zh, scope.en});
    for (auto const &one : report.first) {
        auto const mark = one.bad ? "  ✗ " : "    ";
        door.line({fmt::format("{}{}  {}", mark, one.count, one.what.zh),
                   fmt::format("{}{}  {}", mark, one.count, one.what.en)});
    }
    for (auto const &one : report.balances) {
        auto const off = one.agrees() ? std::string{} : fmt::format("  ({})", one.left - one.right);
        auto const mark = one.agrees() ? "  ✓ " : "  ✗ ";
        door.line({mark + one.what.zh + off, mark + one.what.en + off});
    }
}

base::Result<> write(desk::Station &station, desk::CustodyReport const &report, std::string const &to) {
    if (to.ends_with(".xlsx")) {
        return desk::write_custody_report(station, report, to);
    }
    if (to.ends_with(".csv")) {
        return base::write_file(to, desk::custody_report_csv(report).bytes);
    }
    if (!to.ends_with(".pdf")) {
        return base::fault(base::Trouble::usage, "报表写成 .xlsx、.pdf 或 .csv，不能写成 {}",
                           "a report is .xlsx, .pdf or .csv, not {}", to);
    }
    auto const paper = desk::custody_report_pdf(station, report);
    return paper ? base::write_file(to, paper->bytes) : base::Result<>{base::Fault{paper.fault()}};
}

int custody(Door &door, desk::Station &station, Asked const &asked) {
    auto const report = desk::custody_report(station, asked.scope);
    if (!report) {
        return door.fail(report.fault());
    }
    auto const written = asked.to.empty() ? base::Result<>{} : write(station, *report, asked.to);
    if (!written) {
        return door.fail(written.fault());
    }
    door.answer(report_json(*report, asked.to));
    tell(door, *report);
    if (!asked.to.empty()) {
        door.line(words("报表在 {}", "the report is {}", asked.to));
    }
    return 0;
}

} // namespace

void add_reports(CommandLine &line, Door &door) {
    line.noun("report", {"统计报表", "reports"});
    auto const asked = std::make_shared<Asked>();
    line.verb("report", "custody",
              {"按届、按单位：人数、相片纸各在哪里、馆藏、借阅、用途、差异、色带，每笔账核对",
               "by year and unit: people, where sheets are, what is kept, lent, used, differs; rolls; every "
               "sum "
               "checked"})
        .whole("--year", asked->scope.year, {"哪一届（默认全部）", "year of graduation (else all)"})
        .text("--unit", asked->scope.unit, {"哪个单位（默认全部）", "unit (else all)"})
        .text("--to", asked->to, {"写到 .xlsx、.pdf 或 .csv", "write it to an .xlsx, .pdf or .csv"})
        .does(at_station(door, asked, custody));
}

} // namespace cli
