// SPDX-License-Identifier: GPL-3.0-or-later
#include "desk/sessions.hpp"
#include "base/secrets.hpp"
#include "desk/passwords.hpp"
#include "desk/steps.hpp"

namespace desk {

using base::fault;
using base::Json;
using base::Trouble;

namespace {

using MaybeAccount = std::optional<store::Account>;

/// The account's hash where the password fits it, or nothing; takes as long where there is no account, or one
/// without a password.
base::Result<std::string> fitting_hash(store::Store const &store, MaybeAccount const &account,
                                       std::string_view password) {
    auto hash = account ? store::password_hash(store, account->id) : base::Result<std::string>{std::string{}};
    if (!hash) {
        return hash;
    }
    auto const fits = password_fits(hash->empty() ? base::hash_of_nobody() : *hash, password);
    return fits ? *hash : std::string{};
}

/// Records that somebody is made to wait. Names that are no account's are left out: people type passwords and
/// identity numbers there. That it cannot be written changes nothing of the answer.
void note_slowed(store::Store &store, MaybeAccount const &account, std::string const &peer,
                 base::Instant now) {
    auto change = store.change(now, "platen");
    if (!change) {
        return;
    }
    auto body = Json::object();
    body.set("peer", peer);
    auto const noted = account ? record_act(*change, "login.slowed", *account, body)
                               : change->record("login.slowed", "login", body);
    if (noted) {
        static_cast<void>(change->commit());
    }
}

base::Fault wrong_login() {
    return fault(Trouble::not_allowed, "用户名或密码不对", "wrong name or password");
}

/// Nobody changed the password or disabled the account while the one that was given was checked.
base::Result<> check_unchanged(store::Store const &store, std::int64_t id, std::string const &hash) {
    auto const account = find_account(store, id);
    if (!account) {
        return base::Fault{account.fault()};
    }
    if (account->disabled) {
        return fault(Trouble::not_allowed, "账号“{}”已停用；请找管理员",
                     "the account '{}' is disabled; see an administrator", account->name);
    }
    auto const current = store::password_hash(store, id);
    if (!current) {
        return base::Fault{current.fault()};
    }
    return *current == hash ? base::Result<>{} : wrong_login();
}

/// \p better replaces the hash, unless it is empty.
base::Result<LoggedIn> begin_session(store::Store &store, store::Account const &account,
                                     std::string const &hash, std::string const &better, Login const &login,
                                     base::Instant now) {
    auto change = store.change(now, account.name);
    if (!change) {
        return std::move(change).fault();
    }
    LoggedIn in{base::random_token(), base::random_token()};
    auto body = Json::object();
    body.set("peer", login.peer);
    auto done = in_order(
        [&] { return check_unchanged(store, account.id, hash); },
        [&] { return store::end_expired_sessions(*change, now + -session_limit, now + -idle_limit); },
        [&] { return better.empty() ? base::Result<>{} : store::set_password(*change, account.id, better); },
        [&] { return store::add_session(*change, token_digest(in.token), account.id, in.csrf); },
        [&] { return record_act(*change, "session.begun", account, body); },
        [&] { return change->commit(); });
    if (!done) {
        return std::move(done).fault();
    }
    return in;
}

bool is_over(store::Session const &session, base::Instant now) {
    return session.account.disabled || now - session.seen_at > idle_limit ||
           now - session.created_at >= session_limit;
}

/// The session of a token, unless it is over.
base::Result<std::optional<store::Session>> live_session(store::Store const &store, std::string_view token,
                                                         base::Instant now) {
    auto found = store::session(store, token_digest(token));
    if (found && *found && is_over(**found, now)) {
        return std::optional<store::Session>{};
    }
    return found;
}

/// A page is answered, too, while somebody else writes to the store.
void note_seen(store::Store &store, store::Session const &session, base::Instant now) {
    if (now - session.seen_at < seen_step) {
        return;
    }
    auto change = store.change(now, session.account.name);
    if (change && store::touch_session(*change, session.digest)) {
        static_cast<void>(change->commit());
    }
}

/// Checks the old password as log_in does, with the same patience.
base::Result<std::string> prove_old(store::Store &store, LoginGuard &guard, store::Account const &account,
                                    PasswordChange const &asked, base::Instant now) {
    auto attempt = guard.admit(account.name, asked.peer);
    if (!attempt) {
        return std::move(attempt).fault();
    }
    auto hash = fitting_hash(store, account, asked.old_password);
    if (!hash) {
        return hash;
    }
    if (hash->empty()) {
        if (attempt->failed()) {
            note_slowed(store, account, asked.peer, now);
        }
        return fault(Trouble::not_allowed, "原来的密码不对", "the old password is wrong");
    }
    attempt->succeeded();
    return hash;
}

base::Result<> replace_password(store::Store &store, store::Session const &session, std::string const &old,
                                std::string const &hash, base::Instant now) {
    auto const &account = session.account;
    auto change = store.change(now, account.name);
    if (!change) {
        return std::move(change).fault();
    }
    auto body = Json::object();
    body.set("by", "old password");
    return in_order([&] { return check_unchanged(store, account.id, old); },
                    [&] { return store::set_password(*change, account.id, hash); },
                    [&] { return store::end_sessions(*change, account.id, session.digest); },
                    [&] { return store::remove_invitations(*change, account.id); },
                    [&] { return record_act(*change, "password.changed", account, body); },
                    [&] { return change->commit(); });
}

} // namespace

base::Result<LoggedIn> log_in(store::Store &store, LoginGuard &guard, Login const &login, base::Instant now) {
    auto const name = folded_name(login.name);
    auto attempt = guard.admit(name, login.peer);
    if (!attempt) {
        return std::move(attempt).fault();
    }
    auto const account = store::account_by_name(store, name);
    if (!account) {
        return base::Fault{account.fault()};
    }
    auto const hash = fitting_hash(store, *account, login.password);
    if (!hash) {
        return base::Fault{hash.fault()};
    }
    if (hash->empty()) {
        if (attempt->failed()) {
            note_slowed(store, *account, login.peer, now);
        }
        return wrong_login();
    }
    attempt->succeeded();
    auto const better = base::needs_new_hash(*hash) ? hash_again(login.password) : std::string{};
    return begin_session(store, **account, *hash, better, login, now);
}

base::Result<std::optional<Session>> session_of(store::Store &store, std::string_view token,
                                                base::Instant now) {
    auto found = live_session(store, token, now);
    if (!found) {
        return std::move(found).fault();
    }
    auto const role = *found ? role_named((*found)->account.role) : std::nullopt;
    if (!role) {
        return std::optional<Session>{};
    }
    note_seen(store, **found, now);
    auto &account = (*found)->account;
    return std::optional{Session{account.id, std::move(account.name), std::move(account.shown), *role,
                                 account.unit, std::move(account.unit_name), std::move((*found)->csrf)}};
}

base::Result<> end_session(store::Store &store, std::string_view token, base::Instant now) {
    auto const found = store::session(store, token_digest(token));
    if (!found) {
        return base::Fault{found.fault()};
    }
    if (!*found) {
        return {};
    }
    auto const &session = **found;
    auto change = store.change(now, session.account.name);
    if (!change) {
        return std::move(change).fault();
    }
    return in_order([&] { return store::end_session(*change, session.digest); },
                    [&] { return record_act(*change, "session.ended", session.account, Json::object()); },
                    [&] { return change->commit(); });
}

base::Result<> check_csrf(Session const &session, std::string_view given) {
    if (!base::same_secret(session.csrf, given)) {
        return fault(Trouble::not_allowed, "这个页面已经过时；请重新打开再提交一次",
                     "this page is out of date; open it again and send it once more");
    }
    return {};
}

base::Result<> change_password(store::Store &store, LoginGuard &guard, PasswordChange const &asked,
                               base::Instant now) {
    auto const session = live_session(store, asked.token, now);
    if (!session) {
        return base::Fault{session.fault()};
    }
    if (!*session) {
        return fault(Trouble::not_allowed, "登录已过期；请重新登录", "you are logged out; log in again");
    }
    auto const &account = (*session)->account;
    auto const old = prove_old(store, guard, account, asked, now);
    if (!old) {
        return base::Fault{old.fault()};
    }
    if (base::same_secret(asked.old_password, asked.new_password)) {
        return fault(Trouble::bad_input, "新密码和原来的一样", "the new password is the old one");
    }
    auto const hash = hash_new_password(asked.new_password, account.name);
    if (!hash) {
        return base::Fault{hash.fault()};
    }
    return replace_password(store, **session, *old, *hash, now);
}

} // namespace desk
