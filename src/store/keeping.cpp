// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/keeping.hpp"
#include "store/db.hpp"
#include <fmt/format.h>
#include <limits>

namespace store {

namespace {

constexpr auto fixity_columns =
    "id, scope, place, seed, begun_at, ended_at, by, program, files, bytes, bad, stopped";

Fixity fixity_at(SQLite::Statement &row) {
    return {text_at(row, 0),    text_at(row, 1),    text_at(row, 2),   text_at(row, 3),
            {whole_at(row, 4)}, {whole_at(row, 5)}, text_at(row, 6),   text_at(row, 7),
            whole_at(row, 8),   whole_at(row, 9),   whole_at(row, 10), whole_at(row, 11) != 0};
}

/// Somebody whose photo the file is, or was made into: one of them, where several rows name it.
constexpr auto owner = "(select p.id from person p where p.id in ("
                       "select person from photo where master = d.digest"
                       " union all select person from photo where original = d.digest"
                       " union all select person from sheet where photo = d.digest) limit 1)";

std::string damaged_columns(std::string_view found_at) {
    return fmt::format("d.digest, d.outcome, d.fixity, {}, coalesce(w.student_no, ''), coalesce(w.name, '')",
                       found_at);
}

Damaged damaged_at(SQLite::Statement &row) {
    return {text_at(row, 0),    text_at(row, 1), text_at(row, 2),
            {whole_at(row, 3)}, text_at(row, 4), text_at(row, 5)};
}

std::vector<std::string> texts(SQLite::Statement &rows) {
    return all_rows<std::string>(rows, [](auto &row) { return text_at(row, 0); });
}

/// Files of the people that \p who selects.
std::string photos_where(std::string_view who) {
    return fmt::format(
        "with who (person) as ({0})"
        " select master from photo where person in who union select original from photo"
        " where person in who union select photo from sheet where person in who and photo <> ''"
        " union select s.master from visit v join shot s on s.visit = v.id where v.person in who"
        " union select s.original from visit v join shot s on s.visit = v.id"
        " where v.person in who order by 1",
        who);
}

/// Since when something names the file; nothing where nothing does.
std::optional<std::int64_t> named_since(Db &db, std::string const &digest) {
    auto &row = bound(db,
                      "select min(at) from (select accepted_at as at from photo where master = ?1"
                      " union all select accepted_at from photo where original = ?1"
                      " union all select born_at from sheet where photo = ?1"
                      " union all select taken_at from shot where master = ?1"
                      " union all select taken_at from shot where original = ?1"
                      " union all select given_at from handover where ?1 in (given_signature, given_paper)"
                      " union all select received_at from handover"
                      "  where ?1 in (received_signature, received_paper)"
                      " union all select out_at from loan where signature = ?1"
                      " union all select kept_at from annex where digest = ?1)",
                      digest);
    auto const found = first_row<std::optional<std::int64_t>>(
        row, [](auto &r) { return r.getColumn(0).isNull() ? std::nullopt : std::optional{whole_at(r, 0)}; });
    return found.value_or(std::nullopt);
}

} // namespace

base::Result<std::vector<Fixity>> fixities(Store const &store, std::size_t limit) {
    return guarded(store, [&](Db &db) {
        return all_rows<Fixity>(
            bound(
                db,
                fmt::format("select {} from fixity order by ended_at desc, id desc limit ?1", fixity_columns),
                static_cast<std::int64_t>(limit)),
            fixity_at);
    });
}

base::Result<std::optional<Fixity>> fixity(Store const &store, std::string const &id) {
    return guarded(store, [&](Db &db) {
        return first_row<Fixity>(
            bound(db, fmt::format("select {} from fixity where id = ?1", fixity_columns), id), fixity_at);
    });
}

base::Result<std::optional<Fixity>> last_whole(Store const &store) {
    return guarded(store, [](Db &db) {
        return first_row<Fixity>(
            db.prepared(fmt::format("select {} from fixity where scope = 'all' and stopped = 0"
                                    " order by begun_at desc limit 1",
                                    fixity_columns)),
            fixity_at);
    });
}

base::Result<std::vector<Damaged>> damaged(Store const &store, std::size_t limit) {
    return guarded(store, [&](Db &db) {
        return all_rows<Damaged>(bound(db,
                                       fmt::format("select {} from damaged d left join person w on w.id = {}"
                                                   " order by d.digest limit ?1",
                                                   damaged_columns("d.found_at"), owner),
                                       static_cast<std::int64_t>(limit)),
                                 damaged_at);
    });
}

base::Result<std::int64_t> count_damaged(Store const &store) {
    return guarded(store, [](Db &db) {
        return first_row<std::int64_t>(db.prepared("select count(*) from damaged"),
                                       [](auto &row) { return whole_at(row, 0); })
            .value_or(0);
    });
}

base::Result<std::vector<Damaged>> damaged_of(Store const &store, std::int64_t person) {
    return guarded(store, [&](Db &db) {
        auto &rows = bound(db,
                           fmt::format("select {} from damaged d left join person w on w.id = ?1"
                                       " where d.digest in (select master from photo where person = ?1"
                                       " union select original from photo where person = ?1"
                                       " union select photo from sheet where person = ?1) order by d.digest",
                                       damaged_columns("d.found_at")),
                           person);
        return all_rows<Damaged>(rows, damaged_at);
    });
}

base::Result<std::vector<Damaged>> found_by(Store const &store, std::string const &fixity) {
    return guarded(store, [&](Db &db) {
        auto &rows =
            bound(db,
                  fmt::format("select {} from fixity_bad d join fixity f on f.id = d.fixity"
                              " left join person w on w.id = {} where d.fixity = ?1 order by d.digest",
                              damaged_columns("f.ended_at"), owner),
                  fixity);
        return all_rows<Damaged>(rows, damaged_at);
    });
}

base::Result<std::optional<LastCheck>> last_check(Store const &store, std::string const &digest) {
    return guarded(store, [&](Db &db) {
        auto const since = named_since(db, digest);
        auto last = first_row<Fixity>(
            bound(db,
                  fmt::format("select {0} from (select {0} from fixity where scope = 'all' and stopped = 0"
                              " and begun_at >= ?2 union select {0} from fixity where id in"
                              " (select fixity from fixity_file where digest = ?1))"
                              " order by ended_at desc, id desc limit 1",
                              fixity_columns),
                  digest, since.value_or(std::numeric_limits<std::int64_t>::max())),
            fixity_at);
        if (!last) {
            return std::optional<LastCheck>{};
        }
        auto outcome = first_row<std::string>(
            bound(db, "select outcome from fixity_bad where fixity = ?1 and digest = ?2", last->id, digest),
            [](auto &row) { return text_at(row, 0); });
        auto const named =
            first_row<std::int64_t>(bound(db, "select count(*) from fixity_bad where fixity = ?1", last->id),
                                    [](auto &row) { return whole_at(row, 0); })
                .value_or(0);
        auto const *const else_it_is = named < last->bad ? "unknown" : "good";
        return std::optional{LastCheck{std::move(*last), outcome.value_or(else_it_is)}};
    });
}

base::Result<std::vector<std::string>> photos_in_box(Store const &store, std::string const &box) {
    return guarded(store, [&](Db &db) {
        return texts(bound(
            db,
            photos_where("select s.person from item i join sheet s on s.serial = i.serial where i.box = ?1"),
            box));
    });
}

base::Result<std::vector<std::string>> photos_of(Store const &store, std::int64_t campaign,
                                                 std::string const &unit, std::string const &class_name) {
    return guarded(store, [&](Db &db) {
        return texts(bound(db,
                           photos_where("select p.id from unit u join class c on c.unit = u.id"
                                        " join person p on p.class = c.id where u.campaign = ?1"
                                        " and (?2 = '' or u.name = ?2) and (?3 = '' or c.name = ?3)"),
                           campaign, unit, class_name));
    });
}

base::Result<> put_checked(Change &change, std::string const &fixity,
                           std::vector<std::string> const &digests) {
    return guarded(change.store(), [&](Db &db) {
        for (auto const &digest : digests) {
            bound(db, "insert into fixity_file (digest, fixity) values (?1, ?2)", digest, fixity).exec();
        }
    });
}

} // namespace store
