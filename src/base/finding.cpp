// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/finding.hpp"

namespace base {

std::string Finding::text(Language language) const {
    auto const place = line > 0 ? fmt::format("{}:{}", file, line) : file;
    auto const within = column.empty() ? std::string{} : fmt::format("[{}] ", column);
    return fmt::format("{}: {}{}", place, within, message.in(language));
}

} // namespace base
