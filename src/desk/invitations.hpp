// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
/// \file
/// How the first administrator comes into being, and how everybody sets the first password: with a one-time
/// token, of which the store knows the digest only. A token that is unknown, used or over is one and the same
/// refusal (not_allowed).
#include "desk/accounts.hpp"

namespace desk {

/// A day: whoever starts the station for the first time does the set-up then, and starts it again if not.
inline constexpr std::chrono::hours setup_time{24};

/// A token to set up the first administrator, which replaces an older one; nothing where an administrator can
/// log in already.
base::Result<std::optional<std::string>> first_setup(store::Store &store, base::Instant now);

struct Setup {
    std::string token;
    std::string name, shown, password;
};

/// Makes the first administrator, who can log in from then on. \return not_allowed, also where somebody else
/// was first; bad_input for name or password, and the token can be used again
base::Result<store::Account> use_setup(store::Store &store, Setup const &setup, base::Instant now);

/// What a token is for.
struct Invitation {
    std::optional<store::Account> account; ///< nothing: to set up the first administrator
    base::Instant expires_at;
};

/// Without using it. \return not_allowed
base::Result<Invitation> find_invitation(store::Store const &store, std::string_view token,
                                         base::Instant now);
/// \return the account, which can log in from then on; not_allowed; bad_input for the password, and the token
/// can be used again
base::Result<store::Account> accept_invitation(store::Store &store, std::string_view token,
                                               std::string_view password, base::Instant now);

} // namespace desk
