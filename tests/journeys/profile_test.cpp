// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/bytes.hpp"
#include "support/portrait.hpp"
#include "support/program.hpp"
#include "support/small_school.hpp"
#include <algorithm>
#include <doctest/doctest.h>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

namespace fs = std::filesystem;
using support::platen;
using support::SmallSchool;

namespace {

fs::path const root{PLATEN_ROOT};

std::vector<std::string> lines_of(std::string const &text) {
    std::vector<std::string> lines;
    std::istringstream stream{text};
    for (std::string line; std::getline(stream, line);) {
        lines.push_back(line);
    }
    return lines;
}

bool has(std::string const &text, std::string const &part) {
    return text.find(part) != std::string::npos;
}

std::string text_of(fs::path const &file) {
    std::ostringstream text;
    text << std::ifstream{file}.rdbuf();
    return text.str();
}

} // namespace

TEST_CASE("the page of a profile has its parts in the order of a day, each line with its row") {
    auto const run = platen({"profile", "show", "S1", "--lang", "zh"});
    REQUIRE(run.status == 0);
    auto const lines = lines_of(run.out);
    std::vector<std::string> headings;
    for (auto const &line : lines) {
        if (!line.empty() && line.front() != ' ') {
            headings.push_back(line);
        }
    }
    headings.erase(headings.begin(), headings.begin() + 2); // title and notice
    headings.pop_back();                                    // what a dash is
    CHECK(headings == std::vector<std::string>{"对象", "时间地点", "排队", "采集码与证件", "仪容", "收费",
                                               "照片", "确认与校对", "纸质照片去向", "期限", "联系人"});
    for (int row = 1; row <= 48; ++row) {
        auto const number = (row < 10 ? "S1-0" : "S1-") + std::to_string(row);
        CAPTURE(number);
        CHECK(has(run.out, "  " + number + " "));
    }
    CHECK(has(run.out, "“每位学生只能采集一次”"));
    CHECK(has(run.out, "注：这一句识别错误严重"));
    CHECK(has(run.out, "出自 教务部门通知，2025-10-15"));
}

TEST_CASE("the page of a profile is in English, too, and fits a terminal") {
    for (auto const *name : {"S0", "S1", "S2", "S3", "S4"}) {
        CAPTURE(name);
        auto const run = platen({"profile", "show", name});
        REQUIRE(run.status == 0);
        CHECK(has(run.out, "When and where"));
        for (auto const &line : lines_of(run.out)) {
            CAPTURE(line);
            auto const continued =
                std::count_if(line.begin(), line.end(), [](char c) { return (c & 0xc0) == 0x80; });
            CHECK(static_cast<std::ptrdiff_t>(line.size()) - continued <=
                  82); // characters; Chinese ones are wider
        }
    }
}

TEST_CASE("a profile is told to programs whole: fields, rules and page") {
    auto const run = platen({"profile", "show", "S4", "--json"});
    REQUIRE(run.status == 0);
    auto const profile = run.json();
    CHECK(profile["rules"].size() == 29);
    CHECK(profile["queue"]["slots"].size() == 12);
    CHECK(profile["fee"]["gate"] == "class-before-shot");
    CHECK(profile["look"]["banned_colours"].size() == 4);
    CHECK(profile["proof"]["days_after_reminder"] == 14);
    CHECK(profile["page"].size() == 11);
    CHECK(profile["decisions"].size() > 40);
}

TEST_CASE("a mistake in a profile is told as file, line and sentence, and ends with status 1") {
    support::TempFolder const folder;
    auto text = text_of(root / "data/profiles/S0.toml");
    std::string const right = "glasses = \"keep\"";
    auto const at = text.find(right);
    auto const line = std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(at), '\n') + 1;
    text.replace(at, right.size(), "glasses = \"of course\"");
    auto const file = folder.file("mine.toml", text).string();
    auto const run = platen({"profile", "check", file, "--lang", "zh"});
    CHECK(run.status == 1);
    CHECK(run.err.starts_with("mine.toml:" + std::to_string(line) + ": "));
    CHECK(has(run.err, "“glasses”为“of course”，只能是：keep, remove, optional, unsaid"));
    auto const json = platen({"profile", "check", file, "--json"}).json();
    CHECK(json["findings"][0]["line"] == line);
    CHECK(platen({"profile", "check", (root / "data/profiles/S0.toml").string()}).status == 0);
}

