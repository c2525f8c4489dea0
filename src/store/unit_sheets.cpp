// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/unit_sheets.hpp"
#include "base/text.hpp"
#include "store/db.hpp"
#include <charconv>
#include <fmt/format.h>

namespace store {

namespace {

/// A sheet by where it is: what is void or did not come out is that, whoever holds it.
/// What another unit received by mistake is not with this one.
constexpr auto where_is =
    "case when s.state = 'void' then 'void' when s.state <> 'printed' then 'unprinted'"
    " when s.holder = 'unit' and s.place <> cast(c.unit as text) then 'other-unit' else s.holder end";
constexpr auto columns =
    "p.id, p.student_no, p.name, c.name, u.name, h.person is not null, s.serial, s.photo, s.layout, s.state,"
    " s.holder, s.place, s.reason, s.moved_at, s.cells, s.signed_by, s.origin,"
    " (select name from unit where s.holder = 'unit' and id = cast(s.place as integer)),"
    " (select group_concat(purpose || char(31) || n, char(30)) from"
    " (select purpose, count(*) as n from cell where serial = s.serial group by purpose))";

std::map<std::string, std::int64_t> uses_in(std::string const &text) {
    std::map<std::string, std::int64_t> uses;
    for (auto const &pair : base::split(text, '\x1E')) {
        auto const mark = pair.find('\x1F');
        if (mark != std::string_view::npos) {
            std::int64_t count = 0;
            std::from_chars(pair.data() + mark + 1, pair.data() + pair.size(), count);
            uses.emplace(pair.substr(0, mark), count);
        }
    }
    return uses;
}

UnitLine line_at(SQLite::Statement &row) {
    UnitLine line;
    line.person.id = whole_at(row, 0);
    line.person.student_no = text_at(row, 1);
    line.person.name = text_at(row, 2);
    line.person.class_name = text_at(row, 3);
    line.person.unit = text_at(row, 4);
    line.has_photo = whole_at(row, 5) != 0;
    if (row.getColumn(6).isNull()) {
        return line;
    }
    Sheet sheet;
    sheet.serial = text_at(row, 6);
    sheet.person = line.person.id;
    sheet.photo = text_at(row, 7);
    sheet.layout = text_at(row, 8);
    sheet.state = text_at(row, 9);
    sheet.holder = text_at(row, 10);
    sheet.place = text_at(row, 11);
    sheet.reason = text_at(row, 12);
    sheet.moved_at = {whole_at(row, 13)};
    sheet.cells = whole_at(row, 14);
    sheet.signed_by = text_at(row, 15);
    sheet.origin = text_at(row, 16);
    line.sheet = std::move(sheet);
    line.with_unit = text_at(row, 17);
    line.by_purpose = uses_in(text_at(row, 18));
    return line;
}

} // namespace

base::Result<std::vector<UnitLine>> unit_lines(Store const &store, std::int64_t unit,
                                               UnitFilter const &filter) {
    return guarded(store, [&](Db &db) {
        auto const sql = fmt::format(
            "select {} from class c join unit u on u.id = c.unit"
            " join person p on p.class = c.id left join photo h on h.person = p.id"
            " left join sheet s on s.person = p.id and s.state <> 'void'"
            " where c.unit = ?1 and (?2 = '' or c.name = ?2)"
            " and (?3 = '' or coalesce({}, 'none') = ?3)"
            " order by c.id, p.student_no",
            columns, "case when s.serial is null then null else " + std::string{where_is} + " end");
        return all_rows<UnitLine>(bound(db, sql, unit, filter.class_name, filter.where), line_at);
    });
}

base::Result<std::vector<UnitLine>> void_lines(Store const &store, std::int64_t unit) {
    return guarded(store, [&](Db &db) {
        auto const sql = fmt::format("select {} from class c join unit u on u.id = c.unit"
                                     " join person p on p.class = c.id left join photo h on h.person = p.id"
                                     " join sheet s on s.person = p.id and s.state = 'void'"
                                     " where c.unit = ?1 order by s.moved_at desc, s.serial",
                                     columns);
        return all_rows<UnitLine>(bound(db, sql, unit), line_at);
    });
}

base::Result<std::map<std::string, std::int64_t>> unit_counts(Store const &store, std::int64_t unit) {
    return guarded(store, [&](Db &db) {
        std::map<std::string, std::int64_t> counts;
        auto &rows = bound(db,
                           fmt::format("select {}, count(*) from class c join person p on p.class = c.id"
                                       " join sheet s on s.person = p.id where c.unit = ?1 group by 1",
                                       where_is),
                           unit);
        while (rows.executeStep()) {
            counts.emplace(text_at(rows, 0), whole_at(rows, 1));
        }
        rows.reset();
        return counts;
    });
}

base::Result<std::vector<UnitClass>> unit_classes(Store const &store, std::int64_t unit) {
    return guarded(store, [&](Db &db) {
        return all_rows<UnitClass>(
            bound(
                db,
                "select c.name, count(*), count(s.serial),"
                " coalesce(sum(s.holder = 'unit' and s.place = cast(c.unit as text)), 0) from class c"
                " join person p on p.class = c.id left join sheet s on s.person = p.id and s.state <> 'void'"
                " where c.unit = ?1 group by c.id order by c.id",
                unit),
            [](auto &r) {
                return UnitClass{text_at(r, 0), whole_at(r, 1), whole_at(r, 2), whole_at(r, 3)};
            });
    });
}

base::Result<std::vector<ComingBatch>> coming_to(Store const &store, std::int64_t unit) {
    return guarded(store, [&](Db &db) {
        return all_rows<ComingBatch>(
            bound(db,
                  "select h.id, h.given_by, h.given_at from handover h"
                  " where h.state = 'open' and h.unit = ?1 and h.to_holder = 'unit' order by h.given_at",
                  unit),
            [](auto &r) {
                return ComingBatch{text_at(r, 0), text_at(r, 1), {whole_at(r, 2)}};
            });
    });
}

} // namespace store
