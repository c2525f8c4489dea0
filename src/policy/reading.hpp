// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
/// \file
/// The reader of profiles, within this room. Each part of a file has its function; the rules are read first,
/// so that every other part can be held to them.
#include "base/toml.hpp"
#include "policy/names.hpp"
#include "policy/profile.hpp"
#include <set>

namespace policy {

void note_twice(base::TomlTable &table, std::string_view key, std::string_view value);

template <typename Choice>
Choice choice_or(base::TomlTable &table, std::string_view key, Choice fallback) {
    return static_cast<Choice>(table.choice_or(key, static_cast<std::size_t>(fallback), names_of<Choice>));
}

/// Required.
template <typename Choice>
Choice choice(base::TomlTable &table, std::string_view key, Choice where_wrong = {}) {
    return table.has(key) ? choice_or(table, key, where_wrong)
                          : static_cast<Choice>(table.choice(key, names_of<Choice>));
}

/// Each once; one that stands twice is noted.
template <typename Choice>
std::vector<Choice> choices(base::TomlTable &table, std::string_view key) {
    std::vector<Choice> all;
    std::set<std::size_t> seen;
    for (auto const place : table.choices_or_none(key, names_of<Choice>)) {
        if (seen.insert(place).second) {
            all.push_back(static_cast<Choice>(place));
        } else {
            note_twice(table, key, names_of<Choice>.at(place));
        }
    }
    return all;
}

/// Texts of which each stands once.
std::vector<std::string> texts(base::TomlTable &table, std::string_view key);
/// zh and en, both required.
base::Words both(base::TomlTable &table);
/// A date such as 2025-04-28, or nothing where the key is missing; what is no day of the calendar is noted.
std::string date_or_none(base::TomlTable &table, std::string_view key);
/// A time such as 09:30, required.
std::string time(base::TomlTable &table, std::string_view key);
/// Whether the text is a span of times such as 09:00-11:30.
[[nodiscard]] bool is_span(std::string_view text);
[[nodiscard]] bool is_date(std::string_view text);

/// The key "row", required: a rule of this profile.
std::string row(base::TomlTable &table, Profile const &profile);
/// What is said at \p key needs a rule about \p topic, or nobody could be told why; notes it where there is
/// none.
void needs_rule(base::TomlTable &table, std::string_view key, Profile const &profile, std::string_view topic);

/// The key "code" or "key" of a list's table, which stands once in the list.
std::string once(base::TomlTable &table, std::string_view key, std::set<std::string> &seen);

void read_rules(base::TomlTable &root, Profile &profile);
void read_people_and_places(base::TomlTable &root, Profile &profile);
void read_queue(base::TomlTable &root, Profile &profile);
void read_code_and_fee(base::TomlTable &root, Profile &profile);
void read_refusals(base::TomlTable &root, Profile &profile); ///< \pre before read_look
void read_look(base::TomlTable &root, Profile &profile);
void read_photo(base::TomlTable &root, Profile &profile);
void read_outcome(base::TomlTable &root, Profile &profile);
void read_deadlines_and_contacts(base::TomlTable &root, Profile &profile);

} // namespace policy
