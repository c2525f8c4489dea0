// SPDX-License-Identifier: GPL-3.0-or-later
#include "desk/accounts.hpp"
#include "store/people_lists.hpp"
#include "web/admin.hpp"
#include <charconv>

namespace web {

using base::Json;
using base::Trouble;

namespace {

std::optional<std::int64_t> whole_number(std::string const &text) {
    std::int64_t value = 0;
    auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    return error == std::errc{} && end == text.data() + text.size() && !text.empty() ? std::optional{value}
                                                                                     : std::nullopt;
}

std::string_view state_of(store::Account const &account) {
    return account.disabled ? "disabled" : account.has_password ? "active" : "invited";
}

Json account_json(Visit const &visit, store::Account const &account, store::AccountTrace const &trace) {
    auto one = Json::object();
    auto const state = state_of(account);
    auto const role = desk::role_named(account.role);
    one.set("id", account.id).set("name", account.name).set("shown", account.shown);
    one.set("role", account.role).set("role_text", role ? desk::role_words(*role).in(visit.language) : "");
    one.set("unit", account.unit_name).set("has_unit", account.unit.has_value()).set("state", state);
    one.set("state_text", visit.service.templates.text(visit.language, "account." + std::string{state}));
    one.set("active", state == "active").set("invited", state == "invited").set("disabled", account.disabled);
    one.set("me", visit.session && visit.session->account == account.id);
    one.set("late", state == "invited" && (!trace.invited_until || *trace.invited_until <= visit.now()));
    one.set("seen", trace.last_login.has_value());
    if (trace.last_login) {
        set_time(one, "last_login", *trace.last_login);
    }
    if (trace.invited_until) {
        set_time(one, "invited_until", *trace.invited_until);
    }
    set_time(one, "created_at", account.created_at);
    return one;
}

Json roles_json(Visit const &visit, std::string const &chosen) {
    auto list = Json::list();
    for (auto const role : desk::every_role) {
        auto one = Json::object();
        list.add(one.set("role", desk::role_name(role))
                     .set("text", desk::role_words(role).in(visit.language))
                     .set("chosen", desk::role_name(role) == chosen));
    }
    return list;
}

base::Result<> add_units(store::Store const &store, std::optional<std::int64_t> chosen, Json &model) {
    auto const units = store::units(store);
    if (!units) {
        return base::Fault{units.fault()};
    }
    auto list = Json::list();
    for (auto const &unit : *units) {
        auto one = Json::object();
        list.add(one.set("id", unit.id)
                     .set("text", fmt::format("{}（{}）", unit.name, desk::campaign_key(unit.campaign)))
                     .set("chosen", unit.id == chosen));
    }
    model.set("units", list).set("any_unit", !units->empty());
    return {};
}

base::Result<Answer> admin_accounts(Visit &visit) {
    auto store = visit.service.stations.store();
    if (!store) {
        return std::move(store).fault();
    }
    auto const accounts = store::accounts(**store);
    auto const traces = store::account_traces(**store);
    if (!accounts || !traces) {
        return base::Fault{accounts ? traces.fault() : accounts.fault()};
    }
    auto list = Json::list();
    for (auto const &account : *accounts) {
        auto const trace = traces->find(account.id);
        list.add(
            account_json(visit, account, trace == traces->end() ? store::AccountTrace{} : trace->second));
    }
    auto model = Json::object();
    model.set("accounts", list).set("roles", roles_json(visit, "operator"));
    auto const added = add_units(**store, {}, model);
    return added ? base::Result{admin_shown(visit, "admin-accounts", std::move(model))}
                 : base::Fault{added.fault()};
}

/// As the browser reached us, since we do not know what the office calls this machine.
std::string absolute(Visit const &visit, std::string const &path) {
    auto const &host = visit.request.headers.of("host");
    return host.empty() ? path : (visit.service.secure ? "https://" : "http://") + host + path;
}

/// The one time that an invitation is shown.
Answer invited_page(Visit const &visit, desk::Invited const &invited) {
    auto model = Json::object();
    model.set("id", invited.account).set("name", invited.name);
    model.set("link", absolute(visit, "/setup?token=" + encoded(invited.token)));
    set_time(model, "expires_at", invited.expires_at);
    return admin_shown(visit, "admin-invited", std::move(model));
}

struct Wanted {
    desk::Role role;
    std::optional<std::int64_t> unit;
};

base::Result<Wanted> wanted_role(Values const &given) {
    auto const role = desk::role_named(given.of("role"));
    if (!role) {
        return base::fault(Trouble::bad_input, "没有角色“{}”", "there is no role '{}'", given.of("role"));
    }
    auto const &unit = given.of("unit");
    if (!unit.empty() && !whole_number(unit)) {
        return base::fault(Trouble::bad_input, "没有单位“{}”", "there is no unit '{}'", unit);
    }
    return Wanted{*role, whole_number(unit)};
}

base::Result<Answer> create_account(Visit &visit) {
    auto store = visit.service.stations.store();
    auto const wanted = wanted_role(visit.given);
    if (!store || !wanted) {
        return base::Fault{store ? wanted.fault() : store.fault()};
    }
    auto const invited = desk::create_account(
        **store, {visit.given.of("name"), visit.given.of("shown"), wanted->role, wanted->unit}, visit.actor(),
        visit.now());
    return invited ? base::Result{invited_page(visit, *invited)} : base::Fault{invited.fault()};
}

base::Result<std::int64_t> asked_id(Visit const &visit) {
    auto const id = whole_number(visit.part("id"));
    return id ? base::Result{*id}
              : base::fault(Trouble::not_found, "没有这个账号", "there is no such account");
}

base::Result<Answer> admin_account(Visit &visit) {
    static constexpr std::size_t most_events = 20;
    auto store = visit.service.stations.store();
    auto const id = asked_id(visit);
    if (!store || !id) {
        return base::Fault{store ? id.fault() : store.fault()};
    }
    auto const account = desk::find_account(**store, *id);
    auto const traces = store::account_traces(**store);
    if (!account || !traces) {
        return base::Fault{account ? traces.fault() : account.fault()};
    }
    auto const trace = traces->find(*id);
    auto model =
        account_json(visit, *account, trace == traces->end() ? store::AccountTrace{} : trace->second);
    model.set("roles", roles_json(visit, account->role)).set("actor_url", encoded(account->name));
    for (auto const &added :
         {add_units(**store, account->unit, model),
          add_events(visit, **store, {"", "", fmt::format("account {}", *id)}, most_events, model)}) {
        if (!added) {
            return base::Fault{added.fault()};
        }
    }
    return admin_shown(visit, "admin-account", std::move(model));
}

base::Result<Answer> change_account(Visit &visit) {
    auto store = visit.service.stations.store();
    auto const id = asked_id(visit);
    auto const wanted = wanted_role(visit.given);
    if (!store || !id || !wanted) {
        return base::Fault{!store ? store.fault() : id ? wanted.fault() : id.fault()};
    }
    auto const done = desk::change_account(
        **store, *id, {visit.given.of("shown"), wanted->role, wanted->unit}, visit.actor(), visit.now());
    return done ? base::Result{gone_to(fmt::format("/admin/accounts/{}", *id), {"已保存", "saved"})}
                : base::Fault{done.fault()};
}

base::Result<Answer> change_account_state(Visit &visit) {
    auto store = visit.service.stations.store();
    auto const id = asked_id(visit);
    if (!store || !id) {
        return base::Fault{store ? id.fault() : store.fault()};
    }
    auto const &what = visit.part("what");
    if (what == "reset") {
        auto const invited = desk::reset_password(**store, *id, visit.actor(), visit.now());
        return invited ? base::Result{invited_page(visit, *invited)} : base::Fault{invited.fault()};
    }
    auto const disables = what == "disable";
    if (!disables && what != "enable") {
        return base::fault(Trouble::not_found, "没有这个操作“{}”", "there is no '{}'", what);
    }
    auto const done = disables ? desk::disable_account(**store, *id, visit.actor(), visit.now())
                               : desk::enable_account(**store, *id, visit.actor(), visit.now());
    if (!done) {
        return base::Fault{done.fault()};
    }
    return gone_to(fmt::format("/admin/accounts/{}", *id),
                   disables ? base::Words{"已停用，登录都已退出", "disabled; every session of it has ended"}
                            : base::Words{"已启用；没有密码的话，请再发一个设置链接",
                                          "enabled; send a new link where it has no password"});
}

} // namespace

void add_account_admin_pages(Handlers &handlers) {
    handlers.insert({{"admin_accounts", admin_accounts},
                     {"create_account", create_account},
                     {"admin_account", admin_account},
                     {"change_account", change_account},
                     {"change_account_state", change_account_state}});
}

} // namespace web
