// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <optional>
#include <string_view>

namespace render {

/// The first character of the text that no installed font draws. Paper with an empty box on it is worse than
/// none.
[[nodiscard]] std::optional<char32_t> missing_character(std::string_view text);

} // namespace render
