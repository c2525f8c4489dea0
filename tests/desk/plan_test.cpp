// SPDX-License-Identifier: GPL-3.0-or-later
#include "desk/appointments.hpp"
#include "desk/liaisons.hpp"
#include "desk/plan.hpp"
#include "store/ledger.hpp"
#include "support/capture_day.hpp"
#include "support/jump_clock.hpp"
#include <doctest/doctest.h>

using desk::Timing;
using support::CaptureDay;
using support::sure;

namespace {

/// A moment of the still day, by its local time.
base::Instant at(std::string const &date, std::string const &time) {
    base::Instant moment{1'672'531'200'000}; // 2023-01-01
    while (moment.local_text() != date + " " + time) {
        moment = moment + (moment.local_date() < date ? std::chrono::hours{1} : std::chrono::minutes{1});
    }
    return moment;
}

bool said(base::Words const &words, std::string_view text) {
    return words.zh.find(text) != std::string::npos;
}

std::filesystem::path annex(CaptureDay const &day, std::string const &rows) {
    return day.folder.file("annex.csv", "日期,开始,结束,校区,地点,学院,班级,人数\n" + rows);
}

auto const two_classes = "2025-10-18,8:00,9:00,郑东校区,1组,财经学院,会计2201,\n"
                         "2025/10/18,9:00,10:00,郑东校区,1组,财经学院,会计2202,\n";

} // namespace

TEST_CASE("slots are entered from the annex, and planned and actual times are both kept") {
    support::JumpClock const clock{at("2025-10-18", "08:10")};
    CaptureDay const day{"S1", &clock};
    auto station = day.station();
    CHECK(sure(desk::plan(station)).empty());
    CHECK(sure(desk::import_plan(station, annex(day, two_classes))).imported);
    static_cast<void>(day.come(station, "20220001", "张*国 002X"));
    clock.wait(std::chrono::minutes{5});
    static_cast<void>(day.come(station, "20220002", "欧**远 0014"));
    auto const slots = sure(desk::plan(station));
    REQUIRE(slots.size() == 2);
    CHECK(slots[0].slot.from == "08:00");
    auto const &first = slots[0].groups.at(0);
    CHECK(first.expected == 4);
    CHECK(first.came == 2);
    CHECK(first.first->local_text() == "2025-10-18 08:10");
    CHECK(first.last->local_text() == "2025-10-18 08:15");
    CHECK(slots[1].slot.date == "2025-10-18");
    CHECK(slots[1].groups.at(0).came == 0);
    base::NoProgress quiet;
    CHECK(sure(store::differing_projections(station.store(), quiet)).empty());
}

TEST_CASE("an annex with mistakes is not entered, and each is named with its row") {
    CaptureDay const day{"S1"};
    auto station = day.station();
    auto const wrong = sure(desk::import_plan(
        station, annex(day, "十月,8:00,9:00,,,,会计2201,\n2025-10-18,9:00,8:00,,,,会计2202,\n")));
    CHECK_FALSE(wrong.imported);
    REQUIRE(wrong.findings.size() == 2);
    CHECK(wrong.findings[0].line == 2);
    CHECK(wrong.findings[1].kind == "time");
    auto const headless = sure(desk::import_plan(station, day.folder.file("x.csv", "a,b\n1,2\n")));
    CHECK(headless.findings.at(0).kind == "header");
    CHECK(sure(desk::plan(station)).empty());
}

TEST_CASE("the call goes out 20 minutes early, and a late class is told where it stands") {
    CaptureDay const day{"S1"};
    auto station = day.station();
    sure(desk::import_plan(station, annex(day, two_classes)));
    CHECK(sure(desk::due(station, at("2025-10-18", "07:30"))).empty());
    auto const soon = sure(desk::due(station, at("2025-10-18", "07:45")));
    REQUIRE(soon.size() == 1);
    CHECK(soon[0].timing == Timing::soon);
    CHECK(said(soon[0].said, "S1-10"));
    auto const late = sure(desk::due(station, at("2025-10-18", "08:50")));
    REQUIRE(late.size() == 2); // the next class is called in
    CHECK(late[0].timing == Timing::late);
    CHECK(said(late[0].said, "应到 4 人，到了 0 人"));
    CHECK(said(late[0].said, "S1-21"));
    CHECK(late[1].timing == Timing::soon);
    CHECK(sure(desk::due(station, at("2025-10-19", "08:50"))).empty());
}

