// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "base/words.hpp"
#include <array>
#include <optional>

namespace desk {

enum class Role {
    operator_,     ///< takes in photos and prints
    college,       ///< receives the sheets of its unit, and sees no other
    archivist,     ///< files sheets
    administrator, ///< everything, and accounts
};
inline constexpr std::array every_role{Role::operator_, Role::college, Role::archivist, Role::administrator};

[[nodiscard]] std::string_view role_name(Role role); ///< operator college archivist administrator
[[nodiscard]] base::Words role_words(Role role);
[[nodiscard]] std::optional<Role> role_named(std::string_view name);

/// A login name as it is stored and compared: ASCII in lower case, of 2 to 32 letters, digits, Chinese
/// characters and . _ - @. Empty where it cannot be one; an identity number cannot, because login names are
/// in the ledger for good.
[[nodiscard]] std::string folded_name(std::string_view typed);

} // namespace desk
