// SPDX-License-Identifier: GPL-3.0-or-later
#include "desk/invitations.hpp"
#include "base/secrets.hpp"
#include "desk/passwords.hpp"
#include "desk/steps.hpp"

namespace desk {

using base::fault;
using base::Json;
using base::Trouble;

namespace {

base::Fault not_valid() {
    return fault(Trouble::not_allowed, "这个链接已经用过、过期或不对；请让管理员重新发一个",
                 "this link was used, is over, or is wrong; ask an administrator for a new one");
}

base::Result<bool> has_administrator(store::Store const &store) {
    auto const count = store::count_administrators(store);
    if (!count) {
        return base::Fault{count.fault()};
    }
    return *count > 0;
}

/// The token, once and for all: whoever comes second finds nothing.
base::Result<> use_token(store::Change &change, std::string_view token) {
    auto const used = store::use_invitation(change, token_digest(token));
    if (!used) {
        return base::Fault{used.fault()};
    }
    return *used ? base::Result<>{} : not_valid();
}

base::Result<> refuse_second_setup(store::Store const &store) {
    auto const has = has_administrator(store);
    if (!has) {
        return base::Fault{has.fault()};
    }
    if (*has) {
        return fault(Trouble::not_allowed, "已经有管理员了；请让管理员建账号",
                     "there is an administrator already, who can make accounts");
    }
    return {};
}

base::Result<> first_password(store::Change &change, store::Account const &account, std::string const &hash) {
    return in_order([&] { return store::set_password(change, account.id, hash); },
                    [&] { return store::end_sessions(change, account.id, ""); },
                    [&] {
                        auto body = Json::object();
                        body.set("by", "invitation");
                        return record_act(change, "password.changed", account, body);
                    });
}

base::Result<store::Account> made_administrator(store::Change &change, Setup const &setup,
                                                std::string const &hash) {
    auto account = add_account(change, {setup.name, setup.shown, Role::administrator});
    if (!account) {
        return account;
    }
    auto done = in_order([&] { return first_password(change, *account, hash); },
                         [&] { return store::remove_invitations(change, std::nullopt); },
                         [&] { return change.commit(); });
    if (!done) {
        return std::move(done).fault();
    }
    account->has_password = true;
    return account;
}

} // namespace

base::Result<std::optional<std::string>> first_setup(store::Store &store, base::Instant now) {
    auto change = store.change(now, "platen");
    if (!change) {
        return std::move(change).fault();
    }
    auto const has = has_administrator(store);
    if (!has) {
        return base::Fault{has.fault()};
    }
    if (*has) {
        return std::optional<std::string>{};
    }
    std::optional token{base::random_token()};
    auto done = in_order(
        [&] {
            return store::add_invitation(*change, token_digest(*token), {std::nullopt, now + setup_time});
        },
        [&] { return change->record("setup.offered", "setup", Json::object()); },
        [&] { return change->commit(); });
    if (!done) {
        return std::move(done).fault();
    }
    return token;
}

base::Result<store::Account> use_setup(store::Store &store, Setup const &setup, base::Instant now) {
    auto const invitation = find_invitation(store, setup.token, now);
    if (!invitation) {
        return base::Fault{invitation.fault()};
    }
    if (invitation->account) {
        return not_valid();
    }
    if (auto first = refuse_second_setup(store); !first) {
        return std::move(first).fault();
    }
    auto const name = checked_name(setup.name);
    if (!name) {
        return base::Fault{name.fault()};
    }
    auto const hash = hash_new_password(setup.password, *name);
    if (!hash) {
        return base::Fault{hash.fault()};
    }
    auto change = store.change(now, *name);
    if (!change) {
        return std::move(change).fault();
    }
    auto ready =
        in_order([&] { return use_token(*change, setup.token); }, [&] { return refuse_second_setup(store); });
    if (!ready) {
        return std::move(ready).fault();
    }
    return made_administrator(*change, setup, *hash);
}

base::Result<Invitation> find_invitation(store::Store const &store, std::string_view token,
                                         base::Instant now) {
    auto const found = store::invitation(store, token_digest(token));
    if (!found) {
        return base::Fault{found.fault()};
    }
    if (!*found || (*found)->expires_at <= now) {
        return not_valid();
    }
    Invitation invitation{std::nullopt, (*found)->expires_at};
    if ((*found)->account) {
        auto account = find_account(store, *(*found)->account);
        if (!account) {
            return std::move(account).fault();
        }
        invitation.account = std::move(*account);
    }
    return invitation;
}

base::Result<store::Account> accept_invitation(store::Store &store, std::string_view token,
                                               std::string_view password, base::Instant now) {
    auto const invitation = find_invitation(store, token, now);
    if (!invitation) {
        return base::Fault{invitation.fault()};
    }
    if (!invitation->account) {
        return not_valid();
    }
    auto account = *invitation->account;
    auto const hash = hash_new_password(password, account.name);
    if (!hash) {
        return base::Fault{hash.fault()};
    }
    auto change = store.change(now, account.name);
    if (!change) {
        return std::move(change).fault();
    }
    auto done =
        in_order([&] { return use_token(*change, token); },
                 [&] { return first_password(*change, account, *hash); }, [&] { return change->commit(); });
    if (!done) {
        return std::move(done).fault();
    }
    account.has_password = true;
    return account;
}

} // namespace desk