TEST_CASE("the queue desk plans by the slots and shows who is due") {
    CaptureDay const day{"S4"};
    day.person("1", "周一", "", "风电1211");
    auto station = day.station();
    auto const slots = sure(desk::plan(station));
    REQUIRE(slots.size() == 12);
    CHECK(slots[1].slot.room == "博学楼二会议室");
    CHECK(slots[1].groups.at(0).class_name == "风电1211");
    CHECK(slots[1].groups.at(0).expected == 1);
    CHECK(slots[0].groups.at(0).expected == 0); // nobody of the roster
    CHECK(sure(desk::due(station, at("2023-03-03", "08:30"))).at(0).group.class_name == "风电1211");
    CaptureDay const units{"S0"};
    auto there = units.station();
    CHECK(sure(desk::plan(there)).at(2).groups.at(1).unit == "金融学院");
}

TEST_CASE("the queue of a class goes by student number, and a swipe out of order is told") {
    CaptureDay const day{"S1"};
    auto station = day.station();
    auto const second = sure(desk::swipe(station, day.code("b"), {}));
    auto const in = sure(desk::bind_swipe(station, second.token, day.mask("欧**远"), "20220002", {}));
    CHECK(in.outcome == desk::SwipeOutcome::admitted);
    CHECK(said(in.said, "前面还有 20220001 没有刷码"));
    CHECK(said(in.said, "S1-20"));
    static_cast<void>(day.come(station, "20220001", "张*国"));
    store::Selection of;
    of.class_name = "会计2201";
    auto const order = sure(desk::order_of(station, of));
    CHECK(order.at(0).person.student_no == "20220001");
    CHECK(order.at(0).number == 2);
    CHECK_FALSE(order.at(2).number);
}

TEST_CASE("the queue goes by swipe number") {
    CaptureDay const day{"S4"};
    auto station = day.station();
    CHECK(day.come(station, "20220002", "欧**远").number == 1);
    static_cast<void>(day.come(station, "20220001", "张*国"));
    store::Selection of;
    of.class_name = "会计2201";
    auto const order = sure(desk::order_of(station, of));
    CHECK(order.at(0).person.student_no == "20220002");
    CHECK(order.at(1).person.student_no == "20220001");
    CHECK(order.at(2).person.student_no == "20220003"); // not swiped
}

TEST_CASE("who came in first is first at the camera, whatever their student numbers") {
    CaptureDay const day{"S0"};
    auto station = day.station();
    static_cast<void>(day.come(station, "20220003", "王*"));
    static_cast<void>(day.come(station, "20220001", "张*国"));
    auto const open = sure(store::open_visits(station.store(), station.campaign().id));
    CHECK(sure(store::person(station.store(), *open.at(0).person))->student_no == "20220003");
    CHECK(sure(desk::order_of(station, {})).at(0).person.student_no == "20220003");
}

TEST_CASE("who missed a slot is taken at another") {
    support::JumpClock const clock{at("2025-04-12", "14:00")};
    CaptureDay const day{"S3", &clock};
    auto station = day.station();
    sure(desk::import_plan(station, annex(day, "2025-04-12,9:00,10:00,,,财经学院,会计2201,\n")));
    auto const first = sure(desk::swipe(station, day.code("a"), {}));
    auto const in =
        sure(desk::bind_swipe(station, first.token, day.mask("张*国"), "20220001", {"student-card", ""}));
    CHECK(in.outcome == desk::SwipeOutcome::admitted);
    CHECK(said(in.said, "09:00-10:00"));
    CHECK(said(in.said, "S3-20"));
}

