// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/profiles.hpp"
#include "support/temp_folder.hpp"
#include <algorithm>

namespace {

struct Changed {
    base::Findings findings;
    std::string text;
};

/// What is found in the profile after one change of its text.
Changed after(std::string const &name, std::string const &from, std::string const &to) {
    auto text = support::text_of(support::profile_path(name));
    auto const at = text.find(from);
    REQUIRE(at != std::string::npos);
    text.replace(at, from.size(), to);
    support::TempFolder const folder;
    auto const reading = policy::read_profile_file(folder.file(name + ".toml", text));
    REQUIRE(reading);
    return {reading->findings, text};
}

int line_of(std::string const &text, std::string const &part) {
    auto const at = text.find(part);
    REQUIRE(at != std::string::npos);
    return static_cast<int>(std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(at), '\n')) +
           1;
}

/// One mistake gives one finding of this kind, at the line where \p at begins.
void found(std::string const &kind, std::string const &at, Changed const &changed) {
    CAPTURE(kind);
    CAPTURE(at);
    std::vector<std::string> all;
    for (auto const &finding : changed.findings) {
        all.push_back(finding.text(base::Language::en));
    }
    CAPTURE(all);
    REQUIRE(changed.findings.size() == 1);
    CHECK(changed.findings.front().kind == kind);
    CHECK(changed.findings.front().line == line_of(changed.text, at));
    CHECK_FALSE(changed.findings.front().message.zh.empty());
}

} // namespace

TEST_CASE("a finding says file, line and what is wrong") {
    auto const changed = after("S1", "glasses = \"remove\"", "glasses = \"sometimes\"");
    REQUIRE(changed.findings.size() == 1);
    CHECK(changed.findings.front().text(base::Language::en) ==
          fmt::format(
              "S1.toml:{}: [glasses] 'glasses' is 'sometimes', it must be one of: keep, remove, optional, "
              "unsaid",
              line_of(changed.text, "glasses = \"sometimes\"")));
}

TEST_CASE("unknown keys and missing parts of a profile are found at their line") {
    found("unknown_key", "colour = 3", after("S1", "[fee]\n", "[fee]\ncolour = 3\n"));
    found("unknown_key", "[flow]", after("S1", "[fee]\n", "[flow]\norder = \"schedule\"\n\n[fee]\n"));
    found("unknown_key", "wheels = 4", after("S4", "row = \"S4-04\"\n", "row = \"S4-04\"\nwheels = 4\n"));
    found("missing", "# ", after("S1", "notice_en", "#"));
    found("missing", "# ",
          after("S2", "[retake]\nallowed = \"before-confirmation\"\nafter_confirmation = \"with-reason\"\n",
                "#"));
    found("missing", "[[refusal]]", after("S1", "zh = \"没有出示采集码\"\n", ""));
    found("missing", "[paper]", after("S1", "layout = \"8x33x48\"\n", ""));
    found("missing", "[[contact]]",
          after("S4", "name = \"新华社湖南分社大学生图像采集中心\"\nphone = \"0731-82250811\"\n\n[[att",
                "\n[[att"));
}

TEST_CASE("wrong values of a profile are found at their line") {
    found("choice", "make_up =", after("S1", "make_up = \"refuse-heavy\"", "make_up = \"clown\""));
    found("choice", "ways =", after("S1", "ways = [\"wechat\"", "ways = [\"shells\""));
    found("choice", "hair_clear_of =", after("S1", "[\"eyebrows\", ", "[\"nose\", "));
    found("choice", "banned_colours =", after("S4", "\"yellow\"", "\"octarine\""));
    found("choice", "extension =", after("S2", "\"JPG\"", "\"PNG\""));
    found("range", "fen = -1", after("S1", "fen = 2000", "fen = -1"));
    found("range", "early_minutes =", after("S1", "early_minutes = 20", "early_minutes = 2000"));
    found("range", "most_bytes =", after("S1", "most_bytes = 100000", "most_bytes = 10000"));
    found("range", "format =", after("S1", "format = 2", "format = 1"));
    found("type", "disc =", after("S2", "disc = true", "disc = \"yes\""));
    found("type", "dates =", after("S0", "dates = [\"2025-04-28\"]", "dates = \"2025-04-28\""));
    found("syntax", "fen = = 1", after("S1", "fen = 2000", "fen = = 1"));
    found("reference", "reference =", after("S1", "-{item}", ""));
    found("reference", "reference =", after("S1", "{box}", "{shelf}"));
}

