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
                       "/tests/support/lsan.supp:print_suppressions=0; export LSAN_OPTIONS; " +
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

TEST_CASE("links in a circle, names without end and a folder that is gone are faults, not the end") {
    SmallSchool const school{1};
    school.take_in();
    auto const loop = school.folder() / "loop";
    fs::create_symlink(loop, loop);
    auto const store = Words{"--store", school.store(), "--json"};
    auto const endless = (school.folder() / std::string(300, 'x')).string();
    std::vector<Words> const asked{
        {"sheet", "print", "--all", "--printer", "folder:" + loop.string()},
        {"sheet", "print", "--all", "--printer", "folder:" + endless},
        {"sheet", "print", "--all", "--printer", "folder:" + loop.string() + "/in"},
        {"photo", "import", loop.string()},
        {"photo", "import", endless},
        {"photo", "export", "--to", loop.string()},
        {"photo", "export", "--to", endless},
        {"photo", "export", "--to", endless + "/in"},
        {"roster", "import", loop.string()},
        {"layout", "preview", "8x33x48", "--to", endless + ".png"}};
    for (auto const &words : asked) {
        auto const run = platen(with(words, store));
        CAPTURE(run.out);
        CAPTURE(words.back());
        CHECK((run.status >= 1 && run.status <= 5));
        CHECK(run.json().size() > 0);
        CHECK_FALSE(run.err.empty());
    }
}

TEST_CASE("a current folder that was deleted is no surprise") {
    SmallSchool const school{1};
    school.take_in();
    TempFolder const folder;
    auto const err = folder / "err";
    for (auto const *words : {"sheet print --all", "doctor", "photo export --to out", "demo"}) {
        CAPTURE(words);
        auto const gone = (folder / "gone").string();
        auto const status =
            shell("mkdir -p " + gone + "; cd " + gone + "; rmdir " + gone + "; " PLATEN_BINARY " " + words +
                      " --store " + school.store() + " >/dev/null",
                  err);
        CHECK(status <= 7);
        CHECK(content(err).find("internal error") == std::string::npos);
    }
}

TEST_CASE("a class that several units have is printed only with its unit") {
    SmallSchool const school{1};
    school.take_in();
    auto const store = Words{"--store", school.store(), "--json"};
    auto const twins = school.folder().file("twins.csv", "学号,姓名,学院,班级\n"
                                                         "2022010001,张建,财经学院,一班\n"
                                                         "2022030001,张建,法学院,一班\n");
    REQUIRE(platen(with({"roster", "import", twins.string()}, store)).status == 0);
    auto const print = Words{"sheet", "print", "--class", "一班", "--printer", school.printer()};
    auto const refused = platen(with(print, store));
    CHECK(refused.status == 2);
    CHECK(says(refused, "法学院, 财经学院"));
    auto const printed = platen(with(with(print, {"--unit", "法学院"}), store));
    CHECK(printed.status == 0);
    CHECK(printed.json()["printed"] == 1);
    CHECK(printed.json()["sheets"][0]["person"] == "2022030001");
    CHECK(platen(with({"sheet", "print", "--unit", "法学院", "--all"}, store)).status == 2);
}

TEST_CASE("a campaign has a name of one line, a year and a profile that is listed") {
    TempFolder const folder;
    auto const create = [&](std::string const &name, std::string const &profile) {
        return platen({"campaign", "create", "--school", "11832", "--name", name, "--year", "2026",
                       "--profile", profile, "--store", (folder / "store").string()});
    };
    CHECK(create("某\n大学", "S0").status == 1);
    CHECK(create("某\x1b[2J大学", "S0").status == 1);
    CHECK(create("某大学", "../profiles/S0").status == 3);
    CHECK(create("某大学", "..").status == 3);
    CHECK_FALSE(fs::exists(folder / "store"));
    CHECK(create("某大学", "S0").status == 0);
}

TEST_CASE("values that no option has are wrong use") {
    SmallSchool const school{1};
    school.take_in();
    for (auto const &words :
         {Words{"job", "list", "--state", "nonsense"}, Words{"archive", "find", "x", "--limit", "0"},
          Words{"archive", "find", "x", "--limit", "-5"},
          Words{"photo", "export", "--to", "out", "--name", "{学号"}}) {
        auto const run = platen(with(words, {"--store", school.store()}));
        CAPTURE(run.err);
        CHECK(run.status == 2);
    }
    CHECK(says(platen({"photo", "export", "--to", "out", "--name", "a{学号", "--store", school.store()}),
               "not closed"));
}

TEST_CASE("a box has one name however it is typed, and a name is found in either case") {
    SmallSchool const school{1};
    school.take_in();
    auto const store = Words{"--store", school.store(), "--json"};
    auto const anna =
        school.folder().file("anna.csv", "学号,姓名,学院,班级\n2022010001,Anna·Mc Gee,财经学院,会计2201\n");
    REQUIRE(platen(with({"roster", "import", anna.string()}, store)).status == 0);
    auto const printed =
        platen(with({"sheet", "print", "--unit", "财经学院", "--printer", school.printer()}, store)).json();
    auto const serial = [&](std::size_t i) { return printed["sheets"][i]["serial"].get<std::string>(); };
    std::vector<std::string> const boxes{"b01", "Ｂ０１"};
    for (std::size_t i = 0; i < boxes.size(); ++i) {
        auto const filed = platen(with({"archive", "file", "--box", boxes[i], serial(i)}, store));
        CAPTURE(filed.err);
        REQUIRE(filed.status == 0);
        CHECK(filed.json()["items"][0]["reference"].get<std::string>().ends_with("B01-00" +
                                                                                 std::to_string(i + 1)));
    }
    for (auto const *box : {"b01", "Ｂ０１", "B01"}) {
        CHECK(platen(with({"archive", "find", box}, store)).json()["hits"].size() == 2);
    }
    CHECK(platen(with({"archive", "file", "--box", "Ｂ／1", serial(1)}, store)).status == 1);
    for (auto const *name : {"anna", "ANNA", "Anna", "n", "naMC", "annamcgee"}) {
        CAPTURE(name);
        CHECK(platen(with({"archive", "find", name}, store)).json()["hits"].size() == 1);
    }
    CHECK(platen(with({"archive", "find", std::string(2000, 'a')}, store)).status == 3);
    CHECK(platen(with({"archive", "find", "annb"}, store)).status == 3);
}

TEST_CASE("what comes through a pipe is read to its end, and an empty pipe is waited for by nobody") {
    SmallSchool const school{1};
    school.take_in();
    auto const store = Words{"--store", school.store()};
    auto const err = school.folder() / "err";
    auto const layout = std::string{PLATEN_ROOT "/layouts/8x33x48.toml"};
    CHECK(shell("cat " + layout + " | " PLATEN_BINARY " layout check /dev/stdin >/dev/null", err) == 0);
    CHECK(shell("(cat " + layout +
                    "; sleep 0.3; echo colour = 1) | " PLATEN_BINARY " layout check /dev/stdin >/dev/null",
                err) == 1);
    CHECK(content(err).find("colour") != std::string::npos);
    CHECK(shell("head -c 40000000 /dev/zero | " PLATEN_BINARY " layout check /dev/stdin >/dev/null", err) ==
          1);
    auto const pipe = (school.folder() / "pipe").string();
    REQUIRE(::mkfifo(pipe.c_str(), 0600) == 0);
    CHECK(platen(with({"layout", "check", pipe}, store)).status == 1);
    auto const roster = platen(with({"roster", "import", pipe}, store));
    CHECK(roster.status == 1);
    CHECK(says(roster, "no ordinary file"));
}
