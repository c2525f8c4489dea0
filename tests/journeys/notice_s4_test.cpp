// SPDX-License-Identifier: GPL-3.0-or-later
// The notice of 2023-02-17 for a vocational college, walked through in its own order.
#include "support/notice_day.hpp"
#include <doctest/doctest.h>

using support::Graduate;
using support::NoticeDay;
using Words = std::vector<std::string>;

namespace {

std::vector<Graduate> class_of_five() {
    return {{"202112001", "张建国", "管理艺术学院", "会计1211", "专科"},
            {"202112002", "李秀英", "管理艺术学院", "会计1211", "专科"},
            {"202112003", "王志强", "管理艺术学院", "会计1211", "专科"},
            {"202112004", "赵丽华", "管理艺术学院", "会计1211", "专科"},
            {"202112005", "孙博文", "管理艺术学院", "会计1211", "专科"}};
}

void pay(NoticeDay const &day, std::string const &heads) {
    day.done({"capture", "pay", "--payer", "class", "--unit", "管理艺术学院", "--class", "会计1211",
              "--heads", heads, "--way", "wechat"});
}

/// What the photographer does with a file for a number that nobody paid for.
Words shooting(NoticeDay const &day, std::int64_t number) {
    return {"capture",  "shot",
            "--number", std::to_string(number),
            "--file",   day.folder.file("x.jpg", "x").string()};
}

/// The slot of the notice itself, in its own room.
void check_slot(NoticeDay const &day) {
    auto const slots = day.done({"capture", "plan"})["slots"];
    REQUIRE(slots.size() == 12);
    CHECK(slots[0]["room"] == "博学楼一会议室");
    CHECK(slots[0]["groups"][3]["class"] == "会计1211");
    CHECK(slots[0]["groups"][3]["expected"] == 5);
}

/// Nobody is shot before the class has paid, and no more than it paid for.
void come_in(NoticeDay const &day) {
    auto const &people = day.people;
    auto const without = day.ask({"capture", "swipe", "--person", people[0].number});
    CHECK(without.status == 1);
    CHECK(without.err.find("S4-15") != std::string::npos);
    auto const first = day.number_of(people[0]);
    CHECK(first == 1);
    CHECK(day.ask(shooting(day, 99)).status == 3); // a number that nobody has
    day.look_over(first);
    day.forbidden(shooting(day, first), "S4-10");
    pay(day, "1");
    day.captured(first, people[0], 1);
    auto const second = day.number_of(people[1]);
    day.forbidden(shooting(day, second), "S4-10");
    pay(day, "1");
    day.captured(second, people[1], 2);
}

/// Who wears a forbidden colour is refused, and somebody leaves.
void turn_away(NoticeDay const &day) {
    auto const third = std::to_string(day.number_of(day.people[2]));
    auto const ticked = day.done({"capture", "tick", "colours", "--number", third, "--missed"})["ticks"];
    CHECK(ticked[2]["row"] == "S4-23");
    CHECK(ticked[2]["blocks"] == true);
    day.done({"capture", "refuse", "--number", third, "--reason", "banned-colour"});
    auto const fourth = std::to_string(day.number_of(day.people[3]));
    day.done({"capture", "leave", "--number", fourth, "--reason", "不拍了"});
    day.forbidden({"capture", "refuse", "--number", fourth, "--reason", "clothing"}, "4");
    day.done({"capture", "absent", day.people[2].number, "other"});
    day.done({"capture", "absent", day.people[3].number, "other"});
    day.done({"capture", "absent", day.people[4].number, "leave"});
}

/// What was confirmed is taken anew with a reason, and nobody pays for that.
void retake(NoticeDay const &day) {
    auto const &who = day.people[0];
    auto const again = day.swipe(who);
    CHECK(again.status == 7);
    CHECK(again.json()["outcome"] == "captured");
    auto const number = day.number_of(who, {"--again", "闭眼了"});
    day.look_over(number);
    auto const shot = day.shot(number, who, 11);
    CHECK(day.done({"capture", "confirm", shot})["state"] == "confirmed"); // the reason was given at the swipe
}

/// No photo goes to CHSI before the corrections are over.
void proofread(NoticeDay const &day) {
    auto const out = day.folder / "电子照片";
    Words const leave{"photo", "export", "--to", out, "--name", "{学号}"};
    day.forbidden(leave, "S4-29");
    day.done({"proof", "remind"});
    auto const due = day.done({"capture", "deadlines"})["deadlines"];
    CHECK(due[1]["row"] == "S4-28");
    CHECK(due[1]["days_left"] == 14);
    CHECK(due[1]["people"].size() == 3);
    day.forbidden(leave, "S4-29");
    auto const found = day.done({"proof", "open", day.people[1].number, "--category", "wrong-information"});
    day.done({"proof", "end"});
    day.forbidden(leave, "S4-29");
    day.done({"proof", "close", found["case"]});
    CHECK(day.done(leave)["files"] == 3);
    day.check_photos(out, "{学号}.jpg");
}

} // namespace

TEST_CASE(
    "the notice of 2023 for a vocational college: paid by class before, shot by number, proofread first") {
    NoticeDay const day{"S4", "2024", class_of_five()};
    check_slot(day);
    come_in(day);
    turn_away(day);
    retake(day);
    day.imported(day.people[4], 5, "centre");

    auto const serials = day.printed_and_received("管理艺术学院", "班长", 3);
    auto const layout = day.done({"sheet", "show", serials[0]})["layout"].get<std::string>();
    CHECK(layout.find("8x25x35-4x33x48") != std::string::npos);
    proofread(day);

    auto const report = day.folder / "日报.pdf";
    day.done({"capture", "report", "--to", report});
    CHECK(support::words_of_pdf(report).find("会计1211") != std::string::npos);
    auto const wall = day.balanced_wall("会计1211");
    CHECK(wall["swiped"] == 4);
    CHECK(wall["accepted"] == 2);
    CHECK(wall["paid"] == 2);
    CHECK(wall["absent"] == 2);
    day.check_ledger();
}
