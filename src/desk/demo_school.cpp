// SPDX-License-Identifier: GPL-3.0-or-later
#include "desk/demo_school.hpp"
#include "base/resident_id.hpp"
#include "base/toml.hpp"
#include "desk/station.hpp"
#include <set>

namespace desk {

namespace {

/// Numbers in the order of the school's people; only their being the same every time matters.
class Draw {
public:
    std::size_t below(std::size_t count) {
        state_ = state_ * 6364136223846793005U + 1442695040888963407U;
        return static_cast<std::size_t>(state_ >> 33U) % count;
    }
    std::string const &one_of(std::vector<std::string> const &list) { return list.at(below(list.size())); }

private:
    std::uint64_t state_ = 20260601;
};

struct Class {
    std::string unit, name, major;
    bool at_the_lake = false;
    int people = 0;
    std::string number; ///< of unit and class, as it stands in student numbers
};

struct Guest {
    std::string name, sex, class_name, passport;
};

struct Source {
    std::string place;
    std::vector<std::string> surnames, men, women;
    std::vector<Class> classes;
    std::vector<Guest> guests;
};

void read_classes(base::TomlTable &root, Source &source) {
    int unit_number = 0;
    for (auto &unit : root.tables("unit")) {
        ++unit_number;
        auto const unit_name = unit.text("name");
        int class_number = 0;
        for (auto &one : unit.tables("class")) {
            Class next{unit_name, one.text("name"), one.text("major"), false, 0, {}};
            next.at_the_lake = one.choice("campus", {"main", "lake"}) == 1;
            next.people = static_cast<int>(one.whole("people", 1, 99));
            next.number = fmt::format("{:02}{:02}", unit_number, ++class_number);
            one.finish();
            source.classes.push_back(std::move(next));
        }
        unit.finish();
    }
}

Source read_source(base::TomlTable &root, DemoSchool &school) {
    root.whole("format", 1, 1);
    school.code = root.text("code");
    school.name = root.text("name");
    school.year = static_cast<int>(root.whole("year", 2000, 2100));
    school.profile = root.text("profile");
    Source source;
    source.place = root.text("place");
    source.surnames = root.texts_or_none("surnames");
    source.men = root.texts_or_none("given_male");
    source.women = root.texts_or_none("given_female");
    read_classes(root, source);
    for (auto &guest : root.tables("guest")) {
        source.guests.push_back(
            {guest.text("name"), guest.text("sex"), guest.text("class"), guest.text_or("passport", "")});
        guest.finish();
    }
    root.finish();
    return source;
}

/// Makes people out of the lists of names.
class Registrar {
public:
    Registrar(Source const &source, int year) : source_{source}, year_{year} {}

    std::vector<DemoPerson> everybody() {
        for (auto const &one : source_.classes) {
            int place = 0;
            for (int i = 0; i < one.people; ++i) {
                auto const male = draw_.below(2) == 0;
                enrol(one, ++place, {fresh_name(male), male ? "男" : "女", {}, {}});
            }
            for (auto const &guest : source_.guests) {
                if (guest.class_name == one.name) {
                    enrol(one, ++place, guest);
                }
            }
        }
        return std::move(people_);
    }

private:
    std::string fresh_name(bool male) {
        std::string name;
        do {
            name = draw_.one_of(source_.surnames) + draw_.one_of(male ? source_.men : source_.women);
        } while (!names_.insert(name).second);
        return name;
    }

    void enrol(Class const &one, int place, Guest const &who) {
        DemoPerson person;
        // Four years of study; born some 22 years before the end of it.
        person.student_no = fmt::format("{}{}{:02}", year_ - 4, one.number, place);
        person.name = who.name;
        person.sex = who.sex;
        person.birth = fmt::format("{}{:02}{:02}", year_ - 23 + static_cast<int>(draw_.below(2)),
                                   1 + draw_.below(12), 1 + draw_.below(28));
        person.from_abroad = !who.passport.empty();
        person.id_type = person.from_abroad ? "护照" : "居民身份证";
        person.id_no = person.from_abroad ? who.passport : id_number(person);
        person.unit = one.unit;
        person.class_name = one.name;
        person.major = one.major;
        person.at_the_lake = one.at_the_lake;
        people_.push_back(std::move(person));
    }

    std::string id_number(DemoPerson const &person) {
        auto const sequence = 2 * (100 + draw_.below(390)) + (person.sex == "男" ? 1 : 0);
        auto const digits = fmt::format("{}{}{:03}", source_.place, person.birth, sequence);
        return digits + base::resident_check_character(digits);
    }

    Source const &source_;
    int year_;
    Draw draw_;
    std::set<std::string> names_;
    std::vector<DemoPerson> people_;
};

} // namespace

base::Result<DemoSchool> read_demo_school(std::filesystem::path const &home) {
    auto file = base::TomlFile::read(home / "data" / "demo" / "school.toml");
    if (!file) {
        return std::move(file).fault();
    }
    DemoSchool school;
    auto root = file->root();
    auto const source = read_source(root, school);
    if (!file->findings().empty()) {
        return fault_of(file->findings());
    }
    if (source.surnames.empty() || source.men.empty() || source.women.empty() || source.place.size() != 6) {
        return base::fault(base::Trouble::bad_input, "“{}”里缺少姓名，或 place 不是 6 位数字",
                           "'{}' lacks names, or its place has not six digits", file->name());
    }
    school.people = Registrar{source, school.year}.everybody();
    return school;
}

} // namespace desk
