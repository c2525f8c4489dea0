// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/custody.hpp"
#include "store/db.hpp"
#include "store/ledger.hpp"
#include "store/schema.hpp"
#include "support/fresh_store.hpp"
#include <doctest/doctest.h>

using support::sure;

namespace {

/// A store of before boxes, loans and mail (schema step 10), with one hand-over at which something came out.
void make_old(std::filesystem::path const &file) {
    constexpr auto steps = 10;
    SQLite::Database db{file, SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE};
    store::bring_up_to_date(db, store::schema_steps().first(steps));
    db.exec("insert into station (id, born_at, next, next_sheet, events, head)"
            " values ('7KQ2M9', 1, 41, 1, 2, '')");
    db.exec("insert into campaign (id, school_code, school_name, year, profile, created_at)"
            " values (9, '11832', '某大学', 2025, 'S0', 1);"
            "insert into unit (id, campaign, name) values (3, 9, '法学院')");
    db.exec("insert into event (station, seq, at, actor, kind, subject, body, prev, digest) values"
            " ('7KQ2M9', 1, 10, '李师傅', 'handover.opened', 'H-1',"
            "  '{\"unit\":3,\"sheets\":[\"S1\",\"S2\"]}', '', ''),"
            " ('7KQ2M9', 2, 20, '王老师', 'handover.received', 'H-1',"
            "  '{\"by\":\"王老师\",\"unit\":3,\"matched\":[\"S1\"],\"missing\":[\"S2\"],\"extra\":[],"
            "\"not_valid\":[],\"repeated\":[\"S1\"],\"unknown\":[\"***9Q\"]}', '', '')");
    // As the program of that time kept it.
    db.exec("insert into handover (id, unit, state, given_by, given_at, received_by, received_at)"
            " values ('H-1', 3, 'received', '李师傅', 10, '王老师', 20);"
            "insert into handover_sheet (handover, serial, outcome)"
            " values ('H-1', 'S1', 'matched'), ('H-1', 'S2', 'missing');"
            "insert into discrepancy (handover, serial, kind, opened_at) values"
            " ('H-1', 'S2', 'missing', 20), ('H-1', 'S1', 'repeated', 20), ('H-1', '***9Q', 'unknown', 20)");
}

} // namespace

TEST_CASE("what came out at hand-overs of an old store is still open, as its ledger says") {
    support::TempFolder folder;
    make_old(folder / "platen.db");
    auto store = sure(store::Store::open(folder.path()));
    auto const open = sure(store::discrepancies(store, {.subject = "H-1", .only_open = true}));
    REQUIRE(open.size() == 3);
    CHECK(open[0].id == "H-1/missing/S2");
    CHECK(open[0].state == "open");
    CHECK(open[0].opened_by == "王老师");
    CHECK(open[0].opened_at.ms == 20);
    base::NoProgress quiet;
    CHECK(sure(store::differing_projections(store, quiet)).empty());
}
