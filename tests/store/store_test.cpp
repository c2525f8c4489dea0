// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/files.hpp"
#include "store/db.hpp"
#include "store/ledger.hpp"
#include "store/schema.hpp"
#include "support/fresh_store.hpp"
#include <doctest/doctest.h>
#include <thread>

using support::FreshStore;
using support::sure;

namespace {

int version_of(SQLite::Database &db) {
    return db.execAndGet("pragma user_version").getInt();
}

constexpr store::Step steps[] = {{"1", "create table a (x integer) strict;"},
                                 {"2", "alter table a add column y text;"},
                                 {"3", "create table b (z text) strict; insert into nowhere values (1);"}};

} // namespace

TEST_CASE("a new store takes every step, one that is up to date takes none") {
    SQLite::Database db{":memory:", SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE};
    store::bring_up_to_date(db, {steps, 2});
    CHECK(version_of(db) == 2);
    db.exec("insert into a values (1, 'kept')");
    store::bring_up_to_date(db, {steps, 2});
    CHECK(db.execAndGet("select y from a").getString() == "kept");
}

TEST_CASE("an old store reaches the shape of a new one and keeps its rows") {
    SQLite::Database db{":memory:", SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE};
    store::bring_up_to_date(db, {steps, 1});
    db.exec("insert into a values (7)");
    store::bring_up_to_date(db, {steps, 2});
    CHECK(version_of(db) == 2);
    CHECK(db.execAndGet("select x from a").getInt() == 7);
}

TEST_CASE("a step that fails half-way leaves nothing behind") {
    SQLite::Database db{":memory:", SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE};
    CHECK_THROWS(store::bring_up_to_date(db, steps));
    CHECK(version_of(db) == 2);
    CHECK(db.execAndGet("select count(*) from sqlite_master where name = 'b'").getInt() == 0);
}

TEST_CASE("a store made by a newer program is refused and not touched") {
    support::TempFolder folder;
    {
        auto store = sure(store::Store::create(folder.path(), FreshStore::noon));
        store.db().raw().exec("pragma user_version = 99");
    }
    auto const before = sure(base::read_file(folder / "platen.db", 1U << 30U));
    auto const opened = store::Store::open(folder.path());
    REQUIRE_FALSE(opened);
    CHECK(opened.fault().kind == base::Trouble::not_allowed);
    CHECK(opened.fault().what.en.find("format 99") != std::string::npos);
    CHECK(sure(base::read_file(folder / "platen.db", 1U << 30U)) == before);
}

TEST_CASE("a folder without a store is not found") {
    support::TempFolder folder;
    auto const opened = store::Store::open(folder.path());
    REQUIRE_FALSE(opened);
    CHECK(opened.fault().kind == base::Trouble::not_found);
    CHECK(std::filesystem::is_empty(folder.path()));
}

TEST_CASE("a file that is no database is said to be damaged, not opened") {
    support::TempFolder folder;
    folder.file("platen.db", std::string(8192, 'x'));
    auto const opened = store::Store::open(folder.path());
    REQUIRE_FALSE(opened);
    CHECK(opened.fault().kind == base::Trouble::storage);
}

TEST_CASE("two writers at once lose nothing") {
    FreshStore fresh;
    auto const write = [&](int first_person) {
        auto mine = sure(store::Store::open(fresh.folder.path()));
        for (int i = 0; i < 50; ++i) {
            auto change = sure(mine.change(FreshStore::noon, "writer"));
            auto const serial = sure(change.next_serial());
            auto body = base::Json::object();
            body.set("person", first_person + i).set("layout", "l").set("photo", "p").set("label", "w");
            sure(change.record("sheet.born", serial, body));
            sure(change.commit());
        }
    };
    std::thread one{write, 0};
    std::thread other{write, 1000};
    one.join();
    other.join();
    base::NoProgress quiet;
    auto const verdict = sure(store::verify_ledger(fresh.store, quiet));
    CHECK(verdict.events == 100);
    CHECK_FALSE(verdict.trouble.has_value());
    CHECK(fresh.store.db().raw().execAndGet("select count(distinct serial) from sheet").getInt() == 100);
}

TEST_CASE("a kept file is found by its digest, and a changed one is refused") {
    FreshStore fresh;
    auto const digest = sure(fresh.store.keep(base::as_bytes("photo"))).hex();
    CHECK(base::as_text(sure(fresh.store.kept(digest))) == "photo");
    sure(base::write_file(fresh.store.kept_path(digest), base::as_bytes("phot0")));
    auto const changed = fresh.store.kept(digest);
    REQUIRE_FALSE(changed);
    CHECK(changed.fault().kind == base::Trouble::storage);
}

TEST_CASE("a lock is busy for others and free once its holder is gone") {
    FreshStore fresh;
    auto other = sure(store::Store::open(fresh.folder.path()));
    {
        auto const held = sure(fresh.store.lock("printer", {"忙", "busy"}));
        auto const refused = other.lock("printer", {"忙", "busy"});
        REQUIRE_FALSE(refused);
        CHECK(refused.fault().kind == base::Trouble::busy);
    }
    CHECK(other.lock("printer", {"忙", "busy"}));
}

TEST_CASE("no serial has a character that can be taken for another") {
    FreshStore fresh;
    auto change = fresh.change();
    for (int i = 0; i < 200; ++i) {
        CHECK(sure(change.next_serial()).find_first_of("ILOU") == std::string::npos);
    }
}
