// SPDX-License-Identifier: GPL-3.0-or-later
#include "render/coverage.hpp"
#include "base/text.hpp"
#include "render/fonts.hpp"

namespace render {

std::optional<char32_t> missing_character(std::string_view text) {
    FontBook book;
    for (auto character : base::characters(text)) {
        if (!is_ignorable(character) && book.font_for(character) == nullptr) {
            return character;
        }
    }
    return std::nullopt;
}

} // namespace render
