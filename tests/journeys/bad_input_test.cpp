// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/program.hpp"
#include "support/small_school.hpp"
#include <doctest/doctest.h>
#include <fstream>

namespace fs = std::filesystem;
using support::platen;
using support::SmallSchool;
using support::TempFolder;
using Words = std::vector<std::string>;

namespace {

constexpr auto a_serial = "7KQ2M9-00012-X";

/// Every verb that needs a store, with arguments that would do.
std::vector<Words> verbs(TempFolder const &folder) {
    auto const file = folder.file("some.csv", "学号,姓名,学院,班级\n1,张三,财经学院,会计2201\n").string();
    auto const out = (folder / "out").string();
    auto const printer = "folder:" + out;
    return {{"campaign", "list"},
            {"campaign", "show"},
            {"roster", "import", file},
            {"photo", "import", folder.path().string()},
            {"photo", "export", "--to", out},
            {"sheet", "print", "--all", "--printer", printer},
            {"sheet", "show", a_serial},
            {"sheet", "render", a_serial, "--to", out + "/a.pdf"},
            {"sheet", "reprint", a_serial, "--reason", "x", "--printer", printer},
            {"sheet", "settle", a_serial, "printed", "--by", "x"},
            {"sheet", "void", a_serial, "--reason", "x"},
            {"job", "list"},
            {"handover", "create", "--unit", "财经学院"},
            {"handover", "receive", "H-1", "--scanned", file, "--by", "x"},
            {"handover", "list", "H-1"},
            {"handover", "list", "--open"},
            {"handover", "show", "H-1"},
            {"handover", "withdraw", "H-1", "--by", "x"},
            {"handover", "export", "H-1", "--to", (folder / "out").string()},
            {"handover", "import-receipt", file},
            {"archive", "file", "--box", "B1", a_serial},
            {"archive", "find", "张三"},
            {"ledger", "verify"},
            {"ledger", "rebuild"}};
}

Words with(Words words, Words const &more) {
    words.insert(words.end(), more.begin(), more.end());
    return words;
}

std::string joined(Words const &words) {
    std::string text;
    for (auto const &word : words) {
        text += word + " ";
    }
    return text;
}

void big_file(fs::path const &path, std::uintmax_t bytes) {
    fs::create_directories(path.parent_path());
    std::ofstream{path}.put('x');
    fs::resize_file(path, bytes);
}

} // namespace

TEST_CASE("every verb says that there is no store, and makes none") {
    TempFolder const folder;
    for (auto const &words : verbs(folder)) {
        CAPTURE(joined(words));
        auto const run = platen(with(words, {"--store", (folder / "nowhere").string(), "--json"}));
        CHECK(run.status == 3);
        CHECK(run.json()["error"]["kind"] == "not_found");
        CHECK(run.err.find("there is no store in") != std::string::npos);
        CHECK_FALSE(fs::exists(folder / "nowhere"));
        CHECK_FALSE(fs::exists(folder / "out"));
    }
}

TEST_CASE("every verb refuses a store that a newer program made, in both languages") {
    TempFolder const folder;
    auto const store = (folder / "store").string();
    REQUIRE(platen({"campaign", "create", "--school", "11832", "--name", "某大学", "--year", "2026",
                    "--profile", "S0", "--store", store})
                .status == 0);
    // user_version stands at byte 60 of a SQLite file, big-endian (fileformat2, 1.3).
    std::fstream file{store + "/platen.db", std::ios::in | std::ios::out | std::ios::binary};
    file.seekp(60);
    file.write("\0\0\0\x63", 4);
    file.close();
    for (auto const &words : verbs(folder)) {
        CAPTURE(joined(words));
        auto const run = platen(with(words, {"--store", store, "--lang", "zh"}));
        CHECK(run.status == 7);
        CHECK(run.err.find("更新版本的程序") != std::string::npos);
    }
}

