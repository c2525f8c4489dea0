// SPDX-License-Identifier: GPL-3.0-or-later
// The notice of 2025 for bachelor to doctor, walked through in its own order.
#include "support/notice_day.hpp"
#include <doctest/doctest.h>
#include <tuple>

using support::Graduate;
using support::NoticeDay;
using Words = std::vector<std::string>;

namespace {

std::vector<Graduate> class_of_five() {
    return {{"202111001", "张建国", "文学院", "汉语1班", "本科生"},
            {"202111002", "李秀英", "文学院", "汉语1班", "本科生"},
            {"202111003", "王志强", "文学院", "汉语1班", "本科生"},
            {"202111004", "赵丽华", "文学院", "汉语1班", "本科生"},
            {"202111005", "孙博文", "文学院", "汉语1班", "本科生"}};
}

Words const card{"--proof", "student-card"};

/// Before the first day: liaisons by 31 March, and the plan of annex 2.
void prepare(NoticeDay const &day) {
    auto const due = [&] { return day.done({"capture", "deadlines", "--today", "2025-04-01"})["deadlines"]; };
    CHECK(due()[0]["key"] == "liaison-form");
    CHECK(due()[0]["standing"] == "past");
    CHECK(due()[0]["units"] == std::vector<std::string>{"文学院"});
    day.done({"unit", "liaison", "--unit", "文学院", "--name", "刘老师", "--phone", "5880"});
    CHECK(due()[0]["units"].empty());
    auto const annex = day.folder.file("附件二.csv", "日期,开始,结束,学院,班级\n"
                                                     "2025-04-12,9:00,9:30,文学院,汉语1班\n");
    CHECK(day.done({"capture", "plan", "--import", annex.string()})["imported"] == true);
    CHECK(day.done({"capture", "plan"})["slots"][0]["groups"][0]["expected"] == 5);
}

/// Pays by scanning, before the shot; nothing else is taken.
void pay(NoticeDay const &day, std::int64_t number) {
    auto const at = std::to_string(number);
    Words words{"capture", "pay", "--payer", "student", "--number", at, "--heads", "1", "--way"};
    auto cash = words;
    cash.emplace_back("cash");
    day.forbidden(cash, "S3-18");
    words.emplace_back("scan");
    CHECK(day.done(words)["fen"] == 2000);
}

/// An intern away from Beijing asks, is let, and the photo comes from the mini-program.
void captured_online(NoticeDay const &day, Graduate const &who) {
    day.done({"capture", "absent", who.number, "internship"});
    auto const asked = day.done({"capture", "online", "--person", who.number, "--reason", "在上海实习"});
    CHECK(asked["applications"][0]["state"] == "asked");
    day.done({"capture", "online", "--person", who.number, "--decide", "approved"});
    day.imported(who, 5, "online");
}

/// A better picture that comes in later is not taken for one that was confirmed, whatever the reason.
void change_nothing(NoticeDay const &day, Graduate const &who) {
    static_cast<void>(
        day.folder.file("重拍/" + who.number + ".jpg", support::bytes_of(day.folder / "camera/2-2.jpg")));
    auto const run = day.ask({"photo", "import", day.folder / "重拍", "--replace", "换一张"});
    CHECK(run.status == 1);
    CHECK(run.json()["accepted"] == 0);
    CHECK(run.err.find("S3-17") != std::string::npos);
}

/// From 5 to 25 May: one finds an error, one finds none, and the third has yet to look.
void proofread(NoticeDay const &day, Graduate const &one, Graduate const &two) {
    auto const opened = day.done(
        {"proof", "open", one.number, "--category", "wrong-information", "--note", "姓名用字，带户口本"});
    CHECK(opened["message"].get<std::string>().find("S3-25") != std::string::npos);
    CHECK(day.ask({"proof", "open", one.number, "--category", "ugly"}).status == 1);
    CHECK(day.done({"proof", "close", opened["case"]})["outcome"] == "corrected");
    day.done({"proof", "checked", two.number});
    auto const due = day.done({"capture", "deadlines", "--today", "2025-05-26"})["deadlines"];
    CHECK(due[3]["key"] == "proof");
    CHECK(due[3]["standing"] == "past");
    CHECK(due[3]["people"] == std::vector<std::string>{day.people[4].number});
    CHECK(due[2]["people"] == std::vector<std::string>{day.people[2].number, day.people[3].number});
}

} // namespace

TEST_CASE(
    "the notice of 2025 for bachelor to doctor: student card, scan to pay, and what is confirmed stays") {
    NoticeDay const day{"S3", "2025", class_of_five()};
    auto const &[one, two, three, four, five] =
        std::tie(day.people[0], day.people[1], day.people[2], day.people[3], day.people[4]);
    prepare(day);

    auto const without = day.swipe(one);
    CHECK(without.status == 7);
    CHECK(without.json()["outcome"] == "proof-wanted");
    CHECK(without.json()["message"].get<std::string>().find("S3-12") != std::string::npos);
    auto const first = day.number_of(one, card);
    day.look_over(first);
    day.forbidden({"capture", "shot", "--number", "1", "--file", day.folder.file("x.jpg", "x").string()},
                  "S3-19");
    pay(day, first);
    day.captured(first, one, 1);
    auto const again = day.swipe(one, card);
    CHECK(again.status == 7);
    CHECK(again.json()["outcome"] == "captured");
    CHECK(again.json()["message"].get<std::string>().find("S3-17") != std::string::npos);

    auto const second = day.number_of(two, card);
    pay(day, second);
    day.captured(second, two, 2);
    auto const third = day.number_of(three, card);
    day.done({"capture", "refuse", "--number", std::to_string(third), "--reason", "not-paid"});
    auto const fourth = day.number_of(four, card);
    day.done({"capture", "leave", "--number", std::to_string(fourth), "--reason", "接电话"});
    day.done({"capture", "absent", three.number, "other"});
    day.done({"capture", "absent", four.number, "leave"});
    captured_online(day, five);

    auto const serials = day.printed_and_received("文学院", "郑老师", 3);
    auto const sheet = day.done({"sheet", "show", serials[0]});
    CHECK(sheet["holder"] == "unit");
    change_nothing(day, one);
    proofread(day, one, two);

    auto const out = day.folder / "电子照片";
    CHECK(day.done({"photo", "export", "--to", out, "--name", "{学号}"})["files"] == 3);
    day.check_photos(out, "{学号}.jpg");
    auto const report = day.folder / "日报.pdf";
    day.done({"capture", "report", "--to", report});
    CHECK(support::words_of_pdf(report).find("汉语1班") != std::string::npos);
    auto const wall = day.balanced_wall("汉语1班");
    CHECK(wall["swiped"] == 4);
    CHECK(wall["accepted"] == 2);
    CHECK(wall["paid"] == 2);
    CHECK(wall["captured"] == 3);
    CHECK(wall["handed_over"] == 3);
    day.check_ledger();
}
