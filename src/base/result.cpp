// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/result.hpp"
#include <array>

namespace base {

std::string_view word_of(Trouble kind) {
    static constexpr std::array words{"bad_input", "usage", "not_found",  "device",
                                      "storage",   "busy",  "not_allowed"};
    return words.at(static_cast<std::size_t>(kind) - 1);
}

std::string Fault::text(Language language) const {
    auto text = what.in(language);
    for (auto const &doing : trail) {
        text += language == Language::zh ? "（" : " (";
        text += doing.in(language);
        text += language == Language::zh ? "）" : ")";
    }
    return text;
}

} // namespace base
