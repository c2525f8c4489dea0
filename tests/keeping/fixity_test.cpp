// SPDX-License-Identifier: GPL-3.0-or-later
#include "desk/doctor.hpp"
#include "desk/filing.hpp"
#include "desk/fixity.hpp"
#include "desk/handover.hpp"
#include "desk/handover_party.hpp"
#include "store/copy.hpp"
#include "store/db.hpp"
#include "store/ledger.hpp"
#include "support/backups.hpp"
#include "support/office.hpp"
#include <algorithm>
#include <doctest/doctest.h>
#include <fstream>

using support::Office;
using support::sure;

namespace {

namespace fs = std::filesystem;

/// The person's photo, as it is kept.
fs::path photo_file(Office const &office, int person) {
    auto station = office.station();
    return station.store().kept_path(office.sheet(person).photo);
}

void spoil(fs::path const &file) {
    std::fstream out{file, std::ios::in | std::ios::out | std::ios::binary};
    out.seekp(100);
    auto const was = out.get();
    out.seekp(100);
    out.put(static_cast<char>(was ^ 1));
}

void replay_is_equal(desk::Station &station) {
    base::NoProgress quiet;
    CHECK(sure(store::differing_projections(station.store(), quiet)).empty());
}

} // namespace

TEST_CASE("an audit of everything finds what is gone and what has changed, and names whose photo it is") {
    Office const office;
    office.print();
    spoil(photo_file(office, 1));
    fs::remove(photo_file(office, 4));
    auto station = office.station();
    auto const report = sure(desk::check_fixity(station, {}));
    CHECK(report.audit.scope == "all");
    CHECK(report.audit.by == "tester");
    CHECK(report.audit.program == "platen 0.1.0");
    CHECK(report.audit.files == static_cast<std::int64_t>(sure(store::kept_files(station.store())).size()));
    REQUIRE(report.bad.size() == 2);
    for (auto const &bad : report.bad) {
        CHECK(bad.student_no == Office::number(bad.outcome == "changed" ? 1 : 4));
    }
    CHECK(sure(store::count_damaged(station.store())) == 2);
    replay_is_equal(station);
}

TEST_CASE("what was bad is bad until an audit finds it good again, and every audit's finding stays") {
    Office const office;
    office.print();
    auto station = office.station();
    auto const file = photo_file(office, 0);
    spoil(file);
    auto const first = sure(desk::check_fixity(station, {}));
    auto const digest = office.sheet(0).photo;
    CHECK(sure(store::last_check(station.store(), digest)).value().outcome == "changed");
    auto const other = sure(desk::check_fixity(station, {"", "", "法学院"}));
    CHECK(other.audit.bad == 0);
    CHECK(sure(store::count_damaged(station.store())) == 1);

    spoil(file); // the same bit again
    auto const mended = sure(desk::check_fixity(station, {"", "", "财经学院"}));
    CHECK(mended.audit.bad == 0);
    CHECK(sure(store::count_damaged(station.store())) == 0);
    CHECK(sure(store::found_by(station.store(), first.audit.id)).size() == 1);
    auto const last = sure(store::last_check(station.store(), digest)).value();
    CHECK(last.fixity.id == mended.audit.id);
    CHECK(last.outcome == "good");
    replay_is_equal(station);
}

TEST_CASE("of an audit that found more bad files than its record names, the others are not said to be good") {
    Office const office;
    office.print();
    auto station = office.station();
    auto const named = office.sheet(0).photo;
    auto change = sure(station.change());
    auto one = base::Json::object();
    auto list = base::Json::list();
    list.add(one.set("digest", named).set("outcome", "missing"));
    auto body = base::Json::object();
    body.set("scope", "all")
        .set("place", "")
        .set("seed", "")
        .set("begun", change.at().ms)
        .set("by", "tester");
    body.set("program", "platen").set("files", 6).set("bytes", 0).set("bad", 6).set("stopped", 0);
    sure(change.record("fixity.checked", "F-1", body.set("list", list).set("mended", base::Json::list())));
    sure(change.commit());
    CHECK(sure(store::last_check(station.store(), named)).value().outcome == "missing");
    CHECK(sure(store::last_check(station.store(), office.sheet(1).photo)).value().outcome == "unknown");
    sure(desk::check_fixity(station, {}));
    CHECK(sure(store::last_check(station.store(), office.sheet(1).photo)).value().outcome == "good");
}

