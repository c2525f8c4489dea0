// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
/// \file
/// How the values of a roster are written, put into one spelling.
#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace desk {

/// Full-width signs made ASCII, letters upper case, no blanks, no quote in front: student and identity
/// numbers.
[[nodiscard]] std::string folded_number(std::string_view text);
/// NFC, trimmed, line breaks made blanks.
[[nodiscard]] std::string clean_text(std::string_view text);
/// Also the dot within a name as U+00B7, whichever of its look-alikes was typed, and no blanks between
/// Chinese characters (张　三).
[[nodiscard]] std::string clean_name(std::string_view text);
/// The first character that no person's name has: a question mark or box put there by a program that did not
/// know the character, a private-use character, U+FFFD.
[[nodiscard]] std::optional<char32_t> unknown_character(std::string_view name);

/// 19990102, 1999-01-02, 1999/1/2, 1999.1.2, 1999年1月2日, each also with a time of day behind it.
[[nodiscard]] std::optional<std::chrono::year_month_day> read_date(std::string_view text);
[[nodiscard]] std::string compact_date(std::chrono::year_month_day date); ///< yyyymmdd

enum class Sex { unstated, male, female, unreadable };
/// 男 女 M F, and the codes 0 1 2 9 of GB/T 2261.1.
[[nodiscard]] Sex read_sex(std::string_view text);

/// 1.23E+17 and its like: what is left of a long number that a spreadsheet took for one.
[[nodiscard]] bool is_scientific(std::string_view number);
[[nodiscard]] bool is_digits(std::string_view text);

} // namespace desk
