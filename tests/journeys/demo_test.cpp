// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/temp_folder.hpp"
#include <array>
#include <cstdio>
#include <doctest/doctest.h>
#include <fstream>
#include <nlohmann/json.hpp>
#include <string>
#include <sys/wait.h>

namespace {

namespace fs = std::filesystem;
using nlohmann::json;
using support::TempFolder;

struct Answer {
    int status = 0;
    std::string text; ///< standard output
};

Answer run(std::string const &words) {
    auto const command = "LSAN_OPTIONS=print_suppressions=0:suppressions='" PLATEN_ROOT
                         "/tests/support/leaks.txt' PLATEN_HOME='" PLATEN_ROOT "' '" PLATEN_BINARY "' " +
                         words + " 2>/dev/null";
    Answer answer;
    auto *pipe = ::popen(command.c_str(), "r");
    REQUIRE(pipe != nullptr);
    std::array<char, 4096> piece{};
    for (std::size_t n = 0; (n = std::fread(piece.data(), 1, piece.size(), pipe)) > 0;) {
        answer.text.append(piece.data(), n);
    }
    answer.status = WEXITSTATUS(::pclose(pipe));
    return answer;
}

std::string in(fs::path const &folder) {
    return " --folder '" + folder.string() + "'";
}

std::size_t pdfs_in(fs::path const &folder) {
    std::size_t count = 0;
    for (auto const &entry : fs::directory_iterator{folder}) {
        count += entry.path().extension() == ".pdf" ? 1U : 0U;
    }
    return count;
}

void check_counts(json const &told) {
    CHECK(told["people"] == 63);
    CHECK(told["roster_findings"] == 3);
    CHECK(told["photos"] == 61);
    CHECK(told["refused"] == 1);
    CHECK(told["unmatched"] == 1);
    CHECK(told["printed"] == 61);
    CHECK(told["without_photo"].size() == 2);
    CHECK(told["missing"].size() == 1);
    CHECK(told["extra"].size() == 1);
    CHECK(told["matched"] == told["handed_over"].get<int>() - 1);
    CHECK(told["filed"] > 0);
    CHECK(told["reprint"]["old"] == told["missing"][0]);
    CHECK(told["reprint"]["same_photo"] == true);
    CHECK(told["ok"] == true);
}

} // namespace

TEST_CASE("the demonstration goes the whole way in plain words, and again over its own traces") {
    TempFolder const folder;
    auto const place = folder / "示范 demo";
    auto const words = run("demo --lang zh" + in(place));
    REQUIRE(words.status == 0);
    CHECK(words.text.find("第 1 步，共 13 步") != std::string::npos);
    CHECK(words.text.find("第 13 步，共 13 步") != std::string::npos);
    CHECK(words.text.find("$ ./platen sheet print --all") != std::string::npos);

    auto const again = run("demo --json --lang en" + in(place));
    REQUIRE(again.status == 0);
    auto const told = json::parse(again.text);
    check_counts(told);
    CHECK(pdfs_in(place / "prints") == 62);
    CHECK(fs::exists(told["picture"].get<std::string>()));
    CHECK(fs::exists(told["list"].get<std::string>()));

    auto const store = " --store '" + told["store"].get<std::string>() + "' --json";
    auto const found = json::parse(run("archive find 麦麦提" + store).text);
    REQUIRE(found["hits"].size() == 1);
    CHECK(found["hits"][0]["holder"] == "archive");
    CHECK(json::parse(run("ledger verify" + store).text)["head"] == told["head"]);
}

TEST_CASE("the demonstration deletes nothing that it did not make") {
    TempFolder const folder;
    auto const place = folder / "demo";
    fs::create_directories(place / "photos");
    std::ofstream{place / "photos" / "mine.jpg"} << "mine";
    CHECK(run("demo --json" + in(place)).status == 7);
    CHECK(fs::exists(place / "photos" / "mine.jpg"));
    CHECK_FALSE(fs::exists(place / "store"));
}

TEST_CASE("a store that somebody works with is not taken for a demonstration's") {
    TempFolder const folder;
    auto const store = folder / "store";
    auto const named = " --store '" + store.string() + "'";
    REQUIRE(run("campaign create --school 11832 --name 某校 --year 2026 --profile S0" + named).status == 0);
    CHECK(run("demo --json" + named + in(folder / "demo")).status == 7);
    CHECK(run("campaign list" + named).status == 0);
}
