// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/program.hpp"
#include "support/temp_folder.hpp"
#include <doctest/doctest.h>
#include <fstream>
#include <string>

namespace {

namespace fs = std::filesystem;
using nlohmann::json;
using support::platen;
using support::TempFolder;

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
    CHECK(told["captured"] == "confirmed");
    CHECK(told["unmatched"] == 1);
    CHECK(told["printed"] == 62);
    CHECK(told["without_photo"].size() == 1);
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
    auto const words = platen({"demo", "--lang", "zh", "--folder", place.string()});
    REQUIRE(words.status == 0);
    CHECK(words.out.find("第 1 步，共 14 步") != std::string::npos);
    CHECK(words.out.find("第 14 步，共 14 步") != std::string::npos);
    CHECK(words.out.find("$ ./platen sheet print --all") != std::string::npos);

    auto const again = platen({"demo", "--json", "--folder", place.string()});
    REQUIRE(again.status == 0);
    auto const told = again.json();
    check_counts(told);
    CHECK(pdfs_in(place / "prints") == 63);
    CHECK(fs::exists(told["picture"].get<std::string>()));
    CHECK(fs::exists(told["list"].get<std::string>()));

    auto const store = told["store"].get<std::string>();
    auto const found = platen({"archive", "find", "麦麦提", "--store", store, "--json"}).json();
    REQUIRE(found["hits"].size() == 1);
    CHECK(found["hits"][0]["holder"] == "archive");
    CHECK(platen({"ledger", "verify", "--store", store, "--json"}).json()["head"] == told["head"]);
}

TEST_CASE("the demonstration deletes nothing that it did not make") {
    TempFolder const folder;
    auto const place = folder / "demo";
    fs::create_directories(place / "photos");
    std::ofstream{place / "photos" / "mine.jpg"} << "mine";
    CHECK(platen({"demo", "--json", "--folder", place.string()}).status == 7);
    CHECK(fs::exists(place / "photos" / "mine.jpg"));
    CHECK_FALSE(fs::exists(place / "store"));
}

TEST_CASE("a store that somebody works with is not taken for a demonstration's") {
    TempFolder const folder;
    auto const store = (folder / "store").string();
    REQUIRE(platen({"campaign", "create", "--school", "11832", "--name", "某校", "--year", "2026",
                    "--profile", "S0", "--store", store})
                .status == 0);
    CHECK(platen({"demo", "--json", "--store", store, "--folder", (folder / "demo").string()}).status == 7);
    CHECK(platen({"campaign", "list", "--store", store}).status == 0);
}
