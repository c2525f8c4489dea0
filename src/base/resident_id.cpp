// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/resident_id.hpp"
#include <algorithm>
#include <cassert>

namespace base {

namespace {

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

int number_at(std::string_view digits, std::size_t at, std::size_t length) {
    int value = 0;
    for (auto c : digits.substr(at, length)) {
        value = value * 10 + (c - '0');
    }
    return value;
}

std::chrono::year_month_day date_of(int year, std::string_view month_and_day) {
    return {std::chrono::year{year},
            std::chrono::month{static_cast<unsigned>(number_at(month_and_day, 0, 2))},
            std::chrono::day{static_cast<unsigned>(number_at(month_and_day, 2, 2))}};
}

IdHolder holder_of(std::string_view number) {
    auto const place = number.substr(0, 2);
    if (place == "81" || place == "82" || place == "83") {
        return IdHolder::hong_kong_macao_taiwan;
    }
    return number.front() == '9' ? IdHolder::permanent_resident : IdHolder::citizen;
}

IdFlaw flaw_of_date(std::chrono::year_month_day birth, std::chrono::year_month_day today) {
    if (!birth.ok()) {
        return IdFlaw::birth_date;
    }
    return birth > today ? IdFlaw::future : IdFlaw::none;
}

bool has_right_characters(std::string_view number) {
    auto const digits = number.substr(0, number.size() == 18 ? 17 : 15);
    auto const last = number.back();
    return std::all_of(digits.begin(), digits.end(), is_digit) &&
           (is_digit(last) || (number.size() == 18 && (last == 'X' || last == 'x')));
}

} // namespace

char resident_check_character(std::string_view digits) {
    assert(digits.size() == 17 && std::all_of(digits.begin(), digits.end(), is_digit));
    // MOD 11-2 as a running remainder: double, add, and at the end find what makes the whole 1 modulo 11.
    int remainder = 0;
    for (auto c : digits) {
        remainder = (remainder + (c - '0')) * 2 % 11;
    }
    auto const check = (12 - remainder) % 11;
    return check == 10 ? 'X' : static_cast<char>('0' + check);
}

ResidentIdReading read_resident_id(std::string_view number, std::chrono::year_month_day today) {
    if (number.size() != 18 && number.size() != 15) {
        return {std::nullopt, IdFlaw::length};
    }
    if (!has_right_characters(number)) {
        return {std::nullopt, IdFlaw::characters};
    }
    auto const fifteen = number.size() == 15;
    auto const birth = fifteen ? date_of(1900 + number_at(number, 6, 2), number.substr(8, 4))
                               : date_of(number_at(number, 6, 4), number.substr(10, 4));
    if (auto const flaw = flaw_of_date(birth, today); flaw != IdFlaw::none) {
        return {std::nullopt, flaw};
    }
    auto const last = number.back() == 'x' ? 'X' : number.back();
    if (!fifteen && resident_check_character(number.substr(0, 17)) != last) {
        return {std::nullopt, IdFlaw::check};
    }
    auto const sequence = number[fifteen ? 14 : 16] - '0';
    return {ResidentId{birth, sequence % 2 == 1, fifteen, holder_of(number)}, IdFlaw::none};
}

} // namespace base
