// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/keeping_terms.hpp"
#include "store/db.hpp"
#include <fmt/format.h>

namespace store {

namespace {

Retention retention_at(SQLite::Statement &row) {
    return {text_at(row, 0),
            text_at(row, 1),
            static_cast<int>(whole_at(row, 2)),
            {whole_at(row, 3)},
            text_at(row, 4)};
}

constexpr auto retention_columns = "subject, code, ends, set_at, set_by";

/// Everything that a list of sheets says; a volume's term goes before its campaign's.
constexpr auto due_columns = "s.serial, coalesce(i.reference, ''), coalesce(i.box, ''), coalesce(i.volume, "
                             "''), p.student_no, p.name, u.name,"
                             " c.name, s.state, s.holder, s.place, p.campaign, coalesce(v.code, k.code, ''), "
                             "coalesce(v.ends, k.ends, 0)";
constexpr auto due_tables =
    "sheet s join person p on p.id = s.person join class c on c.id = p.class join unit u on u.id = c.unit"
    " left join item i on i.serial = s.serial left join retention v on v.subject = i.volume"
    " left join retention k on k.subject = 'campaign ' || p.campaign";

Appraised due_at(SQLite::Statement &row) {
    return {text_at(row, 0),  text_at(row, 1),
            text_at(row, 2),  text_at(row, 3),
            text_at(row, 4),  text_at(row, 5),
            text_at(row, 6),  text_at(row, 7),
            text_at(row, 8),  text_at(row, 9),
            text_at(row, 10), whole_at(row, 11),
            text_at(row, 12), static_cast<int>(whole_at(row, 13))};
}

} // namespace

base::Result<std::optional<Retention>> retention(Store const &store, std::string const &volume,
                                                 std::int64_t campaign) {
    return guarded(store, [&](Db &db) {
        return first_row<Retention>(
            bound(db,
                  fmt::format("select {} from retention where subject in (?1, 'campaign ' || ?2)"
                              " order by subject <> ?1 limit 1",
                              retention_columns),
                  volume, campaign),
            retention_at);
    });
}

base::Result<std::vector<Retention>> retentions(Store const &store) {
    return guarded(store, [](Db &db) {
        return all_rows<Retention>(
            db.prepared(fmt::format("select {} from retention order by subject", retention_columns)),
            retention_at);
    });
}

base::Result<std::vector<Appraised>> terms_over(Store const &store, int year, std::size_t limit) {
    return guarded(store, [&](Db &db) {
        // From the few terms that are over to what they are of: a million lie in the archives. A volume with
        // a term of its own is not its campaign's; what is of both is found once.
        auto &rows = bound(
            db,
            fmt::format(
                "with over (subject) as (select subject from retention where ends between 1 and ?1 - 1),"
                " ripe (serial) as ("
                " select i.serial from over cross join item i on i.volume = over.subject"
                " union select s.serial from over cross join person p"
                "  on p.campaign = cast(substr(over.subject, 10) as integer)"
                "  cross join sheet s on s.person = p.id where over.subject like 'campaign %')"
                " select {} from ripe cross join {} where s.serial = ripe.serial and s.holder = 'archive'"
                " and coalesce(v.ends, k.ends, 0) between 1 and ?1 - 1 order by i.reference limit ?2",
                due_columns, due_tables),
            year, static_cast<std::int64_t>(limit));
        return all_rows<Appraised>(rows, due_at);
    });
}

base::Result<std::optional<Appraised>> term_of(Store const &store, std::string const &serial) {
    return guarded(store, [&](Db &db) {
        return first_row<Appraised>(
            bound(db, fmt::format("select {} from {} where s.serial = ?1", due_columns, due_tables), serial),
            due_at);
    });
}

base::Result<std::vector<Destruction>> destructions(Store const &store, std::size_t limit) {
    return guarded(store, [&](Db &db) {
        auto &rows =
            bound(db,
                  "select d.id, d.at, d.by, d.approver, d.first, d.second, coalesce(r.text, ''), d.sheets"
                  " from destruction d left join remark r on r.digest = d.reason"
                  " order by d.at desc, d.id desc limit ?1",
                  static_cast<std::int64_t>(limit));
        return all_rows<Destruction>(rows, [](auto &r) {
            return Destruction{text_at(r, 0), {whole_at(r, 1)}, text_at(r, 2), text_at(r, 3),
                               text_at(r, 4), text_at(r, 5),    text_at(r, 6), whole_at(r, 7)};
        });
    });
}

base::Result<std::vector<Appraised>> destroyed_by(Store const &store, std::string const &act) {
    return guarded(store, [&](Db &db) {
        return all_rows<Appraised>(
            bound(db,
                  fmt::format("select {} from {} where s.serial in (select serial from sheet_act"
                              " where subject = ?1) order by i.reference, s.serial",
                              due_columns, due_tables),
                  act),
            due_at);
    });
}

} // namespace store
