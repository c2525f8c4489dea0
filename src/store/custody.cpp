// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/custody.hpp"
#include "base/text.hpp"
#include "code/serial.hpp"
#include "store/db.hpp"
#include <fmt/format.h>
#include <set>

namespace store {

namespace {

constexpr auto hit_columns =
    "coalesce(s.serial, ''), coalesce(s.state, ''), coalesce(s.holder, ''), coalesce(s.place, ''), p.name,"
    " p.student_no, u.name, c.name, coalesce(i.reference, ''), coalesce(s.moved_at, 0)";
constexpr auto class_and_unit = "join class c on c.id = p.class join unit u on u.id = c.unit";
/// A person without a sheet is an answer too.
constexpr auto their_sheets = "left join sheet s on s.person = p.id left join item i on i.serial = s.serial";

Hit hit_at(SQLite::Statement &row) {
    return {text_at(row, 0), text_at(row, 1), text_at(row, 2), text_at(row, 3), text_at(row, 4),
            text_at(row, 5), text_at(row, 6), text_at(row, 7), text_at(row, 8), {whole_at(row, 9)}};
}

/// What is gathered, of one unit or of all.
struct Search {
    std::size_t limit = 0;
    std::int64_t unit = 0; ///< 0: of all
    std::vector<Hit> hits{};
};

/// Adds what the statement finds for \p values, up to the limit in all.
template <typename... Values>
void take(Db &db, std::string const &sql, Search &search, Values const &...values) {
    auto &hits = search.hits;
    if (hits.size() >= search.limit) {
        return;
    }
    auto &rows =
        bound(db, sql, static_cast<std::int64_t>(search.limit - hits.size()), search.unit, values...);
    for (auto &hit : all_rows<Hit>(rows, hit_at)) {
        hits.push_back(std::move(hit));
    }
}

/// Before the limit, or a unit would miss its own people among many others.
constexpr auto of_unit = "?2 in (0, u.id)";

/// Each begins at the one index that answers it: left joins the other way round would look at every person.
/// In one order each time, the one that the index has anyway.
std::string by_person(std::string_view where) {
    return fmt::format("select {} from person p {} {} where {} and {} order by p.id, s.serial limit ?1",
                       hit_columns, class_and_unit, their_sheets, where, of_unit);
}
std::string by_item(std::string_view where) {
    return fmt::format("select {} from item i cross join sheet s on s.serial = i.serial"
                       " join person p on p.id = s.person {} where {} and {}"
                       " order by i.box, i.number limit ?1",
                       hit_columns, class_and_unit, where, of_unit);
}
std::string by_serial() {
    return fmt::format("select {} from sheet s join person p on p.id = s.person {}"
                       " left join item i on i.serial = s.serial where s.serial = ?3 and {} limit ?1",
                       hit_columns, class_and_unit, of_unit);
}
/// The search words narrow it down to few, as they come and not all at once, because a surname has a hundred
/// thousand; instr then makes sure that the characters stand side by side, in capitals on both sides.
std::string by_name() {
    return fmt::format(
        "select {} from person_grams g cross join person p on p.id = g.rowid {} {}"
        " where g.person_grams match ?3 and"
        " instr(upper(replace(replace(replace(p.name, '\u00B7', ''), ' ', ''), '\u3000', '')), ?4) > 0 and {}"
        " order by g.rowid limit ?1",
        hit_columns, class_and_unit, their_sheets, of_unit);
}

void drop_repeated(std::vector<Hit> &hits) {
    std::set<std::pair<std::string, std::string>> seen;
    std::erase_if(hits, [&](Hit const &hit) { return !seen.emplace(hit.serial, hit.student_no).second; });
}

} // namespace

base::Result<std::optional<Handover>> handover(Store const &store, std::string const &id) {
    return guarded(store, [&](Db &db) {
        auto found = first_row<Handover>(bound(db,
                                               "select h.id, h.unit, u.name, h.state, h.given_by, h.given_at "
                                               "from handover h join unit u on u.id ="
                                               " h.unit where h.id = ?1",
                                               id),
                                         [](auto &r) {
                                             return Handover{text_at(r, 0),
                                                             whole_at(r, 1),
                                                             text_at(r, 2),
                                                             text_at(r, 3),
                                                             text_at(r, 4),
                                                             {whole_at(r, 5)},
                                                             {}};
                                         });
        if (found) {
            found->listed =
                all_rows<std::string>(bound(db,
                                            "select j.value from event e, json_each(e.body, '$.sheets') j "
                                            "where e.subject = ?1 and e.kind = 'handover.opened'",
                                            id),
                                      [](auto &r) { return text_at(r, 0); });
        }
        return found;
    });
}

base::Result<std::optional<Item>> item(Store const &store, std::string const &serial) {
    return guarded(store, [&](Db &db) {
        return first_row<Item>(
            bound(db, "select serial, box, number, reference from item where serial = ?1", serial),
            [](auto &r) {
                return Item{text_at(r, 0), text_at(r, 1), whole_at(r, 2), text_at(r, 3)};
            });
    });
}

base::Result<std::vector<Box>> boxes(Store const &store) {
    return guarded(store, [&](Db &db) {
        return all_rows<Box>(db.prepared("select box, count(*) from item group by box order by box"),
                             [](auto &row) {
                                 return Box{text_at(row, 0), whole_at(row, 1)};
                             });
    });
}

base::Result<std::int64_t> items_in(Store const &store, std::string const &box) {
    return guarded(store, [&](Db &db) {
        return first_row<std::int64_t>(
                   bound(db, "select coalesce(max(number), 0) from item where box = ?1", box),
                   [](auto &r) { return whole_at(r, 0); })
            .value_or(0);
    });
}

base::Result<std::vector<Hit>> find(Store const &store, std::string const &query, std::size_t limit,
                                    std::optional<std::int64_t> unit) {
    return guarded(store, [&](Db &db) {
        static auto const serial_sql = by_serial();
        static auto const number_sql = by_person("p.student_no = ?3");
        static auto const id_sql = by_person("p.id_no <> '' and p.id_no = ?3");
        static auto const reference_sql = by_item("i.reference = ?3");
        static auto const box_sql = by_item("i.box = ?3");
        static auto const name_sql = by_name();
        Search search{limit, unit.value_or(0)};
        if (auto const serial = code::read_serial(query)) {
            take(db, serial_sql, search, *serial);
        }
        take(db, number_sql, search, query);
        take(db, id_sql, search, base::upper_ascii(query));
        take(db, reference_sql, search, query);
        take(db, box_sql, search, base::upper_ascii(base::half_width(query)));
        auto const part = without_dots(query);
        if (auto const words = grams_to_match(part); !words.empty()) {
            take(db, name_sql, search, words, base::upper_ascii(part));
        }
        drop_repeated(search.hits);
        return std::move(search.hits);
    });
}

base::Result<std::vector<Moment>> life_of(Store const &store, std::string const &serial) {
    return guarded(store, [&](Db &db) {
        auto &rows = bound(
            db,
            "select e.station, e.seq, e.at, e.actor, e.kind, e.subject, e.body, e.prev, e.digest,"
            " coalesce(h.outcome, '') from event e left join handover_sheet h"
            " on h.handover = e.subject and h.serial = ?1"
            " where e.subject = ?1 or e.subject in (select handover from handover_sheet where serial = ?1)"
            " order by e.seq",
            serial);
        auto moments = all_rows<Moment>(rows, [](auto &r) {
            Event event{text_at(r, 0), whole_at(r, 1), {whole_at(r, 2)}, text_at(r, 3), text_at(r, 4),
                        text_at(r, 5), text_at(r, 6),  text_at(r, 7),    text_at(r, 8)};
            return Moment{std::move(event), {}, text_at(r, 9)};
        });
        std::erase_if(moments, [](Moment const &moment) {
            return moment.event.kind == "handover.opened" && moment.outcome == "extra";
        });
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

} // namespace store
