// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/program.hpp"
#include "support/small_school.hpp"
#include <cstdlib>
#include <doctest/doctest.h>
#include <fcntl.h>
#include <fstream>
#include <optional>
#include <pwd.h>
#include <sys/stat.h>
#include <unistd.h>

namespace fs = std::filesystem;
using support::platen;
using support::Run;
using support::SmallSchool;
using support::TempFolder;
using Words = std::vector<std::string>;

namespace {

Words with(Words words, Words const &more) {
    words.insert(words.end(), more.begin(), more.end());
    return words;
}

bool says(Run const &run, std::string const &words) {
    return run.err.find(words) != std::string::npos;
}

/// A variable of the environment for one test, restored after it.
class Variable {
public:
    Variable(char const *name, char const *value) : name_{name} {
        if (auto const *old = std::getenv(name)) {
            old_ = old;
        }
        value == nullptr ? ::unsetenv(name) : ::setenv(name, value, 1);
    }
    Variable(Variable const &) = delete;
    Variable &operator=(Variable const &) = delete;
    ~Variable() { old_ ? ::setenv(name_, old_->c_str(), 1) : ::unsetenv(name_); }

private:
    char const *name_;
    std::optional<std::string> old_;
};

/// Runs the program as a shell would, for what only a shell can do to its streams.
int shell(std::string const &command, fs::path const &err) {
    auto const whole = "LSAN_OPTIONS=suppressions=" PLATEN_ROOT
                       "/tests/support/lsan.supp:print_suppressions=0 " +
                       command + " 2>'" + err.string() + "'";
    auto const status = std::system(whole.c_str());
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

std::string content(fs::path const &file) {
    std::ifstream stream{file, std::ios::binary};
    return {std::istreambuf_iterator<char>{stream}, {}};
}

} // namespace

TEST_CASE("every usage mistake is one JSON object for programs") {
    std::vector<Words> const mistakes{
        {"nonsense"},
        {"sheet"},
        {},
        {"campaign", "create", "--school", "11832"},
        {"campaign", "create", "--school", "11832", "--name", "x", "--profile", "S0", "--year", "soon"},
        {"sheet", "show", "a", "b"},
        {"sheet", "print", "--class"},
        {"archive", "find", "x", "--limit", "1", "--limit", "2"},
        {"archive", "find", "x", "--unknown"}};
    for (auto const &words : mistakes) {
        auto const run = platen(with({"--json"}, words));
        CAPTURE(run.out);
        CHECK(run.status == 2);
        CHECK(run.json()["error"]["kind"] == "usage");
        CHECK(says(run, run.json()["error"]["message"]));
    }
}

TEST_CASE("usage mistakes are told in Chinese, naming what is meant") {
    std::vector<std::pair<Words, std::string>> const mistakes{
        {{"nonsense"}, "不认识“nonsense”"},
        {{"sheet"}, "缺少命令"},
        {{"sheet", "reprint", "7KQ2M9-00012-X"}, "缺少 --reason"},
        {{"campaign", "create", "--school", "11832", "--name", "x", "--profile", "S0"}, "缺少 --year"},
        {{"archive", "find", "x", "--limit", "many"}, "--limit 的值“many”不对"},
        {{"archive", "find", "x", "--limit"}, "--limit 后面缺少"},
        {{"archive", "find", "x", "--limit", "1", "--limit", "2"}, "--limit 只能给一次"},
        {{"archive", "find", "x", "--unknown"}, "不认识“--unknown”"}};
    for (auto const &[words, sentence] : mistakes) {
        auto const run = platen(with({"--lang", "zh"}, words));
        CAPTURE(sentence);
        CAPTURE(run.err);
        CHECK(run.status == 2);
        CHECK(says(run, sentence));
        CHECK(says(run, "--help"));
        CHECK(run.out.empty());
    }
}

TEST_CASE("an answer that could not be written is a failure") {
    TempFolder const folder;
    auto const err = folder / "err";
    for (auto const *command : {" --lang en layout list >/dev/full", " --lang en --help >/dev/full",
                                " --lang en layout list --json >&-"}) {
        CAPTURE(command);
        CHECK(shell(std::string{PLATEN_BINARY} + command, err) == 5);
        CHECK(content(err).find("standard output") != std::string::npos);
    }
}

TEST_CASE("without HOME the store is where the system knows the user's home to be, or nowhere") {
    TempFolder const folder;
    Variable const home{"HOME", nullptr};
    Variable const store{"PLATEN_STORE", nullptr};
    Variable const data{"XDG_DATA_HOME", nullptr};
    auto const run = platen({"campaign", "list"}, folder.path());
    auto const *entry = ::getpwuid(::getuid());
    if (run.status == 3) {
        REQUIRE(entry != nullptr);
        CHECK(says(run, std::string{"'"} + entry->pw_dir + "/.local/share/platen'"));
    }
    CHECK_FALSE(says(run, "'.local"));
}

TEST_CASE("a store that is a file is told from one that is not there") {
    TempFolder const folder;
    auto const file = folder.file("store", "x").string();
    for (Words const &words : {Words{"campaign", "list"}, Words{"doctor"},
                               Words{"campaign", "create", "--school", "11832", "--name", "某大学", "--year",
                                     "2026", "--profile", "S0"}}) {
        auto const run = platen(with(words, {"--store", file}));
        CHECK(run.status == 2);
        CHECK(says(run, "is a file, not a folder"));
    }
}