TEST_CASE("appointments with their capacity") {
    CaptureDay const day{"S2"};
    auto station = day.station();
    sure(desk::import_plan(station,
                           annex(day, "2026-03-02,9:00,10:00,,唐山,,,1\n2026-03-02,10:00,11:00,,唐山,,,\n")));
    CHECK_FALSE(desk::book(station, "20220001", "2026-03-02", "15:00"));
    sure(desk::book(station, "20220001", "2026-03-02", "09:00"));
    auto const full = desk::book(station, "20220002", "2026-03-02", "09:00");
    REQUIRE_FALSE(full);
    CHECK(said(full.fault().what, "约满"));
    CHECK(said(full.fault().what, "S2-08"));
    CHECK_FALSE(desk::book(station, "20220001", "2026-03-02", "10:00")); // one each
    sure(desk::book(station, "20220002", "2026-03-02", "10:00"));
    CHECK(sure(desk::booked(station, "2026-03-02")).size() == 2);
    sure(desk::cancel_appointment(station, "20220001"));
    CHECK_FALSE(desk::cancel_appointment(station, "20220001"));
    sure(desk::book(station, "20220003", "2026-03-02", "09:00"));
    CHECK(sure(desk::plan(station)).at(0).booked == 1);
    CaptureDay const other{"S1"};
    auto there = other.station();
    CHECK_FALSE(desk::book(there, "20220001", "2026-03-02", "09:00"));
}

TEST_CASE("each unit's liaisons are recorded, and the ledger names nobody") {
    CaptureDay const day{"S0"};
    auto station = day.station();
    CHECK(sure(desk::liaisons_of_units(station)).at(0).liaisons.empty());
    sure(desk::note_liaison(station, {" 财经学院 ", "赵联系", "0311-1234"}));
    sure(desk::note_liaison(station, {"财经学院", "钱联系", "0311-5678"}));
    CHECK_FALSE(desk::note_liaison(station, {"无此学院", "钱联系", ""}));
    CHECK_FALSE(desk::note_liaison(station, {"财经学院", " ", ""}));
    CHECK(sure(desk::liaisons_of_units(station)).at(0).liaisons.size() == 2);
    sure(desk::forget_liaison(station, "财经学院", "赵联系"));
    CHECK_FALSE(desk::forget_liaison(station, "财经学院", "赵联系"));
    for (auto const &event : sure(store::events_page(station.store(), {}, 0, 100))) {
        CHECK(event.body.find("联系") == std::string::npos);
        CHECK(event.subject.find("联系") == std::string::npos);
    }
}

TEST_CASE("where a time is everybody's, who came counts for the nearest time of that day only") {
    support::JumpClock const clock{at("2025-10-17", "09:00")};
    CaptureDay const day{"S3", &clock};
    auto station = day.station();
    auto const come = [&](std::string const &student_no, std::string const &mask) {
        auto const first = sure(desk::swipe(station, day.code(student_no), {}));
        sure(desk::bind_swipe(station, first.token, day.mask(mask), student_no, {"student-card", ""}));
    };
    std::vector<desk::PlannedSlot> open;
    for (auto const &slot : sure(desk::plan(station))) {
        if (!slot.groups.empty() && slot.groups.front().unit.empty()) {
            open.push_back(slot);
        }
    }
    REQUIRE(open.size() >= 2);
    auto const &first = open.front().slot;
    auto const moment = at(first.date, first.from);
    clock.wait(std::chrono::milliseconds{moment.ms - clock.now().ms} + std::chrono::minutes{1});
    come("20220001", "张*国");
    std::int64_t came = 0;
    for (auto const &slot : sure(desk::plan(station))) {
        for (auto const &group : slot.groups) {
            auto const here = slot.slot.date == first.date && slot.slot.from == first.from;
            came += group.came;
            CHECK((here || group.came == 0));
        }
    }
    CHECK(came == 1);
    clock.wait(std::chrono::hours{-24 * 30}); // on a day without a time
    come("20220005", "李*");
    for (auto const &slot : sure(desk::plan(station))) {
        for (auto const &group : slot.groups) {
            CHECK(group.came <= 1);
        }
    }
}
