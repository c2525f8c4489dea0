// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/program.hpp"
#include "support/small_school.hpp"
#include "support/temp_folder.hpp"
#include <doctest/doctest.h>
#include <filesystem>

using support::platen;
using support::SmallSchool;

namespace {

/// A school with a campaign of one notice and its roster.
class School {
public:
    explicit School(std::string const &profile) {
        ask({"campaign", "create", "--school", "11832", "--name", "某大学", "--year", "2026", "--profile",
             profile});
        REQUIRE(ask({"roster", "import", school_.roster()}).status == 0);
    }
    support::Run ask(std::vector<std::string> words) const {
        words.insert(words.end(), {"--store", school_.store(), "--json"});
        return platen(words);
    }
    [[nodiscard]] SmallSchool const &made() const { return school_; }
    support::TempFolder folder;

private:
    SmallSchool school_;
};

} // namespace

TEST_CASE("units draw numbers, pay, are given back, and absences are noted, from the command line") {
    School const school{"S0"};
    auto const &ask = [&](std::vector<std::string> const &words) { return school.ask(words); };
    auto const drawn = ask({"capture", "ticket", "draw", "--unit", "财经学院", "--heads", "4"});
    CHECK(drawn.json()["number"] == 1);
    CHECK(ask({"capture", "ticket", "count", "--number", "1", "--heads", "4"}).status == 7);
    CHECK(ask({"capture", "ticket", "call"}).json()["state"] == "called");
    CHECK(ask({"capture", "ticket", "call"}).status == 3);
    CHECK(ask({"capture", "ticket", "count", "--number", "1", "--heads", "3"}).status == 1);
    CHECK(ask({"capture", "ticket", "end", "--number", "1"}).status == 0);
    CHECK(ask({"capture", "ticket", "list"}).json()["tickets"].size() == 1);
    CHECK(ask({"capture", "ticket", "dance"}).status == 2);
    auto const paid =
        ask({"capture", "pay", "--payer", "unit", "--unit", "财经学院", "--heads", "4", "--way", "cash"});
    auto const receipt = paid.json()["receipt"].get<std::string>();
    CHECK(ask({"capture", "pay", "--back", receipt}).status == 1);
    CHECK(ask({"capture", "pay", "--back", receipt, "--reason", "多收"}).json()["state"] == "given-back");
    auto const number = school.made().numbers().front();
    CHECK(ask({"capture", "absent", number}).status == 2);
    CHECK(ask({"capture", "absent", number, "leave"}).status == 0);
    CHECK(ask({"capture", "present", number}).status == 0);
    CHECK(ask({"unit", "liaison", "--unit", "财经学院", "--name", "赵老师", "--phone", "123"})
              .json()["units"][1]["liaisons"]
              .size() == 1);
    CHECK(ask({"capture", "deadlines", "--today", "2025-04-26"}).json()["deadlines"][0]["units"].size() == 1);
}

TEST_CASE("the plan, the order, a report, a case and a disc come from the command line") {
    School const school{"S1"};
    auto const &ask = [&](std::vector<std::string> const &words) { return school.ask(words); };
    auto const annex = school.folder.file("annex.csv", "日期,开始,结束,学院,班级\n"
                                                       "2025-10-18,8:00,9:00,财经学院,会计2201\n");
    CHECK(ask({"capture", "plan", "--import", annex.string()}).json()["imported"] == true);
    CHECK(ask({"capture", "plan"}).json()["slots"].size() == 1);
    CHECK(ask({"capture", "due"}).json()["due"].empty());
    CHECK(ask({"capture", "order", "--class", "会计2201"}).json()["people"].size() > 1);
    CHECK(ask({"capture", "swipe", "--stranger", "古丽"}).status == 0);
    CHECK(ask({"capture", "match"}).json()["strangers"].size() == 1);
    auto const number = school.made().numbers().front();
    CHECK(ask({"capture", "match", "--number", "1", "--person", number}).json()["person"] == number);
    CHECK(ask({"capture", "refuse", "--number", "1", "--reason", "ugly"}).status == 1);
    CHECK(ask({"capture", "refuse", "--number", "1", "--reason", "dyed-hair"}).status == 0);
    CHECK(ask({"photo", "import", school.made().photos(), "--source", "elsewhere"}).status == 7);
    CHECK(ask({"photo", "import", school.made().photos(), "--source", "centre"}).status == 0);
    auto const report = (school.folder / "day.pdf").string();
    CHECK(ask({"capture", "report", "--to", report}).status == 0);
    CHECK(std::filesystem::file_size(report) > 1000);
    auto const opened = ask({"proof", "open", number, "--category", "blurred", "--note", "看不清"});
    CHECK(ask({"proof", "open", number, "--category", "ugly"}).status == 1);
    auto const id = opened.json()["case"].get<std::string>();
    CHECK(ask({"proof", "list"}).json()["cases"][0]["person"] == number);
    CHECK(ask({"proof", "report", "--unit", "财经学院", "--to", (school.folder / "p.pdf").string()}).status ==
          0);
    CHECK(ask({"proof", "report", "--to", (school.folder / "p.csv").string()}).status == 0);
    CHECK(ask({"proof", "recapture", id}).json()["state"] == "recapture");
    CHECK(ask({"proof", "close", id, "--outcome", "unfounded"}).json()["outcome"] == "unfounded");
    CHECK(ask({"proof", "checked", number}).status == 0);
    CHECK(ask({"photo", "export"}).status == 2);
    auto const disc = ask({"photo", "export", "--disc", (school.folder / "disc").string(), "--iso",
                           (school.folder / "disc.iso").string(), "--name", "{学号}"});
    CHECK(disc.json()["photos"] == school.made().numbers().size());
    CHECK(std::filesystem::exists(school.folder / "disc.iso"));
}
