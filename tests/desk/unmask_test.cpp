// SPDX-License-Identifier: GPL-3.0-or-later
#include "desk/unmask.hpp"
#include "store/ledger.hpp"
#include "store/people.hpp"
#include "support/fresh_store.hpp"
#include <doctest/doctest.h>

using base::Trouble;
using support::FreshStore;
using support::sure;

namespace {

struct Roster {
    Roster() {
        auto change = fresh.change();
        auto const campaign = sure(store::add_campaign(change, {0, "11832", "某大学", 2026, "S0", {}}));
        std::vector<store::Person> people(2);
        people[0].student_no = "20220001";
        people[0].name = "张三丰";
        people[0].id_no = "11010519491231002X";
        people[1].student_no = "20220002";
        people[1].name = "李四";
        for (auto &person : people) {
            person.unit = "财经学院";
            person.class_name = "会计2201";
        }
        sure(store::import_people(change, campaign.id, people));
        sure(change.commit());
        auto const all = sure(store::people(fresh.store, campaign.id, {}));
        zhang = all.at(0).id;
        li = all.at(1).id;
    }
    base::Result<std::string> unmask(std::int64_t person, std::string const &reason) {
        return desk::unmask(fresh.store, person, reason, "wang", FreshStore::noon);
    }
    [[nodiscard]] std::vector<store::Event> events() const {
        return sure(store::history(fresh.store, "person " + std::to_string(zhang)));
    }

    FreshStore fresh;
    std::int64_t zhang = 0, li = 0;
};

} // namespace

TEST_CASE("a whole identity number is shown once it is on record who asked and why") {
    Roster roster;
    CHECK(sure(roster.unmask(roster.zhang, " 核对毕业证 ")) == "11010519491231002X");
    auto const events = roster.events();
    REQUIRE(events.size() == 1);
    CHECK(events[0].kind == "person.unmasked");
    CHECK(events[0].actor == "wang");
    CHECK(events[0].body == R"({"field":"id_no","reason":"核对毕业证"})");
    base::NoProgress quiet;
    CHECK(sure(store::differing_projections(roster.fresh.store, quiet)).empty());
}

TEST_CASE("without a reason nothing is shown, and a reason does not carry a person into the ledger") {
    Roster roster;
    for (auto const &reason :
         {std::string{}, std::string{"核对"}, std::string{"        "}, std::string(201, 'x'),
          std::string{"给张三丰本人看"}, std::string{"号码 11010519491231002X 不对"},
          std::string{"和 １１０１０５１９４９１２３１００２１ 比较"}}) {
        CAPTURE(reason);
        auto const shown = roster.unmask(roster.zhang, reason);
        REQUIRE_FALSE(shown);
        CHECK(shown.fault().kind == Trouble::bad_input);
    }
    CHECK(roster.events().empty());
}

TEST_CASE("who is not on the roster, or has no number there, is not found") {
    Roster roster;
    CHECK(roster.unmask(4711, "核对毕业证").fault().kind == Trouble::not_found);
    CHECK(roster.unmask(roster.li, "核对毕业证").fault().kind == Trouble::not_found);
}
