// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
/// \file
/// Accounts, their sessions and invitations. Of tokens only digests come here (base::sha256, in hexadecimal).
/// None of it follows from the ledger; the desk records what is done.
#include "store/store.hpp"
#include <map>
#include <optional>
#include <vector>

namespace store {

struct Account {
    std::int64_t id = 0;
    std::string name;  ///< to log in with, folded
    std::string shown; ///< how the person is called
    std::string role;  ///< operator college archivist administrator
    std::optional<std::int64_t> unit;
    std::string unit_name; ///< read only; empty without a unit
    bool has_password = false;
    bool disabled = false;
    base::Instant created_at, changed_at;
};

/// Without password; id and times are given here. \return storage where the name is taken or the unit is not
/// there
base::Result<Account> add_account(Change &change, Account account);
base::Result<std::optional<Account>> account(Store const &store, std::int64_t id);
base::Result<std::optional<Account>> account_by_name(Store const &store, std::string const &folded);
/// By name.
base::Result<std::vector<Account>> accounts(Store const &store);
/// What is known of an account beside itself.
struct AccountTrace {
    std::optional<base::Instant> last_login;    ///< nothing: never
    std::optional<base::Instant> invited_until; ///< of an invitation that was not used, over or not
};
/// By account; those without any trace are there, too.
base::Result<std::map<std::int64_t, AccountTrace>> account_traces(Store const &store);
/// Enabled ones that have a password.
base::Result<std::int64_t> count_administrators(Store const &store);
/// Empty where there is none.
base::Result<std::string> password_hash(Store const &store, std::int64_t account);

base::Result<> set_password(Change &change, std::int64_t account, std::string const &hash);
base::Result<> set_disabled(Change &change, std::int64_t account, bool disabled);
/// Takes over shown, role and unit.
base::Result<> change_account(Change &change, Account const &account);

struct Session {
    std::string digest; ///< of its token
    Account account;    ///< as it is now
    base::Instant created_at, seen_at;
    std::string csrf;
};

base::Result<> add_session(Change &change, std::string const &digest, std::int64_t account,
                           std::string const &csrf);
base::Result<std::optional<Session>> session(Store const &store, std::string const &digest);
/// Seen at the moment of the change.
base::Result<> touch_session(Change &change, std::string const &digest);
base::Result<> end_session(Change &change, std::string const &digest);
/// All of the account but \p kept, which may be empty.
base::Result<> end_sessions(Change &change, std::int64_t account, std::string const &kept);
/// Those begun before the one moment or last seen before the other.
base::Result<> end_expired_sessions(Change &change, base::Instant begun_before, base::Instant seen_before);

struct Invitation {
    std::optional<std::int64_t> account; ///< nothing: to set up the first administrator
    base::Instant expires_at;
};

/// Replaces every other one of the account, and removes all that are over.
base::Result<> add_invitation(Change &change, std::string const &digest, Invitation const &invitation);
/// Over or not.
base::Result<std::optional<Invitation>> invitation(Store const &store, std::string const &digest);
/// Removes it. \return nothing where it is not there any more
base::Result<std::optional<Invitation>> use_invitation(Change &change, std::string const &digest);
/// Those of the account; of nobody: those that set up the first administrator.
base::Result<> remove_invitations(Change &change, std::optional<std::int64_t> account);

} // namespace store
