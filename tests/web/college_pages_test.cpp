// SPDX-License-Identifier: GPL-3.0-or-later
#include "desk/addresses.hpp"
#include "desk/mail.hpp"
#include "desk/photos.hpp"
#include "desk/printing.hpp"
#include "support/portrait.hpp"
#include "support/web_office.hpp"
#include <doctest/doctest.h>

using support::asked;
using support::has;
using support::header;
using support::someone;
using support::sure;
using support::WebOffice;

namespace {

/// Two colleges, a sheet each, of which the first is on its way to its student.
struct Posted {
    Posted() {
        office.take_in({someone("20220001", "张三"), someone("20220002", "李四", "法学院", "法学2201")});
        for (std::string const number : {"20220001", "20220002"}) {
            auto const photo = support::portrait(1);
            static_cast<void>(office.folder.file("photos/" + number + ".jpg", base::as_text(photo)));
        }
        auto one = station();
        sure(desk::import_photos(one, office.folder / "photos", ""));
        desk::PrintOrder order;
        order.printers = {"folder:" + (office.folder / "prints").string()};
        for (auto const &sheet : sure(desk::print_sheets(one, order)).sheets) {
            serials[sheet.student_no] = sheet.serial;
        }
        for (auto const *number : {"20220001", "20220002"}) {
            sure(desk::note_address(one, number, {0, "", "13800138000", "石家庄市学府路 47 号", "050061"}));
        }
        auto const units = [&](std::string const &name) {
            return sure(store::unit_id(one.store(), one.campaign().id, name)).value();
        };
        office.account("college", desk::Role::college, units("财经学院"));
        office.account("other", desk::Role::college, units("法学院"));
        office.account("operator", desk::Role::operator_);
    }
    desk::Station station() {
        return sure(desk::Station::open(office.folder / "store", "", office.setting()));
    }
    std::string holder(std::string const &number) {
        auto one = station();
        return sure(desk::find_sheet(one, serials.at(number))).holder;
    }

    WebOffice office;
    std::map<std::string, std::string> serials;
};

} // namespace

TEST_CASE("an envelope is sent by scanning its label and then the carrier's number") {
    Posted school;
    auto desk = school.office.log_in("operator");
    desk.post("/mail", {{"person", "20220001"}});
    auto const first =
        desk.post("/mail/scan", {{"scanned", school.serials["20220001"]}, {"carrier", "顺丰"}});
    auto const next = header(first, "Location");
    REQUIRE(next.starts_with("/mail?next=C-"));
    CHECK(has(desk.get(next), "现在扫快递面单上的单号"));
    auto const id = next.substr(11, next.find('&') - 11);
    desk.post("/mail/scan", {{"scanned", "SF1234567890"}, {"carrier", "顺丰"}, {"next", id}});
    CHECK(school.holder("20220001") == "mail");
    desk.post("/mail", {{"person", "20220002"}});
    desk.post("/mail/scan",
              {{"scanned", "SF1234567890"}, {"carrier", "顺丰"}, {"next", school.serials["20220002"]}});
    CHECK(school.holder("20220002") == "print-room"); // the number is used
    CHECK(has(desk.get("/mail"), "已经用在"));
    CHECK(desk.get("/mail/papers/envelopes.pdf?state=sent").body.starts_with("%PDF"));
    CHECK(has(desk.get("/mail/papers/carrier.csv?state=sent"), "20220001张三"));
}

