// SPDX-License-Identifier: GPL-3.0-or-later
// Walks the rows of the five notices (rows.toml) and holds each to the profiles and to the tests.
#include "base/toml.hpp"
#include "policy/names.hpp"
#include "support/profiles.hpp"
#include <cstdio>
#include <map>
#include <set>

namespace fs = std::filesystem;

namespace {

fs::path const tests = fs::path{PLATEN_ROOT} / "tests";

struct State {
    std::string row, kind, carried_out, shown, outside, later;
};

/// Every row of the list; mistakes in it are failures with their line.
std::vector<State> states() {
    auto file = base::TomlFile::read(tests / "policy/rows.toml");
    REQUIRE(file);
    std::vector<State> all;
    auto root = file->root();
    for (auto &table : root.tables("row")) {
        all.push_back({table.text("row"), table.text("kind"), table.text_or("carried_out", {}),
                       table.text_or("shown", {}), table.text_or("outside", {}), table.text_or("later", {})});
        table.finish();
    }
    root.finish();
    for (auto const &finding : file->findings()) {
        FAIL_CHECK(finding.text(base::Language::en));
    }
    return all;
}

bool is_test(fs::path const &file) {
    auto const name = file.filename().string();
    return name.ends_with("_test.cpp") || name.ends_with(".test.mjs");
}

/// The text of all tests; names that are written over two lines are joined.
std::string all_tests() {
    std::string all;
    for (auto entry = fs::recursive_directory_iterator{tests}; entry != fs::recursive_directory_iterator{};
         ++entry) {
        if (entry->path().filename() == "node_modules") {
            entry.disable_recursion_pending();
        } else if (is_test(entry->path())) {
            all += support::text_of(entry->path());
        }
    }
    std::string joined;
    for (std::size_t at = 0; at < all.size(); ++at) {
        auto const next = all.find_first_not_of(" \n", at + 1);
        if (all[at] == '"' && next != std::string::npos && next > at + 1 && all[next] == '"' &&
            all[at + 1] == '\n') {
            at = next;
        } else {
            joined += all[at];
        }
    }
    return joined;
}

bool is_named(std::string const &all, std::string const &sentence) {
    return all.find("TEST_CASE(\"" + sentence + "\"") != std::string::npos ||
           all.find("TEST_CASE(\n    \"" + sentence + "\"") != std::string::npos || // a long one
           all.find("test('" + sentence + "'") != std::string::npos;
}

} // namespace

TEST_CASE("each notice has all of its rules once, of the kind that the requirements say") {
    static std::map<std::string, std::size_t> const how_many{
        {"S0", 45}, {"S1", 48}, {"S2", 20}, {"S3", 27}, {"S4", 29}};
    std::map<std::string, std::string> kinds;
    for (auto const &state : states()) {
        kinds[state.row] = state.kind;
    }
    for (auto const &[name, count] : how_many) {
        auto const rules = support::profile(name).rules;
        CAPTURE(name);
        CHECK(rules.size() == count);
        for (std::size_t i = 0; i < rules.size(); ++i) {
            auto const row = fmt::format("{}-{:02}", name, i + 1);
            CAPTURE(row);
            CHECK(rules[i].row == row);
            CHECK(policy::name_of(rules[i].kind) == kinds[row]);
        }
    }
}

TEST_CASE("each of the 169 rows is carried out, shown, outside or still to come, and says by what") {
    auto const all = all_tests();
    std::set<std::string> seen;
    std::map<std::string, int> counts;
    for (auto const &state : states()) {
        CAPTURE(state.row);
        CHECK(seen.insert(state.row).second);
        int stands = 0;
        for (auto const &[name, text] :
             {std::pair{"carried out", &state.carried_out}, std::pair{"shown", &state.shown},
              std::pair{"outside", &state.outside}, std::pair{"still to come", &state.later}}) {
            stands += text->empty() ? 0 : 1;
            counts[name] += text->empty() ? 0 : 1;
        }
        CHECK(stands == 1);
        if (!state.carried_out.empty()) {
            CAPTURE(state.carried_out);
            CHECK(is_named(all, state.carried_out));
        }
    }
    for (auto const *name : support::notices) {
        for (auto const &rule : support::profile(name).rules) {
            CAPTURE(rule.row);
            CHECK(seen.contains(rule.row));
        }
    }
    CHECK(seen.size() == 169);
    std::printf("rows: %d carried out, %d shown, %d outside, %d still to come\n", counts["carried out"],
                counts["shown"], counts["outside"], counts["still to come"]);
}

TEST_CASE("a sentence that no test has carries nothing out") {
    auto const all = all_tests();
    CHECK(is_named(all,
                   "each of the 169 rows is carried out, shown, outside or still to come, and says by what"));
    CHECK_FALSE(is_named(all, "the station paints the town red"));
}
