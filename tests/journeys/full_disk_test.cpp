// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/program.hpp"
#include "support/small_disk.hpp"
#include "support/small_school.hpp"
#include <doctest/doctest.h>

using support::platen;
using support::SmallDisk;
using support::SmallSchool;
using Words = std::vector<std::string>;

namespace {

support::Run on(std::string const &store, Words words) {
    words.insert(words.end(), {"--store", store, "--json"});
    return platen(words);
}

void check_sound(std::string const &store) {
    auto const verified = on(store, {"ledger", "verify"});
    CHECK(verified.status == 0);
    CHECK(on(store, {"ledger", "rebuild", "--dry-run"}).json()["different"].empty());
}

int kilobytes_used(SmallDisk const &disk) {
    auto const space = std::filesystem::space(disk.path());
    return static_cast<int>((space.capacity - space.free) / 1024);
}

} // namespace

TEST_CASE("a disk that fills up while photos come in loses none that was accepted") {
    SmallSchool const school;
    SmallDisk disk{school.folder() / "disk", 20'000};
    auto const store = (disk.path() / "store").string();
    REQUIRE(on(store, {"campaign", "create", "--school", "11832", "--name", "某大学", "--year", "2026",
                       "--profile", "S0"})
                .status == 0);
    REQUIRE(on(store, {"roster", "import", school.roster()}).status == 0);
    disk.resize(kilobytes_used(disk) + 250); // for half of the photos
    auto const full = on(store, {"photo", "import", school.photos()});
    CHECK(full.status == 5);
    CHECK(full.err.find("disk is full") != std::string::npos);
    CHECK(full.json()["error"]["kind"] == "storage");
    disk.resize(20'000);
    check_sound(store);
    auto const again = on(store, {"photo", "import", school.photos()});
    CHECK(again.status == 0);
    CHECK(again.json()["accepted"] == 12);
    check_sound(store);
}

TEST_CASE("a print folder that fills up stops the run, and the next one goes on where it stopped") {
    SmallSchool const school;
    school.take_in();
    SmallDisk disk{school.folder() / "tray", 200};
    Words const print{"sheet", "print", "--all", "--printer", "folder:" + disk.path().string()};
    auto const full = on(school.store(), print);
    CHECK(full.status == 5);
    CHECK(full.json()["failed"] == 1);
    CHECK(full.json()["printed"] > 0);
    CHECK(full.err.find("disk is full") != std::string::npos);
    disk.resize(20'000);
    auto const rest = on(school.store(), print);
    CHECK(rest.status == 0);
    CHECK(rest.json()["printed"].get<int>() + full.json()["printed"].get<int>() == 12);
    check_sound(school.store());
}

TEST_CASE("a read-only disk is said to be one, and nothing half done stays") {
    SmallSchool const school{1};
    SmallDisk disk{school.folder() / "disk", 20'000};
    auto const store = (disk.path() / "store").string();
    REQUIRE(on(store, {"campaign", "create", "--school", "11832", "--name", "某大学", "--year", "2026",
                       "--profile", "S0"})
                .status == 0);
    disk.make_read_only();
    auto const roster = on(store, {"roster", "import", school.roster()});
    CHECK(roster.status == 5);
    CHECK(roster.err.find("cannot be written") != std::string::npos);
    CHECK(on((disk.path() / "new").string(), {"campaign", "create", "--school", "11832", "--name", "某大学",
                                              "--year", "2026", "--profile", "S0"})
              .status == 5);
    auto const status = platen({"printer", "status", "folder:" + disk.path().string(), "--json"});
    CHECK(status.status == 4);
    CHECK(status.json()["standing"] == Words{"unwritable"});
}

TEST_CASE("a photo export onto a full disk says so") {
    SmallSchool const school;
    school.take_in();
    SmallDisk const disk{school.folder() / "stick", 100};
    auto const run = on(school.store(), {"photo", "export", "--to", (disk.path() / "out").string()});
    CHECK(run.status == 5);
    CHECK(run.err.find("disk is full") != std::string::npos);
}
