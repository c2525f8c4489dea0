// SPDX-License-Identifier: GPL-3.0-or-later
#include "policy/profile.hpp"
#include "policy/reading.hpp"
#include <algorithm>

namespace policy {

namespace {

template <typename Item, typename Is>
Item const *first(std::vector<Item> const &items, Is const &is) {
    auto const found = std::find_if(items.begin(), items.end(), is);
    return found == items.end() ? nullptr : &*found;
}

void read_everything(base::TomlTable root, Profile &profile) {
    root.whole("format", 2, 2);
    profile.title = {root.text("title_zh"), root.text("title_en")};
    profile.notice = {root.text("notice_zh"), root.text("notice_en")};
    read_rules(root, profile);
    read_people_and_places(root, profile);
    read_queue(root, profile);
    read_code_and_fee(root, profile);
    read_refusals(root, profile);
    read_look(root, profile);
    read_photo(root, profile);
    read_outcome(root, profile);
    read_deadlines_and_contacts(root, profile);
    root.finish();
}

} // namespace

Rule const *Profile::rule(std::string_view row) const {
    return first(rules, [&](Rule const &rule) { return rule.row == row; });
}

Rule const *Profile::rule_about(std::string_view topic) const {
    return first(rules, [&](Rule const &rule) { return rule.is_about(topic); });
}

Refusal const *Profile::refusal(std::string_view wanted) const {
    return first(refusals, [&](Refusal const &refusal) { return refusal.code == wanted; });
}

Absence const *Profile::absence(std::string_view wanted) const {
    return first(absences, [&](Absence const &absence) { return absence.code == wanted; });
}

base::Result<Reading> read_profile_file(std::filesystem::path const &path) {
    auto file = base::TomlFile::read(path);
    if (!file) {
        return std::move(file).fault();
    }
    Reading reading;
    reading.profile.name = path.stem().string();
    if (file->findings().empty()) {
        read_everything(file->root(), reading.profile);
    }
    reading.findings = file->findings();
    std::stable_sort(reading.findings.begin(), reading.findings.end(),
                     [](base::Finding const &a, base::Finding const &b) { return a.line < b.line; });
    return reading;
}

} // namespace policy
