// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/search.hpp"
#include "store/db.hpp"
#include "store/people_lists.hpp"
#include "support/fresh_store.hpp"
#include <doctest/doctest.h>

using support::FreshStore;
using support::sure;

namespace {

store::Person person(std::string number, std::string name) {
    store::Person person;
    person.student_no = std::move(number);
    person.name = std::move(name);
    person.unit = "财经学院";
    person.class_name = "会计2201";
    return person;
}

std::int64_t campaign(FreshStore &fresh) {
    auto change = fresh.change();
    auto const made = sure(store::add_campaign(change, {0, "11832", "河北经贸大学", 2026, "S0", {}}));
    sure(change.commit());
    return made.id;
}

store::ImportCount import(FreshStore &fresh, std::int64_t id, std::vector<store::Person> const &people) {
    auto change = fresh.change();
    auto const count = sure(store::import_people(change, id, people));
    sure(change.commit());
    return count;
}

std::vector<std::string> names(FreshStore &fresh, std::string const &query) {
    std::vector<std::string> found;
    for (auto const &hit : sure(store::find(fresh.store, query, 20))) {
        found.push_back(hit.name);
    }
    return found;
}

} // namespace

TEST_CASE("importing again says what is new, changed and the same") {
    FreshStore fresh;
    auto const id = campaign(fresh);
    auto const first = import(fresh, id, {person("001", "张三"), person("002", "李四")});
    CHECK(first.added == 2);
    auto const second =
        import(fresh, id, {person("001", "张三"), person("002", "李斯"), person("003", "王五")});
    CHECK(second.added == 1);
    CHECK(second.changed == 1);
    CHECK(second.unchanged == 1);
}

TEST_CASE("a person is found by any part of the name, beyond the BMP and across a dot too") {
    FreshStore fresh;
    auto const id = campaign(fresh);
    import(fresh, id,
           {person("001", "张建国"), person("002", "李国建"), person("003", "王𬱖国"),
            person("004", "买买提·艾力")});
    CHECK(names(fresh, "建国") == std::vector<std::string>{"张建国"});
    CHECK(names(fresh, "国").size() == 3);
    CHECK(names(fresh, "𬱖国") == std::vector<std::string>{"王𬱖国"});
    CHECK(names(fresh, "提艾") == std::vector<std::string>{"买买提·艾力"});
    CHECK(names(fresh, "买买提·艾力") == std::vector<std::string>{"买买提·艾力"});
    CHECK(names(fresh, "国张").empty());
}

TEST_CASE("a renamed person is found by the new name only") {
    FreshStore fresh;
    auto const id = campaign(fresh);
    import(fresh, id, {person("001", "张三")});
    import(fresh, id, {person("001", "章三")});
    CHECK(names(fresh, "张").empty());
    CHECK(names(fresh, "章三") == std::vector<std::string>{"章三"});
}

TEST_CASE("characters of a search are never taken for operators") {
    FreshStore fresh;
    campaign(fresh);
    for (auto const *query : {"\"", "张*", "NOT", "a AND b", "'); drop table person; --", "%", "(", "-"}) {
        CAPTURE(query);
        CHECK(store::find(fresh.store, query, 5));
    }
}

TEST_CASE("a name is found across a blank as wide as a character") {
    FreshStore fresh;
    import(fresh, campaign(fresh), {person("001", "买买提　艾力")});
    CHECK(names(fresh, "提艾") == std::vector<std::string>{"买买提　艾力"});
}

TEST_CASE("hits by name come in one order, and no more than are wanted") {
    FreshStore fresh;
    auto const id = campaign(fresh);
    import(fresh, id, {person("003", "王建国"), person("001", "李建国"), person("002", "张建国")});
    CHECK(names(fresh, "建国") == std::vector<std::string>{"王建国", "李建国", "张建国"}); // as they came
    CHECK(sure(store::find(fresh.store, "建国", 2)).size() == 2);
}

TEST_CASE("a box is found in the order in which its sheets lie, and a reference alone") {
    FreshStore fresh;
    auto const id = campaign(fresh);
    import(fresh, id, {person("001", "张三"), person("002", "李四"), person("003", "王五")});
    auto const people = sure(store::people(fresh.store, id, {}));
    for (std::size_t i = 0; i < people.size(); ++i) {
        auto const serial = "S" + std::to_string(i);
        auto born = base::Json::object();
        born.set("person", people[i].id).set("layout", "l").set("photo", "p").set("label", "w");
        fresh.record("sheet.born", serial, born);
        auto filed = base::Json::object();
        auto const number = people.size() - i;
        filed.set("box", "B01").set("number", number).set("reference", "R-" + std::to_string(number));
        fresh.record("sheet.filed", serial, filed);
    }
    CHECK(names(fresh, "B01") == std::vector<std::string>{"王五", "李四", "张三"});
    CHECK(names(fresh, "R-3") == std::vector<std::string>{"张三"});
}

TEST_CASE("the roster is leafed through by unit, class and parts of what it says") {
    FreshStore fresh;
    auto const id = campaign(fresh);
    auto law = person("101", "Anna·Li");
    law.unit = "法学院";
    law.class_name = "法学2201";
    law.id_no = "13010219990101123X";
    import(fresh, id, {person("001", "张三"), person("002", "张三丰"), law});
    auto const page = [&](store::PeopleQuery const &query, std::size_t offset, std::size_t limit) {
        return sure(store::people_page(fresh.store, id, query, offset, limit));
    };
    CHECK(page({}, 0, 2).people.size() == 2);
    CHECK(page({}, 0, 2).all == 3);
    CHECK(page({}, 2, 2).people.at(0).student_no == "101");
    CHECK(page({"法学院", "", ""}, 0, 9).all == 1);
    CHECK(page({"财经学院", "法学2201", ""}, 0, 9).all == 0);
    CHECK(page({"", "", "00"}, 0, 9).all == 2);
    CHECK(page({"", "", "三丰"}, 0, 9).people.at(0).student_no == "002");
    CHECK(page({"", "", "nali"}, 0, 9).people.at(0).student_no == "101");
    CHECK(page({"", "", "13010219990101123x"}, 0, 9).all == 1);
    CHECK(page({"", "", "130102"}, 0, 9).all == 0); // a part of a number would let it be guessed
    auto const units = sure(store::units(fresh.store));
    REQUIRE(units.size() == 2);
    CHECK(units[0].name == "财经学院");
    CHECK(units[0].campaign.id == id);
}
