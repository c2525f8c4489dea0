// SPDX-License-Identifier: GPL-3.0-or-later
#include "desk/fees.hpp"
#include "desk/swipes.hpp"
#include "desk/tickets.hpp"
#include "desk/wall.hpp"
#include "support/capture_day.hpp"
#include "support/jump_clock.hpp"
#include <algorithm>
#include <doctest/doctest.h>
#include <thread>

using desk::Identity;
using support::CaptureDay;
using support::sure;

namespace {

desk::ClassWall of(desk::Wall const &wall, std::string const &class_name) {
    for (auto const &one : wall.classes) {
        if (one.tally.class_name == class_name) {
            return one;
        }
    }
    throw std::runtime_error{"no such class"};
}

std::vector<Identity> broken(desk::ClassWall const &one) {
    std::vector<Identity> all;
    for (auto const &imbalance : one.imbalances) {
        all.push_back(imbalance.identity);
    }
    return all;
}

} // namespace

TEST_CASE("a unit draws a number, is called, counted, and absent it draws another") {
    CaptureDay const day{"S0"};
    auto station = day.station();
    auto const one = sure(desk::draw_ticket(station, "财经学院", "", 4));
    CHECK(one.number == 1);
    CHECK_FALSE(desk::draw_ticket(station, "财经学院", "", 4));
    CHECK_FALSE(desk::draw_ticket(station, " ", "", 4));
    CHECK_FALSE(desk::draw_ticket(station, "法学院", "", 0));
    CHECK(sure(desk::draw_ticket(station, "法学院", "", 2)).number == 2);
    CHECK_FALSE(desk::count_in(station, 1, 4)); // nobody called it
    CHECK(sure(desk::call_next(station))->number == 1);
    CHECK_FALSE(desk::call_ticket(station, 1));
    CHECK(sure(desk::void_ticket(station, 1)).state == "void");
    auto const late = desk::count_in(station, 1, 4);
    REQUIRE_FALSE(late);
    CHECK(late.fault().what.zh.find("重新领号") != std::string::npos);
    CHECK(sure(desk::draw_ticket(station, "财经学院", "", 3)).number == 3);
    CHECK(sure(desk::call_next(station))->number == 2);
    CHECK(sure(desk::call_next(station))->number == 3);
    CHECK_FALSE(sure(desk::call_next(station)));
    auto const fewer = sure(desk::count_in(station, 3, 2));
    CHECK(fewer.alarm.zh.find("报的是 3 人，到了 2 人") != std::string::npos);
    CHECK(sure(desk::count_in(station, 3, 3)).alarm.zh.empty());
    CHECK(sure(desk::end_ticket(station, 3)).state == "done");
    CHECK_FALSE(desk::call_ticket(station, 99));
}

TEST_CASE("two desks that call at once call two numbers") {
    CaptureDay const day{"S0"};
    {
        auto station = day.station();
        for (auto const *unit : {"一院", "二院", "三院", "四院"}) {
            sure(desk::draw_ticket(station, unit, "", 1));
        }
    }
    std::vector<std::int64_t> called(4);
    {
        std::vector<std::jthread> desks;
        for (auto &number : called) {
            desks.emplace_back([&day, &number] {
                auto station = day.station();
                number = sure(desk::call_next(station))->number;
            });
        }
    }
    std::ranges::sort(called);
    CHECK(called == std::vector<std::int64_t>{1, 2, 3, 4});
}

TEST_CASE("a class whose counts agree balances, and each count that does not is named") {
    CaptureDay const day{"S1"};
    auto station = day.station();
    CHECK(sure(desk::wall(station)).balances()); // nothing has happened
    sure(desk::draw_ticket(station, "财经学院", "会计2201", 4));
    auto const a = day.come(station, "20220001", "张*国"), b = day.come(station, "20220002", "欧**远"),
               c = day.come(station, "20220003", "王*");
    CHECK(of(sure(desk::wall(station)), "会计2201").tally.waiting == 3);
    CHECK(sure(desk::wall(station)).balances()); // while somebody waits nothing can be said
    for (auto const &visit : {a, b}) {
        sure(desk::confirm_shot(station, day.shot(station, visit).id, {"screen", ""}));
    }
    sure(desk::end_visit(station, c.id, true, "heavy-make-up"));
    auto one = of(sure(desk::wall(station)), "会计2201");
    CHECK(one.tally.roster == 4);
    CHECK(one.tally.reported == 4);
    CHECK(one.tally.swiped == 3);
    CHECK(one.tally.accepted == 2);
    CHECK(one.tally.refused == 1);
    CHECK(one.tally.captured == 2);
    CHECK(broken(one) == std::vector{Identity::heads, Identity::money, Identity::absent});
    CHECK(one.imbalances[0].said.zh == "报了 4 人，刷码 3 人");

    sure(desk::take_fee(station, {"class", "财经学院", "会计2201", "", 2, "wechat"}));
    CHECK_FALSE(desk::note_absence(station, "20220001", "leave"));
    CHECK_FALSE(desk::note_absence(station, "20220004", "holiday"));
    sure(desk::note_absence(station, "20220004", "internship"));
    sure(desk::note_absence(station, "20220003", "other"));
    one = of(sure(desk::wall(station)), "会计2201");
    CHECK(broken(one) == std::vector{Identity::heads});
}

