// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/program.hpp"
#include "support/small_school.hpp"
#include <doctest/doctest.h>
#include <fstream>
#include <sstream>

using support::platen;
using support::SmallSchool;

namespace {

std::string bytes_of(std::filesystem::path const &file) {
    std::ostringstream text;
    text << std::ifstream{file, std::ios::binary}.rdbuf();
    return text.str();
}

std::vector<std::string> serials_of(support::Run const &run) {
    std::vector<std::string> serials;
    auto const answer = run.json();
    for (auto const &sheet : answer["sheets"]) {
        serials.push_back(sheet["serial"]);
    }
    return serials;
}

} // namespace

TEST_CASE("from a roster and a folder of photos to printed, handed over, filed and found sheets") {
    SmallSchool const school;
    school.take_in();
    auto const store = school.store();
    auto const ask = [&](std::vector<std::string> words) {
        words.insert(words.end(), {"--store", store, "--json"});
        return platen(words);
    };

    auto const finance = ask({"sheet", "print", "--unit", "财经学院", "--printer", school.printer()});
    REQUIRE(finance.status == 0);
    CHECK(finance.json()["printed"] == 6);
    auto const law = ask({"sheet", "print", "--all", "--printer", school.printer()});
    CHECK(law.json()["printed"] == 6);
    CHECK(law.json()["already"] == 6);

    auto const sheets = serials_of(finance);
    auto const others = serials_of(law);
    auto const handover = ask({"handover", "create", "--unit", "财经学院"});
    REQUIRE(handover.status == 0);
    CHECK(handover.json()["sheets"] == 6);
    CHECK(bytes_of(handover.json()["pdf"].get<std::string>()).starts_with("%PDF-"));

    // One is missing, one of another unit is extra, one is scanned twice, one line is no sheet at all.
    std::string scan;
    for (std::size_t i = 1; i < sheets.size(); ++i) {
        scan += sheets[i] + "\r\n";
    }
    scan += others[0] + "\n" + sheets[1] + "\nnonsense\n\n";
    auto const scanned = school.folder().file("scan.txt", scan).string();
    auto const id = handover.json()["handover"].get<std::string>();
    auto const received = ask({"handover", "receive", id, "--scanned", scanned, "--by", "王老师"});
    CHECK(received.status == 1);
    CHECK(received.json()["matched"] == 5);
    CHECK(received.json()["missing"] == std::vector<std::string>{sheets[0]});
    CHECK(received.json()["extra"] == std::vector<std::string>{others[0]});
    CHECK(received.json()["repeated"] == std::vector<std::string>{sheets[1]});
    CHECK(received.json()["unknown"] == std::vector<std::string>{"nonsense"});
    CHECK(ask({"handover", "receive", id, "--scanned", scanned, "--by", "王老师"}).status == 7);

    auto const filed = ask({"archive", "file", "--box", "B01", sheets[2], sheets[1]});
    REQUIRE(filed.status == 0);
    CHECK(filed.json()["items"][0]["serial"] == sheets[1]); // by student number
    CHECK(filed.json()["items"][0]["reference"] == "11832-ZP·2026-Y-B01-001");
    CHECK(filed.json()["items"][1]["reference"] == "11832-ZP·2026-Y-B01-002");

    auto const by_reference = ask({"archive", "find", "11832-ZP·2026-Y-B01-002"});
    REQUIRE(by_reference.json()["hits"].size() == 1);
    CHECK(by_reference.json()["hits"][0]["holder"] == "archive");
    CHECK(ask({"archive", "find", "B01"}).json()["hits"].size() == 2);
    CHECK(ask({"archive", "find", "秀"}).json()["hits"].size() == 4);
    CHECK(ask({"archive", "find", "查无此人"}).status == 3);
    CHECK(ask({"archive", "find", "张"}).json()["hits"].size() == 12);
    CHECK(ask({"archive", "find", sheets[3]}).json()["hits"][0]["place"] == "财经学院");

    auto const shown = ask({"sheet", "show", sheets[0]}).json();
    CHECK(shown["holder"] == "missing");
    REQUIRE(shown["history"].size() == 6);
    CHECK(shown["history"][4]["kind"] == "handover.received");
    CHECK(shown["history"][5]["kind"] == "gap"); // nobody has answered for it since

    auto const again =
        ask({"sheet", "reprint", sheets[3], "--reason", "刮花", "--printer", school.printer()});
    REQUIRE(again.status == 0);
    auto const fresh = serials_of(again)[0];
    CHECK(ask({"sheet", "show", sheets[3]}).json()["state"] == "void");
    CHECK(ask({"sheet", "show", fresh}).json()["photo"] == ask({"sheet", "show", sheets[3]}).json()["photo"]);
    CHECK(ask({"sheet", "show", fresh}).json()["replaces"] == sheets[3]);

    auto const verified = ask({"ledger", "verify"});
    CHECK(verified.status == 0);
    CHECK(verified.json()["ok"] == true);
    CHECK(ask({"ledger", "rebuild", "--dry-run"}).json()["different"].empty());
}

TEST_CASE("a sheet rendered again has the bytes that were printed") {
    SmallSchool const school{1};
    school.take_in();
    auto const printed = platen(
        {"sheet", "print", "--all", "--printer", school.printer(), "--store", school.store(), "--json"});
    auto const serial = serials_of(printed)[0];
    auto const to = (school.folder() / "again.pdf").string();
    REQUIRE(platen({"sheet", "render", serial, "--to", to, "--store", school.store()}).status == 0);
    CHECK(bytes_of(to) == bytes_of(printed.json()["sheets"][0]["pdf"].get<std::string>()));
    auto const png = (school.folder() / "one.png").string();
    auto const other = (school.folder() / "two.png").string();
    platen({"sheet", "render", serial, "--to", png, "--store", school.store()});
    platen({"sheet", "render", serial, "--to", other, "--store", school.store()});
    CHECK(bytes_of(png) == bytes_of(other));
}

TEST_CASE("photos leave byte for byte as they were accepted") {
    SmallSchool const school{1};
    school.take_in();
    auto const out = (school.folder() / "out").string();
    auto const run = platen(
        {"photo", "export", "--to", out, "--name", "{学号}{姓名}", "--store", school.store(), "--json"});
    REQUIRE(run.status == 0);
    CHECK(run.json()["files"] == 4);
    CHECK(bytes_of(out + "/2022010001张建.jpg") == bytes_of(school.photos() + "/2022010001.jpg"));
}

TEST_CASE("a character that no font can draw stops its sheet with the code point named, and no other") {
    SmallSchool const school{1};
    static_cast<void>(school.folder().file("roster.csv",
                                           "学号,姓名,学院,班级\n2022010001,张\U0003FFF0,财经学院,会计2201\n"
                                           "2022020001,张三,财经学院,会计2202\n"));
    for (auto const *number : {"2022030001", "2022040001"}) {
        std::filesystem::remove(school.photos() + "/" + number + ".jpg");
    }
    school.take_in();
    auto const run = platen(
        {"sheet", "print", "--all", "--printer", school.printer(), "--store", school.store(), "--json"});
    CHECK(run.status == 1);
    CHECK(run.json()["printed"] == 1);
    CHECK(run.json()["failed"] == 1);
    CHECK(run.err.find("U+3FFF0") != std::string::npos);
}
