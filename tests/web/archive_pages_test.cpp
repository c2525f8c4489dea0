// SPDX-License-Identifier: GPL-3.0-or-later
#include "desk/photos.hpp"
#include "desk/printing.hpp"
#include "support/portrait.hpp"
#include "support/web_office.hpp"
#include <doctest/doctest.h>

using support::has;
using support::someone;
using support::sure;
using support::WebOffice;

namespace {

/// Three printed sheets of one class, an archivist called sun and one called qian.
struct Archive {
    Archive() {
        for (auto const *number : {"20220001", "20220002", "20220003"}) {
            static_cast<void>(office.folder.file(std::string{"photos/"} + number + ".jpg",
                                                 base::as_text(support::portrait(1))));
        }
        office.take_in(
            {someone("20220001", "张三"), someone("20220002", "李四"), someone("20220003", "王五")});
        auto station = sure(desk::Station::open(office.folder / "store", "", office.setting()));
        sure(desk::import_photos(station, office.folder / "photos", ""));
        desk::PrintOrder order;
        order.printers = {"folder:" + (office.folder / "prints").string()};
        for (auto const &sheet : sure(desk::print_sheets(station, order)).sheets) {
            serials[sheet.student_no] = sheet.serial;
        }
        office.account("sun", desk::Role::archivist);
        office.account("qian", desk::Role::archivist);
        office.account("college", desk::Role::college, office.first_unit());
    }
    WebOffice office;
    std::map<std::string, std::string> serials;
};

nlohmann::json body(web::Response const &response) {
    return nlohmann::json::parse(response.body);
}

} // namespace

TEST_CASE("an archivist files by scanning, sees the place at once, and opens the box by its code") {
    Archive archive;
    auto sun = archive.office.log_in("sun");
    auto const filed =
        sun.post("/api/v1/archive/file", {{"box", "b01"}, {"scanned", archive.serials["20220002"]}});
    REQUIRE(filed.status == 200);
    CHECK(body(filed)["items"][0]["reference"] == "11832-ZP·2026-Y-B01-001");
    CHECK(sun.post("/archive/file", {{"box", "B01"}, {"scanned", archive.serials["20220001"]}}).status ==
          303);
    auto const box = sun.get("/archive/boxes/B01");
    CHECK(has(box, "财经学院2026届会计2201毕业生证件相片"));
    CHECK(has(box, "放在") == false); // the first of its volume
    CHECK(box.body.find("20220001") < box.body.find("20220002"));
    CHECK(support::header(sun.post("/scan", {{"scanned", "BOX-B01"}}), "Location") == "/archive/boxes/B01");
    for (auto const *paper : {"transfer.pdf", "labels.pdf", "stamps.pdf"}) {
        CHECK(sun.get(std::string{"/archive/boxes/B01/"} + paper).body.starts_with("%PDF"));
    }
    CHECK(sun.get("/archive/boxes/B77").status == 404);
    CHECK(sun.get("/archive/boxes/B01/secret.pdf").status == 404);
}

TEST_CASE("a wrong move is taken back on the archive's page") {
    Archive archive;
    auto sun = archive.office.log_in("sun");
    sun.post("/archive/file", {{"box", "B01"}, {"scanned", archive.serials["20220001"]}});
    sun.post("/archive/boxes", {{"box", "B02"}});
    auto const moved = sun.post("/api/v1/archive/moves", {{"from", "B01"}, {"to", "B02"}});
    REQUIRE(moved.status == 200);
    auto const act = body(moved)["act"].get<std::string>();
    CHECK(has(sun.get("/archive"), act));
    CHECK(sun.post("/api/v1/archive/moves/" + act + "/undo").status == 200);
    CHECK(sun.post("/api/v1/archive/moves/" + act + "/undo").status == 403);
    CHECK(has(sun.get("/archive/boxes/B01"), archive.serials["20220001"]));
}

