// SPDX-License-Identifier: GPL-3.0-or-later
#include "policy/profile.hpp"
#include "support/temp_folder.hpp"
#include <doctest/doctest.h>
#include <fstream>
#include <sstream>

namespace fs = std::filesystem;

namespace {

fs::path const profiles = fs::path{PLATEN_ROOT} / "data/profiles";

std::string text_of(fs::path const &file) {
    std::ostringstream text;
    text << std::ifstream{file}.rdbuf();
    return text.str();
}

/// The findings of S1 after one change in its text.
base::Findings after(std::string const &from, std::string const &to) {
    auto text = text_of(profiles / "S1.toml");
    auto const at = text.find(from);
    REQUIRE(at != std::string::npos);
    text.replace(at, from.size(), to);
    support::TempFolder const folder;
    auto const reading = policy::read_profile_file(folder.file("S1.toml", text));
    REQUIRE(reading);
    return reading->findings;
}

policy::Profile profile(std::string const &name) {
    auto reading = policy::read_profile_file(profiles / (name + ".toml"));
    REQUIRE(reading);
    return std::move(reading->profile);
}

} // namespace

TEST_CASE("the profiles of the five notices read without a finding") {
    for (auto const *name : {"S0", "S1", "S2", "S3", "S4"}) {
        CAPTURE(name);
        auto const reading = policy::read_profile_file(profiles / (std::string{name} + ".toml"));
        REQUIRE(reading);
        for (auto const &finding : reading->findings) {
            FAIL_CHECK(finding.text(base::Language::en));
        }
        CHECK(reading->profile.rules.size() >= 1);
        CHECK(policy::decisions(reading->profile).size() >= 10);
    }
}

TEST_CASE("the notices contradict each other, and their profiles keep it so") {
    CHECK(profile("S0").glasses == policy::Glasses::keep);
    CHECK(profile("S1").glasses == policy::Glasses::remove);
    CHECK(profile("S4").glasses == policy::Glasses::optional);
    CHECK(profile("S2").paper_route == policy::PaperRoute::none);
    CHECK(profile("S2").layout.empty());
    CHECK(profile("S4").layout == "8x25x35-4x33x48");
    CHECK(profile("S0").fee_elsewhere_fen == 4500);
    CHECK(profile("S3").second_proof == policy::SecondProof::student_card);
}

TEST_CASE("a rule is found by the row that it comes from") {
    REQUIRE(profile("S1").rule("S1-18") != nullptr);
    CHECK(profile("S1").rule("S1-18")->words.find("只能采集一次") != std::string::npos);
    CHECK(profile("S1").rule("S9-99") == nullptr);
}

TEST_CASE("mistakes in a profile are findings with their line") {
    CHECK(after("glasses = \"remove\"", "glasses = \"sometimes\"").at(0).kind == "choice");
    CHECK(after("fee_fen = 2000", "fee_fen = -1").at(0).kind == "range");
    CHECK(after("[flow]", "colour = \"red\"\n[flow]").at(0).kind == "unknown_key");
    CHECK(after("most_bytes = 100000", "most_bytes = 10000").at(0).kind == "range");
    CHECK(after("-{item}", "").at(0).kind == "reference");
    CHECK(after("layout = \"8x33x48\"", "").at(0).kind == "missing");
    CHECK(after("notice = ", "notice_ = ").size() == 2);
    CHECK(after("fee_fen = 2000", "fee_fen = = 1").at(0).kind == "syntax");
    CHECK(after("glasses = \"remove\"", "glasses = \"sometimes\"").at(0).line > 10);
}
