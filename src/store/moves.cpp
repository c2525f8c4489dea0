// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/moves.hpp"
#include "store/db.hpp"
#include <fmt/format.h>

namespace store {

namespace {

constexpr auto act_columns = "select id, at, by, boxes, volumes, items, target, undoes, undone_by from act";

Act act_at(SQLite::Statement &row) {
    return {text_at(row, 0),  {whole_at(row, 1)}, text_at(row, 2), whole_at(row, 3), whole_at(row, 4),
            whole_at(row, 5), text_at(row, 6),    text_at(row, 7), text_at(row, 8)};
}

constexpr auto stocktake_columns =
    "select id, kind, place, state, begun_at, begun_by, ended_at, ended_by, present from stocktake";

Stocktake stocktake_at(SQLite::Statement &row) {
    auto const ended = row.getColumn(6);
    return {text_at(row, 0),
            text_at(row, 1),
            text_at(row, 2),
            text_at(row, 3),
            {whole_at(row, 4)},
            text_at(row, 5),
            ended.isNull() ? std::nullopt : std::optional{base::Instant{ended.getInt64()}},
            text_at(row, 7),
            whole_at(row, 8)};
}

StocktakeScan scan_at(SQLite::Statement &row) {
    return {text_at(row, 0), whole_at(row, 1) != 0, whole_at(row, 2)};
}

/// Rows of one list in the act's event; \p keys are its members.
template <typename T, typename Make>
std::vector<T> listed(Db &db, std::string const &act, std::string_view list, std::string_view keys,
                      Make const &make) {
    auto const sql =
        fmt::format("select {} from event e, json_each(e.body, '$.{}') m where e.subject = ?1 and"
                    " e.kind in ('archive.moved', 'act.undone') order by m.key",
                    keys, list);
    return all_rows<T>(bound(db, sql, act), make);
}

} // namespace

base::Result<std::optional<Act>> act(Store const &store, std::string const &id) {
    static auto const sql = fmt::format("{} where id = ?1", act_columns);
    return guarded(store, [&](Db &db) { return first_row<Act>(bound(db, sql, id), act_at); });
}

base::Result<std::vector<Act>> acts(Store const &store, std::size_t limit) {
    static auto const sql = fmt::format("{} order by at desc limit ?1", act_columns);
    return guarded(store, [&](Db &db) {
        return all_rows<Act>(bound(db, sql, static_cast<std::int64_t>(limit)), act_at);
    });
}

base::Result<Moved> moved_by(Store const &store, std::string const &act) {
    return guarded(store, [&](Db &db) {
        Moved moved;
        moved.boxes = listed<MovedBox>(
            db, act, "boxes", "m.value ->> 'box', m.value ->> 'from', m.value ->> 'to'", [](auto &r) {
                return MovedBox{text_at(r, 0), text_at(r, 1), text_at(r, 2)};
            });
        moved.volumes = listed<MovedVolume>(
            db, act, "volumes",
            "m.value ->> 'volume', m.value ->> 'from', m.value ->> 'to', m.value ->> 'from_number',"
            " m.value ->> 'number'",
            [](auto &r) {
                return MovedVolume{text_at(r, 0), text_at(r, 1), text_at(r, 2), whole_at(r, 3),
                                   whole_at(r, 4)};
            });
        moved.items = listed<MovedItem>(
            db, act, "items",
            "m.value ->> 'serial', m.value ->> 'from', m.value ->> 'from_volume', m.value ->> 'to',"
            " m.value ->> 'to_volume'",
            [](auto &r) {
                return MovedItem{text_at(r, 0), text_at(r, 1), text_at(r, 2), text_at(r, 3), text_at(r, 4)};
            });
        return moved;
    });
}

base::Result<std::vector<std::string>> moved_since(Store const &store, std::string const &act) {
    return guarded(store, [&](Db &db) {
        return all_rows<std::string>(
            bound(
                db,
                "with this (seq, body, at) as (select e.seq, e.body, a.at from event e"
                "  join act a on a.id = e.subject where e.subject = ?1 and e.kind = 'archive.moved')"
                // An act that was taken back, and the one that did it, come to nothing.
                " select mine.serial from sheet_act mine cross join sheet_act other"
                "  on other.serial = mine.serial and other.outcome = 'box'"
                " cross join act b on b.id = other.subject and b.undoes = '' and b.undone_by = ''"
                " cross join event e on e.subject = b.id and e.kind = 'archive.moved'"
                " where mine.subject = ?1 and mine.outcome = 'box' and e.seq > (select seq from this)"
                " union select i.serial from this, json_each(this.body, '$.volumes') m"
                " cross join item i on i.volume = m.value ->> 'volume'"
                " where i.serial not in (select serial from sheet_act where subject = ?1)"
                " union select m.value ->> 'box' from this cross join act b on b.at >= this.at"
                " cross join event e on e.subject = b.id and e.kind = 'archive.moved',"
                " json_each(e.body, '$.boxes') m where b.boxes > 0 and b.undoes = '' and b.undone_by = ''"
                " and e.seq > this.seq"
                " and m.value ->> 'box' in (select mine.value ->> 'box' from json_each(this.body, '$.boxes') "
                "mine)",
                act),
            [](auto &row) { return text_at(row, 0); });
    });
}

base::Result<std::optional<Stocktake>> stocktake(Store const &store, std::string const &id) {
    static auto const sql = fmt::format("{} where id = ?1", stocktake_columns);
    return guarded(store, [&](Db &db) { return first_row<Stocktake>(bound(db, sql, id), stocktake_at); });
}

base::Result<std::optional<Stocktake>> open_stocktake(Store const &store, std::string const &place) {
    static auto const sql = fmt::format("{} where place = ?1 and state = 'open'", stocktake_columns);
    return guarded(store, [&](Db &db) { return first_row<Stocktake>(bound(db, sql, place), stocktake_at); });
}

base::Result<std::vector<Stocktake>> stocktakes(Store const &store, std::size_t limit) {
    static auto const sql = fmt::format("{} order by begun_at desc limit ?1", stocktake_columns);
    return guarded(store, [&](Db &db) {
        return all_rows<Stocktake>(bound(db, sql, static_cast<std::int64_t>(limit)), stocktake_at);
    });
}

base::Result<std::vector<StocktakeScan>> stocktake_scans(Store const &store, std::string const &stocktake) {
    return guarded(store, [&](Db &db) {
        return all_rows<StocktakeScan>(
            bound(db,
                  "select serial, known, times from stocktake_scan where stocktake = ?1 order by at, serial",
                  stocktake),
            scan_at);
    });
}

base::Result<std::optional<StocktakeScan>> stocktake_scan(Store const &store, std::string const &stocktake,
                                                          std::string const &scanned) {
    return guarded(store, [&](Db &db) {
        return first_row<StocktakeScan>(
            bound(db, "select serial, known, times from stocktake_scan where stocktake = ?1 and serial = ?2",
                  stocktake, scanned),
            scan_at);
    });
}

base::Result<std::vector<std::pair<std::string, std::string>>> brought_out(Store const &store,
                                                                           std::string const &stocktake) {
    return guarded(store, [&](Db &db) {
        return all_rows<std::pair<std::string, std::string>>(
            bound(db, "select serial, outcome from sheet_act where subject = ?1 order by outcome, serial",
                  stocktake),
            [](auto &row) {
                return std::pair{text_at(row, 0), text_at(row, 1)};
            });
    });
}

} // namespace store
