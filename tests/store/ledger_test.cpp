// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/db.hpp"
#include "store/ledger.hpp"
#include "store/sheets.hpp"
#include "support/fresh_store.hpp"
#include <algorithm>
#include <doctest/doctest.h>

using base::Json;
using support::FreshStore;
using support::sure;

namespace {

Json born(std::int64_t person) {
    auto body = Json::object();
    body.set("person", person).set("layout", "l").set("photo", "p").set("label", "w");
    return body;
}

void three_sheets(FreshStore &fresh) {
    for (int i = 1; i <= 3; ++i) {
        fresh.record("sheet.born", "S" + std::to_string(i), born(i));
    }
    fresh.record("sheet.voided", "S2", [] {
        auto body = Json::object();
        body.set("reason", "smeared");
        return body;
    }());
}

store::Verdict verdict(FreshStore &fresh) {
    base::NoProgress quiet;
    return sure(store::verify_ledger(fresh.store, quiet));
}

} // namespace

TEST_CASE("an untouched ledger holds, and its head is the last digest") {
    FreshStore fresh;
    three_sheets(fresh);
    auto const found = verdict(fresh);
    CHECK(found.events == 4);
    CHECK_FALSE(found.trouble.has_value());
    CHECK(found.head == sure(store::history(fresh.store, "S2")).back().digest);
}

TEST_CASE("one changed byte in any column of any event is found") {
    for (auto const *column : {"at", "actor", "kind", "subject", "body", "prev", "digest"}) {
        for (int seq = 1; seq <= 4; ++seq) {
            CAPTURE(column);
            CAPTURE(seq);
            FreshStore fresh;
            three_sheets(fresh);
            auto const text =
                std::string_view{column} == "at"
                    ? std::string{"at + 1"}
                    : "substr(" + std::string{column} + ", 1, length(" + column + ") - 1) || '~'";
            fresh.store.db().raw().exec("update event set " + std::string{column} + " = " + text +
                                        " where seq = " + std::to_string(seq));
            auto const found = verdict(fresh);
            REQUIRE(found.trouble.has_value());
            CHECK(found.broken_at >= seq);
            CHECK(found.broken_at <= seq + 1);
        }
    }
}

TEST_CASE("a removed event is found, the last one too") {
    for (int seq = 1; seq <= 4; ++seq) {
        FreshStore fresh;
        three_sheets(fresh);
        fresh.store.db().raw().exec("delete from event where seq = " + std::to_string(seq));
        CHECK(verdict(fresh).trouble.has_value());
    }
}

TEST_CASE("what is known now can be made anew from the ledger") {
    FreshStore fresh;
    three_sheets(fresh);
    base::NoProgress quiet;
    CHECK(sure(store::differing_projections(fresh.store, quiet)).empty());
    fresh.store.db().raw().exec("update sheet set state = 'printed' where serial = 'S2'");
    CHECK(sure(store::differing_projections(fresh.store, quiet)) == std::vector<std::string>{"sheet"});
    auto change = fresh.change();
    sure(store::rebuild_projections(change, quiet));
    sure(change.commit());
    CHECK(sure(store::sheet(fresh.store, "S2"))->state == "void");
    CHECK(sure(store::differing_projections(fresh.store, quiet)).empty());
}

TEST_CASE("a change that is not committed leaves nothing") {
    FreshStore fresh;
    {
        auto change = fresh.change();
        sure(change.record("sheet.born", "S1", born(1)));
    }
    CHECK(verdict(fresh).events == 0);
    CHECK_FALSE(sure(store::sheet(fresh.store, "S1")).has_value());
}

TEST_CASE("a line feed in a name cannot forge a field of an event") {
    FreshStore fresh;
    auto change = sure(fresh.store.change(FreshStore::noon, "a\nb"));
    sure(change.record("sheet.born", "S1", born(1)));
    sure(change.commit());
    CHECK(sure(store::history(fresh.store, "S1")).front().actor == "a b");
    CHECK_FALSE(verdict(fresh).trouble.has_value());
}

TEST_CASE("the ledger is leafed through from its end, by actor, kind and subject") {
    FreshStore fresh;
    three_sheets(fresh);
    auto const page = [&](store::EventFilter const &filter, std::size_t offset, std::size_t limit) {
        std::vector<std::int64_t> found;
        for (auto const &event : sure(store::events_page(fresh.store, filter, offset, limit))) {
            found.push_back(event.seq);
        }
        return found;
    };
    auto const last = verdict(fresh).events;
    CHECK(page({}, 0, 2) == std::vector{last, last - 1});
    CHECK(page({}, 2, 1) == std::vector{last - 2});
    CHECK(page({"", "sheet.voided", ""}, 0, 9) == std::vector{last});
    CHECK(page({"", "", "S2"}, 0, 9) == std::vector{last, last - 2});
    CHECK(page({"tester", "sheet.born", "S2"}, 0, 9) == std::vector{last - 2});
    CHECK(page({"nobody", "", ""}, 0, 9).empty());
    auto const kinds = store::event_kinds();
    CHECK(std::find(kinds.begin(), kinds.end(), "sheet.voided") != kinds.end());
}

TEST_CASE("a replay goes on where it left off, and still sees what was changed behind its back") {
    FreshStore fresh;
    base::NoProgress quiet;
    auto replay = sure(store::Replay::begin(fresh.store));
    three_sheets(fresh);
    CHECK(sure(replay.differing(fresh.store, quiet)).empty());
    fresh.record("sheet.born", "S4", born(4));
    CHECK(sure(replay.differing(fresh.store, quiet)).empty());
    fresh.store.db().raw().exec("update sheet set holder = 'unit' where serial = 'S1'");
    CHECK(sure(replay.differing(fresh.store, quiet)) == std::vector<std::string>{"sheet"});
}
