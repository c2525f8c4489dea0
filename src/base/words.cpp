// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/words.hpp"

namespace base {

Words format_words(fmt::string_view zh, fmt::string_view en, fmt::format_args args) {
    return Words{fmt::vformat(zh, args), fmt::vformat(en, args)};
}

} // namespace base
