// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/custody.hpp"
#include "store/db.hpp"
#include <algorithm>
#include <fmt/format.h>

namespace store {

namespace {

Discrepancy discrepancy_at(SQLite::Statement &row) {
    auto const when = [&](int column) {
        auto const at = row.getColumn(column);
        return at.isNull() ? std::nullopt : std::optional{base::Instant{at.getInt64()}};
    };
    Discrepancy one;
    one.id = text_at(row, 0);
    one.subject = text_at(row, 1);
    one.serial = text_at(row, 2);
    one.kind = text_at(row, 3);
    one.state = text_at(row, 4);
    one.opened_at = {whole_at(row, 5)};
    one.opened_by = text_at(row, 6);
    one.explanation = text_at(row, 7);
    one.explained_by = text_at(row, 8);
    one.explained_at = when(9);
    one.outcome = text_at(row, 10);
    one.closed_by = text_at(row, 11);
    one.closed_at = when(12);
    return one;
}

/// Events of the table about the sheet and about the acts that it was in.
std::vector<Moment> moments_in(Db &db, std::string_view table, std::string const &serial) {
    auto &rows =
        bound(db,
              fmt::format(
                  "select e.station, e.seq, e.at, e.actor, e.kind, e.subject, e.body, e.prev, e.digest,"
                  " coalesce(h.outcome, a.outcome, '') from {} e left join handover_sheet h"
                  " on h.handover = e.subject and h.serial = ?1"
                  " left join sheet_act a on a.subject = e.subject and a.serial = ?1"
                  " where e.subject in (select ?1 union select handover from handover_sheet where serial = ?1"
                  "  union select subject from sheet_act where serial = ?1"
                  "  union select consignment from consignment_sheet where serial = ?1)"
                  // Of what names sheets one by one, only what names this one.
                  " and (e.kind not in ('loan.returned', 'loan.lost') or ?1 = e.body ->> 'serial'"
                  " or ?1 in (select value from json_each(e.body, '$.sheets')))"
                  // What nobody knew when it was scanned stands under the stocktake, and was not this one.
                  " and (e.kind <> 'stocktake.scanned' or e.subject = ?1)"
                  " and e.kind not in ('stocktake.begun', 'record.viewed')"
                  // A sheet that went from station to station was at each after the one before.
                  " order by min(e.at) over (partition by e.station), e.station, e.seq",
                  table),
              serial);
    auto moments = all_rows<Moment>(rows, [](auto &r) {
        Event event{text_at(r, 0), whole_at(r, 1), {whole_at(r, 2)}, text_at(r, 3), text_at(r, 4),
                    text_at(r, 5), text_at(r, 6),  text_at(r, 7),    text_at(r, 8)};
        return Moment{std::move(event), {}, text_at(r, 9)};
    });
    std::erase_if(moments, [](Moment const &moment) {
        return moment.event.kind == "handover.opened" && moment.outcome == "extra";
    });
    return moments;
}

} // namespace

base::Result<std::vector<Moment>> life_of(Store const &store, std::string const &serial) {
    return guarded(store, [&](Db &db) {
        // What another station knew of it came with the sheet, and so before all that is known here.
        auto moments = moments_in(db, "foreign_event", serial);
        std::ranges::move(moments_in(db, "event", serial), std::back_inserter(moments));
        for (auto &moment : moments) {
            auto &details =
                bound(db, "select key, cast(value as text) from json_each(?1) where atom is not null",
                      moment.event.body);
            while (details.executeStep()) {
                moment.details.emplace(text_at(details, 0), text_at(details, 1));
            }
            details.reset();
        }
        return moments;
    });
}

base::Result<std::string> place_name(Store const &store, Sheet const &sheet) {
    if (sheet.holder != "unit") {
        return sheet.place;
    }
    return guarded(store, [&](Db &db) {
        return first_row<std::string>(
                   bound(db, "select name from unit where id = cast(?1 as integer)", sheet.place),
                   [](auto &r) { return text_at(r, 0); })
            .value_or(sheet.place);
    });
}

base::Result<std::vector<Contradiction>> contradictions(Store const &store) {
    return guarded(store, [&](Db &db) {
        return all_rows<Contradiction>(
            db.prepared(
                "select s.serial, s.holder || ' ' || s.place from sheet s where s.state <> 'void' and case "
                "s.holder"
                " when 'transit' then not exists (select 1 from handover_sheet l join handover h on h.id ="
                "  l.handover where l.handover = s.place and l.serial = s.serial and h.state = 'open')"
                " when 'archive' then s.place <> '' and not exists (select 1 from item i where i.serial ="
                "  s.serial and i.box = s.place)"
                " when 'loan' then not exists (select 1 from loan_sheet l where l.loan = s.place and "
                "l.serial ="
                "  s.serial and l.state = 'out')"
                " when 'unit' then not exists (select 1 from unit u where u.id = cast(s.place as integer))"
                " when 'none' then s.state = 'printed'"
                // Its place is the envelope in which it lies until that is posted.
                " when 'print-room' then s.place <> '' and not exists (select 1 from consignment_sheet l"
                "  join consignment c on c.id = l.consignment where l.consignment = s.place"
                "  and l.serial = s.serial and c.state = 'made')"
                " when 'student' then s.place <> ''"
                " else 0 end order by s.serial"),
            [](auto &row) {
                return Contradiction{text_at(row, 0), text_at(row, 1)};
            });
    });
}

base::Result<std::vector<CellUse>> cells_used(Store const &store, std::string const &serial) {
    return guarded(store, [&](Db &db) {
        return all_rows<CellUse>(
            bound(db, "select number, purpose, used_at, used_by from cell where serial = ?1 order by number",
                  serial),
            [](auto &row) {
                return CellUse{whole_at(row, 0), text_at(row, 1), {whole_at(row, 2)}, text_at(row, 3)};
            });
    });
}

base::Result<std::vector<Discrepancy>> discrepancies(Store const &store, DiscrepancyFilter const &filter) {
    return guarded(store, [&](Db &db) {
        // Only what is asked stands in the statement: each of these has its index.
        std::string where = "?1 in (0, h.unit, c.unit)";
        where += filter.id.empty() ? " and ?2 = ''" : " and d.id = ?2";
        where += filter.subject.empty() ? " and ?3 = ''" : " and d.subject = ?3";
        where += filter.serial.empty() ? " and ?4 = ''" : " and d.serial = ?4";
        where += filter.only_open ? " and d.state <> 'closed'" : "";
        auto const sql = fmt::format(
            "select d.id, d.subject, d.serial, d.kind, d.state, d.opened_at, d.opened_by,"
            " coalesce(r.text, ''), d.explained_by, d.explained_at, d.outcome, d.closed_by, d.closed_at"
            " from discrepancy d left join remark r on r.digest = d.explained"
            " left join handover h on h.id = d.subject left join sheet s on s.serial = d.serial"
            " left join person p on p.id = s.person left join class c on c.id = p.class"
            " where {} order by d.opened_at desc, d.id limit ?5",
            where);
        return all_rows<Discrepancy>(
            bound(db, sql, filter.unit, filter.id, filter.subject, filter.serial, filter.limit),
            discrepancy_at);
    });
}

} // namespace store
