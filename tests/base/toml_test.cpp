// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/toml.hpp"
#include <doctest/doctest.h>

using base::TomlFile;

TEST_CASE("an unknown key is a finding with its line") {
    auto file = TomlFile::parse("a = 1\n\ncolour = 'red'\n", "x.toml");
    auto root = file.root();
    CHECK(root.whole("a", 0, 9) == 1);
    root.finish();
    REQUIRE(file.findings().size() == 1);
    CHECK(file.findings()[0].line == 3);
    CHECK(file.findings()[0].kind == "unknown_key");
    CHECK(file.findings()[0].text(base::Language::en) == "x.toml:3: [colour] unknown key 'colour'");
}

TEST_CASE("every mistake of a file is found in one reading") {
    auto file = TomlFile::parse("a = 'one'\nb = 99\n[c]\nd = 'maybe'\n", "x.toml");
    auto root = file.root();
    root.whole("a", 0, 9);
    root.whole("b", 0, 9);
    root.text("missing");
    root.table("c")->choice("d", {"yes", "no"});
    root.finish();
    REQUIRE(file.findings().size() == 4);
    CHECK(file.findings()[0].kind == "type");
    CHECK(file.findings()[1].kind == "range");
    CHECK(file.findings()[2].kind == "missing");
    CHECK(file.findings()[3].kind == "choice");
    CHECK(file.findings()[3].line == 4);
}

TEST_CASE("a syntax error is a finding with its line") {
    auto const file = TomlFile::parse("a = 1\nb = = 2\n", "x.toml");
    REQUIRE(file.findings().size() == 1);
    CHECK(file.findings()[0].kind == "syntax");
    CHECK(file.findings()[0].line == 2);
}

TEST_CASE("lengths are read as millimetres") {
    auto file = TomlFile::parse("w = 33.5\nsize = [25, 35]\n", "x.toml");
    auto root = file.root();
    CHECK(root.length("w", base::Length::mm(0), base::Length::mm(100)).hundredths() == 3350);
    CHECK(root.lengths("size", 2, base::Length::mm(1), base::Length::mm(100))[1] == base::Length::mm(35));
    CHECK(file.findings().empty());
}
