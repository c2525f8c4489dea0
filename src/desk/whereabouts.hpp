// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
/// \file
/// Where a sheet is, for people: the trade's words for what store::Sheet says to machines.
#include "base/words.hpp"

namespace desk {

/// A sheet's state for people.
[[nodiscard]] base::Words state_words(std::string_view state);

/// Where a sheet is, in one sentence. \p place as store::place_name gives it.
[[nodiscard]] base::Words whereabouts(std::string_view state, std::string_view holder,
                                      std::string_view place);

} // namespace desk
