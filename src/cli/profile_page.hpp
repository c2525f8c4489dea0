// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
/// \file
/// A profile as a page that a dean reads in a terminal and signs.
#include "policy/page.hpp"

namespace cli {

/// Lines of at most so many columns: a Chinese character takes two, and no line begins with what closes a
/// clause.
[[nodiscard]] std::vector<std::string> wrapped(std::string_view text, std::size_t columns);

/// Heading by heading: each rule's row, what it decides, and its words.
[[nodiscard]] std::vector<std::string> profile_page(policy::Profile const &profile, base::Language language,
                                                    std::size_t columns);

} // namespace cli
