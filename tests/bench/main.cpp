// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench/bench.hpp"
#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <fmt/format.h>

namespace {

constexpr std::array subjects{
    bench::Subject{"raster", bench::raster}, bench::Subject{"planes", bench::planes},
    bench::Subject{"pdf", bench::pdf},       bench::Subject{"print", bench::print},
    bench::Subject{"find", bench::find},     bench::Subject{"events", bench::events},
    bench::Subject{"verify", bench::verify}, bench::Subject{"roster", bench::roster},
    bench::Subject{"master", bench::master}, bench::Subject{"checks", bench::checks},
    bench::Subject{"start", bench::start},   bench::Subject{"audit", bench::audit},
};

struct Wanted {
    std::vector<bench::Subject> subjects;
    bool json = false, quiet = false;
    base::Language language = base::Language::en;
};

base::Language language_of(std::string_view name) {
    return name.starts_with("zh") ? base::Language::zh : base::Language::en;
}

int misused(std::string_view word) {
    std::fputs(fmt::format("platen bench: 没有“{0}”/ there is no '{0}'\n"
                           "platen bench [--json] [--quiet] [--lang zh|en] [NAME…]:",
                           word)
                   .c_str(),
               stderr);
    for (auto const &subject : subjects) {
        std::fputs(fmt::format(" {}", subject.name).c_str(), stderr);
    }
    std::fputs("\n", stderr);
    return 2;
}

/// \return 0, or the exit status for a wrong word
int read(int argc, char **argv, Wanted &wanted) {
    auto const *environment = std::getenv("LANG");
    wanted.language = language_of(environment != nullptr ? environment : "");
    for (int i = 1; i < argc; ++i) {
        std::string_view const word{argv[i]};
        if (word == "--json" || word == "--quiet") {
            (word == "--json" ? wanted.json : wanted.quiet) = true;
        } else if (word == "--lang" && i + 1 < argc) {
            wanted.language = language_of(argv[++i]);
        } else {
            auto const found = std::find_if(subjects.begin(), subjects.end(),
                                            [&](auto const &subject) { return subject.name == word; });
            if (found == subjects.end()) {
                return misused(word);
            }
            wanted.subjects.push_back(*found);
        }
    }
    if (wanted.subjects.empty()) {
        wanted.subjects.assign(subjects.begin(), subjects.end());
    }
    return 0;
}

} // namespace

int main(int argc, char **argv) {
    Wanted wanted;
    if (auto const status = read(argc, argv, wanted); status != 0) {
        return status;
    }
    bench::Report report{wanted.quiet};
    bool whole = true;
    for (auto const &subject : wanted.subjects) {
        report.say(fmt::format("{} …", subject.name));
        try {
            subject.run(report);
        } catch (std::exception const &error) {
            std::fputs(fmt::format("platen bench {}: {}\n", subject.name, error.what()).c_str(), stderr);
            whole = false;
        }
    }
    if (wanted.json) {
        fmt::print("{}\n", bench::json(report.rows()));
    } else {
        bench::print_table(report.rows(), wanted.language);
    }
    return whole ? 0 : 5;
}
