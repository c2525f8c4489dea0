// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/accounts.hpp"
#include "store/db.hpp"
#include <fmt/format.h>

namespace store {

namespace {

constexpr auto account_columns = "a.id, a.name, a.shown, a.role, a.unit, coalesce(u.name, ''),"
                                 " a.password <> '', a.disabled, a.created_at, a.changed_at";
constexpr auto account_tables = "account a left join unit u on u.id = a.unit";
constexpr int after_account = 10;

std::optional<std::int64_t> maybe_at(SQLite::Statement &row, int column) {
    auto const cell = row.getColumn(column);
    return cell.isNull() ? std::nullopt : std::optional{cell.getInt64()};
}

Account account_at(SQLite::Statement &row) {
    return {whole_at(row, 0),   text_at(row, 1),   text_at(row, 2),       text_at(row, 3),
            maybe_at(row, 4),   text_at(row, 5),   whole_at(row, 6) != 0, whole_at(row, 7) != 0,
            {whole_at(row, 8)}, {whole_at(row, 9)}};
}

Invitation invitation_at(SQLite::Statement &row) {
    return {maybe_at(row, 0), {whole_at(row, 1)}};
}

/// A value at its place, or null.
void bind_maybe(SQLite::Statement &statement, int place, std::optional<std::int64_t> value) {
    if (value) {
        statement.bind(place, *value);
    } else {
        statement.bind(place);
    }
}

base::Result<std::optional<Account>> one_account(Store const &store, char const *where, auto const &value) {
    return guarded(store, [&](Db &db) {
        return first_row<Account>(
            bound(db, fmt::format("select {} from {} where {} = ?1", account_columns, account_tables, where),
                  value),
            account_at);
    });
}

/// One statement whose values are all there.
template <typename... Values>
base::Result<> run(Change &change, char const *sql, Values const &...values) {
    return guarded(change.store(), [&](Db &db) { bound(db, sql, values...).exec(); });
}

} // namespace

base::Result<Account> add_account(Change &change, Account account) {
    return guarded(change.store(), [&](Db &db) {
        account.id = fresh_id(db, change.store());
        account.created_at = account.changed_at = change.at();
        auto &row = bound(db,
                          "insert into account (id, name, shown, role, created_at, changed_at, unit)"
                          " values (?1, ?2, ?3, ?4, ?5, ?5, ?6)",
                          account.id, account.name, account.shown, account.role, change.at().ms);
        bind_maybe(row, 6, account.unit);
        row.exec();
        return account;
    });
}

base::Result<std::optional<Account>> account(Store const &store, std::int64_t id) {
    return one_account(store, "a.id", id);
}

base::Result<std::optional<Account>> account_by_name(Store const &store, std::string const &folded) {
    return one_account(store, "a.name", folded);
}

base::Result<std::vector<Account>> accounts(Store const &store) {
    return guarded(store, [](Db &db) {
        return all_rows<Account>(
            db.prepared(fmt::format("select {} from {} order by a.name", account_columns, account_tables)),
            account_at);
    });
}

base::Result<std::map<std::int64_t, AccountTrace>> account_traces(Store const &store) {
    return guarded(store, [](Db &db) {
        auto &rows =
            db.prepared("select a.id, (select max(e.at) from event e where e.subject = 'account ' || a.id"
                        " and e.kind = 'session.begun'),"
                        " (select max(i.expires_at) from invitation i where i.account = a.id)"
                        " from account a");
        std::map<std::int64_t, AccountTrace> traces;
        auto const moment = [&](int column) {
            auto const at = maybe_at(rows, column);
            return at ? std::optional{base::Instant{*at}} : std::nullopt;
        };
        while (rows.executeStep()) {
            traces[whole_at(rows, 0)] = {moment(1), moment(2)};
        }
        rows.reset();
        return traces;
    });
}

base::Result<std::int64_t> count_administrators(Store const &store) {
    return guarded(store, [](Db &db) {
        auto &row = db.prepared("select count(*) from account"
                                " where role = 'administrator' and not disabled and password <> ''");
        row.executeStep();
        auto const count = whole_at(row, 0);
        row.reset();
        return count;
    });
}

base::Result<std::string> password_hash(Store const &store, std::int64_t account) {
    return guarded(store, [&](Db &db) {
        auto hash = first_row<std::string>(bound(db, "select password from account where id = ?1", account),
                                           [](auto &row) { return text_at(row, 0); });
        return hash.value_or("");
    });
}

base::Result<> set_password(Change &change, std::int64_t account, std::string const &hash) {
    return run(change, "update account set password = ?2, changed_at = ?3 where id = ?1", account, hash,
               change.at().ms);
}

base::Result<> set_disabled(Change &change, std::int64_t account, bool disabled) {
    return run(change, "update account set disabled = ?2, changed_at = ?3 where id = ?1", account,
               disabled ? 1 : 0, change.at().ms);
}

base::Result<> change_account(Change &change, Account const &account) {
    return guarded(change.store(), [&](Db &db) {
        auto &row =
            bound(db, "update account set shown = ?2, role = ?3, changed_at = ?4, unit = ?5 where id = ?1",
                  account.id, account.shown, account.role, change.at().ms);
        bind_maybe(row, 5, account.unit);
        row.exec();
    });
}

base::Result<> add_session(Change &change, std::string const &digest, std::int64_t account,
                           std::string const &csrf) {
    return run(change,
               "insert into session (digest, account, created_at, seen_at, csrf)"
               " values (?1, ?2, ?3, ?3, ?4)",
               digest, account, change.at().ms, csrf);
}

base::Result<std::optional<Session>> session(Store const &store, std::string const &digest) {
    return guarded(store, [&](Db &db) {
        auto &rows = bound(db,
                           fmt::format("select {}, s.created_at, s.seen_at, s.csrf from session s join {}"
                                       " where s.account = a.id and s.digest = ?1",
                                       account_columns, account_tables),
                           digest);
        return first_row<Session>(rows, [&](auto &row) {
            return Session{digest,
                           account_at(row),
                           {whole_at(row, after_account)},
                           {whole_at(row, after_account + 1)},
                           text_at(row, after_account + 2)};
        });
    });
}

base::Result<> touch_session(Change &change, std::string const &digest) {
    return run(change, "update session set seen_at = ?2 where digest = ?1", digest, change.at().ms);
}

base::Result<> end_session(Change &change, std::string const &digest) {
    return run(change, "delete from session where digest = ?1", digest);
}

base::Result<> end_sessions(Change &change, std::int64_t account, std::string const &kept) {
    return run(change, "delete from session where account = ?1 and digest <> ?2", account, kept);
}

base::Result<> end_expired_sessions(Change &change, base::Instant begun_before, base::Instant seen_before) {
    return run(change, "delete from session where created_at < ?1 or seen_at < ?2", begun_before.ms,
               seen_before.ms);
}

base::Result<> add_invitation(Change &change, std::string const &digest, Invitation const &invitation) {
    return guarded(change.store(), [&](Db &db) {
        auto &old =
            bound(db, "delete from invitation where expires_at <= ?1 or account is ?2", change.at().ms);
        bind_maybe(old, 2, invitation.account);
        old.exec();
        auto &row = bound(db, "insert into invitation (digest, expires_at, account) values (?1, ?2, ?3)",
                          digest, invitation.expires_at.ms);
        bind_maybe(row, 3, invitation.account);
        row.exec();
    });
}

base::Result<std::optional<Invitation>> invitation(Store const &store, std::string const &digest) {
    return guarded(store, [&](Db &db) {
        return first_row<Invitation>(
            bound(db, "select account, expires_at from invitation where digest = ?1", digest), invitation_at);
    });
}

base::Result<std::optional<Invitation>> use_invitation(Change &change, std::string const &digest) {
    return guarded(change.store(), [&](Db &db) {
        return first_row<Invitation>(
            bound(db, "delete from invitation where digest = ?1 returning account, expires_at", digest),
            invitation_at);
    });
}

base::Result<> remove_invitations(Change &change, std::optional<std::int64_t> account) {
    return guarded(change.store(), [&](Db &db) {
        auto &old = db.prepared("delete from invitation where account is ?1");
        bind_maybe(old, 1, account);
        old.exec();
    });
}

} // namespace store
