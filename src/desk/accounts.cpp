// SPDX-License-Identifier: GPL-3.0-or-later
#include "desk/accounts.hpp"
#include "base/secrets.hpp"
#include "base/text.hpp"
#include "desk/steps.hpp"
#include "store/people.hpp"
#include <algorithm>
#include <fmt/format.h>

namespace desk {

using base::fault;
using base::Json;
using base::Trouble;

namespace {

base::Result<std::string> checked_shown(std::string_view typed) {
    constexpr std::size_t longest = 60;
    auto const shown = base::nfc(base::trimmed(typed));
    auto const characters = base::characters(shown);
    auto const is_plain = std::none_of(characters.begin(), characters.end(), [](char32_t c) {
        return c < U' ' || c == U'\u007F' || c == U'\uFFFD';
    });
    if (characters.empty() || characters.size() > longest || !is_plain) {
        return fault(Trouble::bad_input, "姓名要有 1 到 {} 个字符",
                     "a name to be shown has 1 to {} characters", longest);
    }
    return shown;
}

base::Result<> check_unit(store::Store const &store, Role role, std::optional<std::int64_t> unit) {
    if ((role == Role::college) != unit.has_value()) {
        return fault(Trouble::bad_input, "学院账号要选定单位，其他账号不选",
                     "a college's account belongs to a unit, and no other does");
    }
    if (!unit) {
        return {};
    }
    auto const campaign = store::campaign_of_unit(store, *unit);
    if (!campaign && campaign.fault().kind == Trouble::not_found) {
        return fault(Trouble::bad_input, "名册里没有这个单位", "there is no such unit on the roster");
    }
    return campaign ? base::Result<>{} : base::Fault{campaign.fault()};
}

base::Result<> check_name_is_free(store::Store const &store, std::string const &name) {
    auto const taken = store::account_by_name(store, name);
    if (!taken) {
        return base::Fault{taken.fault()};
    }
    if (*taken) {
        return fault(Trouble::bad_input, "用户名“{}”已经有人用了", "the name '{}' is taken", name);
    }
    return {};
}

base::Result<> keep_one_administrator(store::Store const &store, store::Account const &account) {
    if (account.role != role_name(Role::administrator) || account.disabled || !account.has_password) {
        return {};
    }
    auto const count = store::count_administrators(store);
    if (!count) {
        return base::Fault{count.fault()};
    }
    if (*count < 2) {
        return fault(Trouble::not_allowed,
                     "“{}”是最后一个能登录的管理员；先让另一个管理员设好密码，再停用或改这一个",
                     "'{}' is the last administrator who can log in; let another one set a password first",
                     account.name);
    }
    return {};
}

/// A new one-time token for the account; what it replaces opens nothing any more.
base::Result<Invited> invite(store::Change &change, store::Account const &account) {
    Invited invited{account.id, account.name, base::random_token(), change.at() + invitation_time};
    auto added = store::add_invitation(change, token_digest(invited.token), {account.id, invited.expires_at});
    if (!added) {
        return std::move(added).fault();
    }
    return invited;
}

/// Runs \p act on the account inside a change and commits it.
template <typename T, typename Act>
base::Result<T> with_account(store::Store &store, std::int64_t id, std::string const &actor,
                             base::Instant now, Act const &act) {
    auto change = store.change(now, actor);
    if (!change) {
        return std::move(change).fault();
    }
    auto const account = find_account(store, id);
    if (!account) {
        return base::Fault{account.fault()};
    }
    base::Result<T> done = act(*change, *account);
    if (!done) {
        return done;
    }
    if (auto committed = change->commit(); !committed) {
        return std::move(committed).fault();
    }
    return done;
}

Json role_body(store::Account const &account) {
    auto body = Json::object();
    body.set("role", account.role);
    if (account.unit) {
        body.set("unit", *account.unit);
    }
    return body;
}

} // namespace

base::Result<Invited> create_account(store::Store &store, NewAccount const &wanted, std::string const &actor,
                                     base::Instant now) {
    auto change = store.change(now, actor);
    if (!change) {
        return std::move(change).fault();
    }
    auto const account = add_account(*change, wanted);
    if (!account) {
        return base::Fault{account.fault()};
    }
    auto invited = invite(*change, *account);
    if (!invited) {
        return invited;
    }
    if (auto done = change->commit(); !done) {
        return std::move(done).fault();
    }
    return invited;
}

base::Result<Invited> reset_password(store::Store &store, std::int64_t id, std::string const &actor,
                                     base::Instant now) {
    return with_account<Invited>(
        store, id, actor, now,
        [](store::Change &change, store::Account const &account) -> base::Result<Invited> {
            if (account.disabled) {
                return fault(Trouble::not_allowed, "账号“{}”已停用；先启用它",
                             "the account '{}' is disabled; enable it first", account.name);
            }
            auto done =
                in_order([&] { return store::set_password(change, account.id, ""); },
                         [&] { return store::end_sessions(change, account.id, ""); },
                         [&] { return record_act(change, "password.reset", account, Json::object()); });
            if (!done) {
                return std::move(done).fault();
            }
            return invite(change, account);
        });
}

base::Result<> change_account(store::Store &store, std::int64_t id, AccountChange const &wanted,
                              std::string const &actor, base::Instant now) {
    auto const change_it = [&](store::Change &change, store::Account account) -> base::Result<> {
        auto shown = checked_shown(wanted.shown);
        if (!shown) {
            return std::move(shown).fault();
        }
        auto const before = account;
        account.shown = *shown;
        account.role = role_name(wanted.role);
        account.unit = wanted.unit;
        if (account.shown == before.shown && account.role == before.role && account.unit == before.unit) {
            return {};
        }
        return in_order([&] { return check_unit(store, wanted.role, wanted.unit); },
                        [&] {
                            return account.role == before.role ? base::Result<>{}
                                                               : keep_one_administrator(store, before);
                        },
                        [&] { return store::change_account(change, account); },
                        [&] { return record_act(change, "account.changed", account, role_body(account)); });
    };
    return with_account<std::monostate>(store, id, actor, now, change_it);
}

base::Result<> disable_account(store::Store &store, std::int64_t id, std::string const &actor,
                               base::Instant now) {
    auto const disable_it = [&](store::Change &change, store::Account const &account) -> base::Result<> {
        if (account.disabled) {
            return {};
        }
        return in_order([&] { return keep_one_administrator(store, account); },
                        [&] { return store::set_disabled(change, id, true); },
                        [&] { return store::end_sessions(change, id, ""); },
                        [&] { return store::remove_invitations(change, id); },
                        [&] { return record_act(change, "account.disabled", account, Json::object()); });
    };
    return with_account<std::monostate>(store, id, actor, now, disable_it);
}

base::Result<> enable_account(store::Store &store, std::int64_t id, std::string const &actor,
                              base::Instant now) {
    auto const enable_it = [&](store::Change &change, store::Account const &account) -> base::Result<> {
        if (!account.disabled) {
            return {};
        }
        return in_order([&] { return store::set_disabled(change, id, false); },
                        [&] { return record_act(change, "account.enabled", account, Json::object()); });
    };
    return with_account<std::monostate>(store, id, actor, now, enable_it);
}

base::Result<store::Account> find_account(store::Store const &store, std::int64_t id) {
    auto found = store::account(store, id);
    if (!found) {
        return std::move(found).fault();
    }
    if (!*found) {
        return fault(Trouble::not_found, "没有这个账号", "there is no such account");
    }
    return std::move(**found);
}

base::Result<std::string> checked_name(std::string_view typed) {
    auto name = folded_name(typed);
    if (name.empty()) {
        return fault(Trouble::bad_input,
                     "用户名要有 2 到 32 个字符，用字母、数字、汉字和 . _ - @，不能是身份证号",
                     "a login name has 2 to 32 letters, digits, Chinese characters or . _ - @, and is no "
                     "identity number");
    }
    return name;
}

base::Result<store::Account> add_account(store::Change &change, NewAccount const &wanted) {
    auto const name = checked_name(wanted.name);
    if (!name) {
        return base::Fault{name.fault()};
    }
    auto shown = checked_shown(wanted.shown);
    if (!shown) {
        return std::move(shown).fault();
    }
    auto checked = in_order([&] { return check_name_is_free(change.store(), *name); },
                            [&] { return check_unit(change.store(), wanted.role, wanted.unit); });
    if (!checked) {
        return std::move(checked).fault();
    }
    store::Account account;
    account.name = *name;
    account.shown = *shown;
    account.role = role_name(wanted.role);
    account.unit = wanted.unit;
    auto added = store::add_account(change, account);
    if (!added) {
        return added;
    }
    if (auto noted = record_act(change, "account.created", *added, role_body(*added)); !noted) {
        return std::move(noted).fault();
    }
    return added;
}

base::Result<> record_act(store::Change &change, std::string_view kind, store::Account const &account,
                          base::Json body) {
    body.set("name", account.name);
    return change.record(kind, fmt::format("account {}", account.id), body);
}

std::string token_digest(std::string_view token) {
    return base::sha256(base::as_bytes(token)).hex();
}

} // namespace desk
