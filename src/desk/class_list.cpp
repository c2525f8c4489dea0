// SPDX-License-Identifier: GPL-3.0-or-later
#include "desk/class_list.hpp"
#include "desk/csv_text.hpp"
#include "desk/whereabouts.hpp"
#include "render/pdf.hpp"
#include "render/table.hpp"
#include <algorithm>
#include <xlsxwriter.h>

namespace desk {

namespace {

/// Sheets of one layout are solved once.
class Prints {
public:
    explicit Prints(Station &station) : station_{station} {}
    base::Result<std::int64_t> on(store::Sheet const &sheet) {
        if (sheet.cells > 0) {
            return sheet.cells;
        }
        auto const known = by_layout_.find(sheet.layout);
        if (known != by_layout_.end()) {
            return known->second;
        }
        auto const count = count_cells(station_, sheet);
        return count ? by_layout_.emplace(sheet.layout, count->all).first->second
                     : base::Result<std::int64_t>{base::Fault{count.fault()}};
    }

private:
    Station &station_;
    std::map<std::string, std::int64_t> by_layout_;
};

base::Words where_of(store::UnitLine const &line) {
    if (!line.sheet) {
        return line.has_photo ? base::Words{"还没有打印", "not printed yet"}
                              : base::Words{"还没有照片", "no photo yet"};
    }
    auto const &sheet = *line.sheet;
    return whereabouts(sheet.state, sheet.holder, sheet.holder == "unit" ? line.with_unit : sheet.place);
}

std::vector<std::string> header_of(ClassList const &list) {
    std::vector<std::string> header{"序号", "学号", "姓名", "班级", "序列号", "在哪里", "自何时"};
    for (auto const &purpose : list.purposes) {
        header.push_back(purpose_words(purpose).zh);
    }
    header.insert(header.end(), {"剩余", "备注"});
    return header;
}

std::string remark_of(store::UnitLine const &line) {
    if (!line.sheet) {
        return "";
    }
    return line.sheet->origin == "brought" ? "自带" : line.sheet->reason;
}

std::vector<std::string> row_of(ClassList const &list, ClassLine const &line, std::size_t number) {
    auto const &[found, prints, left, where] = line;
    std::vector<std::string> row{std::to_string(number), found.person.student_no, found.person.name,
                                 found.person.class_name};
    row.push_back(found.sheet ? found.sheet->serial : "");
    row.push_back(where.zh);
    row.push_back(found.sheet ? found.sheet->moved_at.local_date() : "");
    for (auto const &purpose : list.purposes) {
        auto const uses = found.by_purpose.find(purpose);
        row.push_back(uses == found.by_purpose.end() ? "" : std::to_string(uses->second));
    }
    row.push_back(found.sheet ? std::to_string(left) : "");
    row.push_back(remark_of(found));
    return row;
}

/// prints on sheet = used + given back + left (requirements 3.4), over the whole list.
std::string sum_of(ClassList const &list) {
    auto text =
        fmt::format("共 {} 人，相片纸 {} 张，相片 {} 张 = ", list.lines.size(), list.sheets, list.prints);
    for (auto const &purpose : list.purposes) {
        auto const uses = list.used.find(purpose);
        text +=
            fmt::format("{} {} + ", purpose_words(purpose).zh, uses == list.used.end() ? 0 : uses->second);
    }
    return text + fmt::format("剩余 {}", list.left);
}

/// 在本院 12 张，邮寄途中 3 张: adds up to the people of the list.
std::string places_of(ClassList const &list) {
    std::map<std::string, std::int64_t> counts;
    for (auto const &line : list.lines) {
        auto place = line.where.zh;
        counts[place.substr(0, place.find("（"))] += 1;
    }
    std::string text;
    for (auto const &[place, count] : counts) {
        text += fmt::format("{}{} {}", text.empty() ? "" : "，", place, count);
    }
    return text;
}

struct Closer {
    void operator()(lxw_workbook *book) const { workbook_close(book); }
};

void write_row(lxw_worksheet *sheet, std::size_t row, std::vector<std::string> const &cells,
               lxw_format *format) {
    for (std::size_t i = 0; i < cells.size(); ++i) {
        worksheet_write_string(sheet, static_cast<lxw_row_t>(row), static_cast<lxw_col_t>(i),
                               cells[i].c_str(), format);
    }
}

} // namespace

base::Result<ClassList> class_list(Station &station, std::int64_t unit, store::UnitFilter const &filter) {
    auto lines = filter.where == "void" ? store::void_lines(station.store(), unit)
                                        : store::unit_lines(station.store(), unit, filter);
    if (!lines) {
        return std::move(lines).fault();
    }
    ClassList list;
    list.class_name = filter.class_name;
    list.purposes = purposes(station.profile());
    list.purposes.emplace_back(to_student);
    Prints prints{station};
    for (auto &found : *lines) {
        ClassLine line;
        line.where = where_of(found);
        list.unit = found.person.unit;
        if (found.sheet) {
            auto const all = prints.on(*found.sheet);
            if (!all) {
                return base::Fault{all.fault()};
            }
            line.prints = line.left = *all;
            for (auto const &[purpose, uses] : found.by_purpose) {
                line.left -= uses;
                list.used[purpose] += uses;
                if (std::ranges::find(list.purposes, purpose) == list.purposes.end()) {
                    list.purposes.insert(list.purposes.end() - 1, purpose);
                }
            }
            list.sheets += 1;
            list.prints += line.prints;
            list.left += line.left;
        }
        line.found = std::move(found);
        list.lines.push_back(std::move(line));
    }
    return list;
}

std::string class_list_csv(ClassList const &list) {
    CsvText csv{header_of(list)};
    for (std::size_t i = 0; i < list.lines.size(); ++i) {
        csv.row(row_of(list, list.lines[i], i + 1));
    }
    csv.row({sum_of(list)});
    return csv.text();
}

base::Result<base::Bytes> class_list_pdf(Station &station, ClassList const &list) {
    using base::Length;
    constexpr std::size_t where_column = 5; // which hand-over or box has no room on paper
    auto const &campaign = station.campaign();
    render::TableDocument document;
    document.title = "毕业生相片纸清单";
    document.facts = {
        fmt::format("{} {}届    单位：{}    班级：{}", campaign.school_name, campaign.year, list.unit,
                    list.class_name.empty() ? "全部" : list.class_name),
        fmt::format("制表日期：{}    {}", station.setting().clock.now().local_date(), places_of(list))};
    auto const header = header_of(list);
    auto const width = [&](std::size_t i) {
        constexpr std::array fixed{9.0, 24.0, 18.0, 22.0, 29.0, 34.0, 19.0};
        return Length::mm(i < fixed.size() ? fixed.at(i) : i + 1 == header.size() ? 14.0 : 11.5);
    };
    for (std::size_t i = 0; i < header.size(); ++i) {
        auto const number = i == 0 || (i > 6 && i + 1 < header.size());
        document.columns.push_back(
            {header[i], width(i), number ? render::Align::centre : render::Align::left, false});
    }
    for (std::size_t i = 0; i < list.lines.size(); ++i) {
        auto row = row_of(list, list.lines[i], i + 1);
        row[where_column].erase(std::min(row[where_column].find("（"), row[where_column].size()));
        document.rows.push_back(std::move(row));
    }
    document.summary = {sum_of(list) + "。"};
    document.signatures = {"制表人（签字）", "日期"};
    document.footer = campaign_key(campaign);
    auto const pages = render::compose_table(document);
    return pages ? render::PdfWriter{}.write(*pages, {document.title})
                 : base::Result<base::Bytes>{base::Fault{pages.fault()}};
}

base::Result<> write_class_list(Station &station, ClassList const &list, std::filesystem::path const &path) {
    std::unique_ptr<lxw_workbook, Closer> book{workbook_new(path.c_str())};
    if (!book) {
        return base::fault(base::Trouble::storage, "写不出“{}”", "cannot write '{}'", path.string());
    }
    auto *sheet = workbook_add_worksheet(book.get(), "相片纸清单");
    auto *bold = workbook_add_format(book.get());
    format_set_bold(bold);
    auto const &campaign = station.campaign();
    write_row(sheet, 0,
              {fmt::format("{} {}届 {} {} 相片纸清单（{}）", campaign.school_name, campaign.year, list.unit,
                           list.class_name, station.setting().clock.now().local_date())},
              bold);
    constexpr std::size_t header_row = 1;
    write_row(sheet, header_row, header_of(list), bold);
    constexpr std::array widths = {6.0, 15.0, 12.0, 16.0, 20.0, 26.0, 12.0};
    for (std::size_t i = 0; i < widths.size(); ++i) {
        auto const column = static_cast<lxw_col_t>(i);
        worksheet_set_column(sheet, column, column, widths.at(i), nullptr);
    }
    auto row = header_row + 1;
    for (std::size_t i = 0; i < list.lines.size(); ++i) {
        write_row(sheet, row++, row_of(list, list.lines[i], i + 1), nullptr);
    }
    write_row(sheet, row + 1, {sum_of(list)}, nullptr);
    worksheet_freeze_panes(sheet, header_row + 1, 0);
    if (auto const error = workbook_close(book.release()); error != LXW_NO_ERROR) {
        return base::fault(base::Trouble::storage, "写不出“{}”：{}", "cannot write '{}': {}", path.string(),
                           lxw_strerror(error));
    }
    return {};
}

} // namespace desk
