// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/clock.hpp"
#include "base/files.hpp"
#include "base/resident_id.hpp"
#include "base/text.hpp"
#include "desk/demo_school.hpp"
#include "desk/roster_reader.hpp"
#include "photo/file_name.hpp"
#include "photo/master.hpp"
#include "support/fresh_store.hpp"
#include <algorithm>
#include <doctest/doctest.h>
#include <set>

using support::sure;
using support::TempFolder;
using namespace std::chrono_literals;

namespace {

constexpr std::chrono::year_month_day today{2026y, std::chrono::June, 1d};

desk::DemoSchool school() {
    return sure(desk::read_demo_school(PLATEN_ROOT));
}

std::vector<std::string> kinds_of(desk::RosterReading const &reading) {
    std::vector<std::string> kinds;
    for (auto const &finding : reading.findings) {
        kinds.push_back(finding.kind);
    }
    return kinds;
}

/// The photos are drawn once for all tests of this file.
struct Photos {
    Photos() : count{sure(desk::write_demo_photos(school(), folder.path(), progress))} {
        for (auto const &entry : std::filesystem::directory_iterator{folder.path()}) {
            files.push_back(entry.path());
        }
    }
    base::NoProgress progress;
    TempFolder folder;
    std::size_t count;
    std::vector<std::filesystem::path> files;
};

Photos const &photos() {
    static Photos const once;
    return once;
}

base::Bytes read(std::filesystem::path const &file) {
    return sure(base::read_file(file, 10'000'000));
}

} // namespace

TEST_CASE("the made-up school is the same every time") {
    auto const once = school();
    auto const again = school();
    REQUIRE(once.people.size() == again.people.size());
    CHECK(once.people.size() >= 60);
    for (std::size_t i = 0; i < once.people.size(); ++i) {
        CHECK(once.people[i].student_no == again.people[i].student_no);
        CHECK(once.people[i].name == again.people[i].name);
        CHECK(once.people[i].id_no == again.people[i].id_no);
    }
    CHECK(once.people.front().student_no == "2022010101");
}

TEST_CASE("the made-up school has three units, six classes and nobody twice") {
    std::set<std::string> units;
    std::set<std::string> classes;
    std::set<std::string> numbers;
    std::set<std::string> names;
    auto const all = school().people;
    for (auto const &person : all) {
        units.insert(person.unit);
        classes.insert(person.class_name);
        numbers.insert(person.student_no);
        names.insert(person.name);
    }
    CHECK(units.size() == 3);
    CHECK(classes.size() == 6);
    CHECK(numbers.size() == all.size());
    CHECK(names.size() == all.size());
}

TEST_CASE("the identity numbers are right, and of a place that does not exist") {
    for (auto const &person : school().people) {
        CAPTURE(person.name);
        if (person.from_abroad) {
            CHECK(person.id_type == "护照");
            continue;
        }
        auto const reading = base::read_resident_id(person.id_no, today);
        REQUIRE(reading.id);
        CHECK(reading.id->male == (person.sex == "男"));
        CHECK(person.id_no.starts_with("990000"));
        CHECK(person.id_no.substr(6, 8) == person.birth);
    }
}

TEST_CASE("names that programs stumble over are among them") {
    bool beyond_basic_plane = false;
    bool extension_a = false;
    bool dotted = false;
    for (auto const &person : school().people) {
        for (auto const character : base::characters(person.name)) {
            beyond_basic_plane = beyond_basic_plane || character > 0xFFFF;
            extension_a = extension_a || (character >= 0x3400 && character <= 0x4DBF);
            dotted = dotted || character == 0xB7;
        }
    }
    CHECK(beyond_basic_plane);
    CHECK(extension_a);
    CHECK(dotted);
}

TEST_CASE("both rosters read without a finding and hold everybody as they are") {
    TempFolder const folder;
    auto const all = school();
    auto const files = sure(desk::write_demo_rosters(all, folder.path()));
    auto const main = sure(desk::read_roster(files.main_roster, today));
    auto const lake = sure(desk::read_roster(files.lake_roster, today));
    CHECK(kinds_of(main).empty());
    CHECK(kinds_of(lake).empty());
    CHECK_FALSE(base::is_utf8(base::as_text(read(files.lake_roster))));
    auto rows = main.clean;
    rows.insert(rows.end(), lake.clean.begin(), lake.clean.end());
    REQUIRE(rows.size() == all.people.size());
    for (std::size_t i = 0; i < rows.size(); ++i) {
        CHECK(rows[i].student_no == all.people[i].student_no);
        CHECK(rows[i].name == all.people[i].name);
        CHECK(rows[i].id_no == all.people[i].id_no);
        CHECK(rows[i].class_name == all.people[i].class_name);
    }
}

TEST_CASE("the draft of a roster shows one mistake of each usual kind") {
    TempFolder const folder;
    auto const files = sure(desk::write_demo_rosters(school(), folder.path()));
    auto const draft = sure(desk::read_roster(files.lake_draft, today));
    CHECK(kinds_of(draft) == std::vector<std::string>{"excel_damaged", "id_checksum", "unknown_characters"});
}

TEST_CASE("all photos but the broken one become masters within the bounds of every rule") {
    photo::Spec const spec;
    std::size_t broken = 0;
    CHECK(photos().files.size() == photos().count);
    for (auto const &file : photos().files) {
        CAPTURE(file.filename().string());
        auto const made = photo::make_master(read(file), spec);
        if (auto const *refusal = std::get_if<photo::Refusal>(&made)) {
            CHECK(refusal->kind == "truncated");
            ++broken;
            continue;
        }
        auto const &master = std::get<photo::Master>(made);
        CHECK(master.jpeg.size() >= 31'000);
        CHECK(master.jpeg.size() <= 39'500);
    }
    CHECK(broken == 1);
}

TEST_CASE("each photo's name means one person, but for one file of nobody and one person without") {
    auto const all = school().people;
    photo::NameIndex index;
    for (std::size_t i = 0; i < all.size(); ++i) {
        index.add(i, all[i].student_no, all[i].id_no, all[i].name);
    }
    std::set<std::size_t> meant;
    std::size_t strays = 0;
    for (auto const &file : photos().files) {
        auto const match = index.match(file.filename().string());
        if (match.kind == photo::Match::Kind::one) {
            CHECK(meant.insert(match.persons.front()).second);
        } else {
            CHECK(match.kind == photo::Match::Kind::none);
            ++strays;
        }
    }
    CHECK(strays == 1);
    CHECK(meant.size() == all.size() - 1);
}
