// SPDX-License-Identifier: GPL-3.0-or-later
#include "desk/heading_columns.hpp"
#include "base/text.hpp"
#include "desk/roster_text.hpp"
#include <algorithm>

namespace desk {

namespace {

/// 学 号* and 学号（必填） are headings, too.
std::string key_of(std::string_view heading) {
    constexpr std::string_view noise = " _-*.:\t\"'";
    auto const folded = folded_number(heading);
    std::string key;
    for (auto c : folded.substr(0, folded.find('('))) {
        if (noise.find(c) == std::string_view::npos) {
            key += c;
        }
    }
    return key;
}

} // namespace

bool HeadingColumns::is_header(std::vector<Cell> const &row) {
    std::map<std::string_view, std::size_t> places;
    for (std::size_t i = 0; i < row.size(); ++i) {
        auto const heading = key_of(row[i].text);
        for (auto const &[key, words] : known_) {
            auto const names = base::split(words, ' ');
            if (!heading.empty() && std::ranges::find(names, heading) != names.end()) {
                places.emplace(key, i);
            }
        }
    }
    if (!places.contains(known_.front().key) || places.size() < 2) {
        return false;
    }
    places_ = std::move(places);
    return true;
}

Cell const *HeadingColumns::cell(std::vector<Cell> const &row, std::string_view key) const {
    auto const place = places_.find(key);
    return place == places_.end() || place->second >= row.size() ? nullptr : &row[place->second];
}

std::string HeadingColumns::text(std::vector<Cell> const &row, std::string_view key) const {
    auto const *found = cell(row, key);
    return found == nullptr ? std::string{} : clean_text(found->text);
}

bool HeadingColumns::was_number(std::vector<Cell> const &row, std::string_view key) const {
    auto const *found = cell(row, key);
    return found != nullptr && found->was_number;
}

} // namespace desk
