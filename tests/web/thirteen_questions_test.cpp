// SPDX-License-Identifier: GPL-3.0-or-later
/// \file
/// What an archivist asks (domain facts 4.3), asked of the screens and papers that are to answer it, as an
/// archivist.
#include "base/digest.hpp"
#include "base/files.hpp"
#include "support/archive_history.hpp"
#include <SQLiteCpp/SQLiteCpp.h>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <doctest/doctest.h>
#include <thread>

using support::ArchiveHistory;
using support::asked;
using support::Browser;
using support::has;
using support::sure;

namespace {

/// A class that was printed, handed over, filed and used, and the archivist before it.
struct Desk {
    ArchiveHistory history;
    Browser sun = history.office.log_in("sun");

    std::string const &serial(std::string const &student_no) { return history.serials.at(student_no); }
    /// The words of a PDF.
    std::string paper(std::string const &address) {
        auto const pdf = sun.get(address);
        REQUIRE(pdf.body.starts_with("%PDF"));
        auto const file = history.office.folder.file("paper.pdf", pdf.body);
        auto const command = "pdftotext -layout '" + file.string() + "' -";
        std::unique_ptr<FILE, decltype([](FILE *pipe) { pclose(pipe); })> const pipe{
            popen(command.c_str(), "r")};
        REQUIRE(pipe);
        std::string text;
        for (int c = std::fgetc(pipe.get()); c != EOF; c = std::fgetc(pipe.get())) {
            text += static_cast<char>(c);
        }
        std::erase(text, ' '); // between a number and a character, a reader sees as many as it likes
        return text;
    }
};

bool says(std::string const &text, std::string_view part) {
    return text.find(part) != std::string::npos;
}

/// Waits for what goes on in the background, and reads what came of it.
nlohmann::json result_of(Browser &browser, web::Response const &begun) {
    auto const address = "/api/v1/tasks/" + nlohmann::json::parse(begun.body)["task"].get<std::string>();
    for (int i = 0; i < 600; ++i) {
        auto const now = asked(browser, address);
        if (now["over"] == true) {
            return now;
        }
        std::this_thread::sleep_for(std::chrono::milliseconds{50});
    }
    throw std::runtime_error{"it does not end"};
}

} // namespace

TEST_CASE("question 1: by any key, where is this sheet now, with whom, since when, on whose signature") {
    Desk desk;
    auto const today = desk.history.office.setting().clock.now().local_date();
    for (std::string const &key :
         std::vector<std::string>{"20220002", "李四", "ls", "2026 李四", "118321202605001234",
                                  desk.serial("20220002"), "11832-ZP·2026-Y-B01-002"}) {
        CAPTURE(key);
        auto const hits = asked(desk.sun, "/api/v1/find?q=" + web::encoded(key))["hits"];
        REQUIRE(hits.size() == 1);
        CHECK(hits[0]["serial"] == desk.serial("20220002"));
        CHECK(hits[0]["where"] == "在档案盒 B01");
        CHECK(hits[0]["signed_by"] == "sun");
        CHECK(hits[0]["since_text"].get<std::string>().starts_with(today));
    }
    CHECK(asked(desk.sun, "/api/v1/find?q=B01")["count"] == 4);
    auto const page = desk.sun.get("/find?q=" + web::encoded("李四"));
    CHECK(has(page, "在档案盒 B01"));
    CHECK(has(page, "签名 sun"));
    auto const sheet = desk.sun.get("/sheets/" + desk.serial("20220001"));
    CHECK(has(sheet, "借出"));
    CHECK(has(sheet, "签名 sun"));
    // Scanned into the archive's own field, a code leads there at once.
    CHECK(support::header(desk.sun.get("/find?q=" + desk.serial("20220002")), "Location") ==
          "/sheets/" + desk.serial("20220002"));
    CHECK(support::header(desk.sun.get("/find?q=BOX-B01"), "Location") == "/archive/boxes/B01");
}

