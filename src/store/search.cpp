// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/search.hpp"
#include "base/text.hpp"
#include "code/serial.hpp"
#include "store/db.hpp"
#include "store/people.hpp"
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

} // namespace store
