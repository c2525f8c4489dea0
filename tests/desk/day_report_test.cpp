// SPDX-License-Identifier: GPL-3.0-or-later
#include "desk/day_report.hpp"
#include "desk/fees.hpp"
#include "desk/plan.hpp"
#include "desk/tickets.hpp"
#include "store/ledger.hpp"
#include "support/capture_day.hpp"
#include <cstdio>
#include <doctest/doctest.h>

using support::CaptureDay;
using support::sure;

namespace {

std::string text_of(std::filesystem::path const &pdf) {
    auto const command = "pdftotext -layout '" + pdf.string() + "' -";
    std::unique_ptr<FILE, decltype([](FILE *pipe) { pclose(pipe); })> const pipe{popen(command.c_str(), "r")};
    REQUIRE(pipe);
    std::string text;
    for (int c = std::fgetc(pipe.get()); c != EOF; c = std::fgetc(pipe.get())) {
        text += static_cast<char>(c);
    }
    return text;
}

std::string report(CaptureDay const &day, desk::Station &station, std::string const &date) {
    auto const pdf = sure(desk::draw_day_report(station, date));
    return text_of(day.folder.file("report.pdf", base::as_text(pdf)));
}

bool has(std::string const &text, std::string_view part) {
    return text.find(part) != std::string::npos;
}

} // namespace

TEST_CASE("the report of a day holds every count, marks what does not balance, and says whom it is about") {
    CaptureDay const day{"S1"};
    auto station = day.station();
    auto const today = station.setting().clock.now().local_date();
    auto const annex = day.folder.file("annex.csv", "日期,开始,结束,地点,学院,班级\n" + today +
                                                        ",8:00,9:00,1组,财经学院,会计2201\n");
    sure(desk::import_plan(station, annex));
    sure(desk::draw_ticket(station, "财经学院", "会计2201", 4));
    for (auto const &[no, mask] : {std::pair{"20220001", "张*国"}, {"20220002", "欧**远"}}) {
        auto const shot = day.shot(station, day.come(station, no, mask));
        sure(desk::confirm_shot(station, shot.id, {"screen", ""}));
    }
    auto const refused = day.come(station, "20220003", "王*");
    sure(desk::tick_off(station, refused.id, "make-up", desk::TickAnswer::missed));
    sure(desk::end_visit(station, refused.id, true, "heavy-make-up", "不肯卸妆"));
    sure(desk::note_absence(station, "20220003", "other"));
    sure(desk::take_fee(station, {"class", "财经学院", "会计2201", "", 2, "wechat"}));
    auto const twice = sure(desk::take_fee(station, {"class", "财经学院", "会计2201", "", 1, "alipay"}));
    sure(desk::give_back(station, twice.id, "多收一人"));
    auto const text = report(day, station, today);
    CHECK(has(text, "毕业生图像采集日报"));
    CHECK(has(text, "报了 4 人，刷码 3 人"));
    CHECK(has(text, "张卫国")); // no photo, and nobody knows why
    CHECK(has(text, "浓妆艳抹；不肯卸妆"));
    CHECK(has(text, "微信 2 人 40.00 元"));
    CHECK(has(text, "多收一人"));
    CHECK(has(text, "陈老师"));
    CHECK(has(text, "没有做到"));
    CHECK(has(text, "08:00-09:00"));
    CHECK(has(text, "签字"));
    auto const other = report(day, station, "2020-01-01");
    CHECK_FALSE(has(other, "多收一人"));
    CHECK_FALSE(desk::draw_day_report(station, "今天"));
}

TEST_CASE("the report of a day without anybody is one page that balances") {
    CaptureDay const day{"S1"};
    auto station = day.station();
    CHECK(has(report(day, station, "2025-10-18"), "各班都对得上"));
}

TEST_CASE("whoever has no photo is listed with the proof of having been told") {
    CaptureDay const day{"S1"};
    auto station = day.station();
    sure(desk::note_absence(station, "20220004", "internship"));
    sure(desk::note_told(station, "20220004", "phone", "2025-10-18"));
    CHECK_FALSE(desk::note_told(station, "20220004", "by shouting", ""));
    CHECK_FALSE(desk::note_told(station, "20220004", "phone", "yesterday"));
    CHECK_FALSE(desk::note_told(station, "20229999", "phone", ""));
    sure(desk::confirm_shot(station, day.shot(station, day.come(station, "20220001", "张*国")).id,
                            {"screen", ""}));
    CHECK_FALSE(desk::note_told(station, "20220001", "phone", ""));
    for (auto const &one : sure(store::missing(station.store(), station.campaign().id, {}))) {
        auto const told = desk::told_words(one).zh;
        CHECK(told == (one.person.student_no == "20220004" ? "2025-10-18 已告知（电话）" : ""));
    }
    sure(desk::note_told(station, "20220004", "signature", "2025-10-20")); // the later holds
    CHECK(sure(desk::draw_day_report(station, "2025-10-18")).size() > 0);
    base::NoProgress quiet;
    CHECK(sure(store::differing_projections(station.store(), quiet)).empty());
}