TEST_CASE("a loan needs a second archivist, and its slip and letter are papers") {
    Archive archive;
    auto sun = archive.office.log_in("sun");
    auto qian = archive.office.log_in("qian");
    auto const serial = archive.serials["20220001"];
    sun.post("/archive/file", {{"box", "B01"}, {"scanned", serial}});
    auto const asked = sun.post(
        "/api/v1/archive/loans",
        {{"serials", serial + "\n"}, {"borrower", "周某某"}, {"office", "教务处"}, {"purpose", "核对学籍"}});
    REQUIRE(asked.status == 200);
    auto const loan = "/api/v1/archive/loans/" + body(asked)["loan"].get<std::string>();
    CHECK(sun.post(loan, {{"what", "approve"}}).status == 403);
    CHECK(qian.post(loan, {{"what", "approve"}}).status == 200);
    CHECK(sun.post(loan, {{"what", "out"}, {"condition", "完好"}}).status == 200);
    CHECK(has(sun.get("/sheets/" + serial), "借出"));
    auto const page = "/archive/loans/" + body(asked)["loan"].get<std::string>();
    CHECK(sun.get(page + "/reminder.pdf").body.starts_with("%PDF"));
    CHECK(sun.get("/archive/slip.pdf?serial=" + serial).body.starts_with("%PDF"));
    CHECK(sun.post(loan, {{"what", "back"}, {"condition", "完好"}, {"serials", serial}}).status == 200);
    CHECK(body(sun.get(loan))["state"] == "back");
}

TEST_CASE("an approved loan that nobody fetches is cancelled on its page") {
    Archive archive;
    auto sun = archive.office.log_in("sun");
    auto qian = archive.office.log_in("qian");
    auto const serial = archive.serials["20220001"];
    sun.post("/archive/file", {{"box", "B01"}, {"scanned", serial}});
    auto const asked = body(sun.post(
        "/api/v1/archive/loans",
        {{"serials", serial}, {"borrower", "周某某"}, {"office", "教务处"}, {"purpose", "核对学籍"}}));
    auto const page = "/archive/loans/" + asked["loan"].get<std::string>();
    qian.post(page, {{"what", "approve"}});
    CHECK(has(sun.get(page), "取消的原因"));
    CHECK(sun.post("/api/v1" + page, {{"what", "cancel"}, {"reason", "没有人来取"}}).status == 200);
    CHECK(has(sun.get(page), "没有人来取"));
    CHECK(body(sun.get("/api/v1" + page))["state"] == "cancelled");
}

TEST_CASE("a found sheet that was never filed is sent to be filed, not back to a box") {
    Archive archive;
    auto sun = archive.office.log_in("sun");
    auto const serial = archive.serials["20220003"];
    {
        auto station =
            sure(desk::Station::open(archive.office.folder / "store", "", archive.office.setting()));
        auto change = sure(station.change());
        auto held = base::Json::object();
        sure(change.record("sheet.moved", serial,
                           held.set("holder", "archive").set("place", "").set("by", "孙")));
        sure(change.commit());
    }
    sun.post("/archive/sheets/" + serial, {{"what", "lost"}, {"reason", "架上没有"}});
    sun.post("/archive/sheets/" + serial, {{"what", "found"}});
    CHECK(has(sun.get("/sheets/" + serial), "还没有装盒，请先归档"));
}

TEST_CASE("a stocktake in the browser says where a strange sheet belongs") {
    Archive archive;
    auto sun = archive.office.log_in("sun");
    sun.post("/archive/file", {{"box", "B01"}, {"scanned", archive.serials["20220001"]}});
    sun.post("/archive/file", {{"box", "B02"}, {"scanned", archive.serials["20220002"]}});
    auto const begun = sun.post("/api/v1/archive/stocktakes", {{"box", "B01"}});
    REQUIRE(begun.status == 200);
    auto const path = "/api/v1/archive/stocktakes/" + body(begun)["stocktake"].get<std::string>();
    CHECK(body(sun.post(path + "/scan", {{"scanned", archive.serials["20220002"]}}))["outcome"] ==
          "misplaced");
    CHECK(sun.post(path + "/end").status == 200);
    auto const page = sun.get(path.substr(std::string_view{"/api/v1"}.size()));
    CHECK(has(page, "盒 B02"));
    CHECK(has(page, "登记丢失"));
}

TEST_CASE("who looked at a record is shown to archivists, and to no college") {
    Archive archive;
    auto college = archive.office.log_in("college");
    auto sun = archive.office.log_in("sun");
    auto const serial = archive.serials["20220001"];
    CHECK(college.get("/sheets/" + serial).status == 200);
    college.get("/sheets/" + serial);
    auto const looks = body(sun.get("/api/v1/archive/looks"))["looks"];
    CHECK(looks.size() == 1);
    CHECK(has(sun.get("/sheets/" + serial), "谁看过"));
    CHECK_FALSE(has(college.get("/sheets/" + serial), "谁看过"));
    CHECK(college.get("/archive/looks").status == 403);
    auto const copy = sun.post("/sheets/" + serial + "/copy", {{"for", "本人"}});
    CHECK(copy.body.starts_with("%PDF"));
}
