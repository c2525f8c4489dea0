// SPDX-License-Identifier: GPL-3.0-or-later
#include "sheet/layout.hpp"
#include "sheet/solver.hpp"
#include <doctest/doctest.h>
#include <fstream>
#include <sstream>

namespace fs = std::filesystem;

namespace {

fs::path const root{PLATEN_ROOT};

std::vector<fs::path> toml_files(fs::path const &folder) {
    std::vector<fs::path> files;
    for (auto const &entry : fs::directory_iterator{folder}) {
        if (entry.path().extension() == ".toml") {
            files.push_back(entry.path());
        }
    }
    return files;
}

/// The first line of a faulty layout says what its findings must be: "# expect 4 unknown_key"
std::pair<int, std::string> expectation(fs::path const &file) {
    std::ifstream in{file};
    std::string hash;
    std::string word;
    int line = 0;
    std::string kind;
    in >> hash >> word >> line >> kind;
    return {line, kind};
}

} // namespace

TEST_CASE("every shipped layout reads without a finding and can be solved") {
    auto const files = toml_files(root / "layouts");
    CHECK(files.size() >= 6);
    for (auto const &file : files) {
        CAPTURE(file.string());
        auto const reading = sheet::read_layout_file(file);
        REQUIRE(reading);
        for (auto const &finding : reading->findings) {
            FAIL_CHECK(finding.text(base::Language::en));
        }
        CHECK(std::holds_alternative<sheet::Plan>(sheet::solve(reading->layout)));
    }
}

TEST_CASE("every kind of mistake in a layout is found at its line") {
    auto const files = toml_files(root / "tests/data/layouts");
    CHECK(files.size() >= 8);
    for (auto const &file : files) {
        CAPTURE(file.filename().string());
        auto const reading = sheet::read_layout_file(file);
        REQUIRE(reading);
        auto const [line, kind] = expectation(file);
        REQUIRE(reading->findings.size() == 1);
        CHECK(reading->findings[0].line == line);
        CHECK(reading->findings[0].kind == kind);
        CHECK(reading->findings[0].file == file.filename().string());
    }
}

TEST_CASE("sense is not checked while the shape is wrong") {
    auto const reading = sheet::read_layout("format = 1\ncolour = 'red'\n[[block]]\ncount = 900\n", "x");
    CHECK(reading.findings.size() > 3);
    for (auto const &finding : reading.findings) {
        CHECK(finding.kind != "does_not_fit");
    }
}

TEST_CASE("a layout is called by its file and known by its bytes") {
    auto const one = sheet::read_layout("format = 1\n", "x.toml");
    auto const two = sheet::read_layout("format = 1 \n", "x.toml");
    CHECK(one.layout.name == "x");
    CHECK(one.layout.digest != two.layout.digest);
}

TEST_CASE("a layout that is not there is not found") {
    auto const reading = sheet::read_layout_file(root / "layouts/none.toml");
    REQUIRE_FALSE(reading);
    CHECK(reading.fault().kind == base::Trouble::not_found);
}
