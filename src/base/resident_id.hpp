// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
/// \file
/// Resident identity numbers, GB 11643-1999: six digits of place, eight of birth, three of sequence (odd for
/// men), one check character. The residence permits of Hong Kong, Macao and Taiwan residents (81, 82, 83) and
/// the permanent residence cards of foreigners (9) follow the same model. Fifteen digits are the numbers of
/// GB 11643-1989, with a two-digit year and no check.
#include <chrono>
#include <optional>
#include <string_view>

namespace base {

enum class IdFlaw {
    none,
    length,     ///< neither 18 nor 15 characters
    characters, ///< something else than digits, or than a final X
    birth_date, ///< no such day
    future,     ///< born after today
    check,      ///< the last character does not follow from the others: a typing mistake somewhere
};

enum class IdHolder { citizen, hong_kong_macao_taiwan, permanent_resident };

struct ResidentId {
    std::chrono::year_month_day birth;
    bool male = false;
    bool fifteen = false; ///< an old number, which proves nothing by a check character
    IdHolder holder = IdHolder::citizen;
};

struct ResidentIdReading {
    std::optional<ResidentId> id; ///< only without a flaw
    IdFlaw flaw = IdFlaw::none;
};

/// \p number in ASCII without blanks; a small x counts as X.
[[nodiscard]] ResidentIdReading read_resident_id(std::string_view number, std::chrono::year_month_day today);

/// Check character of ISO 7064 MOD 11-2 over the first 17 digits.
/// \pre 17 ASCII digits
[[nodiscard]] char resident_check_character(std::string_view digits);

} // namespace base
