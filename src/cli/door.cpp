// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/door.hpp"
#include <array>
#include <cstdio>
#include <cstdlib>
#include <pwd.h>
#include <unistd.h>

namespace cli {

namespace fs = std::filesystem;

namespace {

std::string environment(char const *name) {
    auto const *value = std::getenv(name);
    return value == nullptr ? std::string{} : std::string{value};
}

std::string user_name() {
    auto const *entry = ::getpwuid(::getuid());
    return entry != nullptr ? std::string{entry->pw_name} : fmt::format("uid {}", ::getuid());
}

std::string_view word_of(base::Trouble kind) {
    static constexpr std::array words{"bad_input", "usage", "not_found",  "device",
                                      "storage",   "busy",  "not_allowed"};
    return words.at(static_cast<std::size_t>(kind) - 1);
}

} // namespace

Door::Door(base::Language language, fs::path home, std::span<print::Family const> families)
    : language_{language}, home_{std::move(home)}, families_{families}, bar_{language} {}

fs::path Door::store_folder() const {
    if (!store_option.empty()) {
        return store_option;
    }
    if (auto const named = environment("PLATEN_STORE"); !named.empty()) {
        return named;
    }
    auto const data = environment("XDG_DATA_HOME");
    return (data.empty() ? fs::path{environment("HOME")} / ".local/share" : fs::path{data}) / "platen";
}

desk::Setting Door::setting() {
    bar_.show(!quiet && !json && ::isatty(STDERR_FILENO) != 0);
    return {home_, clock_, bar_, user_name(), families_};
}

base::Result<desk::Station> Door::open() {
    return desk::Station::open(store_folder(), campaign_option, setting());
}

void Door::answer(base::Json const &object) {
    bar_.finish();
    if (json) {
        std::puts(object.text().c_str());
    }
}

void Door::line(base::Words const &words) {
    bar_.finish();
    if (!json) {
        std::puts(words.in(language_).c_str());
    }
}

void Door::remark(base::Words const &words) {
    bar_.finish();
    if (!quiet) {
        std::fputs((words.in(language_) + "\n").c_str(), stderr);
    }
}

int Door::fail(base::Fault const &fault) {
    bar_.finish();
    auto const text = fault.text(language_);
    std::fputs(("platen: " + text + "\n").c_str(), stderr);
    auto error = base::Json::object();
    error.set("kind", word_of(fault.kind)).set("message", text);
    auto object = base::Json::object();
    object.set("error", error);
    answer(object);
    return static_cast<int>(fault.kind);
}

void Door::tell(base::Findings const &findings) {
    bar_.finish();
    for (auto const &finding : findings) {
        std::fputs((finding.text(language_) + "\n").c_str(), stderr);
    }
}

base::Json json_of(base::Findings const &findings, base::Language language, bool by_row) {
    auto list = base::Json::list();
    for (auto const &finding : findings) {
        auto one = base::Json::object();
        if (by_row) {
            one.set("row", finding.line).set("column", finding.column);
        } else {
            one.set("file", finding.file);
            if (finding.line > 0) {
                one.set("line", finding.line);
            }
        }
        one.set("kind", finding.kind).set("message", finding.message.in(language));
        list.add(one);
    }
    return list;
}

} // namespace cli
