// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/files.hpp"
#include "desk/handover.hpp"
#include "desk/handover_file.hpp"
#include "desk/photos.hpp"
#include "desk/printing.hpp"
#include "render/pdf_reader.hpp"
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

/// Two colleges, two printed sheets each, and everybody who has to do with them.
struct School {
    School() {
        office.take_in({someone("20220001", "张三"), someone("20220002", "王五"),
                        someone("20220003", "李四", "法学院", "法学2201"),
                        someone("20220004", "赵六", "法学院", "法学2201")});
        for (auto const *number : {"20220001", "20220002", "20220003", "20220004"}) {
            auto const photo = support::portrait(1);
            static_cast<void>(
                office.folder.file(std::string{"photos/"} + number + ".jpg", base::as_text(photo)));
        }
        auto at = station();
        sure(desk::import_photos(at, office.folder / "photos", ""));
        desk::PrintOrder order;
        order.printers = {"folder:" + (office.folder / "prints").string()};
        for (auto const &sheet : sure(desk::print_sheets(at, order)).sheets) {
            serials[sheet.student_no] = sheet.serial;
        }
        office.account("caijing", desk::Role::college, office.first_unit());
        auto const law = first("法学院");
        office.account("faxue", desk::Role::college, office.first_unit() == law ? first("财经学院") : law);
        office.account("dayin", desk::Role::operator_);
        office.account("dangan", desk::Role::archivist);
    }
    [[nodiscard]] desk::Station station() {
        return sure(desk::Station::open(office.folder / "store", "", office.setting()));
    }
    std::int64_t first(std::string const &name) {
        auto at = station();
        return sure(store::unit_id(at.store(), at.campaign().id, name)).value();
    }
    /// To the first unit, by the print room.
    std::string give(std::string const &to) {
        auto room = office.log_in("dayin");
        auto const made = room.post("/api/v1/handovers", {{"to", to}, {"by", "李师傅"}});
        REQUIRE(made.status == 200);
        return nlohmann::json::parse(made.body)["id"];
    }
    std::string unit_name() {
        auto one = office.store();
        return sure(store::units(one)).at(0).name;
    }
    [[nodiscard]] std::vector<std::string> listed(std::string const &id) {
        auto at = station();
        return sure(desk::find_handover(at.store(), id)).listed;
    }

    WebOffice office;
    std::map<std::string, std::string> serials;
};

} // namespace

TEST_CASE("a college receives in its browser: blind, then scan by scan, then signed") {
    School school;
    auto const id = school.give("unit:" + school.unit_name());
    auto const sheets = school.listed(id);
    auto college = school.office.log_in("caijing");
    auto const address = "/handovers/" + id;
    auto const before = college.get(address);
    CHECK(has(before, "先数一数"));
    for (auto const &serial : sheets) {
        CHECK_FALSE(has(before, serial));
        CHECK_FALSE(has(college.get("/api/v1" + address), serial));
    }
    CHECK(asked(college, "/api/v1" + address)["sheets"] == "");
    CHECK(asked(college, "/api/v1/handovers")["handovers"][0]["sheets"] == "");
    auto const desk = asked(college, "/api/v1/college");
    CHECK(desk["coming"][0]["handover"] == id);
    CHECK_FALSE(desk["coming"][0].contains("sheets"));
    for (auto const &place : desk["places"]) {
        CHECK((place["where"] != "transit" || !place.contains("count")));
    }
    CHECK(college.get(address + "/list.pdf").status == 403);
    CHECK(college.post("/api/v1" + address + "/scan", {{"scanned", sheets[0]}}).status == 403);
    CHECK(college.post("/api/v1" + address + "/count", {{"counted", "两张"}}).status != 200);
    CHECK(college.post("/api/v1" + address + "/count", {{"counted", "2"}}).status == 200);
    auto const one = college.post("/api/v1" + address + "/scan", {{"scanned", sheets[0]}});
    CHECK(has(one, "\"kind\":\"matched\""));
    auto const again = college.post("/api/v1" + address + "/scan", {{"scanned", sheets[0]}});
    CHECK(has(again, "\"kind\":\"repeated\""));
    CHECK(college.post("/api/v1" + address + "/undo").status == 200);
    auto const other =
        school.serials.at(sheets[0] == school.serials.at("20220001") ? "20220003" : "20220001");
    auto const wrong = said(college, college.post(address + "/scan", {{"scanned", other}}));
    CHECK(wrong.find("data-notice=\"bad\"") != std::string::npos);
    CHECK(wrong.find("不是这一批的班级") != std::string::npos);
    for (auto const *name : {"张三", "王五", "李四", "赵六"}) { // whose it is, another college is not told
        auto const notice = wrong.substr(wrong.find("data-notice"), 300);
        CHECK(notice.find(name) == std::string::npos);
    }
    CHECK(college.post("/api/v1" + address + "/undo").status == 200);
    CHECK(college.post("/api/v1" + address + "/damage", {{"serial", sheets[0]}, {"remark", "折角"}}).status ==
          200);
    CHECK(has(college.post("/api/v1" + address + "/scan", {{"scanned", sheets[1]}}), "matched"));
    auto const signed_for = college.post("/api/v1" + address + "/sign", {{"by", "王老师"}});
    CHECK(has(signed_for, "\"matched\":2"));
    CHECK(has(signed_for, "\"agrees\":false"));
    CHECK(college.get(address + "/receipt.pdf").body.starts_with("%PDF-"));
    CHECK(college.post("/api/v1" + address + "/sign", {{"by", "王老师"}}).status == 403);
    auto const open = asked(college, "/api/v1/discrepancies")["discrepancies"];
    REQUIRE(open.size() == 1);
    CHECK(open[0]["kind"] == "damaged");
    CHECK(college.post("/api/v1/discrepancies/explain", {{"id", open[0]["id"]}, {"explanation", "路上压的"}})
              .status == 200);
    CHECK(college.post("/api/v1/discrepancies/close", {{"id", open[0]["id"]}, {"outcome", "accepted"}})
              .status == 200);
    CHECK(asked(college, "/api/v1/discrepancies")["discrepancies"].empty());
}

