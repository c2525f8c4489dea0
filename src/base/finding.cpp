// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/finding.hpp"

namespace base {

std::string Finding::text(Language language) const {
    auto place = line > 0 ? fmt::format("{}:{}", file, line) : file;
    if (!column.empty()) {
        place += fmt::format(" [{}]", column);
    }
    return fmt::format("{}: {}", place, message.in(language));
}

} // namespace base
