// SPDX-License-Identifier: GPL-3.0-or-later
#include "policy/source.hpp"
#include "base/text.hpp"

namespace policy {

namespace {

/// At most so many characters, ended at a clause where one ends in the second half.
std::string shortened(std::string const &text) {
    constexpr std::size_t most = 40;
    auto characters = base::characters(text);
    if (characters.size() <= most) {
        return text;
    }
    characters.resize(most);
    auto const clause = characters.find_last_of(U"，。；：,;");
    if (clause != std::u32string::npos && clause >= most / 2) {
        characters.resize(clause);
    }
    return base::utf8(characters) + "…";
}

base::Words with(Profile const &profile, Rule const *rule, base::Words sentence) {
    if (rule == nullptr) {
        return sentence;
    }
    auto const from = source(profile, *rule);
    return {sentence.zh + "（" + from.zh + "）", sentence.en + " (" + from.en + ")"};
}

} // namespace

base::Words source(Profile const &profile, Rule const &rule) {
    auto const quoted = "‘" + shortened(rule.words) + "’";
    return {
        fmt::format("{}，{}：{}", rule.row, profile.notice.zh, quoted),
        fmt::format("{}, {}: {}", rule.row, profile.notice.en, rule.text.en.empty() ? quoted : rule.text.en)};
}

base::Words by_row(Profile const &profile, std::string_view row, base::Words sentence) {
    return with(profile, profile.rule(row), std::move(sentence));
}

base::Words by_topic(Profile const &profile, std::string_view topic, base::Words sentence) {
    return with(profile, profile.rule_about(topic), std::move(sentence));
}

} // namespace policy
