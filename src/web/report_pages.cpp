// SPDX-License-Identifier: GPL-3.0-or-later
// The report of custody: what somebody has to see first, the sums, the tables; and the same as a file.
#include "desk/custody_report.hpp"
#include "web/archive_models.hpp"
#include <algorithm>
#include <charconv>
#include <fmt/format.h>

namespace web {

using base::Json;
using base::Trouble;

namespace {

/// The year of the campaign at hand where none is asked for; 0: all.
base::Result<store::CountScope> scope_of(Visit const &visit, desk::Station &station) {
    auto const &asked = visit.request.query.of("year");
    store::CountScope scope{station.campaign().year, visit.request.query.of("unit")};
    if (asked == "all") {
        scope.year = 0;
    } else if (!asked.empty()) {
        auto const read = std::from_chars(asked.data(), asked.data() + asked.size(), scope.year);
        if (read.ec != std::errc{} || read.ptr != asked.data() + asked.size()) {
            return base::fault(Trouble::usage, "哪一届？写年份，如 2026", "which year? Write it as 2026");
        }
    }
    return scope;
}

/// Where a number leads to.
std::string path_of(std::string_view headline) {
    static std::map<std::string_view, std::string_view> const paths{
        {"overdue", "/archive/loans"}, {"lent", "/archive/loans"},       {"open", "/discrepancies"},
        {"missing", "/discrepancies"}, {"lost", "/discrepancies?all=1"}, {"damaged", "/keeping"},
        {"waiting", "/archive"},       {"under_way", "/handovers"}};
    auto const found = paths.find(headline);
    return found == paths.end() ? "" : std::string{found->second};
}

Json first_json(desk::CustodyReport const &report, base::Language language) {
    auto list = Json::list();
    for (auto const &one : report.first) {
        auto json = Json::object();
        json.set("key", one.key).set("what", one.what.in(language)).set("count", one.count);
        list.add(json.set("bad", one.bad).set("path", path_of(one.key)));
    }
    return list;
}

Json sums_json(desk::CustodyReport const &report, base::Language language) {
    auto list = Json::list();
    for (auto const &one : report.balances) {
        auto json = Json::object();
        json.set("sum", one.key).set("what", one.what.in(language)).set("left", one.left);
        list.add(json.set("right", one.right).set("agrees", one.agrees()).set("off", one.left - one.right));
    }
    return list;
}

Json texts_json(std::vector<std::string> const &texts) {
    auto list = Json::list();
    for (auto const &text : texts) {
        auto one = Json::object();
        list.add(one.set("text", text));
    }
    return list;
}

Json numbers_json(std::vector<std::int64_t> const &numbers) {
    auto list = Json::list();
    for (auto const number : numbers) {
        auto one = Json::object();
        list.add(one.set("number", number).set("none", number == 0));
    }
    return list;
}

Json headings_json(std::vector<base::Words> const &headings, base::Language language) {
    std::vector<std::string> texts;
    for (auto const &heading : headings) {
        texts.push_back(heading.in(language));
    }
    return texts_json(texts);
}

Json tables_json(desk::CustodyReport const &report, base::Language language) {
    auto list = Json::list();
    for (auto const &table : report.tables) {
        auto rows = Json::list();
        for (auto const &row : table.rows) {
            auto one = Json::object();
            auto rest = row.texts;
            rest.erase(rest.begin());
            one.set("first", row.texts.front()).set("texts", texts_json(rest));
            rows.add(one.set("numbers", numbers_json(row.numbers)));
        }
        auto one = Json::object();
        one.set("table", table.key)
            .set("title", table.title.in(language))
            .set("note", table.note.in(language));
        one.set("headings", headings_json(table.texts, language));
        one.set("number_headings", headings_json(table.numbers, language)).set("rows", rows);
        one.set("any", !table.rows.empty()).set("several", table.rows.size() > 1);
        list.add(one.set("span", table.texts.size()).set("total", numbers_json(table.total)));
    }
    return list;
}

base::Result<> add_choices(desk::Station &station, store::CountScope const &scope, Json &model) {
    auto const years = store::years(station.store());
    auto const units = years ? store::unit_names(station.store(), scope.year) : base::Fault{years.fault()};
    if (!units) {
        return base::Fault{units.fault()};
    }
    auto year_list = Json::list(), unit_list = Json::list();
    for (auto const year : *years) {
        auto one = Json::object();
        year_list.add(one.set("year", year).set("here", year == scope.year));
    }
    for (auto const &unit : *units) {
        auto one = Json::object();
        unit_list.add(one.set("unit", unit).set("here", unit == scope.unit));
    }
    model.set("years", year_list).set("units", unit_list).set("all_years", scope.year == 0);
    model.set("query", fmt::format("?year={}&unit={}", scope.year == 0 ? "all" : std::to_string(scope.year),
                                   encoded(scope.unit)));
    return {};
}

base::Result<Answer> reports_page(Visit &visit) {
    auto station = visit.station();
    if (!station) {
        return unopened(station.fault());
    }
    auto const scope = scope_of(visit, **station);
    auto const report = scope ? desk::custody_report(**station, *scope) : base::Fault{scope.fault()};
    if (!report) {
        return base::Fault{report.fault()};
    }
    auto model = Json::object();
    auto const chosen = add_choices(**station, *scope, model);
    if (!chosen) {
        return base::Fault{chosen.fault()};
    }
    model.set("scope", desk::scope_words(*scope).in(visit.language)).set("agrees", report->balances_all());
    model.set("first", first_json(*report, visit.language)).set("sums", sums_json(*report, visit.language));
    model.set("calm", std::ranges::none_of(report->first, &desk::Headline::bad));
    set_time(model, "at", report->at);
    model.set("tables", tables_json(*report, visit.language));
    return shown("reports", std::move(model.set("tab_reports", true)));
}

base::Result<Answer> workbook(desk::Station &station, desk::CustodyReport const &report) {
    auto const scratch = std::shared_ptr{ScratchFolder::make()};
    if (!scratch) {
        return base::fault(Trouble::storage, "没有地方放临时文件", "there is no room for a temporary file");
    }
    auto const file = scratch->path() / "report.xlsx";
    if (auto written = desk::write_custody_report(station, report, file); !written) {
        return std::move(written).fault();
    }
    Response response;
    response.file = file;
    response.lies_in = scratch;
    response.with("Content-Type", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
    response.with("Content-Disposition",
                  "attachment; filename*=UTF-8''" +
                      encoded(fmt::format("统计报表 {}.xlsx", desk::scope_words(report.scope).zh)));
    Answer answer;
    answer.raw = std::move(response);
    return answer;
}

base::Result<Answer> report_file(Visit &visit) {
    auto station = visit.station();
    auto const scope =
        station ? scope_of(visit, **station) : base::Result<store::CountScope>{base::Fault{station.fault()}};
    auto const report = scope ? desk::custody_report(**station, *scope) : base::Fault{scope.fault()};
    if (!report) {
        return base::Fault{report.fault()};
    }
    auto const &name = visit.part("file");
    if (name == "custody.pdf") {
        return paper_answer(desk::custody_report_pdf(**station, *report));
    }
    if (name == "custody.csv") {
        return paper_answer(desk::custody_report_csv(*report));
    }
    return name == "custody.xlsx"
               ? workbook(**station, *report)
               : base::Result<Answer>{base::fault(Trouble::not_found, "报表有 pdf、xlsx、csv 三种",
                                                  "a report is pdf, xlsx or csv")};
}

} // namespace

void add_report_pages(Handlers &handlers) {
    handlers.insert({{"reports_page", reports_page}, {"report_file", report_file}});
}

} // namespace web
