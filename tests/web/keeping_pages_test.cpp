// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/archive_history.hpp"
#include <chrono>
#include <doctest/doctest.h>
#include <thread>

using support::ArchiveHistory;
using support::asked;
using support::Browser;
using support::has;
using support::sure;

namespace {

/// The answer of a task once it is over, whatever it is.
web::Response over(Browser &browser, web::Response const &begun) {
    REQUIRE(begun.status == 200);
    auto const address = "/api/v1/tasks/" + nlohmann::json::parse(begun.body)["task"].get<std::string>();
    for (int i = 0; i < 600; ++i) {
        auto now = browser.get(address);
        if (now.status != 200 || has(now, "\"over\":true")) {
            return now;
        }
        std::this_thread::sleep_for(std::chrono::milliseconds{50});
    }
    throw std::runtime_error{"it does not end"};
}

/// An upload as a browser makes it, of a file that stays where it is.
std::vector<web::Upload> uploaded(ArchiveHistory &history, std::filesystem::path const &file) {
    static int number = 0;
    auto const copy = history.office.folder / ("upload" + std::to_string(++number));
    std::filesystem::copy_file(file, copy);
    return {{"bag", "bag.zip", copy}};
}

} // namespace

TEST_CASE("a bag is made in the browser, fetched, checked, and not taken in where its people are") {
    ArchiveHistory history;
    auto sun = history.office.log_in("sun");
    auto const made = nlohmann::json::parse(
        over(sun, sun.post("/api/v1/keeping/bags", {{"scope", "box"}, {"which", "B01"}})).body);
    CHECK(made["people"] == 4);
    CHECK(made["id_numbers"] == false);
    auto const address = "/keeping/bags/" + made["bag"].get<std::string>();
    auto const fetched = sun.get(address);
    REQUIRE(fetched.status == 200);
    CHECK(has(sun.get("/keeping"), address));
    auto const checked =
        nlohmann::json::parse(over(sun, sun.post("/api/v1/keeping/bags/import", {{"what", "check"}},
                                                 uploaded(history, fetched.file)))
                                  .body);
    CHECK(checked["bag"] == made["bag"]);
    CHECK(checked["taken"] == false);
    auto const refused = over(
        sun, sun.post("/api/v1/keeping/bags/import", {{"what", "import"}}, uploaded(history, fetched.file)));
    CHECK(refused.status == 403);
    CHECK(sun.get("/keeping/bags/B-NONE").status == 404);
    CHECK(sun.post("/api/v1/keeping/bags", {{"scope", "box"}, {"which", " "}}).status != 200);
    auto const nobody =
        over(sun, sun.post("/api/v1/keeping/bags", {{"scope", "class"}, {"which", "没有这班"}}));
    CHECK(nobody.status == 404);
}

TEST_CASE("a file that is no bag is refused with a sentence") {
    ArchiveHistory history;
    auto sun = history.office.log_in("sun");
    auto const file = history.office.folder.file("no-bag", "hello");
    auto const refused =
        over(sun, sun.post("/api/v1/keeping/bags/import", {{"what", "import"}}, uploaded(history, file)));
    CHECK(refused.status != 200);
    CHECK(refused.body.find("message") != std::string::npos);
}

TEST_CASE("waste is destroyed on two people's word, and its list is a paper") {
    ArchiveHistory history;
    auto sun = history.office.log_in("sun");
    auto const order = [&](std::string const &serial, std::string const &second) {
        return sun.post("/api/v1/keeping/destructions", {{"serials", serial},
                                                         {"reason", "照片换过的废纸"},
                                                         {"approver", "馆长"},
                                                         {"first", "钱某"},
                                                         {"second", second}});
    };
    CHECK(order(history.old_serial, "钱某").status != 200);
    CHECK(order(history.serials["20220002"], "孙某").status == 403); // nobody said how long it is kept
    CHECK(asked(sun, "/api/v1/keeping")["destructions"].empty());
    auto const done = order(history.old_serial, "孙某");
    REQUIRE(done.status == 200);
    auto const act = nlohmann::json::parse(done.body)["act"].get<std::string>();
    CHECK(sun.get("/keeping/destructions/" + act).body.starts_with("%PDF"));
    CHECK(has(sun.get("/sheets/" + history.old_serial), "已销毁"));
    CHECK(sun.get("/keeping/destructions/X-1").status == 404);
}

