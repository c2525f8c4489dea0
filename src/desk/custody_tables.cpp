// SPDX-License-Identifier: GPL-3.0-or-later
#include "desk/custody_tables.hpp"
#include "desk/cells.hpp"
#include <algorithm>
#include <fmt/format.h>
#include <functional>

namespace desk {

namespace {

using store::UnitCounts;

struct Column {
    base::Words heading;
    std::function<std::int64_t(UnitCounts const &)> count;
    bool always = true; ///< else only where somewhere there is one
};

Column column(base::Words heading, std::int64_t UnitCounts::*member, bool always = true) {
    return {std::move(heading), [member](UnitCounts const &counts) { return counts.*member; }, always};
}

std::int64_t in(std::map<std::string, std::int64_t> const &counts, std::string const &key) {
    auto const found = counts.find(key);
    return found == counts.end() ? 0 : found->second;
}

Column at_holder(base::Words heading, std::string holder, bool always) {
    return {std::move(heading),
            [holder = std::move(holder)](UnitCounts const &counts) { return in(counts.held, holder); },
            always};
}

Column used_for(std::string const &purpose) {
    return {purpose_words(purpose), [purpose](UnitCounts const &counts) { return in(counts.used, purpose); },
            true};
}

std::string unit_name(UnitCounts const &counts) {
    return counts.unit.empty() ? "（不属于哪一个单位）" : counts.unit;
}

ReportTable table_of(std::string key, base::Words title, base::Words note, std::vector<Column> columns,
                     std::vector<UnitCounts> const &units, UnitCounts const &all) {
    std::erase_if(columns, [&](Column const &one) { return !one.always && one.count(all) == 0; });
    ReportTable table{
        std::move(key), std::move(title), std::move(note), {{"届", "Year"}, {"单位", "Unit"}}, {}, {}, {}};
    for (auto const &one : columns) {
        table.numbers.push_back(one.heading);
        table.total.push_back(one.count(all));
    }
    for (auto const &unit : units) {
        ReportTable::Row row{{unit.year == 0 ? "" : std::to_string(unit.year), unit_name(unit)}, {}};
        for (auto const &one : columns) {
            row.numbers.push_back(one.count(unit));
        }
        auto const empty = std::ranges::all_of(row.numbers, [](std::int64_t n) { return n == 0; });
        if (!empty || !unit.unit.empty()) {
            table.rows.push_back(std::move(row));
        }
    }
    return table;
}

std::vector<Column> people_columns() {
    return {column({"人数", "People"}, &UnitCounts::people),
            column({"有相片", "With photo"}, &UnitCounts::with_photo),
            column({"有效相片纸", "Sheets that count"}, &UnitCounts::valid),
            column({"作过", "Made"}, &UnitCounts::made),
            column({"已印出", "Printed"}, &UnitCounts::printed),
            column({"不确定", "Uncertain"}, &UnitCounts::uncertain),
            column({"没印出", "Not printed"}, &UnitCounts::unprinted, false),
            column({"作废", "Void"}, &UnitCounts::voided)};
}

std::vector<Column> place_columns() {
    return {column({"已印出", "Printed"}, &UnitCounts::printed),
            at_holder({"打印室", "Print room"}, "print-room", true),
            at_holder({"移交途中", "On the way"}, "transit", true),
            at_holder({"学院", "College"}, "unit", true),
            at_holder({"科室", "Office"}, "office", false),
            at_holder({"邮寄中", "In the mail"}, "mail", false),
            at_holder({"本人", "Student"}, "student", false),
            at_holder({"档案馆", "Archives"}, "archive", true),
            at_holder({"借出", "Lent"}, "loan", true),
            at_holder({"下落不明", "Missing"}, "missing", true),
            at_holder({"已销毁", "Destroyed"}, "destroyed", false),
            at_holder({"没有记录", "Nowhere"}, "none", false)};
}

std::vector<Column> keeping_columns() {
    return {column({"盒", "Boxes"}, &UnitCounts::boxes),
            column({"卷", "Volumes"}, &UnitCounts::volumes),
            column({"件", "Items"}, &UnitCounts::items),
            column({"在盒", "In boxes"}, &UnitCounts::in_boxes),
            column({"不在盒", "Not there"}, &UnitCounts::filed_away),
            column({"其中作废", "Void ones"}, &UnitCounts::filed_void, false),
            column({"待装盒", "Waiting"}, &UnitCounts::waiting),
            column({"借出", "Lent"}, &UnitCounts::lent),
            column({"逾期", "Overdue"}, &UnitCounts::overdue)};
}

std::vector<Column> print_columns(Station &station, UnitCounts const &all) {
    std::vector<Column> columns{column({"相片", "Prints"}, &UnitCounts::prints)};
    auto uses = purposes(station.profile());
    for (auto const &[purpose, count] : all.used) {
        if (count > 0 && purpose != to_student && std::ranges::find(uses, purpose) == uses.end()) {
            uses.push_back(purpose);
        }
    }
    for (auto const &purpose : uses) {
        columns.push_back(used_for(purpose));
    }
    columns.push_back(used_for(to_student));
    columns.push_back(column({"剩余", "Left"}, &UnitCounts::left));
    return columns;
}

std::vector<Column> handover_columns() {
    return {column({"移交", "Handed over"}, &UnitCounts::handed),
            column({"签收", "Received"}, &UnitCounts::received),
            column({"未见到", "Not found"}, &UnitCounts::not_found),
            column({"无效", "Not valid"}, &UnitCounts::not_valid, false),
            column({"多出", "Extra"}, &UnitCounts::extra, false),
            column({"途中", "On the way"}, &UnitCounts::under_way),
            column({"差异未了", "Open differences"}, &UnitCounts::open),
            column({"认定丢失", "Closed as lost"}, &UnitCounts::lost)};
}

} // namespace

std::vector<ReportTable> unit_tables(Station &station, std::vector<UnitCounts> const &units,
                                     UnitCounts const &all) {
    std::vector<ReportTable> tables;
    tables.push_back(
        table_of("people", {"人员与相片纸", "People and sheets"}, {}, people_columns(), units, all));
    tables.push_back(table_of("places", {"相片纸在哪里", "Where the sheets are"},
                              {"已印出 ＝ 右边各处之和；全为 0 的地方不列",
                               "printed = the sum of the places; places with none are left out"},
                              place_columns(), units, all));
    tables.push_back(table_of("keeping", {"馆藏与借阅", "Kept and lent"},
                              {"件 ＝ 在盒 ＋ 不在盒", "items = in boxes + not there"}, keeping_columns(),
                              units, all));
    tables.push_back(table_of("prints", {"相片的用途", "What prints were used for"},
                              {"相片 ＝ 各用途 ＋ 剩余；按小相片计，不含作废的相片纸",
                               "prints = uses + left; of sheets that are not void"},
                              print_columns(station, all), units, all));
    tables.push_back(
        table_of("handovers", {"移交与差异", "Hand-overs and differences"},
                 {"移交 ＝ 签收 ＋ 未见到 ＋ 无效", "handed over = received + not found + not valid"},
                 handover_columns(), units, all));
    return tables;
}

ReportTable roll_table(std::vector<RollBalance> const &rolls) {
    ReportTable table{
        "rolls",
        {"色带与相纸", "Rolls"},
        {"装上 ＝ 印出 ＋ 废 ＋ 测试页等 ＋ 不确定 ＋ 没有登记 ＋ 剩余；全站的打印机，这一届期间用过的",
         "loaded = printed + spoiled + pages + uncertain + not on record + left; of all printers, "
         "while this year's campaign was the newest"},
        {{"打印机", "Printer"}, {"批号", "Lot"}, {"起", "From"}, {"止", "To"}},
        {{"装上", "Loaded"},
         {"印出", "Printed"},
         {"废", "Spoiled"},
         {"测试页等", "Pages"},
         {"不确定", "Uncertain"},
         {"没有登记", "Not on record"},
         {"剩余", "Left"}},
        {},
        {}};
    table.total.assign(table.numbers.size(), 0);
    for (auto const &roll : rolls) {
        ReportTable::Row row{
            {roll.printer_serial, roll.media_lot, roll.from.local_date(), roll.to.local_date()},
            {roll.first, roll.printed, roll.spoiled, roll.pages, roll.uncertain, roll.unexplained,
             roll.left}};
        for (std::size_t i = 0; i < row.numbers.size(); ++i) {
            table.total[i] += row.numbers[i];
        }
        table.rows.push_back(std::move(row));
    }
    return table;
}

} // namespace desk
