// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/program.hpp"
#include "support/small_school.hpp"
#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

using support::platen;
using support::SmallSchool;

namespace {

/// A school whose sheets are printed, and its commands.
struct Journey {
    Journey() {
        school.take_in();
        REQUIRE(ask({"sheet", "print", "--all", "--printer", school.printer()}).status == 0);
    }
    [[nodiscard]] support::Run ask(std::vector<std::string> words) const {
        words.insert(words.end(), {"--store", school.store(), "--json"});
        return platen(words);
    }
    /// Everything on the list, a line each.
    [[nodiscard]] std::string scanned(std::string const &id) const {
        std::string lines;
        auto const shown = ask({"handover", "show", id}).json();
        for (auto const &line : shown["lines"]) {
            lines += line["serial"].get<std::string>() + "\n";
        }
        return school.folder().file("scanned.txt", lines).string();
    }
    std::string given(std::vector<std::string> words) const {
        words.insert(words.begin(), {"handover", "create", "--by", "李师傅"});
        auto const run = ask(words);
        REQUIRE(run.status == 0);
        return run.json()["handover"];
    }
    SmallSchool school{1};
};

} // namespace

TEST_CASE(
    "paper goes from the print room to a college, to student service and to the archives, by commands") {
    Journey const journey;
    auto const first = journey.given({"--unit", "财经学院"});
    CHECK(journey.ask({"handover", "list", "--open"}).json()["handovers"].size() == 1);
    auto const received = journey.ask({"handover", "receive", first, "--scanned", journey.scanned(first),
                                       "--by", "王老师", "--counted", "2"});
    CHECK(received.status == 0);
    CHECK(received.json()["counted"] == 2);
    CHECK(journey.ask({"handover", "list", "--open"}).json()["handovers"].empty());
    auto const second = journey.given({"--from", "unit:财经学院", "--to", "office:学生服务中心"});
    CHECK(journey.ask({"handover", "withdraw", second, "--by", "王老师"}).json()["state"] == "withdrawn");
    auto const third = journey.given({"--from", "unit:财经学院", "--to", "office:学生服务中心"});
    CHECK(journey.ask({"handover", "receive", third, "--scanned", journey.scanned(third), "--by", "孙老师"})
              .status == 0);
    auto const fourth = journey.given({"--from", "office:学生服务中心", "--to", "archive"});
    auto const last = journey.ask({"handover", "receive", fourth, "--scanned", journey.scanned(fourth),
                                   "--by", "赵老师", "--counted", "3"});
    CHECK(last.status == 1); // counted one more than there is
    auto const shown = journey.ask({"handover", "show", fourth}).json();
    CHECK(shown["from"] == "office:学生服务中心");
    CHECK(shown["received_by"] == "赵老师");
    CHECK(std::filesystem::exists(shown["pdf"].get<std::string>()));
    auto const serial = shown["lines"][0]["serial"].get<std::string>();
    CHECK(journey.ask({"sheet", "show", serial}).json()["holder"] == "archive");
    CHECK(journey.ask({"ledger", "rebuild", "--dry-run"}).json()["different"].empty());
}

TEST_CASE("a file for a stick is checked on a computer without a store") {
    Journey const journey;
    auto const id = journey.given({"--unit", "法学院"});
    auto const file = (journey.school.folder() / "移交.zip").string();
    REQUIRE(journey.ask({"handover", "export", id, "--to", file}).status == 0);
    auto const checked = platen({"handover", "check", file, "--json"});
    CHECK(checked.status == 0);
    CHECK(checked.json()["handover"] == id);
    CHECK(checked.json()["sheets"] == 2);
    auto const fingerprint = checked.json()["fingerprint"].get<std::string>();
    CHECK(platen({"handover", "check", file, "--fingerprint", fingerprint}).status == 0);
    CHECK(platen({"handover", "check", file, "--fingerprint", "0000 0000 0000 0000"}).status == 1);
}

TEST_CASE("a sheet that did not arrive is explained and closed by commands, and its history keeps the gap") {
    Journey const journey;
    auto const id = journey.given({"--unit", "财经学院"});
    auto const lines = journey.ask({"handover", "show", id}).json()["lines"];
    auto const missing = lines[0]["serial"].get<std::string>();
    auto const scanned =
        journey.school.folder().file("one.txt", lines[1]["serial"].get<std::string>() + "\n");
    CHECK(journey.ask({"handover", "receive", id, "--scanned", scanned.string(), "--by", "王老师"}).status ==
          1);
    auto const open = journey.ask({"discrepancy", "list"}).json()["discrepancies"];
    REQUIRE(open.size() == 1);
    CHECK(open[0]["serial"] == missing);
    auto const which = open[0]["discrepancy"].get<std::string>();
    CHECK(journey.ask({"discrepancy", "close", which, "--outcome", "lost", "--by", "王老师"}).status == 7);
    CHECK(journey.ask({"discrepancy", "explain", which, "--said", "落在车上", "--by", "李师傅"}).status == 0);
    auto const closed = journey.ask({"discrepancy", "close", which, "--outcome", "lost", "--by", "王老师"});
    CHECK(closed.json()["explanation"] == "落在车上");
    CHECK(journey.ask({"discrepancy", "list"}).json()["discrepancies"].empty());
    CHECK(journey.ask({"discrepancy", "list", "--all"}).json()["discrepancies"].size() == 1);
    auto const history = journey.ask({"sheet", "show", missing}).json()["history"];
    CHECK(history.back()["kind"] == "gap");
}
