// SPDX-License-Identifier: GPL-3.0-or-later
// The notice of 2025-10-15 for undergraduates, walked through in its own order.
#include "support/notice_day.hpp"
#include <doctest/doctest.h>

using support::Graduate;
using support::NoticeDay;
using Words = std::vector<std::string>;

namespace {

std::vector<Graduate> class_of_six() {
    return {{"20220001", "张建国", "会计学院", "会计2201", "本科"},
            {"20220002", "李秀英", "会计学院", "会计2201", "本科"},
            {"20220003", "王志强", "会计学院", "会计2201", "本科"},
            {"20220004", "赵丽华", "会计学院", "会计2201", "本科"},
            {"20220005", "孙博文", "会计学院", "会计2201", "本科"},
            {"20220006", "周雨桐", "会计学院", "会计2201", "本科"}};
}

/// Annex 1 is no part of the notice's text: it comes as a table.
void prepare(NoticeDay const &day) {
    CHECK(day.done({"capture", "plan"})["slots"].empty());
    auto const annex = day.folder.file("附件1.csv", "日期,开始,结束,校区,学院,班级\n"
                                                    "2025-10-18,8:00,9:00,郑东校区,会计学院,会计2201\n");
    CHECK(day.done({"capture", "plan", "--import", annex.string()})["imported"] == true);
    auto const slot = day.done({"capture", "plan"})["slots"][0];
    CHECK(slot["campus"] == "郑东校区");
    CHECK(slot["groups"][0]["expected"] == 6);
    day.done({"unit", "liaison", "--unit", "会计学院", "--name", "学生干部小刘", "--phone", "0371"});
    auto const order = day.done({"capture", "order", "--class", "会计2201"})["people"];
    for (std::size_t i = 0; i < day.people.size(); ++i) {
        CHECK(order[i]["person"] == day.people[i].number);
    }
}

/// Who comes before somebody with a smaller number is told, and whose hair is dyed strongly is not captured.
void come_in(NoticeDay const &day) {
    auto const &people = day.people;
    auto const early = day.swipe(people[1]);
    CHECK(early.json()["number"] == 1);
    CHECK(early.json()["message"].get<std::string>().find("S1-20") != std::string::npos);
    day.captured(1, people[1], 2);
    day.captured(day.number_of(people[0]), people[0], 1);
    auto const again = day.swipe(people[0]);
    CHECK(again.status == 7);
    CHECK(again.json()["message"].get<std::string>().find("S1-18") != std::string::npos);

    auto const dyed = day.number_of(people[2]);
    day.look_over(dyed, "dyed-hair");
    auto const shot = day.shot(dyed, people[2], 30);
    auto const at = std::to_string(dyed);
    day.done({"capture", "tick", "dyed-hair", "--number", at, "--missed"});
    day.forbidden({"capture", "confirm", shot}, "S1-24");
    day.done({"capture", "refuse", "--number", at, "--reason", "dyed-hair"});
    day.not_captured(people[2]);
    auto const left = std::to_string(day.number_of(people[3]));
    day.done({"capture", "leave", "--number", left, "--reason", "不等了"});
    day.captured(day.number_of(people[4]), people[4], 5);
}

/// The class head pays by who was captured, not by who is on the list.
void pay(NoticeDay const &day) {
    Words words{"capture", "pay",      "--payer", "class", "--unit", "会计学院",
                "--class", "会计2201", "--heads", "3",     "--way"};
    auto cash = words;
    cash.emplace_back("cash");
    day.forbidden(cash, "S1-14");
    words.emplace_back("alipay");
    CHECK(day.done(words)["fen"] == 6000);
}

/// One of those who did not come goes to the provincial branch; nothing is taken from anywhere else.
void make_up(NoticeDay const &day) {
    auto const &people = day.people;
    day.done({"capture", "absent", people[2].number, "other"});
    day.done({"capture", "absent", people[3].number, "other"});
    day.done({"capture", "absent", people[5].number, "leave"});
    day.forbidden({"photo", "import", day.folder.path() / "camera", "--source", "elsewhere"}, "S1-34");
    day.imported(people[5], 6, "centre");
    auto const due = day.done({"capture", "deadlines", "--today", "2025-12-02"})["deadlines"];
    std::vector<std::string> const late{people[2].number, people[3].number};
    for (std::size_t i = 0; i < 3; ++i) {
        CHECK(due[i]["standing"] == "past");
        CHECK(due[i]["people"] == late);
    }
    CHECK(due[1]["row"] == "S1-37");
    CHECK(due[2]["row"] == "S1-40");
}

/// The college's one list, of who is blurred or not the person.
void proofread(NoticeDay const &day) {
    auto const &people = day.people;
    CHECK(day.ask({"proof", "open", people[0].number, "--category", "ugly"}).err.find("S1-42") !=
          std::string::npos);
    auto const blurred =
        day.done({"proof", "open", people[0].number, "--category", "blurred", "--note", "看不清"});
    day.done({"proof", "open", people[1].number, "--category", "not-the-person"});
    day.done({"proof", "checked", people[4].number});
    auto const csv = day.folder / "汇总.csv";
    day.done({"proof", "report", "--unit", "会计学院", "--to", csv});
    CHECK(support::bytes_of(csv).find("李秀英") != std::string::npos);
    auto const pdf = day.folder / "汇总.pdf";
    day.done({"proof", "report", "--unit", "会计学院", "--to", pdf});
    CHECK(support::words_of_pdf(pdf).find("模糊") != std::string::npos);
    auto const due = day.done({"capture", "deadlines", "--today", "2025-12-24"})["deadlines"];
    CHECK(due[4]["row"] == "S1-43");
    CHECK(due[4]["people"].size() == 2);
    day.done({"proof", "close", blurred["case"], "--outcome", "unfounded", "--note", "原片清楚"});
    CHECK(day.done({"proof", "list"})["cases"].size() == 2);
}

} // namespace

TEST_CASE("the notice of 2025 for undergraduates: by student number, once, paid by who was captured") {
    NoticeDay const day{"S1", "2026", class_of_six()};
    prepare(day);
    come_in(day);
    pay(day);
    make_up(day);

    auto const serials = day.printed_and_received("会计学院", "教学服务中心", 4);
    auto const filed = day.done({"archive", "file", "--box", "B01", serials[0]});
    CHECK(filed["items"][0]["reference"] == "11832-ZP·2026-Y-B01-001");
    proofread(day);

    auto const out = day.folder / "电子照片";
    CHECK(day.done({"photo", "export", "--to", out})["files"] == 4);
    day.check_photos(out, "{学号}+{姓名}+{身份证号}.jpg");
    auto const report = day.folder / "日报.pdf";
    day.done({"capture", "report", "--to", report});
    CHECK(support::words_of_pdf(report).find("会计2201") != std::string::npos);
    auto const wall = day.balanced_wall("会计2201");
    CHECK(wall["swiped"] == 5);
    CHECK(wall["accepted"] == 3);
    CHECK(wall["paid"] == 3);
    CHECK(wall["absent"] == 2);
    day.check_ledger();
}
