// SPDX-License-Identifier: GPL-3.0-or-later
// The notice of 2025-11-06 for continuing education, walked through in its own order.
#include "support/notice_day.hpp"
#include <doctest/doctest.h>

using support::Graduate;
using support::NoticeDay;
using Words = std::vector<std::string>;

namespace {

std::vector<Graduate> class_of_six() {
    return {{"2023900001", "张建国", "函授站", "会计函授", "高等学历继续教育"},
            {"2023900002", "李秀英", "函授站", "会计函授", "高等学历继续教育"},
            {"2023900003", "王志强", "函授站", "会计函授", "高等学历继续教育"},
            {"2023900004", "赵丽华", "函授站", "会计函授", "高等学历继续教育"},
            {"2023900005", "孙博文", "函授站", "会计函授", "高等学历继续教育"},
            {"2023900006", "周雨桐", "函授站", "会计函授", "高等学历继续教育"}};
}

Words const card{"--proof", "id-card"};

Words booking(Graduate const &who) {
    return {"capture", "book", "--person", who.number, "--date", "2026-03-02", "--from", "09:00"};
}

/// The shop's hours, with so many in each, and who booked.
void appoint(NoticeDay const &day) {
    auto const times = day.folder.file("预约.csv", "日期,开始,结束,名额\n2026-03-02,9:00,9:30,2\n");
    day.done({"capture", "plan", "--import", times.string()});
    day.done(booking(day.people[0]));
    day.done(booking(day.people[1]));
    day.forbidden(booking(day.people[2]), "S2-08");
    day.done({"capture", "book", "--person", day.people[1].number, "--cancel"});
    CHECK(day.done(booking(day.people[2]))["appointments"].size() == 2);
    CHECK(day.done({"capture", "plan"})["slots"][0]["booked"] == 2);
}

/// ID card and code, both; the code of somebody else is none.
void come_in(NoticeDay const &day) {
    auto const &people = day.people;
    auto const without = day.swipe(people[0]);
    CHECK(without.status == 7);
    CHECK(without.json()["message"].get<std::string>().find("S2-07") != std::string::npos);
    auto const first = day.number_of(people[0], card);
    CHECK(day.ask({"capture", "pay", "--payer", "student", "--number", "1", "--heads", "1", "--way", "scan"})
              .status == 7);
    static_cast<void>(day.shot(first, people[0], 10)); // not the one that is confirmed
    day.captured(first, people[0], 1);
    auto const again = day.swipe(people[0], card);
    CHECK(again.status == 7);
    CHECK(again.json()["outcome"] == "captured");
    day.captured(day.number_of(people[2], card), people[2], 3);
    auto const fourth = std::to_string(day.number_of(people[3], card));
    CHECK(day.ask({"capture", "refuse", "--number", fourth, "--reason", "dyed-hair"}).status == 1);
    day.done({"capture", "refuse", "--number", fourth, "--reason", "no-second-proof"});
    auto const fifth = std::to_string(day.number_of(people[4], card));
    day.done({"capture", "leave", "--number", fifth, "--reason", "改天再来"});
    day.done({"capture", "absent", people[1].number, "internship"});
    day.done({"capture", "absent", people[3].number, "other"});
    day.done({"capture", "absent", people[4].number, "other"});
}

/// The students look at CHSI, and by 20 April everybody has been captured.
void proofread(NoticeDay const &day) {
    auto const &people = day.people;
    day.imported(people[5], 6, "online"); // of the mini-program
    day.done({"proof", "checked", people[0].number});
    auto const due = day.done({"capture", "deadlines", "--today", "2026-04-21"})["deadlines"];
    CHECK(due[0]["row"] == "S2-19");
    CHECK(due[0]["standing"] == "past");
    CHECK(due[0]["people"] == Words{people[1].number, people[3].number, people[4].number});
}

/// The disc that the site owes: photos named by ID number, their list, and the image.
void make_disc(NoticeDay const &day) {
    auto const disc = day.folder / "光盘", image = day.folder / "光盘.iso";
    CHECK(day.done({"photo", "export", "--disc", disc, "--iso", image})["photos"] == 3);
    day.check_photos(disc / "photos", "{身份证号}.JPG");
    CHECK(support::bytes_of(disc / "list.csv").find(day.people[0].id_no() + ".JPG") != std::string::npos);
    CHECK(support::words_of_pdf(disc / "list.pdf").find("李秀英") == std::string::npos);
    auto const whole = support::bytes_of(image);
    auto const photo = support::bytes_of(disc / "photos" / (day.people[2].id_no() + ".JPG"));
    CHECK(whole.find(photo) != std::string::npos);
}

} // namespace

TEST_CASE("the notice of 2025 for continuing education: ID card and code, no fee, no paper, a disc") {
    NoticeDay const day{"S2", "2026", class_of_six()};
    appoint(day);
    come_in(day);
    proofread(day);
    day.forbidden({"sheet", "print", "--all", "--printer", day.prints()}, "S2-18");
    CHECK_FALSE(std::filesystem::exists(day.folder / "prints"));
    make_disc(day);

    auto const report = day.folder / "日报.pdf";
    day.done({"capture", "report", "--to", report});
    CHECK(support::words_of_pdf(report).find("会计函授") != std::string::npos);
    auto const wall = day.balanced_wall("会计函授");
    CHECK(wall["swiped"] == 4);
    CHECK(wall["accepted"] == 2);
    CHECK(wall["paid"] == 0);
    CHECK(wall["printed"] == 0);
    CHECK(wall["absent"] == 3);
    day.check_ledger();
}
