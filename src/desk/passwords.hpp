// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
/// \file
/// What a password has to be. Long, and not what everybody tries first; no rules of capitals, digits and
/// signs, which only make people write Password1! (NIST SP 800-63B, 5.1.1.2).
#include "base/result.hpp"
#include <string>
#include <string_view>

namespace desk {

/// In characters. The one keeps guessing slow, the other keeps anybody from making us digest a book.
inline constexpr std::size_t shortest_password = 10;
inline constexpr std::size_t longest_password = 200;

/// Checks a new password for the account of that name and hashes it. Takes 0.1 s: not for within a Change.
/// \return bad_input where it is too short or too long, holds the name, or is one of data/passwords.txt
base::Result<std::string> hash_new_password(std::string_view typed, std::string const &name);

/// The same password may be typed in full-width letters or come in another normal form of Unicode, from
/// another keyboard. Takes 0.1 s.
[[nodiscard]] bool password_fits(std::string const &hash, std::string_view typed);
/// A hash of a password that just fitted an older one.
[[nodiscard]] std::string hash_again(std::string_view typed);

/// data/passwords.txt
[[nodiscard]] std::string_view worst_passwords();

} // namespace desk
