// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
/// \file
/// How a Chinese name is typed in Latin letters. Readings are ICU's, those of surnames that are read
/// otherwise than the character alone are added; whoever searches may mean either.
#include <string>
#include <string_view>
#include <vector>

namespace base {

/// Every reading in full and by its initials, each once: 单丽 gives danli dl shanli sl. ü is written both u
/// and v. At most 16 of them; what is not Chinese keeps its letters and digits in lower case.
[[nodiscard]] std::vector<std::string> pinyin_keys(std::string_view name);

/// What was typed, as a key or the beginning of one: "Zhang San" is zhangsan. Empty where it cannot be one.
[[nodiscard]] std::string pinyin_query(std::string_view typed);

} // namespace base