TEST_CASE("question 2: the whole life of a sheet, and its gaps as gaps") {
    Desk desk;
    auto const history = asked(desk.sun, "/api/v1/sheets/" + desk.serial("20220003"))["history"];
    REQUIRE(history.size() > 3);
    std::vector<std::string> kinds;
    auto gap = false;
    for (auto const &moment : history) {
        kinds.push_back(moment["kind"]);
        gap = gap || moment["gap"] == true;
    }
    for (auto const *kind : {"sheet.born", "job.ended", "handover.opened", "handover.received"}) {
        CAPTURE(kind);
        CHECK(std::ranges::find(kinds, kind) != kinds.end());
    }
    CHECK(gap);
    CHECK(has(desk.sun.get("/sheets/" + desk.serial("20220003")), "class=\"gap\""));
}

TEST_CASE("question 3: what is in box and volume, in order, with its papers") {
    Desk desk;
    auto const box = asked(desk.sun, "/api/v1/archive/boxes/B01");
    CHECK(box["items"] == 4);
    std::vector<std::string> order;
    for (auto const &line : box["volumes"][0]["lines"]) {
        order.push_back(line["student_no"]);
    }
    CHECK(order == std::vector<std::string>{"20220001", "20220002", "20220004", "20220007"});
    auto const volume = "?volume=" + box["volumes"][0]["volume"].get<std::string>();
    auto const contents = desk.paper("/archive/boxes/B01/contents.pdf" + volume);
    CHECK(says(contents, "卷内目录"));
    CHECK(says(contents, "共4件"));
    CHECK(contents.find("张三") < contents.find("李四"));
    CHECK(says(desk.paper("/archive/boxes/B01/note.pdf" + volume), "卷内备考表"));
    CHECK(says(desk.paper("/archive/boxes/B01/labels.pdf"), "B01"));
}

TEST_CASE("question 4: the hand-over list in the order of the file, and the lines that differ") {
    Desk desk;
    auto const list = desk.paper("/archive/boxes/B01/transfer.pdf");
    CHECK(says(list, "第一联"));
    CHECK(says(list, "第二联"));
    auto const csv = desk.sun.get("/archive/boxes/B01/transfer.csv").body;
    std::size_t on_paper = 0, in_file = 0;
    for (auto const *number : {"20220001", "20220002", "20220004", "20220007"}) {
        CHECK(list.find(desk.serial(number), on_paper) >= on_paper);
        CHECK(csv.find(desk.serial(number), in_file) >= in_file);
        on_paper = list.find(desk.serial(number), on_paper);
        in_file = csv.find(desk.serial(number), in_file);
        REQUIRE(on_paper != std::string::npos);
        REQUIRE(in_file != std::string::npos);
    }
    CHECK(has(desk.sun.get("/handovers/" + desk.history.handover), desk.serial("20220003")));
    auto const open = asked(desk.sun, "/api/v1/discrepancies")["discrepancies"];
    CHECK(std::ranges::any_of(open, [&](auto const &one) {
        return one["serial"] == desk.serial("20220003") && one["kind"] == "missing" &&
               one["subject"] == desk.history.handover;
    }));
}

TEST_CASE("question 5: who of the class is missing, and why") {
    Desk desk;
    auto const address = "/archive/class?class=" + web::encoded("会计2201");
    auto const found = asked(desk.sun, "/api/v1" + address);
    CHECK(found["people"] == 7);
    CHECK(found["here"] == 2);
    std::map<std::string, std::string> why;
    for (auto const &one : found["not_here"]) {
        why[one["student_no"]] = one["why"];
    }
    REQUIRE(why.size() == 5);
    CHECK(says(why["20220001"], "借出"));
    CHECK(says(why["20220003"], "没有见到"));
    CHECK(says(why["20220005"], "邮寄途中"));
    CHECK(says(why["20220006"], "没有采集：请假"));
    CHECK(says(why["20220007"], "下落"));
    auto const page = desk.sun.get(address);
    CHECK(has(page, "孙八"));
    CHECK(has(page, "7 人：在馆 2，不在馆 5"));
    CHECK(says(desk.paper("/archive/class/list.pdf?class=" + web::encoded("会计2201")), "孙八"));
    CHECK(desk.sun.get("/archive/class?class=" + web::encoded("没有这班")).status == 404);
}