TEST_CASE("dates and times that are none, and those that run backwards, are found at their line") {
    found("date", "at = \"2025-02-30\"", after("S0", "at = \"2025-04-25\"", "at = \"2025-02-30\""));
    found("date", "dates =", after("S0", "dates = [\"2025-04-28\"]", "dates = [\"28 April\"]"));
    found("date", "date = \"2023-3-3\"", after("S4", "date = \"2023-03-03\"", "date = \"2023-3-3\""));
    found("date", "to = \"2025-05-32\"", after("S3", "to = \"2025-05-25\"", "to = \"2025-05-32\""));
    found("time", "from = \"13:1\"", after("S0", "from = \"13:10\"", "from = \"13:1\""));
    found("time", "hours =", after("S2", "\"09:00-11:30\"", "\"9:00-11:30\""));
    found("order", "to = \"13:00\"", after("S0", "to = \"13:40\"", "to = \"13:00\""));
    found("order", "to = \"2025-05-01\"", after("S3", "to = \"2025-05-25\"", "to = \"2025-05-01\""));
    found("order", "at = \"2025-04-01\"", after("S3", "at = \"2025-04-25\"", "at = \"2025-04-01\""));
    found("order", "dates =", after("S3", "dates = [\"2025-04-12\"", "dates = [\"2025-04-30\""));
    found("deadline", "after_days = 21",
          after("S4", "after_days = 21", "at = \"2025-01-01\"\nafter_days = 21"));
}

TEST_CASE("what stands twice in a profile is found at its second line") {
    found("duplicate", "row = \"S4-25\"\nkind = \"queue\"",
          after("S4", "row = \"S4-26\"\nkind", "row = \"S4-25\"\nkind"));
    found("duplicate", "topics = [\"glasses\"]\nwords = \"不得戴",
          after("S0", "topics = [\"tinted-glasses\"]", "topics = [\"glasses\"]"));
    found("duplicate", "code = \"leave\"\nzh = \"实习\"",
          after("S0", "code = \"internship\"", "code = \"leave\""));
    found("duplicate", "key = \"glasses\"\nzh = \"没有化妆\"",
          after("S0", "key = \"make-up\"", "key = \"glasses\""));
    found("duplicate",
          "ways =", after("S1", "ways = [\"wechat\", \"alipay\"]", "ways = [\"wechat\", \"wechat\"]"));
    found("duplicate", "uses =", after("S1", "\"学位证\", ", "\"毕业证\", "));
    found("duplicate", "classes = [\"风电1211\", \"会计1211\"",
          after("S4", "\"风电1211\", \"光伏1211\"", "\"风电1211\", \"会计1211\""));
    found("duplicate", "units = [\"法学院\", \"金融学院\"", after("S0", "[\"会计学院\", ", "[\"法学院\", "));
}

TEST_CASE("two slots in one room at one time are found at the second") {
    found("overlap", "from = \"08:59\"",
          after("S4", "from = \"09:00\"\nto = \"10:30\"\nroom = \"博学楼一会议室\"",
                "from = \"08:59\"\nto = \"10:30\"\nroom = \"博学楼一会议室\""));
}

