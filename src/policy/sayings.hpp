// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
/// \file
/// How a profile's fields become sentences, within this room.
#include "policy/page.hpp"
#include "policy/sentences.hpp"

namespace policy {

/// Texts of both languages in a row.
class Listed {
public:
    void add(base::Words const &one) {
        all_.zh += (all_.zh.empty() ? "" : "、") + one.zh;
        all_.en += (all_.en.empty() ? "" : ", ") + one.en;
    }
    [[nodiscard]] base::Words const &all() const { return all_; }

private:
    base::Words all_;
};

[[nodiscard]] base::Words listed(std::vector<std::string> const &texts);

template <typename Choice>
[[nodiscard]] base::Words listed(std::vector<Choice> const &choices) {
    Listed list;
    for (auto const choice : choices) {
        list.add(sentence(choice));
    }
    return list.all();
}

/// Collects sentences, each with the row of the rule that it follows from.
class Sayings {
public:
    explicit Sayings(Profile const &profile) : profile_{profile} {}

    void by_topic(std::string_view topic, base::Words text) {
        auto const *rule = profile_.rule_about(topic);
        said_.push_back(
            {topic_named(topic)->part, rule == nullptr ? std::string{} : rule->row, std::move(text)});
    }
    void by_row(Part part, std::string const &row, base::Words text) {
        said_.push_back({part, row, std::move(text)});
    }

    void day();
    void sites();
    void slots();
    void queue();
    void code();
    void look();
    void ticks();
    void fee();
    void photo();
    void reasons();
    void outcome();
    void proof();
    void paper();
    void deadlines();
    void contacts();

    [[nodiscard]] std::vector<Decision> take() { return std::move(said_); }

private:
    Profile const &profile_;
    std::vector<Decision> said_;
};

} // namespace policy
