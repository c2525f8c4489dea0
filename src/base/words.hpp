// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <fmt/core.h>
#include <string>
#include <string_view>

namespace base {

enum class Language { zh, en };

/// One sentence for people in both languages of the station, Chinese first. Both are written side by side
/// where the sentence arises, so neither can be missing; which one is shown is decided at a door.
struct Words {
    std::string zh;
    std::string en;

    [[nodiscard]] std::string const &in(Language language) const {
        return language == Language::zh ? zh : en;
    }

    friend bool operator==(Words const &, Words const &) = default;
};

[[nodiscard]] Words format_words(fmt::string_view zh, fmt::string_view en, fmt::format_args args);

/// words("第 {} 行", "row {}", 7): both formats are checked when the program is built.
template <typename... Args>
[[nodiscard]] Words words(fmt::format_string<Args...> zh, fmt::format_string<Args...> en, Args &&...args) {
    return format_words(zh, en, fmt::make_format_args(args...));
}

} // namespace base
