// SPDX-License-Identifier: GPL-3.0-or-later
/// \file
/// A report of custody on paper, as CSV and as a workbook.
#include "desk/csv_text.hpp"
#include "desk/custody_report.hpp"
#include "desk/paper_tables.hpp"
#include <algorithm>
#include <fmt/format.h>
#include <xlsxwriter.h>

namespace desk {

using base::Length;
using render::Align;
using render::TableDocument;

namespace {

constexpr auto paper_width = 180.0; // millimetres, within the margins of A4
constexpr auto total_word = "合计";

std::string agreement(Balance const &balance) {
    return balance.agrees() ? "相符" : fmt::format("差 {}", balance.left - balance.right);
}

std::vector<std::string> header_of(ReportTable const &table) {
    std::vector<std::string> header;
    for (auto const &heading : table.texts) {
        header.push_back(heading.zh);
    }
    for (auto const &heading : table.numbers) {
        header.push_back(heading.zh);
    }
    return header;
}

std::vector<std::string> cells_of(std::vector<std::string> texts, std::vector<std::int64_t> const &numbers) {
    for (auto const number : numbers) {
        texts.push_back(std::to_string(number));
    }
    return texts;
}

std::vector<std::string> total_of(ReportTable const &table) {
    std::vector<std::string> texts(table.texts.size());
    texts.front() = total_word;
    return cells_of(std::move(texts), table.total);
}

std::vector<std::vector<std::string>> rows_of(ReportTable const &table) {
    std::vector<std::vector<std::string>> rows;
    for (auto const &row : table.rows) {
        rows.push_back(cells_of(row.texts, row.numbers));
    }
    if (rows.empty()) {
        rows.emplace_back(table.texts.size() + table.numbers.size()).front() = "没有";
    } else if (!table.total.empty()) {
        rows.push_back(total_of(table));
    }
    return rows;
}

std::string fact_of(Station &station, CustodyReport const &report) {
    return fmt::format("{}    {}    统计时间 {}", station.campaign().school_name,
                       scope_words(report.scope).zh, report.at.local_text());
}

/// What has to be seen first, and whether the sums agree.
TableDocument first_page(Station &station, CustodyReport const &report) {
    TableDocument document;
    document.title = "毕业生相片纸统计报表";
    document.facts = {fact_of(station, report),
                      report.balances_all() ? "各项核对全部相符" : "有核对不相符的，见下表"};
    document.columns = {{"项目", Length::mm(150)}, {"数目、核对", Length::mm(30), Align::centre}};
    for (auto const &one : report.first) {
        document.rows.push_back({one.what.zh, std::to_string(one.count)});
    }
    for (auto const &one : report.balances) {
        document.rows.push_back({one.what.zh, agreement(one)});
    }
    document.footer = scope_words(report.scope).zh;
    return document;
}

TableDocument page_of(Station &station, CustodyReport const &report, ReportTable const &table) {
    constexpr auto year_width = 12.0, text_width = 40.0, widest = 18.0;
    TableDocument document;
    document.title = table.title.zh;
    document.facts = {fact_of(station, report)};
    auto const rolls = table.key == "rolls";
    auto used = 0.0;
    for (std::size_t i = 0; i < table.texts.size(); ++i) {
        auto const width = rolls ? (i == 0 ? 34.0 : 20.0) : i == 0 ? year_width : text_width;
        document.columns.push_back({table.texts[i].zh, Length::mm(width)});
        used += width;
    }
    auto const width = std::min(widest, (paper_width - used) / static_cast<double>(table.numbers.size()));
    for (auto const &heading : table.numbers) {
        document.columns.push_back({heading.zh, Length::mm(width), Align::centre});
    }
    document.rows = rows_of(table);
    if (!table.note.zh.empty()) {
        document.summary = {table.note.zh};
    }
    document.footer = scope_words(report.scope).zh;
    return document;
}

std::string file_name(CustodyReport const &report, std::string_view ending) {
    return fmt::format("统计报表 {}.{}", scope_words(report.scope).zh, ending);
}

struct Closer {
    void operator()(lxw_workbook *book) const { workbook_close(book); }
};

/// Numbers as numbers, so that a spreadsheet can go on counting.
void write_table(lxw_worksheet *sheet, ReportTable const &table, lxw_format *bold) {
    auto const header = header_of(table);
    for (std::size_t i = 0; i < header.size(); ++i) {
        worksheet_write_string(sheet, 0, static_cast<lxw_col_t>(i), header[i].c_str(), bold);
    }
    constexpr auto text_width = 16.0, number_width = 11.0;
    worksheet_set_column(sheet, 0, static_cast<lxw_col_t>(table.texts.size() - 1), text_width, nullptr);
    worksheet_set_column(sheet, static_cast<lxw_col_t>(table.texts.size()),
                         static_cast<lxw_col_t>(header.size()), number_width, nullptr);
    lxw_row_t at = 0;
    auto const write = [&](std::vector<std::string> const &texts, std::vector<std::int64_t> const &numbers,
                           lxw_format *format) {
        lxw_col_t column = 0;
        ++at;
        for (auto const &text : texts) {
            worksheet_write_string(sheet, at, column++, text.c_str(), format);
        }
        for (auto const number : numbers) {
            worksheet_write_number(sheet, at, column++, static_cast<double>(number), format);
        }
    };
    for (auto const &row : table.rows) {
        write(row.texts, row.numbers, nullptr);
    }
    if (!table.total.empty()) {
        std::vector<std::string> texts(table.texts.size());
        texts.front() = total_word;
        write(texts, table.total, bold);
    }
    worksheet_freeze_panes(sheet, 1, 0);
}

void write_first(lxw_worksheet *sheet, Station &station, CustodyReport const &report, lxw_format *bold) {
    lxw_row_t row = 0;
    worksheet_set_column(sheet, 0, 0, 60.0, nullptr);
    worksheet_write_string(sheet, row++, 0, fact_of(station, report).c_str(), bold);
    for (auto const &one : report.first) {
        worksheet_write_string(sheet, ++row, 0, one.what.zh.c_str(), nullptr);
        worksheet_write_number(sheet, row, 1, static_cast<double>(one.count), nullptr);
    }
    ++row;
    for (auto const &one : report.balances) {
        worksheet_write_string(sheet, ++row, 0, one.what.zh.c_str(), nullptr);
        worksheet_write_string(sheet, row, 1, agreement(one).c_str(), nullptr);
    }
}

} // namespace

base::Result<ArchivePaper> custody_report_pdf(Station &station, CustodyReport const &report) {
    std::vector<TableDocument> documents{first_page(station, report)};
    for (auto const &table : report.tables) {
        documents.push_back(page_of(station, report, table));
    }
    for (std::size_t i = 0; i < documents.size(); ++i) { // each has pages of its own number
        documents[i].copy = fmt::format("表 {} / {}", i + 1, documents.size());
    }
    documents.back().signatures = {"制表人（签字）", "负责人（签字）", "日期"};
    return drawn_paper(file_name(report, "pdf"), documents);
}

ArchivePaper custody_report_csv(CustodyReport const &report) {
    CsvText csv{{"统计报表", scope_words(report.scope).zh, report.at.local_text()}};
    for (auto const &one : report.first) {
        csv.row({one.what.zh, std::to_string(one.count)});
    }
    for (auto const &one : report.balances) {
        csv.row({one.what.zh, agreement(one)});
    }
    for (auto const &table : report.tables) {
        csv.row({});
        csv.row({table.title.zh});
        csv.row(header_of(table));
        for (auto const &row : rows_of(table)) {
            csv.row(row);
        }
    }
    auto const bytes = base::as_bytes(csv.text());
    return {file_name(report, "csv"), {bytes.begin(), bytes.end()}};
}

base::Result<> write_custody_report(Station &station, CustodyReport const &report,
                                    std::filesystem::path const &path) {
    std::unique_ptr<lxw_workbook, Closer> book{workbook_new(path.c_str())};
    if (!book) {
        return base::fault(base::Trouble::storage, "写不出“{}”", "cannot write '{}'", path.string());
    }
    auto *bold = workbook_add_format(book.get());
    format_set_bold(bold);
    write_first(workbook_add_worksheet(book.get(), "核对"), station, report, bold);
    for (auto const &table : report.tables) {
        write_table(workbook_add_worksheet(book.get(), table.title.zh.c_str()), table, bold);
    }
    if (auto const error = workbook_close(book.release()); error != LXW_NO_ERROR) {
        return base::fault(base::Trouble::storage, "写不出“{}”：{}", "cannot write '{}': {}", path.string(),
                           lxw_strerror(error));
    }
    return {};
}

} // namespace desk