TEST_CASE("two colleges cannot see each other's hand-overs and discrepancies") {
    School school;
    auto const id = school.give("unit:" + school.unit_name());
    auto const sheets = school.listed(id);
    auto other = school.office.log_in("faxue");
    for (auto const *path : {"", "/now", "/list.pdf", "/file.zip", "/receipt.pdf"}) {
        CAPTURE(path);
        CHECK(other.get("/handovers/" + id + path).status == 404);
    }
    for (auto const *step : {"count", "scan", "undo", "damage", "sign", "withdraw"}) {
        CAPTURE(step);
        CHECK(other.post("/api/v1/handovers/" + id + "/" + step, {{"counted", "2"}, {"by", "x"}}).status ==
              404);
    }
    CHECK_FALSE(has(other.get("/handovers"), id));
    auto own = school.office.log_in("caijing");
    CHECK(own.post("/api/v1/handovers/" + id + "/count", {{"counted", "3"}}).status == 200);
    CHECK(own.post("/api/v1/handovers/" + id + "/scan", {{"scanned", sheets[0]}}).status == 200);
    CHECK(own.post("/api/v1/handovers/" + id + "/sign", {{"by", "王老师"}}).status == 200);
    auto const found = asked(own, "/api/v1/discrepancies")["discrepancies"];
    CHECK(found.size() == 2);
    CHECK(asked(other, "/api/v1/discrepancies")["discrepancies"].empty());
    CHECK(
        other.post("/api/v1/discrepancies/explain", {{"id", found[0]["id"]}, {"explanation", "x"}}).status ==
        404);
}

TEST_CASE("a college is told nothing of another's sheet that it names or finds among its own") {
    School school;
    auto const id = school.give("unit:" + school.unit_name());
    auto const sheets = school.listed(id);
    auto const other =
        school.serials.at(sheets[0] == school.serials.at("20220001") ? "20220003" : "20220001");
    auto college = school.office.log_in("caijing");
    auto const address = "/api/v1/handovers/" + id;
    CHECK(college.post(address + "/count", {{"counted", "3"}}).status == 200);
    for (auto const &serial : {sheets[0], sheets[1], other}) {
        CHECK(college.post(address + "/scan", {{"scanned", serial}}).status == 200);
    }
    CHECK(college.post(address + "/sign", {{"by", "王老师"}}).status == 200);
    auto const pdf = college.get("/handovers/" + id + "/receipt.pdf").body;
    auto reader = sure(render::PdfReader::open(base::as_bytes(pdf)));
    auto const receipt = sure(reader.text(1));
    CHECK(receipt.find(other) != std::string::npos);
    auto const mine = receipt.find("张三") != std::string::npos;
    CHECK(mine != (receipt.find("李四") != std::string::npos));
    auto const foreign = school.serials.at(mine ? "20220004" : "20220002");
    std::vector<std::pair<std::string, std::string>> const order{
        {"to", "office:教务处"}, {"by", "王老师"}, {"serial", foreign}};
    auto const asked_for = college.post("/api/v1/handovers", order);
    CHECK(asked_for.status == 404);
    CHECK_FALSE(has(asked_for, "打印室"));
}