TEST_CASE("question 6: which prints were used, for what, when, by whom, and how many are left") {
    Desk desk;
    auto const sheet = asked(desk.sun, "/api/v1/sheets/" + desk.serial("20220002"));
    CHECK(sheet["prints"] == 8);
    CHECK(sheet["left"] == 6);
    REQUIRE(sheet["used"].size() == 2);
    CHECK(sheet["used"][0]["purpose"] == "毕业证");
    CHECK(sheet["used"][1]["purpose"] == "学位证");
    CHECK(sheet["used"][0]["by"] == "李老师");
    CHECK_FALSE(sheet["used"][0]["at_text"].get<std::string>().empty());
    CHECK(has(desk.sun.get("/sheets/" + desk.serial("20220002")), "共 8 张 ＝ 已用 2 ＋ 剩余 6"));
}

TEST_CASE("question 7: what is lent, until when, what is overdue, and the letter") {
    Desk desk;
    auto const loans = asked(desk.sun, "/api/v1/archive/loans")["out"];
    REQUIRE(loans.size() == 1);
    CHECK(loans[0]["borrower"] == "吴处长");
    CHECK(loans[0]["overdue"] == false);
    CHECK_FALSE(loans[0]["due"].get<std::string>().empty());
    SQLite::Database{(desk.history.office.folder / "store/platen.db").string(), SQLite::OPEN_READWRITE}.exec(
        "update loan set due = '2020-01-01'"); // as if years had gone by
    CHECK(asked(desk.sun, "/api/v1/archive/loans")["out"][0]["overdue"] == true);
    CHECK(has(desk.sun.get("/archive"), "1 份逾期"));
    auto const letter = desk.paper("/archive/loans/" + desk.history.loan + "/reminder.pdf");
    CHECK(says(letter, "催还"));
    CHECK(says(letter, "张三"));
}

TEST_CASE("question 8: whether the file is what it was, when that was seen, by whom, and whether the paper "
          "shows it") {
    Desk desk;
    auto const address = "/api/v1/sheets/" + desk.serial("20220002");
    CHECK(asked(desk.sun, address)["ever_checked"] == false);
    auto const begun = desk.sun.post("/api/v1/keeping/audits", {{"scope", "all"}});
    REQUIRE(begun.status == 200);
    CHECK(result_of(desk.sun, begun)["bad"] == 0);
    auto const good = asked(desk.sun, address);
    CHECK(good["check"]["outcome"] == "good");
    CHECK(good["check"]["by"] == "sun");
    CHECK(good["photo_now"] == true);
    auto station = desk.history.station();
    auto const photo = good["photo"].get<std::string>();
    std::filesystem::remove(station.store().kept_path(photo));
    CHECK(
        result_of(desk.sun, desk.sun.post("/api/v1/keeping/audits", {{"scope", "all"}}))["bad"].get<int>() >=
        1);
    auto const page = desk.sun.get("/sheets/" + desk.serial("20220002"));
    CHECK(has(page, "这张纸的存档照片坏了"));
    CHECK(has(desk.sun.get("/archive"), photo.substr(0, 12)));
    CHECK(has(desk.sun.get("/keeping"), photo.substr(0, 12)));
}

TEST_CASE("question 9: which photo is the photo, and which sheets show it") {
    Desk desk;
    auto const photos = asked(desk.sun, "/api/v1/people/20220004")["photos"];
    REQUIRE(photos.size() == 2);
    CHECK(photos[0]["now"] == false);
    CHECK(photos[1]["now"] == true);
    CHECK(photos[0]["serials"][0]["serial"] == desk.history.old_serial);
    CHECK(photos[1]["serials"][0]["serial"] == desk.serial("20220004"));
    CHECK(asked(desk.sun, "/api/v1/sheets/" + desk.serial("20220004"))["photo"] == photos[1]["digest"]);
    CHECK(asked(desk.sun, "/api/v1/sheets/" + desk.history.old_serial)["photo_now"] == false);
    CHECK(has(desk.sun.get("/sheets/" + desk.history.old_serial), "不是现用的照片"));
    // The same bytes go to the registers: the disc's file has the digest that the page shows.
    auto station = desk.history.station();
    sure(desk::export_photos(station, desk.history.office.folder / "disc", "{学号}"));
    auto const file = sure(base::read_file(desk.history.office.folder / "disc/20220004.jpg", 10'000'000));
    CHECK(base::sha256(file).hex() == photos[1]["digest"]);
}

