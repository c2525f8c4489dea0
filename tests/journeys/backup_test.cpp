// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/program.hpp"
#include "support/small_school.hpp"
#include <doctest/doctest.h>
#include <fstream>
#include <sstream>

using support::platen;
using support::SmallSchool;
using Words = std::vector<std::string>;

namespace {

std::string bytes_of(std::filesystem::path const &file) {
    std::ostringstream text;
    text << std::ifstream{file, std::ios::binary}.rdbuf();
    return text.str();
}

support::Run on(std::string const &store, Words words) {
    words.insert(words.end(), {"--store", store, "--json"});
    return platen(words);
}

} // namespace

TEST_CASE("what is restored from a backup answers as the station did") {
    SmallSchool const school{1};
    school.take_in();
    auto const printed =
        on(school.store(), {"sheet", "print", "--all", "--printer", school.printer()}).json();
    auto const serial = printed["sheets"][0]["serial"].get<std::string>();
    auto const handover = on(school.store(), {"handover", "create", "--unit", "财经学院"}).json();
    auto const file = (school.folder() / "备份.zip").string();
    auto const found = on(school.store(), {"archive", "find", "张"}).out;
    auto const verified = on(school.store(), {"ledger", "verify"}).json();

    auto const made = on(school.store(), {"backup", file});
    REQUIRE(made.status == 0);
    CHECK(made.json()["file"] == file);
    CHECK(made.json()["bytes"] == std::filesystem::file_size(file));
    CHECK(made.json()["events"] == verified["events"]);
    CHECK(made.json()["head"] == verified["head"]);
    CHECK(made.json()["left_out"].empty());
    CHECK(made.json()["recorded"] == true);

    auto const again = (school.folder() / "again").string();
    auto const restored = on(again, {"restore", file});
    REQUIRE(restored.status == 0);
    CHECK(restored.json()["files"] == made.json()["files"]);
    CHECK(restored.json()["head"] == made.json()["head"]);
    CHECK(restored.err.find("old store must not be used") != std::string::npos);
    CHECK(on(again, {"ledger", "verify"}).json() == verified);
    CHECK(on(again, {"ledger", "rebuild", "--dry-run"}).json()["different"].empty());
    CHECK(on(again, {"archive", "find", "张"}).out == found);
    auto const pdf = (school.folder() / "again.pdf").string();
    REQUIRE(on(again, {"sheet", "render", serial, "--to", pdf}).status == 0);
    CHECK(bytes_of(pdf) == bytes_of(printed["sheets"][0]["pdf"].get<std::string>()));
    auto const list = std::filesystem::path{handover["pdf"].get<std::string>()};
    CHECK(bytes_of(std::filesystem::path{again} / "documents" / list.filename()) == bytes_of(list));
    auto const next =
        on(again, {"sheet", "reprint", serial, "--reason", "刮花", "--printer", school.printer()});
    CHECK(next.status == 0);
    CHECK(on(again, {"ledger", "verify"}).status == 0);
}

TEST_CASE("a backup needs a store, a restore an empty folder, and both say so by their exit status") {
    SmallSchool const school{1};
    auto const file = (school.folder() / "b.zip").string();
    CHECK(on(school.store(), {"backup", file}).status == 3);
    school.take_in();
    CHECK(on(school.store(), {"backup"}).status == 2);
    REQUIRE(on(school.store(), {"backup", file}).status == 0);
    CHECK(on(school.store(), {"backup", file}).status == 7);
    CHECK(on(school.store(), {"backup", file, "--replace"}).status == 0);
    CHECK(on(school.store(), {"restore", file}).status == 7);
    auto const there = (school.folder() / "again").string();
    CHECK(on(there, {"restore", school.roster()}).status == 1);
    CHECK(on(there, {"restore", file + "x"}).status == 3);
    CHECK_FALSE(std::filesystem::exists(there));
    auto const chinese = platen({"restore", file, "--store", there, "--lang", "zh"});
    CHECK(chinese.status == 0);
    CHECK(chinese.err.find("原来的档案库不能再用") != std::string::npos);
}
