// SPDX-License-Identifier: GPL-3.0-or-later
#include "desk/roster_text.hpp"
#include "base/text.hpp"
#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <vector>

namespace desk {

namespace {

constexpr std::u32string_view name_dots = U"\u2022\u2027\u2219\u22C5\u30FB\uFF0E\uFF65\u00B7";

bool is_ascii(std::string_view text) {
    return std::none_of(text.begin(), text.end(),
                        [](char c) { return (static_cast<unsigned char>(c) & 0x80U) != 0; });
}

bool is_chinese(char32_t c) {
    return (c >= 0x3400 && c <= 0x9FFF) || (c >= 0xF900 && c <= 0xFAFF) || (c >= 0x20000 && c <= 0x3FFFF) ||
           c == 0x3007;
}

bool is_blank(char32_t c) {
    return c == U' ' || c == U'\t' || c == U'\r' || c == U'\n' || c == 0xA0 || c == 0x3000 || c == 0xFEFF ||
           (c >= 0x2000 && c <= 0x200D);
}

char32_t folded(char32_t c) {
    if (c >= 0xFF01 && c <= 0xFF5E) {
        c -= 0xFEE0;
    }
    return c >= U'a' && c <= U'z' ? c - U'a' + U'A' : c;
}

/// An ASCII dot is a name's dot only between Chinese characters: "J. Smith" keeps it.
void unify_dots(std::u32string &name) {
    for (std::size_t i = 0; i < name.size(); ++i) {
        auto const between =
            i > 0 && i + 1 < name.size() && is_chinese(name[i - 1]) && is_chinese(name[i + 1]);
        if (name_dots.find(name[i]) != std::u32string_view::npos || (name[i] == U'.' && between)) {
            name[i] = U'\u00B7';
        }
    }
}

std::u32string without_needless_blanks(std::u32string_view name) {
    std::u32string kept;
    for (std::size_t i = 0; i < name.size(); ++i) {
        if (!is_blank(name[i])) {
            kept += name[i];
            continue;
        }
        auto const next =
            std::find_if_not(name.begin() + static_cast<std::ptrdiff_t>(i), name.end(), is_blank);
        auto const latin = !kept.empty() && next != name.end() && !is_chinese(kept.back()) &&
                           !is_chinese(*next) && kept.back() != U'\u00B7' && *next != U'\u00B7';
        if (latin && kept.back() != U' ') {
            kept += U' ';
        }
    }
    return kept;
}

/// The numbers in a text, whatever stands between them; a text with more than digits and date signs has none.
std::vector<int> numbers_in(std::string_view text) {
    std::vector<int> numbers;
    bool in_number = false;
    for (auto c : text) {
        if (c >= '0' && c <= '9') {
            if (!in_number) {
                numbers.push_back(0);
            }
            in_number = true;
            numbers.back() = std::min(numbers.back(), 100'000'000) * 10 + (c - '0');
        } else {
            in_number = false;
        }
    }
    return numbers;
}

std::optional<std::chrono::year_month_day> valid_date(int year, int month, int day) {
    std::chrono::year_month_day const date{std::chrono::year{year},
                                           std::chrono::month{static_cast<unsigned>(month)},
                                           std::chrono::day{static_cast<unsigned>(day)}};
    return date.ok() && year >= 1900 && year <= 9999 && month <= 12 && day <= 31 ? std::optional{date}
                                                                                 : std::nullopt;
}

} // namespace

std::string folded_number(std::string_view text) {
    text = base::trimmed(text);
    if (text.starts_with('\'')) {
        text.remove_prefix(1);
    }
    if (is_ascii(text)) {
        auto upper = base::upper_ascii(text);
        std::erase_if(upper, [](char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; });
        return upper;
    }
    auto all = base::characters(text);
    std::transform(all.begin(), all.end(), all.begin(), folded);
    std::erase_if(all, is_blank);
    return base::utf8(all);
}

std::string clean_text(std::string_view text) {
    text = base::trimmed(text);
    std::string result = is_ascii(text) ? std::string{text} : base::nfc(text);
    std::replace_if(
        result.begin(), result.end(), [](char c) { return c == '\n' || c == '\r' || c == '\t'; }, ' ');
    return result;
}

std::string clean_name(std::string_view text) {
    auto all = base::characters(base::nfc(base::trimmed(text)));
    unify_dots(all);
    return base::utf8(without_needless_blanks(all));
}

std::optional<char32_t> unknown_character(std::string_view name) {
    constexpr std::u32string_view stand_ins = U"?\uFF1F\uFFFD\u25A1\u25A0\u3013\u25A2\u2B1C";
    for (auto c : base::characters(name)) {
        auto const is_private = (c >= 0xE000 && c <= 0xF8FF) || c >= 0xF0000;
        auto const is_control = c < 0x20 || (c >= 0x7F && c < 0xA0);
        if (is_private || is_control || stand_ins.find(c) != std::u32string_view::npos) {
            return c;
        }
    }
    return std::nullopt;
}

std::optional<std::chrono::year_month_day> read_date(std::string_view text) {
    auto const day = base::trimmed(text).substr(0, 24);
    auto const numbers = numbers_in(day);
    if (numbers.empty()) {
        return std::nullopt;
    }
    if (numbers[0] >= 19'000'101 && (numbers.size() == 1 || numbers.size() >= 3)) {
        return valid_date(numbers[0] / 10'000, numbers[0] / 100 % 100, numbers[0] % 100);
    }
    return numbers.size() >= 3 ? valid_date(numbers[0], numbers[1], numbers[2]) : std::nullopt;
}

std::string compact_date(std::chrono::year_month_day date) {
    return fmt::format("{:04}{:02}{:02}", static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                       static_cast<unsigned>(date.day()));
}

Sex read_sex(std::string_view text) {
    struct Word {
        std::string_view text;
        Sex sex;
    };
    constexpr std::array words = {
        Word{"男", Sex::male},       Word{"女", Sex::female},   Word{"M", Sex::male},
        Word{"F", Sex::female},      Word{"1", Sex::male},      Word{"2", Sex::female},
        Word{"男性", Sex::male},     Word{"女性", Sex::female}, Word{"MALE", Sex::male},
        Word{"FEMALE", Sex::female}, Word{"01", Sex::male},     Word{"02", Sex::female},
        Word{"1男", Sex::male},      Word{"2女", Sex::female},  Word{"", Sex::unstated},
        Word{"0", Sex::unstated},    Word{"9", Sex::unstated},  Word{"未知", Sex::unstated}};
    auto const key = folded_number(text);
    auto const *found =
        std::find_if(words.begin(), words.end(), [&](Word const &word) { return word.text == key; });
    return found == words.end() ? Sex::unreadable : found->sex;
}

bool is_digits(std::string_view text) {
    return !text.empty() &&
           std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

bool is_scientific(std::string_view number) {
    auto const e = number.find('E');
    if (e == std::string_view::npos || e == 0) {
        return false;
    }
    auto const mantissa = number.substr(0, e);
    auto exponent = number.substr(e + 1);
    auto const has_sign = exponent.starts_with('+');
    exponent.remove_prefix(has_sign ? 1 : 0);
    auto const point = mantissa.find('.');
    auto const mantissa_ok = point == std::string_view::npos ? is_digits(mantissa) && has_sign
                                                             : is_digits(mantissa.substr(0, point)) &&
                                                                   is_digits(mantissa.substr(point + 1));
    return mantissa_ok && is_digits(exponent) && exponent.size() <= 3;
}

} // namespace desk