TEST_CASE("a college takes in what was posted to its own students and sees nothing of another's") {
    Posted school;
    auto one = school.station();
    for (auto const *number : {"20220001", "20220002"}) {
        auto const made = sure(desk::make_consignments(one, {{}, {}, number}, false)).made.at(0);
        sure(desk::send_consignment(one, made.id, "EMS", std::string{"EMS000"} + number));
    }
    auto college = school.office.log_in("college");
    auto const page = college.get("/college");
    CHECK(has(page, "张三"));
    CHECK(has(page, "EMS00020220001"));
    CHECK_FALSE(has(page, "EMS00020220002"));
    CHECK(has(college.post("/api/v1/college/take-in",
                           {{"consignment", school.serials["20220002"]}, {"by", "王老师"}}),
              "not_found"));
    CHECK(header(college.post("/college/scan", {{"scanned", school.serials["20220001"]}}), "Location") ==
          "/college/sheets/" + school.serials["20220001"]);
    CHECK(has(college.get("/college/sheets/" + school.serials["20220001"]), "整版，收下"));
    auto const in = college.post("/api/v1/college/take-in",
                                 {{"consignment", school.serials["20220001"]}, {"by", "王老师"}});
    CHECK(has(in, "\"handed-in\""));
    CHECK(school.holder("20220001") == "unit");
    CHECK(school.holder("20220002") == "mail");
}

TEST_CASE("a college marks prints of its own sheets, and the sheet adds up on the page") {
    Posted school;
    auto one = school.station();
    auto const made = sure(desk::make_consignments(one, {{}, {}, "20220001"}, false)).made.at(0);
    sure(desk::send_consignment(one, made.id, "EMS", "EMS00020220001"));
    sure(desk::hand_in(one, {made.id, "王老师"}));
    auto const serial = school.serials["20220001"];
    auto college = school.office.log_in("college");
    college.post("/college/cells", {{"serial", serial}, {"cell", "3"}, {"cell", "4"}, {"purpose", "毕业证"}});
    CHECK(has(college.get("/college/sheets/" + serial), "共 8 张 = 毕业证 2 + 剩余 6"));
    CHECK(asked(college, "/api/v1/college/sheets/" + serial)["left"] == 6);
    college.post("/college/cells",
                 {{"serial", serial}, {"cell", "4"}, {"what", "free"}, {"reason", "记错了"}});
    CHECK(asked(college, "/api/v1/college/sheets/" + serial)["left"] == 7);
    auto const others =
        college.post("/api/v1/college/cells", {{"serial", school.serials["20220002"]}, {"cell", "1"}});
    CHECK(others.status == 404);
    auto room = school.office.log_in("operator");
    CHECK(room.post("/api/v1/college/cells", {{"serial", serial}, {"cell", "1"}, {"purpose", "毕业证"}})
              .status == 403);
    auto const given =
        college.post("/college/hand", {{"serials", serial}, {"what", "leftovers"}, {"by", "王老师"}});
    CHECK(school.holder("20220001") == "student");
    auto const list = header(given, "Location");
    CHECK(list.find("serial") == std::string::npos); // however many: an address is short, and names nobody
    CHECK(list.find("by=") == std::string::npos);
    auto const at = list.substr(list.find('?'));
    CHECK(has(college.get(list), "1"));
    CHECK(college.get("/college/given.pdf" + at).body.starts_with("%PDF"));
    CHECK(school.office.log_in("other").get("/college/given.pdf" + at).status == 404);
    CHECK(has(college.get("/college/files/list.csv"), "退还本人 7"));
}

TEST_CASE("where the notice makes no paper, the desks say so with its row and make nothing") {
    WebOffice office{"某大学", "S2"};
    office.take_in({someone("20220001", "张三")});
    office.account("college", desk::Role::college, office.first_unit());
    office.account("operator", desk::Role::operator_);
    auto college = office.log_in("college");
    CHECK(has(college.get("/college"), "S2-18"));
    CHECK(has(college.get("/college/work"), "S2-18"));
    CHECK(has(college.post("/api/v1/college/scans", {{"scanned", "x"}}), "bad_input"));
    auto room = office.log_in("operator");
    CHECK(has(room.get("/mail"), "S2-18"));
    CHECK(has(room.post("/api/v1/mail", {{"person", "20220001"}}), "S2-18"));
    CHECK(has(college.get("/college/files/list.csv"), "20220001"));
}