TEST_CASE("question 10: how long it is kept, who may see it, and who looked") {
    Desk desk;
    CHECK(asked(desk.sun, "/api/v1/sheets/" + desk.serial("20220002"))["term_code"] == "");
    CHECK(desk.sun.post("/keeping/terms", {{"code", "D30"}}).status == 303);
    auto qian = desk.history.office.log_in("qian");
    qian.get("/sheets/" + desk.serial("20220002"));
    auto const page = desk.sun.get("/sheets/" + desk.serial("20220002"));
    CHECK(has(page, "定期 30 年"));
    CHECK(has(page, "到 2056 年底"));
    CHECK(has(page, "谁能看"));
    auto const looks = asked(desk.sun, "/api/v1/sheets/" + desk.serial("20220002"))["looks"];
    CHECK(std::ranges::any_of(looks, [](auto const &one) { return one["actor"] == "qian"; }));
    CHECK(has(desk.sun.get("/archive/looks?by=qian"), desk.serial("20220002")));
}

TEST_CASE("question 11: a package that can be kept and read without this program") {
    Desk desk;
    auto const begun = desk.sun.post("/api/v1/keeping/bags", {{"scope", "class"}, {"which", "会计2201"}});
    REQUIRE(begun.status == 200);
    auto const made = result_of(desk.sun, begun);
    CHECK(made["people"] == 7);
    auto const bag = desk.sun.get("/keeping/bags/" + made["bag"].get<std::string>());
    REQUIRE(bag.status == 200);
    auto const zip = desk.history.office.folder / "bag.zip";
    std::filesystem::copy_file(bag.file, zip);
    auto const out = desk.history.office.folder / "bag";
    auto const command = "cd '" + desk.history.office.folder.path().string() +
                         "' && python3 -m zipfile -e bag.zip bag && python3 '" PLATEN_ROOT
                         "/tests/keeping/check_bag.py' bag/*";
    CHECK(std::system(command.c_str()) == 0);
    CHECK(std::ranges::count_if(std::filesystem::recursive_directory_iterator{out}, [](auto const &entry) {
              return entry.path().filename() == "index.html" || entry.path().filename() == "people.csv";
          }) == 2);
}

TEST_CASE("question 12: every difference that was opened, explained and closed") {
    Desk desk;
    auto const open = asked(desk.sun, "/api/v1/discrepancies")["discrepancies"];
    REQUIRE(open.size() == 1);
    auto const id = open[0]["id"].get<std::string>();
    CHECK(desk.sun.post("/api/v1/discrepancies/explain", {{"id", id}, {"explanation", "学院说没有领到"}})
              .status == 200);
    CHECK(desk.sun.post("/api/v1/discrepancies/close", {{"id", id}, {"outcome", "lost"}}).status == 200);
    CHECK(asked(desk.sun, "/api/v1/discrepancies")["discrepancies"].empty());
    auto const page = desk.sun.get("/discrepancies?all=1");
    CHECK(has(page, "学院说没有领到"));
    CHECK(has(page, desk.serial("20220003")));
}

TEST_CASE("question 13: the counts of a year and its units, which add up") {
    Desk desk;
    auto const report = asked(desk.sun, "/api/v1/reports?year=2026");
    CHECK(report["agrees"] == true);
    std::map<std::string, int> first;
    for (auto const &one : report["first"]) {
        first[one["key"]] = one["count"];
    }
    CHECK(first["missing"] == 2);
    CHECK(first["lent"] == 1);
    auto const page = desk.sun.get("/reports?year=2026");
    CHECK(has(page, "全部相符"));
    CHECK(has(page, "财经学院"));
    auto const paper = desk.paper("/reports/custody.pdf?year=2026");
    CHECK(says(paper, "毕业生相片纸统计报表"));
    CHECK(says(paper, "名单7人"));
    CHECK(desk.sun.get("/reports/custody.xlsx?year=2026").status == 200);
    CHECK(has(desk.sun.get("/reports/custody.csv?year=2026"), "2026,财经学院,7,6,"));
}
