// SPDX-License-Identifier: GPL-3.0-or-later
#include "policy/page.hpp"
#include "policy/names.hpp"
#include <algorithm>

namespace policy {

namespace {

/// Where a rule's words stand: in the part of the first thing that it decides.
Part home(Rule const &rule) {
    return topic_named(rule.topics.front())->part;
}

Line &line_of(Section &section, Rule const *rule) {
    auto const found = std::find_if(section.lines.begin(), section.lines.end(),
                                    [&](Line const &line) { return line.rule == rule && rule != nullptr; });
    return found == section.lines.end() ? section.lines.emplace_back(Line{rule, {}, false}) : *found;
}

} // namespace

std::vector<Section> page(Profile const &profile) {
    std::vector<Section> sections;
    for (std::size_t i = 0; i < names_of<Part>.size(); ++i) {
        sections.push_back({static_cast<Part>(i), {}});
    }
    auto const section = [&](Part part) -> Section & { return sections.at(static_cast<std::size_t>(part)); };
    for (auto const &rule : profile.rules) {
        section(home(rule)).lines.push_back({&rule, {}, true});
    }
    for (auto &decision : decisions(profile)) {
        line_of(section(decision.part), profile.rule(decision.row)).texts.push_back(std::move(decision.text));
    }
    for (auto &each : sections) {
        std::stable_partition(each.lines.begin(), each.lines.end(),
                              [](Line const &line) { return line.rule != nullptr; });
        for (auto &line : each.lines) {
            if (line.texts.empty() && !line.rule->text.en.empty()) {
                line.texts.push_back(line.rule->text);
            }
        }
    }
    return sections;
}

} // namespace policy
