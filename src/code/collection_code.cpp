// SPDX-License-Identifier: GPL-3.0-or-later
#include "code/collection_code.hpp"
#include "base/secrets.hpp"
#include "base/text.hpp"
#include <algorithm>

namespace code {

namespace {

bool is_star(char32_t character) {
    return character == U'*' || character == U'\u00D7' || character == U'\u25CF';
}

std::string text_of(char32_t character) {
    return base::utf8(std::u32string_view{&character, 1});
}

bool is_tail(std::string_view text) {
    auto const digit = [](char c) { return c >= '0' && c <= '9'; };
    return text.size() == 4 && std::all_of(text.begin(), text.end() - 1, digit) &&
           (digit(text.back()) || text.back() == 'X');
}

} // namespace

std::string token_of(std::string_view content, std::string_view key) {
    return base::keyed_digest(base::trimmed(content), key);
}

bool may_be_collection_code(std::string_view content) {
    constexpr std::size_t shortest = 24; // a sheet's serial has 14, an ID number 18, a certificate's 18
    return base::trimmed(content).size() >= shortest;
}

std::optional<VisibleMask> read_mask(std::string_view typed) {
    auto name = base::characters(base::half_width(typed));
    std::erase(name, U' ');
    VisibleMask mask;
    // The tail stands behind the name; what a name ends with is never a digit or an X.
    while (!name.empty() && name.back() < 0x80 && !is_star(name.back())) {
        mask.tail.insert(0, text_of(name.back()));
        name.pop_back();
    }
    mask.tail = base::upper_ascii(mask.tail);
    if (name.size() < 2 || is_star(name.front()) || (!mask.tail.empty() && !is_tail(mask.tail)) ||
        std::ranges::none_of(name, is_star)) {
        return std::nullopt;
    }
    mask.first = text_of(name.front());
    mask.last = is_star(name.back()) ? "" : text_of(name.back());
    mask.length = static_cast<std::int64_t>(name.size());
    return mask;
}

} // namespace code
