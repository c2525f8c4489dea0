// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/accounts.hpp"
#include "store/db.hpp"
#include "store/ledger.hpp"
#include "store/people.hpp"
#include "store/schema.hpp"
#include "support/fresh_store.hpp"
#include <doctest/doctest.h>

using support::FreshStore;
using support::sure;

namespace {

store::Account add(FreshStore &fresh, std::string const &name, std::string const &role) {
    auto change = fresh.change();
    store::Account account;
    account.name = name;
    account.shown = "王老师";
    account.role = role;
    account = sure(store::add_account(change, account));
    sure(change.commit());
    return account;
}

/// Runs a write in a change of its own, some time after noon.
template <typename Write>
auto later(FreshStore &fresh, std::chrono::milliseconds after, Write const &write) {
    auto change = sure(fresh.store.change(FreshStore::noon + after, "tester"));
    auto done = sure(write(change));
    sure(change.commit());
    return done;
}

constexpr std::chrono::milliseconds at_once{0};

void begin_session(FreshStore &fresh, std::string const &digest, std::int64_t account,
                   std::chrono::milliseconds after = at_once) {
    later(fresh, after, [&](auto &change) { return store::add_session(change, digest, account, "csrf"); });
}

bool is_there(FreshStore &fresh, std::string const &digest) {
    return sure(store::session(fresh.store, digest)).has_value();
}

} // namespace

TEST_CASE("a store of before accounts gets their tables and keeps its rows") {
    support::TempFolder folder;
    {
        SQLite::Database db{folder / "platen.db", SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE};
        store::bring_up_to_date(db, store::schema_steps().first(2));
        db.exec("insert into station (id, born_at, next, next_sheet, events, head)"
                " values ('7KQ2M9', 1, 41, 1, 0, '')");
        db.exec("insert into campaign (id, school_code, school_name, year, profile, created_at)"
                " values (9, '11832', '某大学', 2025, 'S0', 1)");
    }
    auto store = sure(store::Store::open(folder.path()));
    CHECK(sure(store::accounts(store)).empty());
    CHECK(sure(store::campaigns(store)).at(0).school_name == "某大学");
    CHECK(store.db().raw().execAndGet("pragma user_version").getInt() ==
          static_cast<int>(store::schema_steps().size()));
    auto change = sure(store.change(FreshStore::noon, "tester"));
    store::Account account;
    account.name = "wang";
    account.role = "operator";
    CHECK((sure(store::add_account(change, account)).id & 0xFFFFFFFF) == 41);
}

TEST_CASE("an account is found by id and by name, and both are its own") {
    FreshStore fresh;
    auto const wang = add(fresh, "wang", "operator");
    auto const li = add(fresh, "li", "archivist");
    CHECK(wang.id != li.id);
    auto const found = sure(store::account_by_name(fresh.store, "wang"));
    REQUIRE(found);
    CHECK(found->id == wang.id);
    CHECK(found->shown == "王老师");
    CHECK_FALSE(found->has_password);
    CHECK_FALSE(found->disabled);
    CHECK_FALSE(found->unit);
    CHECK(found->created_at == FreshStore::noon);
    CHECK(sure(store::account(fresh.store, li.id))->name == "li");
    CHECK_FALSE(sure(store::account_by_name(fresh.store, "zhao")));
    CHECK(sure(store::accounts(fresh.store)).front().name == "li");
}

TEST_CASE("a name cannot be given twice, even past the desk") {
    FreshStore fresh;
    add(fresh, "wang", "operator");
    auto change = fresh.change();
    store::Account again;
    again.name = "wang";
    again.role = "operator";
    CHECK_FALSE(store::add_account(change, again));
}

TEST_CASE("a college has a unit, and nobody else has one") {
    FreshStore fresh;
    auto change = fresh.change();
    store::Account account;
    account.name = "cai";
    account.role = "college";
    CHECK_FALSE(store::add_account(change, account));
    account.role = "operator";
    account.unit = 77;
    CHECK_FALSE(store::add_account(change, account));
}

TEST_CASE("only administrators who can log in are counted") {
    FreshStore fresh;
    auto const first = add(fresh, "first", "administrator");
    auto const other = add(fresh, "other", "administrator");
    auto const wang = add(fresh, "wang", "operator");
    CHECK(sure(store::count_administrators(fresh.store)) == 0);
    for (auto id : {first.id, other.id, wang.id}) {
        later(fresh, at_once, [&](auto &change) { return store::set_password(change, id, "$argon2id$"); });
    }
    CHECK(sure(store::count_administrators(fresh.store)) == 2);
    CHECK(sure(store::password_hash(fresh.store, first.id)) == "$argon2id$");
    CHECK(sure(store::password_hash(fresh.store, 12345)).empty());
    later(fresh, at_once, [&](auto &change) { return store::set_disabled(change, other.id, true); });
    CHECK(sure(store::count_administrators(fresh.store)) == 1);
}

