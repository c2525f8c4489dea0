// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/keeping_bag.hpp"
#include "base/pinyin.hpp"
#include "store/db.hpp"
#include "store/people.hpp"
#include <array>
#include <fmt/format.h>

namespace store {

namespace {

constexpr auto serials = "(select serial from bag_sheet)";
constexpr auto subjects = "(select subject from bag_subject)";

struct Table {
    std::string_view name;
    std::string_view where; ///< {0} serials, {1} subjects
};

constexpr std::array tables{
    Table{"campaign", "id in (select campaign from bag_person)"},
    Table{"unit", "id in (select unit from bag_person) or id in (select unit from handover where id in {1})"},
    Table{"class",
          "id in (select class from bag_person) or id in (select class from volume where id in {1})"},
    Table{"person", "id in (select id from bag_person)"},
    Table{"certificate", "person in (select id from bag_person)"},
    Table{"photo", "person in (select id from bag_person)"},
    Table{"layout", "digest in (select layout from sheet where serial in {0})"},
    Table{"remark", "digest in (select digest from bag_remark)"},
    Table{"office", "true"},
    Table{"sheet", "serial in {0}"},
    Table{"sheet_label", "serial in {0}"},
    Table{"cell", "serial in {0}"},
    Table{"reference_given", "serial in {0}"},
    Table{"item", "serial in {0}"},
    Table{"job", "serial in {0}"},
    Table{"copy", "serial in {0}"},
    Table{"look", "subject in {0} or subject in (select 'person ' || id from bag_person)"},
    Table{"sheet_act", "serial in {0}"},
    Table{"handover_sheet", "serial in {0}"},
    Table{"handover_scan", "serial in {0}"},
    Table{"loan_sheet", "serial in {0}"},
    Table{"consignment_sheet", "serial in {0}"},
    Table{"stocktake_scan", "serial in {0}"},
    Table{"discrepancy", "serial in {0}"},
    Table{"handover", "id in {1}"},
    Table{"loan", "id in {1}"},
    Table{"consignment", "id in {1}"},
    Table{"act", "id in {1}"},
    Table{"stocktake", "id in {1}"},
    Table{"box", "name in (select box from item where serial in {0})"
                 " or name in (select box from reference_given where serial in {0})"},
    Table{"volume", "id in {1}"},
};

constexpr auto names = [] {
    std::array<std::string_view, tables.size()> list{};
    for (std::size_t i = 0; i < tables.size(); ++i) {
        list[i] = tables[i].name;
    }
    return list;
}();

std::string condition_of(std::string_view table) {
    for (auto const &one : tables) {
        if (one.name == table) {
            return fmt::format(fmt::runtime(one.where), serials, subjects);
        }
    }
    return "false";
}

std::vector<std::string> columns(Db &db, std::string const &table) {
    return all_rows<std::string>(bound(db, "select name from pragma_table_info(?1)", table),
                                 [](auto &row) { return text_at(row, 0); });
}

/// "json_object('id', id, 'name', name)"
std::string as_json(Db &db, std::string const &table, bool with_id_numbers) {
    std::string list;
    for (auto const &column : columns(db, table)) {
        auto const hidden = table == "person" && column == "id_no" && !with_id_numbers;
        list += fmt::format("{}'{}', {}", list.empty() ? "" : ", ", column, hidden ? "''" : column);
    }
    return "json_object(" + list + ")";
}

constexpr auto forget = "drop table if exists temp.bag_person; drop table if exists temp.bag_sheet;"
                        "drop table if exists temp.bag_subject; drop table if exists temp.bag_remark;";

void select_people(Db &db, BagScope const &scope) {
    db.raw().exec("create temp table bag_person (id integer primary key, campaign, unit, class, student_no)");
    bound(db,
          "insert into bag_person select p.id, p.campaign, c.unit, c.id, p.student_no from person p"
          " join class c on c.id = p.class join unit u on u.id = c.unit"
          " where ?4 = '' and ?5 = 0 and p.campaign = ?1 and (?2 = '' or u.name = ?2) and (?3 = '' or c.name "
          "= ?3)"
          " union all select p.id, p.campaign, c.unit, c.id, p.student_no from person p"
          " join class c on c.id = p.class where ?5 <> 0 and p.campaign in (select id from campaign where "
          "year = ?5)"
          " union all select p.id, p.campaign, c.unit, c.id, p.student_no from person p"
          " join class c on c.id = p.class where ?4 <> '' and p.id in (select s.person from item i"
          " join sheet s on s.serial = i.serial where i.box = ?4)",
          scope.campaign, scope.unit, scope.class_name, scope.box, scope.year)
        .exec();
}

/// What the people's sheets were in, and what was said of it.
void select_acts(SQLite::Database &db) {
    db.exec("create temp table bag_sheet (serial text primary key);"
            "insert into bag_sheet select serial from sheet where person in (select id from bag_person);"
            "create temp table bag_subject (subject text primary key);"
            "insert or ignore into bag_subject select serial from bag_sheet"
            " union select 'person ' || id from bag_person"
            " union select handover from handover_sheet where serial in (select serial from bag_sheet)"
            " union select loan from loan_sheet where serial in (select serial from bag_sheet)"
            " union select consignment from consignment_sheet where serial in (select serial from bag_sheet)"
            " union select subject from sheet_act where serial in (select serial from bag_sheet)"
            " union select stocktake from stocktake_scan where serial in (select serial from bag_sheet)"
            " union select volume from item where serial in (select serial from bag_sheet) and volume <> ''"
            " union select box from item where serial in (select serial from bag_sheet)"
            " union select id from discrepancy where serial in (select serial from bag_sheet);"
            "create temp table bag_remark (digest text primary key);"
            "insert or ignore into bag_remark select body ->> 'remark' from event"
            "  where subject in (select subject from bag_subject) and body ->> 'remark' <> ''"
            " union select body ->> 'remark' from foreign_event"
            "  where subject in (select subject from bag_subject) and body ->> 'remark' <> ''"
            " union select remark from handover_scan where serial in (select serial from bag_sheet)"
            " union select explained from discrepancy where serial in (select serial from bag_sheet)"
            " union select purpose from copy where serial in (select serial from bag_sheet)"
            " union select condition from loan_sheet where serial in (select serial from bag_sheet)"
            " union select condition_back from loan_sheet where serial in (select serial from bag_sheet)"
            " union select borrower from loan where id in (select subject from bag_subject)"
            " union select office from loan where id in (select subject from bag_subject)"
            " union select purpose from loan where id in (select subject from bag_subject)"
            " union select proof from loan where id in (select subject from bag_subject)"
            " union select declined from loan where id in (select subject from bag_subject);");
}

std::vector<std::string> texts(SQLite::Statement &rows) {
    return all_rows<std::string>(rows, [](auto &row) { return text_at(row, 0); });
}

/// Hands on the first column of each row. \return what \p take returns where that is a fault
base::Result<> hand_on(Store const &store, std::string const &sql, BagRows::Take const &take) {
    base::Result<> done;
    auto read = guarded(store, [&](Db &db) {
        SQLite::Statement rows{db.raw(), sql};
        while (done && rows.executeStep()) {
            done = take(text_at(rows, 0));
        }
    });
    return done ? std::move(read) : std::move(done);
}

std::optional<std::string> first_text(SQLite::Statement &row) {
    return first_row<std::string>(row, [](auto &r) { return text_at(r, 0); });
}

std::string json_list(std::vector<std::int64_t> const &numbers) {
    auto list = base::Json::list();
    for (auto const number : numbers) {
        list.add(number);
    }
    return list.text();
}

} // namespace

std::span<std::string_view const> bag_tables() {
    return names;
}

base::Result<BagRows> BagRows::select(Store const &store, BagScope const &scope) {
    auto selected = guarded(store, [&](Db &db) {
        db.raw().exec(forget);
        db.raw().exec("begin");
        select_people(db, scope);
        select_acts(db.raw());
    });
    if (!selected) {
        static_cast<void>(guarded(store, [](Db &db) { db.raw().exec("rollback"); }));
        return std::move(selected).fault();
    }
    return BagRows{store};
}

BagRows::BagRows(BagRows &&other) noexcept : store_{std::exchange(other.store_, nullptr)} {}

BagRows::~BagRows() {
    if (store_ != nullptr) {
        static_cast<void>(guarded(*store_, [](Db &db) { db.raw().exec("rollback"); }));
    }
}

base::Result<std::vector<BagPerson>> BagRows::people() const {
    return guarded(*store_, [](Db &db) {
        SQLite::Statement rows{
            db.raw(),
            "select b.id, b.unit, b.class, k.school_code || ' ' || k.school_name || ' ' || k.year, u.name,"
            " c.name from bag_person b join campaign k on k.id = b.campaign join unit u on u.id = b.unit"
            " join class c on c.id = b.class order by k.year, k.id, u.id, c.id, b.student_no"};
        return all_rows<BagPerson>(rows, [](auto &r) {
            return BagPerson{whole_at(r, 0), whole_at(r, 1), whole_at(r, 2),
                             text_at(r, 3),  text_at(r, 4),  text_at(r, 5)};
        });
    });
}

base::Result<std::vector<std::string>> BagRows::sheets_of(std::int64_t person) const {
    return guarded(*store_, [&](Db &db) {
        return texts(
            bound(db, "select serial from sheet where person = ?1 order by born_at, serial", person));
    });
}

base::Result<std::vector<std::pair<std::string, std::string>>>
BagRows::certificates_of(std::int64_t person) const {
    using Certificate = std::pair<std::string, std::string>;
    return guarded(*store_, [&](Db &db) {
        return all_rows<Certificate>(
            bound(db, "select purpose, number from certificate where person = ?1 order by purpose", person),
            [](auto &row) {
                return Certificate{text_at(row, 0), text_at(row, 1)};
            });
    });
}

base::Result<std::int64_t> BagRows::count_sheets() const {
    return guarded(*store_,
                   [](Db &db) { return db.raw().execAndGet("select count(*) from bag_sheet").getInt64(); });
}

base::Result<std::optional<std::string>> BagRows::unsettled() const {
    return guarded(*store_, [](Db &db) {
        SQLite::Statement row{db.raw(),
                              "select serial from job where serial in (select serial from bag_sheet)"
                              " and state in ('intended', 'uncertain') order by serial limit 1"};
        return first_text(row);
    });
}

base::Result<std::vector<std::string>> BagRows::files() const {
    return guarded(*store_, [](Db &db) {
        SQLite::Statement rows{
            db.raw(),
            "select * from (select master as digest from photo where person in (select id from bag_person)"
            " union select original from photo where person in (select id from bag_person)"
            " union select photo from sheet where serial in (select serial from bag_sheet)"
            " union select given_signature from handover where id in (select subject from bag_subject)"
            " union select given_paper from handover where id in (select subject from bag_subject)"
            " union select received_signature from handover where id in (select subject from bag_subject)"
            " union select received_paper from handover where id in (select subject from bag_subject)"
            " union select signature from loan where id in (select subject from bag_subject)) where digest "
            "<> ''"
            " order by 1"};
        return texts(rows);
    });
}

base::Result<> BagRows::each(std::string const &table, bool with_id_numbers, Take const &take) const {
    auto const sql = guarded(*store_, [&](Db &db) {
        return fmt::format("select {} from {} where {}", as_json(db, table, with_id_numbers), table,
                           condition_of(table));
    });
    return sql ? hand_on(*store_, *sql, take) : base::Result<>{base::Fault{sql.fault()}};
}

base::Result<> BagRows::each_event(Take const &take) const {
    static constexpr auto columns = "station, seq, at, actor, kind, subject, body, prev, digest";
    auto const part = [&](std::string_view table) {
        return fmt::format(
            "select json_object('station', station, 'seq', seq, 'at', at, 'actor', actor, 'kind', kind,"
            " 'subject', subject, 'body', body, 'prev', prev, 'digest', digest) from"
            " (select {} from {} where subject in (select subject from bag_subject)"
            "  order by station, seq)",
            columns, table);
    };
    auto foreign = hand_on(*store_, part("foreign_event"), take);
    return foreign ? hand_on(*store_, part("event"), take) : std::move(foreign);
}

base::Result<std::optional<BagClash>>
bag_clash(Store const &store, std::string const &bag, std::string const &from,
          std::vector<std::int64_t> const &people, std::vector<std::string> const &serials,
          std::vector<std::string> const &references, std::vector<std::string> const &boxes) {
    return guarded(store, [&](Db &db) -> std::optional<BagClash> {
        auto const look = [&](char const *sql, std::string const &list) {
            return first_text(bound(db, sql, list));
        };
        if (auto const found = look("select at from bag where id = ?1 and way = 'in'", bag)) {
            return BagClash{"bag", bag};
        }
        if (auto found =
                look("select student_no from person where id in (select value from json_each(?1)) limit 1",
                     json_list(people))) {
            return BagClash{"person", *found};
        }
        if (auto found =
                look("select serial from sheet where serial in (select value from json_each(?1)) limit 1",
                     store::json_list(serials))) {
            return BagClash{"sheet", *found};
        }
        if (auto found = look("select reference from reference_given where reference in"
                              " (select value from json_each(?1)) limit 1",
                              store::json_list(references))) {
            return BagClash{"reference", *found};
        }
        auto box =
            first_text(bound(db,
                             "select name from box where name in (select value from json_each(?1))"
                             " and name not in (select name from foreign_box where station = ?2) limit 1",
                             store::json_list(boxes), from));
        return box ? std::optional{BagClash{"box", *box}} : std::nullopt;
    });
}

base::Result<bool> put_row(Change &change, std::string const &table, std::string const &json) {
    return guarded(change.store(), [&](Db &db) {
        std::string into, from;
        for (auto const &column : columns(db, table)) {
            into += (into.empty() ? "" : ", ") + column;
            from += fmt::format("{}?1 ->> '{}'", from.empty() ? "" : ", ", column);
        }
        return bound(db,
                     fmt::format("insert into {} ({}) values ({}) on conflict do nothing", table, into, from),
                     json)
                   .exec() > 0;
    });
}

base::Result<std::optional<std::int64_t>> same_row(Change &change, std::string const &table,
                                                   std::string const &json) {
    auto const *const sql =
        table == "campaign" ? "select id from campaign where school_code = ?1 ->> 'school_code'"
                              " and year = ?1 ->> 'year' and profile = ?1 ->> 'profile'"
        : table == "unit" ? "select id from unit where campaign = ?1 ->> 'campaign' and name = ?1 ->> 'name'"
                          : "select id from class where unit = ?1 ->> 'unit' and name = ?1 ->> 'name'";
    return guarded(change.store(), [&](Db &db) {
        return first_row<std::int64_t>(bound(db, sql, json), [](auto &row) { return whole_at(row, 0); });
    });
}

base::Result<> index_person(Change &change, std::int64_t person) {
    return guarded(change.store(), [&](Db &db) {
        auto const name = first_text(bound(db, "select name from person where id = ?1", person)).value_or("");
        bound(db, "insert into person_grams (rowid, grams) values (?1, ?2)", person, grams_of(name)).exec();
        for (auto const &key : base::pinyin_keys(name)) {
            bound(db, "insert or ignore into pinyin (key, person) values (?1, ?2)", key, person).exec();
        }
    });
}

base::Result<> put_foreign_event(Change &change, Event const &event, std::string const &bag) {
    return guarded(change.store(), [&](Db &db) {
        bound(db,
              "insert into foreign_event (station, seq, at, actor, kind, subject, body, prev, digest, bag)"
              " values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10) on conflict do nothing",
              event.station, event.seq, event.at.ms, event.actor, event.kind, event.subject, event.body,
              event.prev, event.digest, bag)
            .exec();
    });
}

base::Result<std::vector<Bag>> bags(Store const &store, std::size_t limit) {
    return guarded(store, [&](Db &db) {
        auto &rows = bound(
            db,
            "select id, way, station, scope, place, people, sheets, files, bytes, id_numbers, digest, at,"
            " by from bag order by at desc, id desc limit ?1",
            static_cast<std::int64_t>(limit));
        return all_rows<Bag>(rows, [](auto &r) {
            return Bag{text_at(r, 0),  text_at(r, 1),     text_at(r, 2),  text_at(r, 3),  text_at(r, 4),
                       whole_at(r, 5), whole_at(r, 6),    whole_at(r, 7), whole_at(r, 8), whole_at(r, 9) != 0,
                       text_at(r, 10), {whole_at(r, 11)}, text_at(r, 12)};
        });
    });
}

} // namespace store
