// SPDX-License-Identifier: GPL-3.0-or-later
#include "policy/reading.hpp"
#include <algorithm>
#include <charconv>
#include <chrono>

namespace policy {

using base::TomlTable;
using base::words;

namespace {

constexpr std::string_view digits = "0123456789";

/// A number of exactly so many digits; -1 where there is none.
int number(std::string_view text, std::size_t at, std::size_t length) {
    auto const part = text.size() < at + length ? std::string_view{} : text.substr(at, length);
    int value = 0;
    auto const all_digits = !part.empty() && part.find_first_not_of(digits) == std::string_view::npos;
    return all_digits && std::from_chars(part.data(), part.data() + part.size(), value).ec == std::errc{}
               ? value
               : -1;
}

bool is_time(std::string_view text) {
    auto const hour = number(text, 0, 2);
    auto const minute = number(text, 3, 2);
    return text.size() == 5 && text[2] == ':' && hour >= 0 && hour < 24 && minute >= 0 && minute < 60;
}

} // namespace

bool is_date(std::string_view text) {
    auto const year = number(text, 0, 4);
    auto const month = number(text, 5, 2);
    auto const day = number(text, 8, 2);
    return text.size() == 10 && text[4] == '-' && text[7] == '-' && year >= 0 && month > 0 && day > 0 &&
           std::chrono::year_month_day{std::chrono::year{year},
                                       std::chrono::month{static_cast<unsigned>(month)},
                                       std::chrono::day{static_cast<unsigned>(day)}}
               .ok();
}

bool is_span(std::string_view text) {
    return text.size() == 11 && text[5] == '-' && is_time(text.substr(0, 5)) && is_time(text.substr(6)) &&
           text.substr(0, 5) < text.substr(6);
}

void note_twice(TomlTable &table, std::string_view key, std::string_view value) {
    table.note(key, "duplicate", words("“{}”出现了两次", "'{}' stands twice", value));
}

std::vector<std::string> texts(TomlTable &table, std::string_view key) {
    auto all = table.texts_or_none(key);
    std::set<std::string> seen;
    for (auto const &text : all) {
        if (!seen.insert(text).second) {
            note_twice(table, key, text);
        }
    }
    return all;
}

base::Words both(TomlTable &table) {
    auto zh = table.text("zh");
    return {std::move(zh), table.text("en")};
}

std::string date_or_none(TomlTable &table, std::string_view key) {
    auto text = table.text_or(key, {});
    if (table.has(key) && !is_date(text)) {
        table.note(
            key, "date",
            words("“{}”不是日期；要写成 2025-04-28 这样", "'{}' is no date; write it like 2025-04-28", text));
    }
    return text;
}

std::string time(TomlTable &table, std::string_view key) {
    auto text = table.text(key);
    if (table.has(key) && !is_time(text)) {
        table.note(key, "time",
                   words("“{}”不是时间；要写成 09:30 这样", "'{}' is no time; write it like 09:30", text));
    }
    return text;
}

std::string row(TomlTable &table, Profile const &profile) {
    auto text = table.text("row");
    if (!text.empty() && profile.rule(text) == nullptr) {
        table.note("row", "no_rule",
                   words("没有条目为“{}”的 [[rule]]", "there is no [[rule]] with the row '{}'", text));
    }
    return text;
}

void needs_rule(TomlTable &table, std::string_view key, Profile const &profile, std::string_view topic) {
    if (profile.rule_about(topic) == nullptr) {
        table.note(key, "no_rule",
                   words("“{}”有规定，却没有哪条 [[rule]] 的 topics 里有“{}”",
                         "'{}' is decided, but no [[rule]] has '{}' among its topics", key, topic));
    }
}

std::string once(TomlTable &table, std::string_view key, std::set<std::string> &seen) {
    auto text = table.text(key);
    if (!text.empty() && !seen.insert(text).second) {
        note_twice(table, key, text);
    }
    return text;
}

} // namespace policy
