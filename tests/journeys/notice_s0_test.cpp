// SPDX-License-Identifier: GPL-3.0-or-later
// The notice of 2025-04-22 for graduate students, walked through in its own order.
#include "support/notice_day.hpp"
#include <doctest/doctest.h>

using support::Graduate;
using support::NoticeDay;
using Words = std::vector<std::string>;

namespace {

std::vector<Graduate> two_units() {
    return {{"202311001", "张建国", "法学院", "法学硕士", "硕士研究生"},
            {"202311002", "李秀英", "法学院", "法学硕士", "硕士研究生"},
            {"202311003", "王志强", "法学院", "法学硕士", "硕士研究生"},
            {"202311004", "赵丽华", "法学院", "法学硕士", "硕士研究生"},
            {"202311005", "孙博文", "法学院", "法学硕士", "硕士研究生"},
            {"202312006", "周雨桐", "金融学院", "金融硕士", "硕士研究生"}};
}

/// By 25 April each unit names two liaisons; annex 1 has its slot.
void prepare(NoticeDay const &day) {
    auto const due = [&] { return day.done({"capture", "deadlines", "--today", "2025-04-26"})["deadlines"]; };
    CHECK(due()[0]["row"] == "S0-22");
    CHECK(due()[0]["standing"] == "past");
    CHECK(due()[0]["units"].size() == 2);
    for (auto const &name : {"钱老师", "吴老师"}) {
        day.done({"unit", "liaison", "--unit", "法学院", "--name", name, "--phone", "108"});
    }
    CHECK(due()[0]["units"] == Words{"金融学院"});
    auto const slots = day.done({"capture", "plan"})["slots"];
    REQUIRE(slots.size() == 4);
    CHECK(slots[0]["from"] == "13:10");
    CHECK(slots[0]["groups"][1]["unit"] == "法学院");
    CHECK(slots[0]["groups"][1]["expected"] == 5);
}

Words ticket(std::string const &what, Words const &more = {}) {
    Words words{"capture", "ticket", what};
    words.insert(words.end(), more.begin(), more.end());
    return words;
}

/// Who is absent when called loses the number and draws another; the heads are counted at the door.
void queue_up(NoticeDay const &day) {
    CHECK(day.done(ticket("draw", {"--unit", "金融学院", "--heads", "1"}))["number"] == 1);
    CHECK(day.done(ticket("draw", {"--unit", "法学院", "--heads", "4"}))["number"] == 2);
    CHECK(day.ask(ticket("count", {"--number", "2", "--heads", "4"})).status == 7); // not called yet
    CHECK(day.done(ticket("call"))["unit"] == "金融学院");
    CHECK(day.done(ticket("void", {"--number", "1"}))["state"] == "void");
    CHECK(day.ask(ticket("count", {"--number", "1", "--heads", "1"})).status == 7);
    CHECK(day.done(ticket("draw", {"--unit", "金融学院", "--heads", "1"}))["number"] == 3);
    CHECK(day.done(ticket("call"))["unit"] == "法学院");
    auto const short_of = day.ask(ticket("count", {"--number", "2", "--heads", "3"}));
    CHECK(short_of.status == 1);
    CHECK(short_of.out.find("S0-27") != std::string::npos);
    CHECK(day.done(ticket("count", {"--number", "2", "--heads", "4"}))["state"] == "inside");
}

/// The unit pays before its first shot, in cash or by a code that is scanned.
void pay(NoticeDay const &day, std::string const &unit, std::string const &heads) {
    Words words{"capture", "pay", "--payer", "unit", "--unit", unit, "--heads", heads, "--way"};
    auto other = words;
    other.emplace_back("alipay");
    day.forbidden(other, "S0-33");
    words.emplace_back("cash");
    day.done(words);
}

/// Two photos, one refusal, one who leaves, of the four that the unit reported.
void capture(NoticeDay const &day) {
    auto const &people = day.people;
    CHECK(day.ask({"capture", "swipe", "--person", people[0].number}).err.find("S0-18") != std::string::npos);
    auto const first = day.number_of(people[0]);
    day.look_over(first);
    day.forbidden({"capture", "shot", "--number", std::to_string(first), "--file",
                   day.folder.file("x.jpg", "x").string()},
                  "S0-33");
    pay(day, "法学院", "2");
    day.captured(first, people[0], 1);
    Graduate other_record = people[0];
    other_record.number = "202299001"; // whose code is of another enrolment, of a number nobody here has
    auto const wrong = day.swipe_as(other_record, people[0]);
    CHECK(wrong.status == 7);
    CHECK(wrong.err.find("S0-44") != std::string::npos);

    auto const second = day.number_of(people[1]);
    auto const at = std::to_string(second);
    day.look_over(second, "head-cover");
    day.done({"capture", "tick", "head-cover", "--number", at, "--exempt", "头部术后包扎"});
    day.done({"capture", "confirm", day.shot(second, people[1], 2)});
    auto const third = std::to_string(day.number_of(people[2]));
    auto const ticks = day.done({"capture", "tick", "ornaments", "--number", third, "--missed"})["ticks"];
    CHECK(ticks[4]["row"] == "S0-09");
    CHECK(ticks[4]["blocks"] == true);
    day.done({"capture", "refuse", "--number", third, "--reason", "against-rules"});
    auto const fourth = std::to_string(day.number_of(people[3]));
    day.done({"capture", "leave", "--number", fourth, "--reason", "不等了"});
    day.done({"capture", "absent", people[2].number, "other"});
    day.done({"capture", "absent", people[3].number, "other"});
    day.done({"capture", "absent", people[4].number, "internship"});
    day.done(ticket("end", {"--number", "2"}));
}

/// The other unit is called by its second number.
void second_unit(NoticeDay const &day) {
    CHECK(day.done(ticket("call"))["number"] == 3);
    day.done(ticket("count", {"--number", "3", "--heads", "1"}));
    pay(day, "金融学院", "1");
    day.captured(day.number_of(day.people[5]), day.people[5], 6);
    day.done(ticket("end", {"--number", "3"}));
}

} // namespace

TEST_CASE(
    "the notice of 2025 for graduate students: units draw numbers, pay first, and interns go elsewhere") {
    NoticeDay const day{"S0", "2026", two_units()};
    prepare(day);
    queue_up(day);
    capture(day);
    second_unit(day);
    day.imported(day.people[4], 5, "centre", {"--person", day.people[4].number, "--card", "00871"});

    CHECK(day.printed_and_received("法学院", "法学院办公室", 3).size() == 3);
    CHECK(day.printed_and_received("金融学院", "金融学院办公室", 1).size() == 1);

    auto const out = day.folder / "电子照片";
    CHECK(day.done({"photo", "export", "--to", out, "--name", "{学号}"})["files"] == 4);
    day.check_photos(out, "{学号}.jpg");
    auto const report = day.folder / "日报.pdf";
    day.done({"capture", "report", "--to", report});
    CHECK(support::words_of_pdf(report).find("法学院") != std::string::npos);
    auto const wall = day.balanced_wall("法学硕士");
    CHECK(wall["swiped"] == 4);
    CHECK(wall["accepted"] == 2);
    CHECK(wall["absent"] == 2);
    auto const unit = day.balanced_wall("");
    CHECK(unit["paid"].get<int>() + unit["reported"].get<int>() > 0);
    day.check_ledger();
}
