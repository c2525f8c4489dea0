// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/door.hpp"
#include "base/text.hpp"
#include <cstdio>
#include <cstdlib>
#include <iostream>
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

/// HOME, else what the system knows of the user: a service may run without HOME. Empty where there is
/// neither.
fs::path home_folder() {
    if (auto const named = environment("HOME"); !named.empty()) {
        return named;
    }
    auto const *entry = ::getpwuid(::getuid());
    return entry != nullptr && entry->pw_dir != nullptr ? entry->pw_dir : fs::path{};
}

} // namespace

Door::Door(base::Language language, fs::path home, std::span<print::Family const> families)
    : language_{language}, home_{std::move(home)}, families_{families}, bar_{language} {}

base::Result<fs::path> Door::store_folder() const {
    fs::path folder = store_option.empty() ? environment("PLATEN_STORE") : store_option;
    if (folder.empty()) {
        auto const data = environment("XDG_DATA_HOME");
        auto const base = data.empty() ? home_folder() / ".local/share" : fs::path{data};
        if (base.is_relative()) { // never a store that depends on where the program is called
            return base::fault(base::Trouble::usage, "不知道档案库在哪里：没有 HOME；请用 --store 指明文件夹",
                               "no place for the store: there is no HOME; name a folder with --store");
        }
        folder = base / "platen";
    }
    std::error_code ignored;
    if (auto const kind = fs::status(folder, ignored).type();
        kind != fs::file_type::directory && kind != fs::file_type::not_found && kind != fs::file_type::none) {
        return base::fault(base::Trouble::usage, "“{}”是文件，不是文件夹；档案库是一个文件夹（--store）",
                           "'{}' is a file, not a folder; a store is a folder (--store)", folder.string());
    }
    return folder;
}

desk::Setting Door::setting() {
    bar_.show(!quiet && !json && ::isatty(STDERR_FILENO) != 0);
    return {home_, clock_, bar_, user_name(), families_};
}

base::Result<desk::Station> Door::open() {
    auto folder = store_folder();
    if (!folder) {
        return std::move(folder).fault();
    }
    return desk::Station::open(*folder, campaign_option, setting());
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

std::optional<std::string> Door::ask_text(base::Words const &question) {
    bar_.finish();
    if (json || ::isatty(STDIN_FILENO) == 0 || ::isatty(STDERR_FILENO) == 0) {
        return std::nullopt;
    }
    std::fputs(question.in(language_).c_str(), stderr);
    std::string answer;
    return std::getline(std::cin, answer) ? std::optional{answer} : std::nullopt;
}

bool Door::ask(base::Words const &question) {
    auto const answer = ask_text({question.zh + " [y/N] ", question.en + " [y/N] "});
    auto const word = base::upper_ascii(base::trimmed(base::half_width(answer.value_or(""))));
    return word == "Y" || word == "YES" || word == "是";
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

int Door::checked(std::string const &file, base::Findings const &findings) {
    auto object = base::Json::object();
    object.set("file", file).set("findings", json_of(findings, language_, false));
    answer(object);
    tell(findings);
    if (findings.empty()) {
        line(base::words("{}：没有错误", "{}: no mistakes", file));
        return 0;
    }
    return static_cast<int>(base::Trouble::bad_input);
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
