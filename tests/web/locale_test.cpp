// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/ledger.hpp"
#include "support/fresh_store.hpp"
#include "web/locale.hpp"
#include <algorithm>
#include <doctest/doctest.h>
#include <fstream>
#include <set>
#include <sstream>

namespace fs = std::filesystem;

namespace {

fs::path const root{PLATEN_ROOT};

std::string text_of(fs::path const &file) {
    std::ostringstream text;
    text << std::ifstream{file}.rdbuf();
    return text.str();
}

web::Texts words(std::string const &language) {
    return support::sure(web::read_texts(root / "data/locale" / (language + ".toml")));
}

/// Whether it is made of words with one dot between them, such as nav.print; \p open: with nothing after the
/// dot.
bool is_key(std::string_view text, bool open) {
    auto const dot = text.find('.');
    return !text.empty() && dot != 0 && (dot == text.size() - 1) == open && dot == text.rfind('.') &&
           dot != std::string_view::npos &&
           text.find_first_not_of("abcdefghijklmnopqrstuvwxyz_.") == std::string_view::npos;
}

/// What stands between an opening and the next closing, wherever it does.
std::set<std::string> between(std::string const &text, std::string_view opening, std::string_view closing) {
    std::set<std::string> all;
    for (auto at = text.find(opening); at != std::string::npos; at = text.find(opening, at + 1)) {
        auto const begin = at + opening.size();
        auto const end = text.find(closing, begin);
        if (end != std::string::npos) {
            all.insert(text.substr(begin, end - begin));
        }
    }
    return all;
}

std::string all_of(fs::path const &folder, std::string const &extension) {
    std::string all;
    for (auto const &entry : fs::directory_iterator{folder}) {
        all += entry.path().extension() == extension ? text_of(entry.path()) : std::string{};
    }
    return all;
}

std::set<std::string> of_pages() {
    auto all = between(all_of(root / "data/web/pages", ".html"), "[[", "]]");
    std::erase_if(all, [](std::string const &key) { return key.starts_with("static:"); });
    return all;
}
/// Texts in code that look like keys, or like the beginning of one that is made of a table and a word.
std::set<std::string> of_code(bool open) {
    auto all = between(all_of(root / "src/web", ".cpp"), "\"", "\"");
    std::erase_if(all, [&](std::string const &text) { return !is_key(text, open); });
    return all;
}

std::set<std::string> holes(std::string const &text) {
    return between(text, "{{", "}}");
}

} // namespace

TEST_CASE("both languages have the same words, with the same places for values") {
    auto const zh = words("zh"), en = words("en");
    for (auto const &[key, text] : zh) {
        CAPTURE(key);
        CHECK(!text.empty());
        REQUIRE(en.contains(key));
        CHECK(!en.at(key).empty());
        CHECK(holes(text) == holes(en.at(key)));
    }
    CHECK(zh.size() == en.size());
}

TEST_CASE("every key that pages and code use is there") {
    auto const zh = words("zh");
    for (auto const &key : of_pages()) {
        CAPTURE(key);
        CHECK(zh.contains(key));
    }
    std::set<std::string> tables;
    for (auto const &[key, text] : zh) {
        tables.insert(key.substr(0, key.find('.')));
    }
    auto no_keys = store::event_kinds();
    no_keys.emplace_back("print.campus"); // a host, in an example
    for (auto const &key : of_code(false)) {
        auto const is_none = std::find(no_keys.begin(), no_keys.end(), key) != no_keys.end();
        if (tables.contains(key.substr(0, key.find('.'))) && !is_none) {
            CAPTURE(key);
            CHECK(zh.contains(key));
        }
    }
}

TEST_CASE("no words are there that nobody uses") {
    auto used = of_pages();
    used.merge(of_code(false));
    auto const made = of_code(true);
    for (auto const &[key, text] : words("zh")) {
        CAPTURE(key);
        CHECK((used.contains(key) || made.contains(key.substr(0, key.find('.') + 1))));
    }
}

TEST_CASE("every kind of event has its words") {
    auto const zh = words("zh");
    auto const named =
        std::count_if(zh.begin(), zh.end(), [](auto const &one) { return one.first.starts_with("kind."); });
    auto const kinds = store::event_kinds();
    for (auto kind : kinds) {
        std::replace(kind.begin(), kind.end(), '.', '_');
        CAPTURE(kind);
        CHECK(zh.contains("kind." + kind));
    }
    CHECK(named == std::ssize(kinds));
}