TEST_CASE("a term is set for the campaign and for nothing that is not there") {
    ArchiveHistory history;
    auto sun = history.office.log_in("sun");
    CHECK(has(sun.get("/keeping"), "还没有定保管期限"));
    CHECK(nlohmann::json::parse(sun.post("/api/v1/keeping/terms", {{"code", "D10"}}).body)["ends"] == 2036);
    CHECK(sun.post("/api/v1/keeping/terms", {{"code", "D10"}, {"volume", "V-9"}}).status == 404);
    CHECK(sun.post("/api/v1/keeping/terms", {{"code", "D5"}}).status != 200);
    CHECK(has(sun.get("/keeping"), "到 2036 年底"));
}

TEST_CASE("a purge is the administrator's, shows first what would go, and wants its campaign typed") {
    ArchiveHistory history;
    auto sun = history.office.log_in("sun");
    CHECK(sun.get("/keeping/purge").status == 403);
    CHECK(sun.post("/keeping/purge", {{"typed", "11832-2026-S0"}, {"second", "孙某"}}).status == 403);
    auto chen = history.office.log_in();
    auto const page = chen.get("/keeping/purge");
    CHECK(has(page, "什么也没有改动"));
    CHECK(has(page, "还在外面"));
    CHECK(chen.post("/api/v1/keeping/purge", {{"typed", "yes"}, {"second", "孙某"}}).status != 200);
    auto const away = over(chen, chen.post("/api/v1/keeping/purge", {{"typed", "11832-2026-S0"},
                                                                     {"second", "孙某"},
                                                                     {"before_term", "1"},
                                                                     {"reason", "演练"}}));
    CHECK(away.status == 403);
    CHECK(asked(sun, "/api/v1/find?q=" + web::encoded("李四"))["count"] == 1);
}

TEST_CASE("a purge that may be done takes the names away, and says so") {
    support::WebOffice office;
    office.take_in({support::someone("20220001", "张三")});
    auto chen = office.log_in();
    auto const early =
        over(chen, chen.post("/api/v1/keeping/purge", {{"typed", "11832-2026-S0"}, {"second", "孙某"}}));
    CHECK(early.status == 403);
    auto const done = over(chen, chen.post("/api/v1/keeping/purge", {{"typed", "11832-2026-S0"},
                                                                     {"second", "孙某"},
                                                                     {"before_term", "1"},
                                                                     {"reason", "学校合并"}}));
    REQUIRE(done.status == 200);
    CHECK(nlohmann::json::parse(done.body)["done"] == true);
    CHECK(asked(chen, "/api/v1/find?q=" + web::encoded("张三"))["count"] == 0);
    CHECK(has(chen.get("/keeping/purge"), "孙某 在场"));
}

TEST_CASE("an audit is told what to read, and a colleague does not see another's task") {
    ArchiveHistory history;
    auto sun = history.office.log_in("sun");
    CHECK(sun.post("/api/v1/keeping/audits").status != 200);
    CHECK(sun.post("/api/v1/keeping/audits", {{"scope", "sample"}}).status != 200);
    auto const begun = sun.post("/api/v1/keeping/audits", {{"scope", "sample"}, {"files", "2"}});
    CHECK(nlohmann::json::parse(over(sun, begun).body)["files"] == 2);
    auto const task = nlohmann::json::parse(begun.body)["task"].get<std::string>();
    auto qian = history.office.log_in("qian");
    CHECK(qian.get("/tasks/" + task).status == 404);
    CHECK(has(sun.get("/tasks/" + task), "读了 2 个文件"));
    CHECK(has(sun.get("/keeping"), "还没有全部核对过"));
}

TEST_CASE("a report is asked by year and unit, in both languages, and no college sees it") {
    ArchiveHistory history;
    history.office.account("college", desk::Role::college, history.office.first_unit());
    auto college = history.office.log_in("college");
    CHECK(college.get("/reports").status == 403);
    CHECK(college.get("/reports/custody.pdf").status == 403);
    auto sun = history.office.log_in("sun");
    CHECK(has(sun.get("/reports"), "2026 届 各单位"));
    CHECK(has(sun.get("/reports?year=all&unit=" + web::encoded("财经学院")), "全部届次 财经学院"));
    CHECK(sun.get("/reports?year=1999").status == 404);
    CHECK(sun.get("/reports?year=later").status != 200);
    CHECK(sun.get("/reports/custody.doc").status == 404);
    sun.language = "en";
    CHECK(has(sun.get("/reports"), "nobody knows where"));
}

TEST_CASE("the archive's desk has one field to find with, and says what may be typed there") {
    ArchiveHistory history;
    auto sun = history.office.log_in("sun");
    auto const page = sun.get("/archive").body;
    CHECK(page.find("学号、姓名、拼音、档号、条码、证书编号、盒号") != std::string::npos);
    CHECK(page.find("role=\"search\"") == page.rfind("role=\"search\""));
    CHECK(has(sun.get("/archive/loans"), "id=\"scan-box\"")); // elsewhere the frame has it
}
