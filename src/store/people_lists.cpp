// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/people_lists.hpp"
#include "base/text.hpp"
#include "store/person_row.hpp"
#include <fmt/format.h>

namespace store {

namespace {

/// A name is compared as it is searched (without_dots), in capitals on both sides.
constexpr auto asked_for =
    "p.campaign = ?1 and (?2 = '' or u.name = ?2) and (?3 = '' or c.name = ?3)"
    " and (?4 = '' or substr(p.student_no, 1, length(?4)) = ?4 or (p.id_no <> '' and p.id_no = ?5)"
    " or instr(upper(replace(replace(replace(p.name, '\u00B7', ''), ' ', ''), '\u3000', '')), ?6) > 0)";

template <typename... More>
SQLite::Statement &asked(Db &db, std::string const &sql, std::int64_t campaign, PeopleQuery const &query,
                         More const &...more) {
    return bound(db, sql, campaign, query.unit, query.class_name, query.part, base::upper_ascii(query.part),
                 base::upper_ascii(without_dots(query.part)), more...);
}

} // namespace

base::Result<std::vector<Unit>> units(Store const &store) {
    return guarded(store, [](Db &db) {
        auto &rows = db.prepared("select u.id, u.name, c.id, c.school_code, c.school_name, c.year, c.profile,"
                                 " c.created_at from unit u join campaign c on c.id = u.campaign"
                                 " order by c.created_at desc, c.id desc, u.id");
        return all_rows<Unit>(rows, [](auto &r) {
            return Unit{whole_at(r, 0),
                        text_at(r, 1),
                        {whole_at(r, 2),
                         text_at(r, 3),
                         text_at(r, 4),
                         static_cast<int>(whole_at(r, 5)),
                         text_at(r, 6),
                         {whole_at(r, 7)}}};
        });
    });
}

base::Result<PeoplePage> people_page(Store const &store, std::int64_t campaign, PeopleQuery const &query,
                                     std::size_t offset, std::size_t limit) {
    return guarded(store, [&](Db &db) {
        Snapshot const moment{db.raw()};
        PeoplePage page;
        static auto const count = fmt::format("select count(*) from {} where {}", person_tables, asked_for);
        page.all = first_row<std::int64_t>(asked(db, count, campaign, query), [](auto &r) {
                       return whole_at(r, 0);
                   }).value_or(0);
        static auto const rows = fmt::format("select {} from {} where {} order by u.id, c.id, p.student_no"
                                             " limit ?7 offset ?8",
                                             person_columns, person_tables, asked_for);
        page.people = all_rows<Person>(asked(db, rows, campaign, query, static_cast<std::int64_t>(limit),
                                             static_cast<std::int64_t>(offset)),
                                       person_at);
        return page;
    });
}

} // namespace store
