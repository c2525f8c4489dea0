// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
/// \file
/// Who may work at the web desks. Accounts are there before any campaign, so what is done with them takes the
/// store itself, the moment, and the actor for the ledger; whether the actor may do it is asked at the door
/// (desk/sessions.hpp says which role somebody has). Every act is an event about 'account <id>'.
#include "desk/roles.hpp"
#include "store/accounts.hpp"

namespace desk {

/// How long an invitation can be used: a week, so that a holiday does not outlast it.
inline constexpr std::chrono::hours invitation_time{7 * 24};

/// With its token the person sets a password; it is shown once and nowhere kept.
struct Invited {
    std::int64_t account = 0;
    std::string name, token;
    base::Instant expires_at;
};

struct NewAccount {
    std::string name;  ///< to log in with
    std::string shown; ///< how the person is called
    Role role = Role::operator_;
    std::optional<std::int64_t> unit{}; ///< of a college, and of nobody else
};

/// \return bad_input where a name is none or taken, or the unit does not go with the role
base::Result<Invited> create_account(store::Store &store, NewAccount const &wanted, std::string const &actor,
                                     base::Instant now);
/// From now on the old password opens nothing, nor does any session or older invitation. \return not_found;
/// not_allowed while disabled
base::Result<Invited> reset_password(store::Store &store, std::int64_t id, std::string const &actor,
                                     base::Instant now);

struct AccountChange {
    std::string shown;
    Role role = Role::operator_;
    std::optional<std::int64_t> unit{};
};

/// Holds at once, in open sessions, too. \return as create_account; not_found; not_allowed where it would
/// demote the last administrator who can log in
base::Result<> change_account(store::Store &store, std::int64_t id, AccountChange const &wanted,
                              std::string const &actor, base::Instant now);
/// Ends sessions and invitations. \return not_found; not_allowed for the last administrator who can log in
base::Result<> disable_account(store::Store &store, std::int64_t id, std::string const &actor,
                               base::Instant now);
base::Result<> enable_account(store::Store &store, std::int64_t id, std::string const &actor,
                              base::Instant now);

/// \return not_found
base::Result<store::Account> find_account(store::Store const &store, std::int64_t id);

// For this room: the pieces that accounts, invitations and sessions share.

/// Folded. \return bad_input
base::Result<std::string> checked_name(std::string_view typed);
/// Inside a change: checks and adds, and records it. No password yet.
base::Result<store::Account> add_account(store::Change &change, NewAccount const &wanted);
base::Result<> record_act(store::Change &change, std::string_view kind, store::Account const &account,
                          base::Json body);
[[nodiscard]] std::string token_digest(std::string_view token);

} // namespace desk
