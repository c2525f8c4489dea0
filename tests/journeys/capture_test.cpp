// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/program.hpp"
#include "support/small_school.hpp"
#include <doctest/doctest.h>

using support::platen;
using support::SmallSchool;

TEST_CASE("somebody is let in, shot, answered for, confirmed and counted, from the command line") {
    SmallSchool const school;
    auto const ask = [&](std::vector<std::string> words) {
        words.insert(words.end(), {"--store", school.store(), "--json"});
        return platen(words);
    };
    ask({"campaign", "create", "--school", "11832", "--name", "某大学", "--year", "2026", "--profile", "S1"});
    REQUIRE(ask({"roster", "import", school.roster()}).status == 0);
    auto const number = school.numbers().front();
    auto const photo = school.photos() + "/" + number + ".jpg";
    CHECK(ask({"capture", "swipe", "--person", number}).status == 1); // no reason
    auto const in = ask({"capture", "swipe", "--person", number, "--reason", "手机没电"});
    REQUIRE(in.status == 0);
    CHECK(in.json()["outcome"] == "admitted");
    CHECK(in.json()["number"] == 1);
    CHECK(ask({"capture", "list"}).json()["visits"].size() == 1);
    CHECK(ask({"capture", "shot", "--number", "7", "--file", photo}).status == 3);
    CHECK(ask({"capture", "shot", "--number", "1", "--file", "/nowhere.jpg"}).status == 3);

    auto const shot = ask({"capture", "shot", "--number", "1", "--file", photo});
    auto const answer = shot.json();
    auto const id = answer["shot"].get<std::string>();
    CHECK(answer["checks"].size() == 17);
    for (auto const &check : answer["checks"]) {
        if (check["verdict"] == "fail" || check["verdict"] == "could-not-check") {
            CHECK(ask({"capture", "confirm", id}).status == 7);
            CHECK(ask({"capture", "override", id, check["kind"].get<std::string>(), "--by", "陈老师",
                       "--reason", "画的人像"})
                      .status == 0);
        }
    }
    CHECK(ask({"capture", "confirm", id}).status == 7); // nobody has looked yet
    auto const list = ask({"capture", "tick", "--number", "1"}).json();
    for (auto const &tick : list["ticks"]) {
        CHECK(ask({"capture", "tick", tick["key"].get<std::string>(), "--number", "1"}).status == 0);
    }
    auto const confirmed = ask({"capture", "confirm", id});
    REQUIRE(confirmed.status == 0);
    CHECK(confirmed.json()["state"] == "confirmed");
    auto const wall = ask({"capture", "wall"}).json();
    CHECK(wall["balances"] == false);
    CHECK(ask({"capture", "refuse", "--number", "1", "--reason", "浓妆"}).status == 7);
    CHECK(ask({"sheet", "print", "--person", number, "--printer", school.printer()}).json()["printed"] == 1);
}
