// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/queue.hpp"
#include "store/person_row.hpp"
#include <fmt/format.h>

namespace store {

namespace {

constexpr auto ticket_columns =
    "select id, number, unit, class, heads, counted, state, drawn_at, called_at from ticket ";
constexpr auto payment_columns = "select id, payer, unit, class, person, visit, heads, fen, way, taken_at,"
                                 " taken_by, state, reason from payment ";

std::optional<std::int64_t> maybe_at(SQLite::Statement &row, int column) {
    auto const cell = row.getColumn(column);
    return cell.isNull() ? std::nullopt : std::optional{cell.getInt64()};
}

Ticket ticket_at(SQLite::Statement &row) {
    auto const called = maybe_at(row, 8);
    return {
        text_at(row, 0), whole_at(row, 1),   text_at(row, 2),
        text_at(row, 3), whole_at(row, 4),   maybe_at(row, 5),
        text_at(row, 6), {whole_at(row, 7)}, called ? std::optional{base::Instant{*called}} : std::nullopt};
}

Payment payment_at(SQLite::Statement &row) {
    return {text_at(row, 0),  text_at(row, 1),  text_at(row, 2),  text_at(row, 3), maybe_at(row, 4),
            text_at(row, 5),  whole_at(row, 6), whole_at(row, 7), text_at(row, 8), {whole_at(row, 9)},
            text_at(row, 10), text_at(row, 11), text_at(row, 12)};
}

std::int64_t one_number(SQLite::Statement &statement) {
    return first_row<std::int64_t>(statement, [](auto &row) { return whole_at(row, 0); }).value_or(0);
}

/// A class of a unit, once for each that the roster, a visit, a ticket or a payment names.
constexpr auto places = R"(
-- What one person paid is of where they belong, which may be known since.
with paid(unit, class, heads, fen) as (
    select coalesce(v.unit, y.unit), coalesce(v.class, y.class), y.heads, y.fen from payment y
    left join visit_place v on v.id = y.visit and y.visit <> '' where y.campaign = ?1 and y.state = 'taken'),
place(unit, class) as (
    select u.name, c.name from class c join unit u on u.id = c.unit where u.campaign = ?1
    union select unit, class from visit_place where campaign = ?1
    union select unit, class from ticket where campaign = ?1 and state <> 'void'
    union select unit, class from paid),
-- Who came twice counts once, as they stand now.
latest(id, unit, class, state) as (
    select id, unit, class, state from visit_place v where campaign = ?1 and
        number = (select max(w.number) from visit w where w.campaign = ?1 and
                  case when v.person is null then w.id = v.id else w.person = v.person end)),
seen(unit, class, swiped, waiting, accepted, refused, gone) as (
    select unit, class, count(*), sum(state in ('waiting', 'shot')), sum(state = 'confirmed'),
           sum(state = 'refused'), sum(state = 'left') from latest group by unit, class),
listed(unit, class, people, captured, absent, printed, handed) as (
    select u.name, c.name, count(*), count(h.person), sum(h.person is null and a.person is not null),
           sum(coalesce(s.state = 'printed', 0)), sum(coalesce(s.holder in ('unit', 'archive'), 0))
    from person p join class c on c.id = p.class join unit u on u.id = c.unit
    left join photo h on h.person = p.id left join absence a on a.person = p.id
    left join sheet s on s.person = p.id and s.state <> 'void'
    where p.campaign = ?1 group by u.id, c.id),
told(unit, class, heads) as (
    select unit, class, sum(heads) from ticket where campaign = ?1 and state <> 'void' group by unit, class),
money(unit, class, heads, fen) as (
    select unit, class, sum(heads), sum(fen) from paid group by unit, class)
select place.unit, place.class, coalesce(l.people, 0), coalesce(t.heads, 0), coalesce(v.swiped, 0),
       coalesce(v.waiting, 0), coalesce(v.accepted, 0), coalesce(v.refused, 0), coalesce(v.gone, 0),
       coalesce(m.heads, 0), coalesce(m.fen, 0), coalesce(l.captured, 0), coalesce(l.absent, 0),
       coalesce(l.printed, 0), coalesce(l.handed, 0)
from place
left join seen v on v.unit = place.unit and v.class = place.class
left join listed l on l.unit = place.unit and l.class = place.class
left join told t on t.unit = place.unit and t.class = place.class
left join money m on m.unit = place.unit and m.class = place.class
order by place.unit, place.class)";

} // namespace

base::Result<std::int64_t> next_ticket(Change &change, std::int64_t campaign) {
    return guarded(change.store(), [&](Db &db) {
        return one_number(
            bound(db, "select coalesce(max(number), 0) + 1 from ticket where campaign = ?1", campaign));
    });
}

base::Result<std::optional<Ticket>> ticket(Store const &store, std::int64_t campaign, std::int64_t number) {
    return guarded(store, [&](Db &db) {
        return first_row<Ticket>(bound(db,
                                       fmt::format("{} where campaign = ?1 and number = ?2", ticket_columns),
                                       campaign, number),
                                 ticket_at);
    });
}

