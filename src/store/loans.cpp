// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/loans.hpp"
#include "store/db.hpp"
#include <fmt/format.h>

namespace store {

namespace {

std::string written(std::string_view digest) {
    return fmt::format("coalesce((select r.text from remark r where r.digest = {}), '')", digest);
}

std::string loan_columns() {
    return fmt::format(
        "select l.id, l.state, {}, {}, {}, {}, l.asked_at, l.asked_by, l.decided_at, l.decided_by, {},"
        " l.out_at, l.out_by, l.signature, l.due, l.renewed, l.reminders, l.reminded_at, l.back_at,"
        " (select count(*) from loan_sheet s where s.loan = l.id),"
        " (select count(*) from loan_sheet s where s.loan = l.id and s.state = 'out') from loan l",
        written("l.borrower"), written("l.office"), written("l.purpose"), written("l.proof"),
        written("l.declined"));
}

std::optional<base::Instant> when(SQLite::Statement &row, int column) {
    auto const at = row.getColumn(column);
    return at.isNull() ? std::nullopt : std::optional{base::Instant{at.getInt64()}};
}

Loan loan_at(SQLite::Statement &row) {
    Loan one;
    one.id = text_at(row, 0);
    one.state = text_at(row, 1);
    one.borrower = text_at(row, 2);
    one.office = text_at(row, 3);
    one.purpose = text_at(row, 4);
    one.proof = text_at(row, 5);
    one.asked_at = {whole_at(row, 6)};
    one.asked_by = text_at(row, 7);
    one.decided_at = when(row, 8);
    one.decided_by = text_at(row, 9);
    one.declined = text_at(row, 10);
    one.out_at = when(row, 11);
    one.out_by = text_at(row, 12);
    one.signature = text_at(row, 13);
    one.due = text_at(row, 14);
    one.renewed = whole_at(row, 15);
    one.reminders = whole_at(row, 16);
    one.reminded_at = when(row, 17);
    one.back_at = when(row, 18);
    one.sheets = whole_at(row, 19);
    one.still_out = whole_at(row, 20);
    return one;
}

LoanSheet sheet_at(SQLite::Statement &row) {
    return {text_at(row, 0), text_at(row, 1), text_at(row, 2), text_at(row, 3), when(row, 4),
            text_at(row, 5), text_at(row, 6), text_at(row, 7), text_at(row, 8), text_at(row, 9)};
}

/// Each is answered by one index: by subject, by actor, or by time.
constexpr auto look_columns =
    "select l.subject, l.actor, l.at, coalesce(p.name, ''), coalesce(p.student_no, '') from look l"
    " left join sheet s on s.serial = l.subject"
    " left join person p on p.id = coalesce(s.person, cast(substr(l.subject, 8) as integer))";

} // namespace

base::Result<std::optional<Loan>> loan(Store const &store, std::string const &id) {
    static auto const sql = loan_columns() + " where l.id = ?1";
    return guarded(store, [&](Db &db) { return first_row<Loan>(bound(db, sql, id), loan_at); });
}

base::Result<std::vector<Loan>> loans(Store const &store, std::string const &state, std::size_t limit) {
    static auto const in_state = loan_columns() + " where l.state = ?2 order by l.due limit ?1";
    static auto const over =
        loan_columns() +
        " where l.state = ?2 order by coalesce(l.back_at, l.decided_at) desc, l.asked_at desc limit ?1";
    static auto const all = loan_columns() + " order by l.asked_at desc limit ?1";
    auto const is_over = state == "back" || state == "declined" || state == "cancelled";
    return guarded(store, [&](Db &db) {
        auto const most = static_cast<std::int64_t>(limit);
        return all_rows<Loan>(state.empty() ? bound(db, all, most)
                                            : bound(db, is_over ? over : in_state, most, state),
                              loan_at);
    });
}

base::Result<std::vector<LoanSheet>> loan_sheets(Store const &store, std::string const &loan) {
    static auto const sql = fmt::format(
        "select l.serial, l.state, {}, {}, l.back_at, l.back_by, coalesce(p.student_no, ''),"
        " coalesce(p.name, ''), coalesce(i.reference, ''), coalesce(i.box, '') from loan_sheet l"
        " left join sheet s on s.serial = l.serial left join person p on p.id = s.person"
        " left join item i on i.serial = l.serial where l.loan = ?1 order by i.reference, l.serial",
        written("l.condition"), written("l.condition_back"));
    return guarded(store, [&](Db &db) { return all_rows<LoanSheet>(bound(db, sql, loan), sheet_at); });
}

base::Result<LoanRule> loan_rule(Store const &store) {
    return guarded(store, [&](Db &db) {
        return first_row<LoanRule>(db.prepared("select days, renew from loan_rule"),
                                   [](auto &row) {
                                       return LoanRule{whole_at(row, 0), whole_at(row, 1)};
                                   })
            .value_or(LoanRule{});
    });
}

base::Result<std::vector<Copy>> copies_of(Store const &store, std::string const &serial) {
    static auto const sql = fmt::format("select c.serial, c.number, c.made_at, c.made_by, {} from copy c"
                                        " where c.serial = ?1 order by c.number",
                                        written("c.purpose"));
    return guarded(store, [&](Db &db) {
        return all_rows<Copy>(bound(db, sql, serial), [](auto &row) {
            return Copy{
                text_at(row, 0), whole_at(row, 1), {whole_at(row, 2)}, text_at(row, 3), text_at(row, 4)};
        });
    });
}

base::Result<std::vector<Look>> looks(Store const &store, std::string const &subject,
                                      std::string const &actor, std::size_t limit) {
    static auto const of_subject = fmt::format(
        "{} where l.subject = ?2 and ?3 in ('', l.actor) order by l.at desc limit ?1", look_columns);
    static auto const of_actor =
        fmt::format("{} where l.actor = ?2 order by l.at desc limit ?1", look_columns);
    static auto const all = fmt::format("{} order by l.at desc limit ?1", look_columns);
    return guarded(store, [&](Db &db) {
        auto const most = static_cast<std::int64_t>(limit);
        auto &rows = !subject.empty() ? bound(db, of_subject, most, subject, actor)
                     : !actor.empty() ? bound(db, of_actor, most, actor)
                                      : bound(db, all, most);
        return all_rows<Look>(rows, [](auto &row) {
            return Look{
                text_at(row, 0), text_at(row, 1), {whole_at(row, 2)}, text_at(row, 3), text_at(row, 4)};
        });
    });
}

base::Result<bool> looked_since(Store const &store, std::string const &subject, std::string const &actor,
                                base::Instant since) {
    return guarded(store, [&](Db &db) {
        return first_row<bool>(
                   bound(db, "select 1 from look where subject = ?1 and actor = ?2 and at > ?3 limit 1",
                         subject, actor, since.ms),
                   [](auto & /*row*/) { return true; })
            .value_or(false);
    });
}

} // namespace store