TEST_CASE("nobody signs for the other side") {
    School school;
    auto const id = school.give("unit:" + school.unit_name());
    auto room = school.office.log_in("dayin");
    CHECK(room.post("/api/v1/handovers/" + id + "/count", {{"counted", "2"}}).status == 403);
    CHECK(has(room.get("/handovers/" + id), "等对方清点"));
    auto archive = school.office.log_in("dangan");
    CHECK(archive.post("/api/v1/handovers/" + id + "/count", {{"counted", "2"}}).status == 403);
    CHECK(room.post("/api/v1/handovers/" + id + "/withdraw", {{"reason", "拿错"}}).status == 200);
    auto const filed = school.give("archive");
    CHECK(archive.post("/api/v1/handovers/" + filed + "/count", {{"counted", "4"}}).status == 200);
}

TEST_CASE("a receipt for an office without an account needs the paper that was signed there") {
    School school;
    auto const id = school.give("office:教务处");
    auto const address = "/api/v1/handovers/" + id;
    auto room = school.office.log_in("dayin");
    CHECK(room.post(address + "/count", {{"counted", "4"}}).status == 200);
    for (auto const &serial : school.listed(id)) {
        CHECK(room.post(address + "/scan", {{"scanned", serial}}).status == 200);
    }
    CHECK(has(room.post(address + "/sign", {{"by", "周老师"}}), "签了字的清单"));
    auto const photo = support::portrait(2);
    auto const paper = school.office.folder.file("signed.jpg", base::as_text(photo));
    CHECK(has(room.post(address + "/sign", {{"by", "周老师"}}, {{"paper", "signed.jpg", paper}}),
              "\"agrees\":true"));
    auto station = school.station();
    CHECK(sure(desk::find_handover(station.store(), id)).received_paper.size() == 64);
}

TEST_CASE("the file for a stick leaves by the giver, and its receipt comes back through the browser") {
    School school;
    auto const id = school.give("unit:" + school.unit_name());
    auto room = school.office.log_in("dayin");
    auto const zip = room.get("/handovers/" + id + "/file.zip");
    CHECK(zip.status == 200);
    auto const file = school.office.folder.file("h.zip", zip.body);
    auto const found = sure(desk::check_handover_file(file));
    CHECK(found.id == id);
    auto station = school.station();
    desk::ReceiptText text{id, found.digest,      2, "王老师", "2026-06-05T08:00:00.000Z",
                           "", school.listed(id), {}};
    nlohmann::json receipt{{"format", "platen-receipt-1"},
                           {"handover", id},
                           {"station", found.station},
                           {"list", found.digest},
                           {"counted", 2},
                           {"scans", text.scans},
                           {"damaged", nlohmann::json::array()},
                           {"by", text.by},
                           {"at", text.at},
                           {"signature", ""}};
    receipt["mac"] = desk::authentication_of(text, sure(store::handover_key(station.store(), id)));
    auto const json = school.office.folder.file("receipt.json", receipt.dump());
    auto college = school.office.log_in("caijing");
    CHECK(college.post("/api/v1/handovers/receipt", {}, {{"receipt", "receipt.json", json}}).status == 404);
    auto const taken = room.post("/handovers/receipt", {}, {{"receipt", "receipt.json", json}});
    CHECK(said(room, taken).find("全部相符") != std::string::npos);
    CHECK(has(room.post("/api/v1/handovers/receipt", {}, {{"receipt", "receipt.json", json}}), "接收过了"));
}

TEST_CASE("a college hands its own sheets on and no others") {
    School school;
    auto college = school.office.log_in("caijing");
    CHECK(college.post("/api/v1/handovers", {{"to", "office:学生服务中心"}, {"by", "王老师"}}).status == 422);
    CHECK(
        college.post("/api/v1/handovers", {{"from", "print-room"}, {"to", "archive"}, {"by", "x"}}).status !=
        200);
    CHECK(has(college.get("/handovers"), "没有可以移交的"));
    auto room = school.office.log_in("dayin");
    CHECK(has(room.get("/handovers"), "S0-42"));
}