TEST_CASE("unknown names are not found, each with a sentence that says what") {
    SmallSchool const school{1};
    school.take_in();
    auto const printer = school.printer();
    std::vector<std::pair<Words, std::string>> const asked{
        {{"sheet", "print", "--class", "没有这班", "--printer", printer}, "there is no class '没有这班'"},
        {{"sheet", "print", "--unit", "没有", "--printer", printer}, "there is no unit '没有'"},
        {{"sheet", "print", "--person", "9", "--printer", printer}, "student number 9"},
        {{"sheet", "print", "--all", "--layout", "none", "--printer", printer}, "no layout 'none'"},
        {{"sheet", "show", a_serial}, a_serial},
        {{"sheet", "show", "7KQ2M9-00012-Y"}, "check character"},
        {{"handover", "create", "--unit", "没有"}, "there is no unit '没有'"},
        {{"handover", "receive", "H-1", "--scanned", school.roster(), "--by", "x"}, "no hand-over H-1"},
        {{"handover", "show", "H-1"}, "no hand-over H-1"},
        {{"handover", "withdraw", "H-1", "--by", "x"}, "no hand-over H-1"},
        {{"handover", "export", "H-1", "--to", "a.zip"}, "no hand-over H-1"},
        {{"handover", "create", "--to", "unit:没有"}, "there is no unit '没有'"},
        {{"handover", "check", "/nowhere.zip"}, "/nowhere.zip"},
        {{"archive", "file", "--box", "B1", a_serial}, a_serial},
        {{"archive", "find", "查无此人"}, "nothing found"},
        {{"photo", "import", "/nowhere"}, "/nowhere"},
        {{"roster", "import", "/nowhere.csv"}, "/nowhere.csv"},
        {{"campaign", "show", "--campaign", "00000-2000-S9"}, "00000-2000-S9"},
        {{"profile", "show", "S9"}, "no profile 'S9'"},
        {{"profile", "check", "/nowhere.toml"}, "/nowhere.toml"},
        {{"layout", "check", "/nowhere.toml"}, "/nowhere.toml"},
        {{"layout", "preview", "none", "--to", "a.png"}, "no layout 'none'"},
    };
    for (auto const &[words, sentence] : asked) {
        CAPTURE(joined(words));
        auto const run = platen(with(words, {"--store", school.store()}));
        CHECK(run.status == 3);
        CAPTURE(run.err);
        CHECK(run.err.find(sentence) != std::string::npos);
    }
}

TEST_CASE("wrong use is told apart from wrong input") {
    SmallSchool const school{1};
    school.take_in();
    std::vector<Words> const asked{{"sheet", "print"},
                                   {"sheet", "print", "--all", "--class", "会计2201"},
                                   {"sheet", "print", "--all", "--printer", "nonsense"},
                                   {"sheet", "print", "--all", "--printer", "lpt://DNP/DS-RX1HS"},
                                   {"sheet", "print", "--all", "--printer", "folder:x?format=tiff"},
                                   {"sheet", "render", a_serial},
                                   {"archive", "file", "--box", "B1"},
                                   {"handover", "create"},
                                   {"handover", "create", "--unit", "法学院", "--to", "archive"},
                                   {"archive", "find", "  "},
                                   {"nonsense"},
                                   {"sheet"},
                                   {}};
    for (auto const &words : asked) {
        CAPTURE(joined(words));
        CHECK(platen(with(words, {"--store", school.store()})).status == 2);
    }
}

TEST_CASE("empty files are refused with a sentence and change nothing") {
    SmallSchool const school{1};
    school.take_in();
    auto const empty = school.folder().file("empty", "").string();
    auto const photo_folder = school.folder() / "p";
    static_cast<void>(school.folder().file("p/2022010001.jpg", ""));
    auto const store = Words{"--store", school.store(), "--json"};
    CHECK(platen(with({"roster", "import", empty}, store)).status == 1);
    auto const photos = platen(with({"photo", "import", photo_folder.string()}, store));
    CHECK(photos.status == 1);
    CHECK(photos.json()["refused"] == 1);
    CHECK(photos.json()["findings"][0]["file"] == "2022010001.jpg");
    CHECK(platen(with({"layout", "check", empty}, {})).status == 1);
    CHECK(platen(with({"profile", "check", empty}, {})).status == 1);
    CHECK(platen(with({"sheet", "print", "--all", "--layout", empty + ".toml"}, store)).status == 3);
}