base::Result<std::vector<Ticket>> tickets(Store const &store, std::int64_t campaign) {
    return guarded(store, [&](Db &db) {
        return all_rows<Ticket>(
            bound(db, fmt::format("{} where campaign = ?1 order by number", ticket_columns), campaign),
            ticket_at);
    });
}

base::Result<std::optional<Payment>> payment(Store const &store, std::string const &id) {
    return guarded(store, [&](Db &db) {
        return first_row<Payment>(bound(db, fmt::format("{} where id = ?1", payment_columns), id),
                                  payment_at);
    });
}

base::Result<std::vector<Payment>> payments(Store const &store, std::int64_t campaign) {
    return guarded(store, [&](Db &db) {
        return all_rows<Payment>(
            bound(db, fmt::format("{} where campaign = ?1 order by id", payment_columns), campaign),
            payment_at);
    });
}

base::Result<std::int64_t> heads_paid(Store const &store, std::int64_t campaign, std::string const &unit,
                                      std::string const &class_name) {
    return guarded(store, [&](Db &db) {
        return one_number(
            bound(db,
                  "select coalesce(sum(heads), 0) from payment where campaign = ?1 and unit = ?2"
                  " and class = ?3 and payer <> 'student' and state = 'taken'",
                  campaign, unit, class_name));
    });
}

base::Result<bool> visit_paid(Store const &store, std::string const &visit) {
    return guarded(store, [&](Db &db) {
        return one_number(bound(db,
                                "select count(*) from payment y join visit v on v.id = y.visit"
                                " where y.state = 'taken' and (v.id = ?1"
                                " or v.person = (select person from visit where id = ?1))",
                                visit)) > 0;
    });
}

base::Result<Place> place_of_visit(Store const &store, std::string const &visit) {
    return guarded(store, [&](Db &db) {
        return first_row<Place>(bound(db, "select unit, class from visit_place where id = ?1", visit),
                                [](auto &row) {
                                    return Place{text_at(row, 0), text_at(row, 1)};
                                })
            .value_or(Place{});
    });
}

base::Result<std::int64_t> heads_shot(Store const &store, std::int64_t campaign, Place const &place,
                                      std::string const &visit) {
    return guarded(store, [&](Db &db) {
        return one_number(bound(db,
                                "select count(distinct coalesce(person, id)) from visit_place"
                                " where campaign = ?1 and unit = ?2 and (?3 = '' or class = ?3)"
                                " and (state in ('shot', 'confirmed') or id = ?4)",
                                campaign, place.unit, place.class_name, visit));
    });
}

base::Result<std::vector<Tally>> tallies(Store const &store, std::int64_t campaign) {
    return guarded(store, [&](Db &db) {
        return all_rows<Tally>(bound(db, places, campaign), [](auto &row) {
            return Tally{text_at(row, 0),   text_at(row, 1),   whole_at(row, 2),  whole_at(row, 3),
                         whole_at(row, 4),  whole_at(row, 5),  whole_at(row, 6),  whole_at(row, 7),
                         whole_at(row, 8),  whole_at(row, 9),  whole_at(row, 10), whole_at(row, 11),
                         whole_at(row, 12), whole_at(row, 13), whole_at(row, 14)};
        });
    });
}

base::Result<std::vector<Comer>> comers(Store const &store, std::int64_t campaign) {
    return guarded(store, [&](Db &db) {
        auto &rows = bound(
            db,
            "select v.number, v.unit, v.class, coalesce(p.name, s.name, ''), coalesce(p.student_no, ''),"
            " v.state, b.begun_at, v.person, exists (select 1 from payment y join visit z on z.id = y.visit"
            " where y.state = 'taken' and (z.id = v.id or z.person = v.person))"
            " from visit_place v join visit b on b.id = v.id left join person p on p.id = v.person"
            " left join stranger s on s.visit = v.id where v.campaign = ?1 and (v.person is null"
            " or v.number = (select max(number) from visit w where w.person = v.person)) order by v.number",
            campaign);
        return all_rows<Comer>(rows, [](auto &row) {
            return Comer{whole_at(row, 0),   text_at(row, 1),  text_at(row, 2),
                         text_at(row, 3),    text_at(row, 4),  text_at(row, 5),
                         {whole_at(row, 6)}, maybe_at(row, 7), whole_at(row, 8) != 0};
        });
    });
}

base::Result<std::vector<Missing>> missing(Store const &store, std::int64_t campaign, Selection const &who) {
    return guarded(store, [&](Db &db) {
        auto &rows =
            bound(db,
                  fmt::format("select {}, coalesce(a.reason, ''), coalesce(t.how, ''), coalesce(t.date, '')"
                              " from {} left join told t on t.person = p.id"
                              " left join photo h on h.person = p.id"
                              " left join absence a on a.person = p.id where p.campaign = ?1"
                              " and h.person is null and (?2 = '' or u.name = ?2)"
                              " and (?3 = '' or c.name = ?3) order by u.id, c.id, p.student_no",
                              person_columns, person_tables),
                  campaign, who.unit.value_or(""), who.class_name.value_or(""));
        return all_rows<Missing>(rows, [](auto &row) {
            constexpr int behind_person = 12;
            return Missing{person_at(row), text_at(row, behind_person), text_at(row, behind_person + 1),
                           text_at(row, behind_person + 2)};
        });
    });
}

} // namespace store