TEST_CASE("a session shows its account as it is now") {
    FreshStore fresh;
    auto wang = add(fresh, "wang", "operator");
    begin_session(fresh, "d1", wang.id);
    wang.role = "archivist";
    later(fresh, at_once, [&](auto &change) { return store::change_account(change, wang); });
    auto const found = sure(store::session(fresh.store, "d1"));
    REQUIRE(found);
    CHECK(found->account.role == "archivist");
    CHECK(found->csrf == "csrf");
    CHECK(found->seen_at == FreshStore::noon);
    later(fresh, std::chrono::minutes{5}, [](auto &change) { return store::touch_session(change, "d1"); });
    CHECK(sure(store::session(fresh.store, "d1"))->seen_at == FreshStore::noon + std::chrono::minutes{5});
    CHECK(sure(store::session(fresh.store, "d1"))->created_at == FreshStore::noon);
}

TEST_CASE("sessions end one by one, all of an account, or with time") {
    FreshStore fresh;
    auto const wang = add(fresh, "wang", "operator").id;
    auto const li = add(fresh, "li", "operator").id;
    begin_session(fresh, "w1", wang);
    begin_session(fresh, "w2", wang);
    begin_session(fresh, "w3", wang, std::chrono::hours{1});
    begin_session(fresh, "l1", li);
    later(fresh, at_once, [](auto &change) { return store::end_session(change, "w1"); });
    CHECK_FALSE(is_there(fresh, "w1"));
    later(fresh, at_once, [&](auto &change) { return store::end_sessions(change, wang, "w3"); });
    CHECK_FALSE(is_there(fresh, "w2"));
    CHECK(is_there(fresh, "w3"));
    CHECK(is_there(fresh, "l1"));
    later(fresh, at_once, [](auto &change) {
        return store::end_expired_sessions(change, FreshStore::noon,
                                           FreshStore::noon + std::chrono::minutes{1});
    });
    CHECK(is_there(fresh, "w3"));
    CHECK_FALSE(is_there(fresh, "l1"));
}

TEST_CASE("an invitation is used once, and the next one replaces it") {
    FreshStore fresh;
    auto const wang = add(fresh, "wang", "operator").id;
    auto const over = FreshStore::noon + std::chrono::hours{1};
    auto const invite = [&](std::string const &digest, std::optional<std::int64_t> account) {
        later(fresh, at_once, [&](auto &change) {
            return store::add_invitation(change, digest, {account, over});
        });
    };
    invite("i1", wang);
    invite("s1", std::nullopt);
    invite("i2", wang);
    CHECK_FALSE(sure(store::invitation(fresh.store, "i1")));
    CHECK(sure(store::invitation(fresh.store, "i2"))->account == wang);
    CHECK_FALSE(sure(store::invitation(fresh.store, "s1"))->account);
    invite("s2", std::nullopt);
    CHECK_FALSE(sure(store::invitation(fresh.store, "s1")));
    CHECK(sure(store::invitation(fresh.store, "i2")));
    auto const use = [&] {
        return later(fresh, at_once, [](auto &change) { return store::use_invitation(change, "i2"); });
    };
    CHECK(use());
    CHECK_FALSE(use());
    later(fresh, at_once, [](auto &change) { return store::remove_invitations(change, std::nullopt); });
    CHECK_FALSE(sure(store::invitation(fresh.store, "s2")));
}

TEST_CASE("accounts stay when the projections are made anew") {
    FreshStore fresh;
    auto const wang = add(fresh, "wang", "operator");
    base::NoProgress quiet;
    later(fresh, at_once, [&](auto &change) { return store::rebuild_projections(change, quiet); });
    CHECK(sure(store::account(fresh.store, wang.id)));
    CHECK(sure(store::differing_projections(fresh.store, quiet)).empty());
}

TEST_CASE("of an account it is known when somebody last logged in, and until when it is invited") {
    FreshStore fresh;
    auto const wang = add(fresh, "wang", "operator"), li = add(fresh, "li", "operator");
    fresh.record("session.begun", "account " + std::to_string(wang.id), base::Json::object());
    later(fresh, std::chrono::hours{1}, [&](store::Change &change) {
        return store::add_invitation(change, "digest", {li.id, FreshStore::noon + std::chrono::hours{9}});
    });
    auto const traces = sure(store::account_traces(fresh.store));
    CHECK(traces.at(wang.id).last_login == FreshStore::noon);
    CHECK(!traces.at(wang.id).invited_until);
    CHECK(!traces.at(li.id).last_login);
    CHECK(traces.at(li.id).invited_until == FreshStore::noon + std::chrono::hours{9});
}