TEST_CASE("a file of one gigabyte is refused with a sentence, quickly and without its memory") {
    SmallSchool const school{1};
    school.take_in();
    constexpr std::uintmax_t gigabyte = 1U << 30U;
    auto const big = school.folder() / "big/2022010001.jpg";
    big_file(big, gigabyte);
    auto const store = Words{"--store", school.store(), "--json"};
    auto const photos = platen(with({"photo", "import", (school.folder() / "big").string()}, store));
    CHECK(photos.status == 1);
    CHECK(photos.json()["findings"][0]["kind"] == "too_large_file");
    auto const roster = platen(with({"roster", "import", big.string()}, store));
    CHECK(roster.status == 1);
    CHECK(roster.err.size() > 10);
    CHECK(platen({"layout", "check", big.string()}).status == 1);
    CHECK(platen({"profile", "check", big.string()}).status == 1);
}

TEST_CASE("roster findings come all at once, and nothing is imported while there are any") {
    SmallSchool const school{1};
    school.take_in();
    auto const faulty =
        school.folder().file("faulty.csv", "学号,姓名,身份证号,学院,班级\n"
                                           "2022010001,张建,110105194912310021,财经学院,会计2201\n"
                                           "2022090001,李??,440524188001010014,财经学院,会计2201\n"
                                           "2022090002,王五,1.23E+17,财经学院,会计2201\n"
                                           "2022090003,赵六,11010519491231002X,财经学院,会计2201\n");
    auto const store = Words{"--store", school.store(), "--json"};
    auto const run = platen(with({"roster", "import", faulty.string()}, store));
    CHECK(run.status == 1);
    CHECK(run.json()["imported"] == false);
    CHECK(run.json()["refused"] == 3);
    auto const answer = run.json();
    std::vector<std::string> kinds;
    for (auto const &finding : answer["findings"]) {
        kinds.push_back(finding["kind"]);
        CHECK(finding["row"] >= 2);
        CHECK_FALSE(finding["column"].get<std::string>().empty());
    }
    CHECK(kinds == Words{"id_checksum", "unknown_characters", "excel_damaged"});
    CHECK(platen(with({"archive", "find", "2022090003"}, store)).status == 3);
    auto const clean = platen(with({"roster", "import", faulty.string(), "--accept-clean-rows"}, store));
    CHECK(clean.status == 1);
    CHECK(clean.json()["added"] == 1);
    CHECK(platen(with({"archive", "find", "2022090003"}, store)).status == 0);
}

TEST_CASE("photos that cannot be taken are each refused by name and reason, and stay where they are") {
    SmallSchool const school{1};
    school.take_in();
    auto const folder = school.folder() / "bad";
    auto const put = [&](std::string const &name, std::string const &content) {
        static_cast<void>(school.folder().file("bad/" + name, content));
    };
    std::ifstream whole{school.photos() + "/2022020001.jpg", std::ios::binary};
    std::string const jpeg{std::istreambuf_iterator<char>{whole}, {}};
    put("2022010001.jpg", "\x89PNG\r\n\x1a\n....");
    put("2022020001.jpg", jpeg.substr(0, jpeg.size() / 2));
    put("9999.jpg", jpeg);
    put("2022010001_2022020001.jpg", jpeg);
    put("inside/2022010001.jpg", jpeg);
    put("2022030001.jpg", jpeg);
    fs::create_symlink(school.photos() + "/2022040001.jpg", folder / "2022040001.jpg");
    auto const run = platen(
        {"photo", "import", folder.string(), "--replace", "新照片", "--store", school.store(), "--json"});
    CHECK(run.status == 1);
    CHECK(run.json()["files"] == 7);
    CHECK(run.json()["accepted"] == 1);
    CHECK(run.json()["unmatched"] == 2);
    CHECK(run.json()["refused"] == 4);
    std::map<std::string, std::string> kinds;
    auto const answer = run.json();
    for (auto const &finding : answer["findings"]) {
        kinds[finding["file"]] = finding["kind"];
    }
    CHECK(kinds["2022010001.jpg"] == "not_jpeg");
    CHECK(kinds["2022020001.jpg"] == "truncated");
    CHECK(kinds["9999.jpg"] == "no_person");
    CHECK(kinds["2022010001_2022020001.jpg"] == "several_persons");
    CHECK(kinds["inside"] == "folder");
    CHECK(kinds["2022040001.jpg"] == "symbolic_link");
    CHECK(fs::exists(folder / "2022010001.jpg"));
}