TEST_CASE("a sample can be drawn again from its seed, and says nothing of what it did not read") {
    Office const office;
    auto station = office.station();
    desk::FixityOrder order;
    order.files = 3;
    order.seed = "2026-11";
    auto const first = sure(desk::check_fixity(station, order));
    CHECK(first.audit.scope == "sample");
    CHECK(first.audit.files == 3);
    std::vector<std::string> read;
    for (auto const &file : sure(store::kept_files(station.store()))) {
        if (sure(store::last_check(station.store(), file.digest))) {
            read.push_back(file.digest);
        }
    }
    CHECK(read.size() == 3);
    auto const again = sure(desk::check_fixity(station, order));
    for (auto const &digest : read) {
        CHECK(sure(store::last_check(station.store(), digest)).value().fixity.id == again.audit.id);
    }
    order.seed.clear();
    order.files = 0;
    order.percent = 50;
    CHECK(sure(desk::check_fixity(station, order)).audit.files == 3);
}

TEST_CASE("an audit of a box reads the photos of what was filed there and no others") {
    Office const office;
    office.print();
    auto station = office.station();
    sure(desk::file_sheets(station, "B01", {office.sheet(0).serial, office.sheet(1).serial}));
    spoil(photo_file(office, 5));
    auto const report = sure(desk::check_fixity(station, {"b01"}));
    CHECK(report.audit.place == "B01");
    CHECK(report.audit.files == 2);
    CHECK(report.audit.bad == 0);
}

TEST_CASE("files that only the ledger names are found without reading all of it") {
    Office const office;
    auto station = office.station();
    for (auto const *const kind : {"photo.accepted", "shot.confirmed"}) {
        SQLite::Statement plan{
            station.store().db().raw(),
            fmt::format("explain query plan select body from event where kind = '{}'", kind)};
        REQUIRE(plan.executeStep());
        CHECK(plan.getColumn(3).getString().find("event_file") != std::string::npos);
    }
}

TEST_CASE("an audit that is ended early has on record what it read, and no more") {
    Office const office;
    auto station = office.station();
    std::atomic<bool> const stop{true};
    desk::FixityOrder order;
    order.stop = &stop;
    auto const report = sure(desk::check_fixity(station, order));
    CHECK(report.audit.stopped);
    CHECK(report.audit.files == 0);
    CHECK(report.of == 6);
    for (auto const &file : sure(store::kept_files(station.store()))) {
        CHECK_FALSE(sure(store::last_check(station.store(), file.digest)).has_value());
    }
}

TEST_CASE("an audit of impossible things is refused, and nothing is on record") {
    Office const office;
    auto station = office.station();
    auto const refuses = [&](desk::FixityOrder const &order) { return !desk::check_fixity(station, order); };
    CHECK(refuses({"B99"}));
    CHECK(refuses({"", "没有这个班"}));
    CHECK(refuses({"B01", "会计2201"}));
    CHECK(refuses({"", "", "", -1}));
    CHECK(refuses({"", "", "", 0, 101}));
    CHECK(sure(store::fixities(station.store(), 10)).empty());
}

TEST_CASE("the doctor names damaged files until they are good again") {
    Office const office;
    office.print();
    auto const result = [&] {
        auto const checks = desk::examine(office.folder / "store", office.setting());
        return std::ranges::find(checks, "kept", &desk::Check::name)->result;
    };
    CHECK(result() == desk::Check::Result::note); // nobody ever looked
    auto station = office.station();
    sure(desk::check_fixity(station, {}));
    CHECK(result() == desk::Check::Result::good);
    spoil(photo_file(office, 2));
    sure(desk::check_fixity(station, {}));
    CHECK(result() == desk::Check::Result::bad);
}

TEST_CASE("a backup takes signatures along, and an audit reads them") {
    Office const office;
    office.print();
    auto station = office.station();
    auto const room = sure(desk::read_party(station, "print-room"));
    auto const college = sure(desk::read_party(station, "unit:财经学院"));
    auto const made =
        sure(desk::create_handover(station, {room, college, {}, {}, {}, {"李师傅", support::portrait(9)}}));
    auto const signature = sure(desk::find_handover(station.store(), made.id)).given_signature;
    auto const file = station.store().kept_path(signature);
    sure(support::back_up(office, office.folder / "b.zip"));
    auto const restored = sure(support::restore(office.folder / "b.zip", office.folder / "again"));
    CHECK(fs::exists(restored.store / "kept" / signature.substr(0, 2) / signature));
    spoil(file);
    auto const report = sure(desk::check_fixity(station, {}));
    REQUIRE(report.bad.size() == 1);
    CHECK(report.bad[0].digest == signature);
    CHECK(report.bad[0].name.empty());
}