TEST_CASE("who comes twice counts once, as they stand now") {
    CaptureDay const day{"S1"};
    auto station = day.station();
    auto const first = day.come(station, "20220005", "李*");
    sure(desk::end_visit(station, first.id, false, ""));
    CHECK(of(sure(desk::wall(station)), "会计2202").tally.left == 1);
    auto const second = day.come(station, "20220005", "李*");
    sure(desk::confirm_shot(station, day.shot(station, second).id, {"screen", ""}));
    auto const one = of(sure(desk::wall(station)), "会计2202");
    CHECK(one.tally.swiped == 1);
    CHECK(one.tally.accepted == 1);
    CHECK(one.tally.left == 0);
}

TEST_CASE("a unit that came and paid as one is weighed against the sum of its classes") {
    CaptureDay const day{"S0"};
    auto station = day.station();
    sure(desk::draw_ticket(station, "财经学院", "", 2));
    sure(desk::take_fee(station, {"unit", "财经学院", "", "", 2, "scan"}));
    for (auto const &[no, mask] : {std::pair{"20220001", "张*国"}, {"20220005", "李*"}}) {
        sure(desk::confirm_shot(station, day.shot(station, day.come(station, no, mask)).id, {"screen", ""}));
    }
    auto const wall = sure(desk::wall(station));
    CHECK(of(wall, "").imbalances.empty());
    CHECK(broken(of(wall, "会计2201")) == std::vector{Identity::absent});
    CHECK(of(wall, "会计2202").imbalances.empty());
    CHECK(wall.total.paid_fen == 4000);
}

TEST_CASE("a line that does not balance says who: not paid, still open, no photo and no reason") {
    support::JumpClock const clock;
    CaptureDay const day{"S1", &clock};
    auto station = day.station();
    auto const a = day.come(station, "20220001", "张*国"), b = day.come(station, "20220002", "欧**远");
    for (auto const &visit : {a, b}) {
        sure(desk::confirm_shot(station, day.shot(station, visit).id, {"screen", ""}));
    }
    sure(desk::take_fee(station, {"student", "", "", a.id, 1, "wechat"}));
    auto one = of(sure(desk::wall(station)), "会计2201");
    REQUIRE(broken(one) == std::vector{Identity::money, Identity::absent});
    CHECK(desk::names_of(one.imbalances[0]).zh == "欧阳修远 20220002");
    CHECK(desk::names_of(one.imbalances[1]).zh == "王芳 20220003、张卫国 20220004");
    for (int i = 0; i < 5; ++i) {
        day.person(std::to_string(20220010 + i), "李四", "", "会计2201");
    }
    one = of(sure(desk::wall(station)), "会计2201");
    CHECK(desk::names_of(one.imbalances[1]).zh.ends_with(" 等 7 人"));

    static_cast<void>(day.come(station, "20220003", "王*"));
    CHECK(of(sure(desk::wall(station)), "会计2201").imbalances.empty()); // today they may still be shot
    clock.wait(std::chrono::hours{24});
    one = of(sure(desk::wall(station)), "会计2201");
    REQUIRE(broken(one) == std::vector{Identity::outcome});
    CHECK(desk::names_of(one.imbalances[0]).zh == "王芳 20220003");
}

TEST_CASE("a class whose number is through and of whom somebody is still open is red") {
    CaptureDay const day{"S1"};
    auto station = day.station();
    auto const number = sure(desk::draw_ticket(station, "财经学院", "会计2201", 1)).number;
    static_cast<void>(day.come(station, "20220003", "王*"));
    sure(desk::call_ticket(station, number));
    sure(desk::count_in(station, number, 1));
    CHECK(of(sure(desk::wall(station)), "会计2201").imbalances.empty());
    sure(desk::end_ticket(station, number));
    CHECK(broken(of(sure(desk::wall(station)), "会计2201")) == std::vector{Identity::outcome});
}

TEST_CASE("the fee of somebody who was nobody when they paid is their class's once they are known") {
    CaptureDay const day{"S1"};
    auto station = day.station();
    auto const code = sure(desk::swipe(station, day.code("a"), {})).token;
    auto const in = sure(desk::admit_unbound(station, code, day.mask("李*"), {}, {})).visit.value();
    sure(desk::confirm_shot(station, day.shot(station, in).id, {"screen", ""}));
    auto const unknown = of(sure(desk::wall(station)), "");
    REQUIRE(broken(unknown) == std::vector{Identity::money}); // nobody's class, and not paid
    CHECK(desk::names_of(unknown.imbalances[0]).zh == "拍摄序号 1");
    sure(desk::take_fee(station, {"student", "", "", in.id, 1, "wechat"}));
    sure(desk::bind_code(station, code, "20220005"));
    auto const known = of(sure(desk::wall(station)), "会计2202");
    CHECK(known.tally.accepted == 1);
    CHECK(known.tally.paid == 1);
    CHECK(known.imbalances.empty());
}
