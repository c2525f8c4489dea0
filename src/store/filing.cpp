// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/filing.hpp"
#include "store/db.hpp"
#include <fmt/format.h>

namespace store {

namespace {

constexpr auto item_columns = "i.serial, i.box, i.number, i.reference, i.volume, i.late, i.act";

Item item_at(SQLite::Statement &row) {
    return {text_at(row, 0), text_at(row, 1),       whole_at(row, 2), text_at(row, 3),
            text_at(row, 4), whole_at(row, 5) != 0, text_at(row, 6)};
}

constexpr auto box_columns =
    "b.name, (select count(*) from item i where i.box = b.name), b.shelf, b.state, b.campaign, b.unit, "
    "b.late,"
    " b.act, coalesce(u.name, ''), coalesce(c.year, 0), coalesce(f.station, '')"
    " from box b left join foreign_box f on f.name = b.name left join unit u on u.id = b.unit left join "
    "campaign c on c.id = b.campaign";

std::optional<std::int64_t> maybe_at(SQLite::Statement &row, int column) {
    return row.getColumn(column).isNull() ? std::nullopt : std::optional{whole_at(row, column)};
}

Box box_at(SQLite::Statement &row) {
    Box box{text_at(row, 0), whole_at(row, 1), text_at(row, 2), text_at(row, 3)};
    box.campaign = maybe_at(row, 4);
    box.unit = maybe_at(row, 5);
    box.late = whole_at(row, 6) != 0;
    box.act = text_at(row, 7);
    box.unit_name = text_at(row, 8);
    box.year = whole_at(row, 9);
    box.foreign = text_at(row, 10);
    return box;
}

constexpr auto volume_columns =
    "v.id, v.box, v.class, v.number, v.title, v.act, (select count(*) from item i where i.volume = v.id),"
    " coalesce(c.name, ''), coalesce(u.name, '')"
    " from volume v left join class c on c.id = v.class left join unit u on u.id = c.unit";

Volume volume_at(SQLite::Statement &row) {
    return {text_at(row, 0), text_at(row, 1),  whole_at(row, 2), whole_at(row, 3), text_at(row, 4),
            text_at(row, 5), whole_at(row, 6), text_at(row, 7),  text_at(row, 8)};
}

Filed filed_at(SQLite::Statement &row) {
    Filed one{item_at(row), whole_at(row, 7), text_at(row, 8), whole_at(row, 9)};
    one.student_no = text_at(row, 10);
    one.name = text_at(row, 11);
    one.class_name = text_at(row, 12);
    one.unit_name = text_at(row, 13);
    one.state = text_at(row, 14);
    one.holder = text_at(row, 15);
    one.place = text_at(row, 16);
    one.reason = text_at(row, 17);
    one.cells = whole_at(row, 18);
    one.printed_at = {whole_at(row, 19)};
    return one;
}

std::string filed_sql(std::string_view where) {
    return fmt::format(
        "select {}, coalesce(v.number, 0), coalesce(v.title, ''), s.person, coalesce(p.student_no, ''),"
        " coalesce(p.name, ''), coalesce(c.name, ''), coalesce(u.name, ''), s.state, s.holder, s.place, "
        "s.reason,"
        " s.cells, s.born_at from item i cross join sheet s on s.serial = i.serial"
        " left join volume v on v.id = i.volume left join person p on p.id = s.person"
        " left join class c on c.id = p.class left join unit u on u.id = c.unit where {}"
        " order by coalesce(v.number, 0), i.late, p.student_no, i.number",
        item_columns, where);
}

constexpr auto belonging_columns = "p.campaign, c.unit, p.class, p.student_no, p.name, c.name, u.name,"
                                   " (select year from campaign k where k.id = p.campaign)";

Belonging belonging_at(SQLite::Statement &row, int from) {
    return {whole_at(row, from),    whole_at(row, from + 1), whole_at(row, from + 2),
            text_at(row, from + 3), text_at(row, from + 4),  text_at(row, from + 5),
            text_at(row, from + 6), whole_at(row, from + 7)};
}

std::vector<std::string> first_column(SQLite::Statement &rows) {
    return all_rows<std::string>(rows, [](auto &row) { return text_at(row, 0); });
}

std::int64_t number_of(SQLite::Statement &rows) {
    return first_row<std::int64_t>(rows, [](auto &row) { return whole_at(row, 0); }).value_or(0);
}

} // namespace

base::Result<std::optional<Item>> item(Store const &store, std::string const &serial) {
    static auto const sql = fmt::format("select {} from item i where i.serial = ?1", item_columns);
    return guarded(store, [&](Db &db) { return first_row<Item>(bound(db, sql, serial), item_at); });
}

base::Result<std::optional<Box>> box(Store const &store, std::string const &name) {
    static auto const sql = fmt::format("select {} where b.name = ?1", box_columns);
    return guarded(store, [&](Db &db) { return first_row<Box>(bound(db, sql, name), box_at); });
}

base::Result<std::vector<Box>> boxes(Store const &store, std::string const &after, std::size_t limit,
                                     std::string const &shelf) {
    static auto const all = fmt::format("select {} where b.name > ?1 order by b.name limit ?2", box_columns);
    static auto const standing =
        fmt::format("select {} where b.name > ?1 and b.shelf = ?3 order by b.name limit ?2", box_columns);
    return guarded(store, [&](Db &db) {
        auto const most = static_cast<std::int64_t>(limit);
        return all_rows<Box>(
            shelf.empty() ? bound(db, all, after, most) : bound(db, standing, after, most, shelf), box_at);
    });
}

base::Result<std::int64_t> count_left(Store const &store, std::string const &box) {
    return guarded(store, [&](Db &db) {
        return number_of(bound(db,
                               "select count(*) from item i join sheet s on s.serial = i.serial"
                               " where i.box = ?1 and s.holder <> 'destroyed'",
                               box));
    });
}

base::Result<std::int64_t> last_number(Store const &store, std::string const &box) {
    return guarded(store, [&](Db &db) {
        return number_of(
            bound(db, "select coalesce(max(number), 0) from reference_given where box = ?1", box));
    });
}

base::Result<std::optional<std::string>> given_to(Store const &store, std::string const &reference) {
    return guarded(store, [&](Db &db) {
        return first_row<std::string>(
            bound(db, "select serial from reference_given where reference = ?1", reference),
            [](auto &row) { return text_at(row, 0); });
    });
}

base::Result<std::optional<Volume>> volume(Store const &store, std::string const &id) {
    static auto const sql = fmt::format("select {} where v.id = ?1", volume_columns);
    return guarded(store, [&](Db &db) { return first_row<Volume>(bound(db, sql, id), volume_at); });
}

base::Result<std::optional<Volume>> volume_of_class(Store const &store, std::string const &box,
                                                    std::int64_t class_id) {
    static auto const sql =
        fmt::format("select {} where v.box = ?1 and v.class = ?2 order by v.number limit 1", volume_columns);
    return guarded(store,
                   [&](Db &db) { return first_row<Volume>(bound(db, sql, box, class_id), volume_at); });
}

base::Result<std::vector<Volume>> volumes(Store const &store, std::string const &box) {
    static auto const sql = fmt::format("select {} where v.box = ?1 and exists (select 1 from item i where"
                                        " i.volume = v.id) order by v.number",
                                        volume_columns);
    return guarded(store, [&](Db &db) { return all_rows<Volume>(bound(db, sql, box), volume_at); });
}

base::Result<std::int64_t> last_volume_number(Store const &store, std::string const &box) {
    return guarded(store, [&](Db &db) {
        return number_of(bound(db, "select coalesce(max(number), 0) from volume where box = ?1", box));
    });
}

base::Result<std::set<std::int64_t>> volume_numbers(Store const &store, std::string const &box) {
    return guarded(store, [&](Db &db) {
        auto const all = all_rows<std::int64_t>(bound(db, "select number from volume where box = ?1", box),
                                                [](auto &row) { return whole_at(row, 0); });
        return std::set<std::int64_t>{all.begin(), all.end()};
    });
}

base::Result<std::vector<Filed>> filed_in(Store const &store, std::string const &box,
                                          std::string const &volume) {
    static auto const by_box = filed_sql("i.box = ?1");
    static auto const by_volume = filed_sql("i.volume = ?1");
    return guarded(store, [&](Db &db) {
        return all_rows<Filed>(volume.empty() ? bound(db, by_box, box) : bound(db, by_volume, volume),
                               filed_at);
    });
}

base::Result<std::optional<Belonging>> belonging(Store const &store, std::int64_t person) {
    static auto const sql = fmt::format("select {} from person p join class c on c.id = p.class"
                                        " join unit u on u.id = c.unit where p.id = ?1",
                                        belonging_columns);
    return guarded(store, [&](Db &db) {
        return first_row<Belonging>(bound(db, sql, person), [](auto &row) { return belonging_at(row, 0); });
    });
}

base::Result<std::vector<Waiting>> waiting(Store const &store, std::size_t limit) {
    static auto const sql = fmt::format("select s.serial, coalesce((select max(h.handover) from "
                                        "handover_sheet h where h.serial = s.serial and"
                                        " h.outcome in ('matched', 'extra')), ''), s.moved_at, {} from sheet "
                                        "s join person p on p.id = s.person"
                                        " join class c on c.id = p.class join unit u on u.id = c.unit"
                                        " where s.holder = 'archive' and s.place = '' and s.state <> 'void'"
                                        " order by s.moved_at, p.student_no limit ?1",
                                        belonging_columns);
    return guarded(store, [&](Db &db) {
        return all_rows<Waiting>(bound(db, sql, static_cast<std::int64_t>(limit)), [](auto &row) {
            return Waiting{text_at(row, 0), text_at(row, 1), belonging_at(row, 3), {whole_at(row, 2)}};
        });
    });
}

base::Result<std::int64_t> count_waiting(Store const &store) {
    return guarded(store, [&](Db &db) {
        return number_of(db.prepared(
            "select count(*) from sheet where holder = 'archive' and place = '' and state <> 'void'"));
    });
}

base::Result<std::vector<std::string>> waiting_from(Store const &store, std::string const &handover) {
    return guarded(store, [&](Db &db) {
        return first_column(
            bound(db,
                  "select h.serial from handover_sheet h cross join sheet s on s.serial = h.serial"
                  " where h.handover = ?1 and s.holder = 'archive' and s.place = ''"
                  " and s.state <> 'void'",
                  handover));
    });
}

base::Result<std::vector<std::string>> waiting_of(Store const &store, std::int64_t campaign,
                                                  std::string const &class_name) {
    return guarded(store, [&](Db &db) {
        return first_column(
            bound(db,
                  "select s.serial from unit u cross join class c on c.unit = u.id"
                  " cross join person p on p.class = c.id cross join sheet s on s.person = p.id"
                  " where u.campaign = ?1 and c.name = ?2 and s.holder = 'archive'"
                  " and s.place = '' and s.state <> 'void'",
                  campaign, class_name));
    });
}

} // namespace store
