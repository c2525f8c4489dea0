// SPDX-License-Identifier: GPL-3.0-or-later
#include "desk/id_papers.hpp"
#include "base/text.hpp"
#include <algorithm>
#include <array>

namespace desk {

using base::words;

namespace {

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

/// Passports and permits start with a letter or are short; nothing else has thirteen digits and more.
Paper paper_by_look(std::string_view number) {
    if (number.empty()) {
        return Paper::unstated;
    }
    auto const digits = std::count_if(number.begin(), number.end(), is_digit);
    return is_digit(number.front()) && digits >= 13 ? Paper::resident : Paper::foreign;
}

bool names_one_of(std::string_view type, std::initializer_list<std::string_view> names) {
    return std::any_of(names.begin(), names.end(),
                       [&](std::string_view name) { return type.find(name) != std::string_view::npos; });
}

} // namespace

Paper paper_of(std::string_view id_type, std::string_view number) {
    auto const type = base::upper_ascii(id_type);
    if (names_one_of(type,
                     {"护照", "PASSPORT", "通行证", "回乡证", "台胞证", "军官", "士兵", "军人", "其他"})) {
        return Paper::foreign;
    }
    // Cards of permanent residents of before 2023 have 15 characters, three of them letters.
    if (names_one_of(type, {"永久居留", "居住证", "港澳台", "PERMIT"})) {
        return number.empty() ? Paper::foreign : paper_by_look(number);
    }
    return names_one_of(type, {"身份证", "RESIDENT", "ID CARD"}) ? Paper::resident : paper_by_look(number);
}

base::Words flaw_words(std::string_view number, base::IdFlaw flaw) {
    auto const shown = base::masked_number(number);
    switch (flaw) {
    case base::IdFlaw::length:
        return words(
            "身份证号（{}）有 {} 位，应为 18 位；可能漏填了数字或最后的 X",
            "the identity number ({}) has {} characters and should have 18; a digit or the final X may be "
            "missing",
            shown, number.size());
    case base::IdFlaw::characters:
        return words(
            "身份证号（{}）里有不该有的字符；只能是数字，最后一位可以是 X",
            "the identity number ({}) has characters that do not belong there; it is digits, with an X at "
            "most at its end",
            shown);
    case base::IdFlaw::birth_date:
        return words("身份证号（{}）中的出生日期不存在；请核对",
                     "the identity number ({}) has a birth date that does "
                     "not exist; check it",
                     shown);
    case base::IdFlaw::future:
        return words("身份证号（{}）中的出生日期还没有到；请核对",
                     "the identity number ({}) has a birth date in the future; check it", shown);
    case base::IdFlaw::none:
    case base::IdFlaw::check:
        break;
    }
    return words(
        "身份证号（{}）的校验码不对，至少有一位填错；请对照身份证核对",
        "the identity number ({}) fails its check character, at least one digit is wrong; compare it with "
        "the card",
        shown);
}

} // namespace desk