TEST_CASE("a rule that says not what it is about, or something that nobody knows, is found at its line") {
    found("topic", "topics = [\"hovercraft\"]",
          after("S0", "topics = [\"clothing\"]", "topics = [\"hovercraft\"]"));
    found("missing", "topics = []", after("S0", "topics = [\"clothing\"]", "topics = []"));
    found("missing", "words = \"\"", after("S0", "words = \"不宜化妆\"", "words = \"\""));
    found("missing", "[[rule]]\nrow = \"S0-13\"",
          after("S0", "kind = \"check\"\ntopics = [\"clothing\"]", "topics = [\"clothing\"]"));
    found("choice", "kind = \"perhaps\"",
          after("S0", "kind = \"guide\"\ntopics = [\"make-up\"]",
                "kind = \"perhaps\"\ntopics = [\"make-up\"]"));
    found("row", "row = \"S0 19\"", after("S0", "row = \"S0-19\"\nkind", "row = \"S0 19\"\nkind"));
    found("missing", "zh = \"作废后重新排号\"",
          after("S0", "zh = \"作废后重新排号\"\nen = \"and queues for a new one\"\n",
                "zh = \"作废后重新排号\"\n"));
}

TEST_CASE("what is decided without a rule is found, for nobody could be told why") {
    found("no_rule", "allowed = \"once\"", after("S1", "topics = [\"retake\"]", "topics = [\"conduct\"]"));
    found("no_rule", "glasses = \"remove\"", after("S1", "topics = [\"glasses\"]", "topics = [\"posture\"]"));
    found("no_rule", "gate = \"class-before-shot\"",
          after("S4", "topics = [\"gate\"]", "topics = [\"enter\"]"));
    found("no_rule", "walk_in = true", after("S3", "[\"walk-in\", \"absence\"]", "[\"absence\"]"));
    found("no_rule", "early_minutes = 20", after("S1", "topics = [\"early\"]", "topics = [\"slots\"]"));
    found("no_rule", "row = \"S1-98\"",
          after("S1", "en = \"heavy make-up\"\nrow = \"S1-27\"", "en = \"heavy make-up\"\nrow = \"S1-98\""));
    found("no_rule", "row = \"S4-99\"", after("S4", "row = \"S4-28\"\nzh", "row = \"S4-99\"\nzh"));
}

TEST_CASE("parts of a profile that contradict each other are found at their line") {
    found("number", "order = ", after("S4", "number_after_swipe = true\n", ""));
    found("number", "order = ", after("S0", "tickets = \"unit-number\"", "tickets = \"none\""));
    found("appointments", "capacity = 30", after("S0", "[queue]\n", "[queue]\ncapacity = 30\n"));
    found("refusal", "on_miss = \"warn\"\nrefusal",
          after("S1", "on_miss = \"refuse\"", "on_miss = \"warn\""));
    found("refusal", "on_miss = \"refuse\"\n\n# ",
          after("S0", "row = \"S0-13\"\non_miss = \"warn\"", "row = \"S0-13\"\non_miss = \"refuse\""));
    found("no_refusal", "refusal = \"blue-hair\"",
          after("S1", "refusal = \"dyed-hair\"", "refusal = \"blue-hair\""));
    found("file_name", "file_name = ", after("S1", "{学号}+{姓名}+{身份证号}", "{学号}+{鞋码}"));
    found("file_name", "file_name = ", after("S1", "{学号}+{姓名}+{身份证号}", "{班级}+{姓名}"));
    found("file_name", "file_name = ", after("S1", "{学号}+{姓名}+{身份证号}", "{学号}/{姓名}"));
}

TEST_CASE("every mistake of a profile is found at once, from the first line to the last") {
    auto text = support::text_of(support::profile_path("S1"));
    for (auto const &[from, to] : std::vector<std::pair<std::string, std::string>>{
             {"order = \"student-number\"", "order = \"height\""},
             {"fen = 2000", "fen = 1.5"},
             {"at = \"2025-12-25\"", "at = \"soon\""}}) {
        text.replace(text.find(from), from.size(), to);
    }
    support::TempFolder const folder;
    auto const reading = policy::read_profile_file(folder.file("S1.toml", text));
    REQUIRE(reading);
    REQUIRE(reading->findings.size() == 3);
    CHECK(reading->findings[0].kind == "choice");
    CHECK(reading->findings[1].kind == "type");
    CHECK(reading->findings[2].kind == "date");
}
