// SPDX-License-Identifier: GPL-3.0-or-later
#include "desk/roles.hpp"
#include "base/resident_id.hpp"
#include "base/text.hpp"
#include <algorithm>

namespace desk {

namespace {

struct RoleEntry {
    Role role;
    std::string_view name;
    char const *zh, *en;
};

constexpr RoleEntry role_table[] = {{Role::operator_, "operator", "操作员", "operator"},
                                    {Role::college, "college", "学院", "college"},
                                    {Role::archivist, "archivist", "档案员", "archivist"},
                                    {Role::administrator, "administrator", "管理员", "administrator"}};

RoleEntry const &entry_of(Role role) {
    return role_table[static_cast<std::size_t>(role)];
}

bool is_name_character(char32_t c) {
    bool const is_letter = (c >= U'a' && c <= U'z') || (c >= U'0' && c <= U'9');
    bool const is_chinese =
        (c >= 0x3400 && c <= 0x4DBF) || (c >= 0x4E00 && c <= 0x9FFF) || (c >= 0x20000 && c <= 0x323AF);
    return is_letter || is_chinese || c == U'.' || c == U'_' || c == U'-' || c == U'@';
}

bool is_identity_number(std::string_view text) {
    using namespace std::chrono;
    constexpr year_month_day last_day{year{9999}, December, day{31}};
    return base::read_resident_id(text, last_day).id.has_value();
}

} // namespace

std::string_view role_name(Role role) {
    return entry_of(role).name;
}

base::Words role_words(Role role) {
    return {entry_of(role).zh, entry_of(role).en};
}

std::optional<Role> role_named(std::string_view name) {
    for (auto const &entry : role_table) {
        if (entry.name == name) {
            return entry.role;
        }
    }
    return std::nullopt;
}

std::string folded_name(std::string_view typed) {
    constexpr std::size_t shortest = 2;
    constexpr std::size_t longest = 32;
    constexpr std::size_t most_bytes = 400; // nobody's name, and not worth looking at
    if (typed.size() > most_bytes) {
        return {};
    }
    auto characters = base::characters(base::nfc(base::half_width(base::trimmed(typed))));
    for (auto &c : characters) {
        c = c >= U'A' && c <= U'Z' ? c - U'A' + U'a' : c;
    }
    auto folded = base::utf8(characters);
    bool const is_name = characters.size() >= shortest && characters.size() <= longest &&
                         std::all_of(characters.begin(), characters.end(), is_name_character) &&
                         !is_identity_number(base::upper_ascii(folded));
    return is_name ? folded : std::string{};
}

} // namespace desk