TEST_CASE("a second photo of one person is refused with the notice's rule, and taken with a reason") {
    SmallSchool const school{1};
    auto const create = platen({"campaign", "create", "--school", "10484", "--name", "某大学", "--year",
                                "2026", "--profile", "S1", "--store", school.store()});
    REQUIRE(create.status == 0);
    auto const on = [&](std::vector<std::string> arguments) {
        arguments.insert(arguments.end(), {"--store", school.store()});
        return platen(arguments);
    };
    REQUIRE(on({"roster", "import", school.roster()}).status == 0);
    REQUIRE(on({"photo", "import", school.photos()}).status == 0);
    auto const number = school.numbers().at(0), other = school.numbers().at(1);
    auto const again = school.folder() / "again";
    fs::create_directories(again);
    fs::copy_file(school.photos() + "/" + other + ".jpg", again / (number + ".jpg"));
    auto const refused = on({"photo", "import", again.string()});
    CHECK(refused.status == 1);
    CHECK(has(refused.err,
              "S1-18, academic office's notice, 2025-10-15: each student may be captured only once"));
    CHECK(has(on({"photo", "import", again.string(), "--lang", "zh"}).err,
              "（S1-18，教务部门通知，2025-10-15：‘每位学生只能采集一次’）"));
    CHECK(on({"photo", "import", again.string(), "--replace", "校对发现不是本人"}).status == 0);
}

TEST_CASE("a photo that is too small is refused with the notice's rule about its pixels") {
    SmallSchool const school{1};
    auto const on = [&](std::vector<std::string> arguments) {
        arguments.insert(arguments.end(), {"--store", school.store()});
        return platen(arguments);
    };
    REQUIRE(on({"campaign", "create", "--school", "10484", "--name", "某大学", "--year", "2026", "--profile",
                "S2"})
                .status == 0);
    REQUIRE(on({"roster", "import", school.roster()}).status == 0);
    auto const small = support::striped_jpeg(240, 320, {0x808080, 0xc0c0c0});
    auto const file = school.folder().file("small/" + school.numbers().at(0) + ".jpg", base::as_text(small));
    auto const run = on({"photo", "import", file.parent_path().string(), "--lang", "zh"});
    CHECK(run.status == 1);
    CHECK(has(run.err, "（S2-11，继续教育学院通知，2025-11-06：‘像素480×640’）"));
}

TEST_CASE("photos are named as the notice wants them, unless another name is asked for") {
    for (auto const &[profile, name] :
         std::vector<std::pair<std::string, std::string>>{{"S0", "20220001.jpg"},
                                                          {"S1", "20220001+张三+11010519491231002X.jpg"},
                                                          {"S2", "11010519491231002X.JPG"}}) {
        CAPTURE(profile);
        SmallSchool const school{1};
        auto const roster =
            school.folder().file("one.csv", "学号,姓名,身份证号,学院,班级\n"
                                            "20220001,张三,11010519491231002X,财经学院,会计2201\n");
        auto const photos = school.folder() / "one";
        fs::create_directories(photos);
        fs::copy_file(school.photos() + "/" + school.numbers().at(0) + ".jpg", photos / "20220001.jpg");
        auto const on = [&](std::vector<std::string> arguments) {
            arguments.insert(arguments.end(), {"--store", school.store()});
            return platen(arguments).status;
        };
        REQUIRE(on({"campaign", "create", "--school", "10484", "--name", "某大学", "--year", "2026",
                    "--profile", profile}) == 0);
        REQUIRE(on({"roster", "import", roster.string()}) == 0);
        REQUIRE(on({"photo", "import", photos.string()}) == 0);
        auto const out = school.folder() / "out";
        REQUIRE(on({"photo", "export", "--to", out.string()}) == 0);
        CHECK(fs::exists(out / name));
        REQUIRE(on({"photo", "export", "--to", out.string(), "--name", "{姓名}{学号}.jpg"}) == 0);
        CHECK(fs::exists(out / "张三20220001.jpg"));
    }
}
