// SPDX-License-Identifier: GPL-3.0-or-later
#include "photo/spec.hpp"
#include "support/temp_folder.hpp"
#include <doctest/doctest.h>
#include <fstream>
#include <sstream>

namespace {

std::filesystem::path const shipped = PLATEN_ROOT "/data/specs/xuexin-2017-99.toml";

std::string shipped_text() {
    std::ostringstream text;
    text << std::ifstream{shipped}.rdbuf();
    return text.str();
}

base::Findings findings_with(std::string const &from, std::string const &to) {
    support::TempFolder const folder;
    auto text = shipped_text();
    text.replace(text.find(from), from.size(), to);
    auto const reading = photo::read_spec_file(folder.file("x.toml", text));
    REQUIRE(reading);
    return reading->findings;
}

} // namespace

TEST_CASE("the shipped specification is clean and is what the program takes for granted") {
    auto const reading = photo::read_spec_file(shipped);
    REQUIRE(reading);
    CHECK(reading->findings.empty());
    photo::Spec const usual;
    CHECK(reading->spec.name == "xuexin-2017-99");
    CHECK(reading->spec.width == usual.width);
    CHECK(reading->spec.height == usual.height);
    CHECK(reading->spec.dpi == usual.dpi);
    CHECK(reading->spec.least_quality == usual.least_quality);
    CHECK(reading->spec.least_bytes == usual.least_bytes);
    CHECK(reading->spec.most_bytes == usual.most_bytes);
    CHECK(reading->spec.aim_least == usual.aim_least);
    CHECK(reading->spec.aim_most == usual.aim_most);
}

TEST_CASE("a specification that contradicts itself is a finding with its line") {
    auto const findings = findings_with("most_bytes = 100_000", "most_bytes = 10_000");
    REQUIRE_FALSE(findings.empty());
    CHECK(findings[0].column == "least_bytes");
    CHECK(findings[0].line > 10);
    CHECK(findings_with("aim_most = 39_500", "aim_most = 200_000").size() == 1);
}

TEST_CASE("a missing or unknown key of a specification is a finding") {
    CHECK(findings_with("dpi = 300", "").front().kind == "missing");
    CHECK(findings_with("dpi = 300", "dpi = 300\nshade = 3").front().kind == "unknown_key");
}

TEST_CASE("a specification that is not there is a fault") {
    auto const reading = photo::read_spec_file("/nowhere/x.toml");
    REQUIRE_FALSE(reading);
    CHECK(reading.fault().kind == base::Trouble::not_found);
}
