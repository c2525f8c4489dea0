// SPDX-License-Identifier: GPL-3.0-or-later
#include "desk/photos.hpp"
#include "desk/printing.hpp"
#include "store/printers.hpp"
#include "support/portrait.hpp"
#include "support/web_office.hpp"
#include <doctest/doctest.h>

using support::asked;
using support::has;
using support::header;
using support::said;
using support::someone;
using support::sure;
using support::WebOffice;

namespace {

/// Two units that have a class of the same name, one sheet printed.
struct SameNames {
    SameNames() {
        office.take_in(
            {someone("20220001", "张三", "财经学院", "2201"), someone("20220002", "李四", "法学院", "2201")});
        for (std::string const number : {"20220001", "20220002"}) {
            auto const photo = support::portrait(1);
            static_cast<void>(office.folder.file("photos/" + number + ".jpg", base::as_text(photo)));
        }
        auto station = open();
        sure(desk::import_photos(station, office.folder / "photos", ""));
        desk::PrintOrder order;
        order.printers = {folder_printer()};
        order.who.student_no = "20220001";
        serial = sure(desk::print_sheets(station, order)).sheets.front().serial;
    }

    desk::Station open() { return sure(desk::Station::open(office.folder / "store", "", office.setting())); }
    [[nodiscard]] std::string folder_printer() const {
        return "folder:" + (office.folder / "prints").string();
    }

    WebOffice office;
    std::string serial;
};

} // namespace

TEST_CASE("a class name that two units have is asked about and not printed for both") {
    SameNames school;
    auto chen = school.office.log_in();
    auto const answer = chen.post("/api/v1/print/runs", {{"class", "2201"}});
    CHECK(answer.status == 400);
    CHECK(has(answer, "法学院"));
    CHECK(has(answer, "财经学院"));
    CHECK(asked(chen, "/api/v1/print/runs")["any_run"] == false);
}

TEST_CASE("a run for one person carries that number alone, and one for several says how many") {
    SameNames school;
    auto chen = school.office.log_in();
    chen.post("/admin/printers", {{"what", "add"}, {"uri", school.folder_printer()}});
    auto const one = said(chen, chen.post("/print/runs", {{"person", "20220002"}}));
    CHECK(one.find("20220002") != std::string::npos);
    CHECK(one.find("20220002 等") == std::string::npos);
    auto const two = said(chen, chen.post("/print/runs", {{"person", "20220001"}, {"person", "20220002"}}));
    CHECK(two.find("20220001 等 2 人") != std::string::npos);
}

TEST_CASE("a void sheet that is scanned sounds bad and says to destroy it") {
    SameNames school;
    auto chen = school.office.log_in();
    auto const scanned = [&] { return said(chen, chen.post("/scan", {{"scanned", school.serial}})); };
    CHECK(scanned().find("data-notice=\"good\"") != std::string::npos);
    auto station = school.open();
    sure(desk::void_sheet(station, school.serial, "染色"));
    auto const page = scanned();
    CHECK(page.find("data-notice=\"good\"") == std::string::npos);
    CHECK(page.find("data-notice=\"bad\"") != std::string::npos);
    CHECK(page.find("剪角销毁") != std::string::npos);
    auto const answer = chen.post("/api/v1/scan", {{"scanned", school.serial}});
    CHECK(has(answer, "\"state\":\"void\""));
}

TEST_CASE("two uploads of one name are refused, and neither is taken") {
    SameNames school;
    auto chen = school.office.log_in();
    std::vector<web::Upload> uploads;
    for (std::string const part : {"a", "b"}) {
        auto const photo = support::portrait(part == "a" ? 2U : 3U);
        uploads.push_back(
            {"photos", "20220002.jpg", school.office.folder.file("up/" + part, base::as_text(photo))});
    }
    auto const answer = said(chen, chen.post("/intake/photos", {{"back", "/intake"}}, uploads));
    CHECK(answer.find("有两个文件都叫 20220002.jpg") != std::string::npos);
}

TEST_CASE("whoever reprints a sheet chooses the printer") {
    SameNames school;
    auto chen = school.office.log_in();
    auto const other = "folder:" + (school.office.folder / "other").string();
    chen.post("/admin/printers", {{"what", "add"}, {"uri", school.folder_printer()}});
    chen.post("/admin/printers", {{"what", "add"}, {"uri", other}});
    auto const page = chen.get("/sheets/" + school.serial);
    CHECK(has(page, "<select name=\"printer\""));
    CHECK(has(page, other));
}
