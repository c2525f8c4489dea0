// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/result.hpp"

namespace base {

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
