// SPDX-License-Identifier: GPL-3.0-or-later
#include "policy/reading.hpp"
#include <algorithm>

namespace policy {

using base::TomlTable;
using base::words;

namespace {

/// S1-18: letters and digits of the notice, a dash, the number of the row.
bool is_row(std::string_view text) {
    auto const dash = text.rfind('-');
    auto const is_digit = [](char c) { return c >= '0' && c <= '9'; };
    auto const is_letter = [](char c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); };
    if (dash == std::string_view::npos || dash == 0 || dash + 3 > text.size()) {
        return false;
    }
    auto const notice = text.substr(0, dash);
    auto const number = text.substr(dash + 1);
    return std::all_of(number.begin(), number.end(), is_digit) &&
           std::all_of(notice.begin(), notice.end(), [&](char c) { return is_digit(c) || is_letter(c); });
}

void read_topics(TomlTable &table, Rule &rule, std::set<std::string> &decided) {
    rule.topics = texts(table, "topics");
    if (rule.topics.empty()) {
        table.note("topics", "missing",
                   words("“topics”里至少要有一项，说明这条规定的是什么",
                         "'topics' needs one at least, for what the rule decides"));
    }
    for (auto const &name : rule.topics) {
        auto const *topic = topic_named(name);
        if (topic == nullptr) {
            table.note("topics", "topic",
                       words("不认识的事项“{}”；能用的见 data/profiles/README.md",
                             "unknown topic '{}'; data/profiles/README.md has those that there are", name));
        } else if (topic->once && !decided.insert(name).second) {
            table.note("topics", "duplicate",
                       words("“{}”已经由另一条规定了", "'{}' is decided by another rule already", name));
        }
    }
}

/// A text in both languages or in English alone: the words of a notice are Chinese already.
base::Words beside(TomlTable &table, std::string_view zh, std::string_view en) {
    base::Words text{table.text_or(zh, {}), table.text_or(en, {})};
    if (!text.zh.empty() && text.en.empty()) {
        table.note(zh, "missing", words("有“{}”就要有“{}”", "where '{}' is, '{}' is needed", zh, en));
    }
    return text;
}

} // namespace

void read_rules(TomlTable &root, Profile &profile) {
    std::set<std::string> rows;
    std::set<std::string> decided;
    for (auto &table : root.tables("rule")) {
        Rule rule;
        rule.row = once(table, "row", rows);
        if (!rule.row.empty() && !is_row(rule.row)) {
            table.note(
                "row", "row",
                words("“{}”不是条目号；要写成 S1-18 这样", "'{}' is no row; write it like S1-18", rule.row));
        }
        rule.kind = choice<RuleKind>(table, "kind");
        rule.words = table.text("words");
        if (table.has("words") && rule.words.empty()) {
            table.note("words", "missing", words("“words”是空的", "'words' is empty"));
        }
        read_topics(table, rule, decided);
        rule.text = beside(table, "zh", "en");
        rule.note = beside(table, "note", "note_en");
        table.finish();
        profile.rules.push_back(std::move(rule));
    }
}

} // namespace policy
