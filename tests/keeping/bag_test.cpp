// SPDX-License-Identifier: GPL-3.0-or-later
/// \file
/// Packing a bag; taking it in is in bag_in_test.cpp.
#include "keeping/bags.hpp"
#include <algorithm>
#include <doctest/doctest.h>

namespace fs = std::filesystem;
using keeping::is_valid;
using keeping::Old;
using keeping::put;
using keeping::text_of;
using support::sure;

TEST_CASE("a bag of a year is what RFC 8493 wants, as a folder and as a zip") {
    Old const old;
    auto const folder = old.year();
    CHECK(is_valid(folder));
    desk::BagOrder order;
    order.class_name = "会计2201";
    auto const zip = old.bag("会计.zip", order);
    CHECK(is_valid(zip));
    CHECK(text_of(folder / "bag-info.txt").find("Source-Organization: 某大学\n") != std::string::npos);
    for (auto const *name : {"index.html", "list.pdf", "people.csv", "sheets.csv", "events.jsonl"}) {
        CHECK(fs::file_size(folder / "data" / name) > 0);
    }
    for (auto const &serial : old.serials) {
        CHECK(text_of(folder / "data/sheets" / (serial + ".pdf")).starts_with("%PDF"));
    }
    CHECK(text_of(folder / "data/people.csv").starts_with("\xEF\xBB\xBF"));
    for (auto const &entry : fs::directory_iterator{old.office.folder.path()}) {
        CHECK(entry.path().extension() != ".part"); // nothing half made is left
    }
}

TEST_CASE("identity numbers are in a bag only where somebody asked for them, and the ledger says so") {
    Old const old;
    desk::BagOrder order;
    order.unit = "财经学院";
    auto const masked = old.bag("masked", order);
    order.with_id_numbers = true;
    auto const whole = old.bag("whole", order);
    auto const holds = [](fs::path const &bag) {
        return std::ranges::any_of(fs::recursive_directory_iterator{bag}, [](auto const &entry) {
            return entry.is_regular_file() &&
                   text_of(entry.path()).find("11010519491231002X") != std::string::npos;
        });
    };
    CHECK_FALSE(holds(masked));
    CHECK(holds(whole));
    auto station = old.office.station();
    auto const bags = sure(store::bags(station.store(), 10));
    REQUIRE(bags.size() == 2);
    CHECK(bags[0].id_numbers);
    CHECK_FALSE(bags[1].id_numbers);
    base::NoProgress quiet;
    CHECK(sure(store::differing_projections(station.store(), quiet)).empty());
}

TEST_CASE("a bag of nothing, of two things, or onto something that is there is refused") {
    Old const old;
    auto station = old.office.station();
    auto const kind = [&](desk::BagOrder const &order) {
        auto const made = desk::make_bag(station, order);
        REQUIRE_FALSE(made);
        return made.fault().kind;
    };
    auto const to = old.office.folder / "bag";
    CHECK(kind({to}) == base::Trouble::usage);
    CHECK(kind({to, "会计2201", "B01"}) == base::Trouble::usage);
    CHECK(kind({to, "没有这个班"}) == base::Trouble::not_found);
    CHECK(kind({to, "", "B99"}) == base::Trouble::not_found);
    CHECK(kind({to, "", "", "", 1999}) == base::Trouble::not_found);
    CHECK(kind({old.office.folder / "store", "会计2201"}) == base::Trouble::not_allowed);
    CHECK(kind({old.office.folder / "store/bag", "会计2201"}) == base::Trouble::not_allowed);
    CHECK(sure(store::bags(station.store(), 10)).empty());
}

TEST_CASE("a photo that is damaged in the store goes into no bag") {
    Old const old;
    auto station = old.office.station();
    put(station.store().kept_path(old.office.sheet(0).photo), "not a photo");
    auto const made = desk::make_bag(station, {old.office.folder / "bag", "会计2201"});
    REQUIRE_FALSE(made);
    CHECK(made.fault().kind == base::Trouble::storage);
    CHECK_FALSE(fs::exists(old.office.folder / "bag"));
    CHECK_FALSE(fs::exists(old.office.folder / "bag.part"));
}
