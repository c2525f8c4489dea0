// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
/// \file
/// Logging in, and who a browser's token belongs to. The token is in the browser's cookie and nowhere else;
/// the store knows its digest.
#include "desk/accounts.hpp"
#include "desk/login_guard.hpp"

namespace desk {

/// Without a request. Desks stand in rooms that students walk through.
inline constexpr std::chrono::minutes idle_limit{30};
/// From logging in, used or not: a working day, so that everybody logs in in the morning.
inline constexpr std::chrono::hours session_limit{8};
/// When a session was last seen is written no more often, so idle sessions may end a minute early: a page
/// costs no write.
inline constexpr std::chrono::minutes seen_step{1};

struct Login {
    std::string name, password; ///< as typed
    std::string peer;           ///< address of the other side
};

struct LoggedIn {
    std::string token; ///< for the cookie
    std::string csrf;  ///< for its forms
};

/// A wrong password and an unknown name are the same refusal after the same time. \return not_allowed, also
/// for a disabled account (said only to who knows its password); busy, with the seconds to wait
base::Result<LoggedIn> log_in(store::Store &store, LoginGuard &guard, Login const &login, base::Instant now);

struct Session {
    std::int64_t account = 0;
    std::string name, shown;
    Role role = Role::operator_;
    std::optional<std::int64_t> unit; ///< of a college
    std::string unit_name;
    std::string csrf;
};

/// Whose token it is, with the role of this moment; nothing where it is unknown or over, or the account is
/// disabled. Notes that it was seen; where that cannot be written, the session is good all the same.
base::Result<std::optional<Session>> session_of(store::Store &store, std::string_view token,
                                                base::Instant now);
/// Logging out; a token that is over already is no fault.
base::Result<> end_session(store::Store &store, std::string_view token, base::Instant now);
/// \p given is what a form carried. \return not_allowed
base::Result<> check_csrf(Session const &session, std::string_view given);

struct PasswordChange {
    std::string token; ///< of the session in which it is asked
    std::string old_password, new_password;
    std::string peer;
};

/// Ends every other session of the account, and its invitations. \return not_allowed for a wrong old password
/// or a session that is over; busy as log_in; bad_input for the new one
base::Result<> change_password(store::Store &store, LoginGuard &guard, PasswordChange const &asked,
                               base::Instant now);

} // namespace desk
