// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "desk/invitations.hpp"
#include "desk/sessions.hpp"
#include "store/ledger.hpp"
#include "support/fresh_store.hpp"
#include "support/jump_clock.hpp"

namespace support {

/// A store with people who may log in, at a moment that moves when somebody waits.
class Staff {
public:
    static constexpr auto password = "马 电池 订书钉 对的";
    static constexpr auto here = "10.0.0.7";

    /// The first administrator, called chen, with the password above.
    store::Account administrator() {
        auto const token = sure(desk::first_setup(store(), now()));
        return sure(desk::use_setup(store(), {token.value(), "chen", "陈主任", password}, now()));
    }
    desk::Invited invite(std::string const &name, desk::Role role = desk::Role::operator_) {
        return sure(desk::create_account(store(), {name, "老师", role}, "chen", now()));
    }
    /// An account that has the password above.
    std::int64_t account(std::string const &name, desk::Role role = desk::Role::operator_) {
        auto const invited = invite(name, role);
        return sure(desk::accept_invitation(store(), invited.token, password, now())).id;
    }
    base::Result<desk::LoggedIn> log_in(std::string const &name, std::string const &typed = password,
                                        std::string const &peer = here) {
        return desk::log_in(store(), guard, {name, typed, peer}, now());
    }
    std::string token(std::string const &name) { return sure(log_in(name)).token; }
    std::optional<desk::Session> session(std::string const &token) {
        return sure(desk::session_of(store(), token, now()));
    }
    /// Kinds of what is on record about an account, oldest first.
    std::vector<std::string> acts(std::int64_t account) {
        std::vector<std::string> kinds;
        for (auto const &event : sure(store::history(store(), "account " + std::to_string(account)))) {
            kinds.push_back(event.kind);
        }
        return kinds;
    }

    [[nodiscard]] store::Store &store() { return fresh.store; }
    [[nodiscard]] base::Instant now() const { return clock.now(); }
    void pass(std::chrono::milliseconds time) const { clock.wait(time); }

    FreshStore fresh;
    JumpClock clock;
    desk::LoginGuard guard{clock};
};

} // namespace support
