// SPDX-License-Identifier: GPL-3.0-or-later
#include "desk/invitations.hpp"
#include "web/visit.hpp"

namespace web {

using base::Json;
using base::Trouble;

namespace {

/// As Set-Cookie wants it: for every page here, for no script and no other site.
std::string cookie(std::string const &name, std::string const &value) {
    return name + "=" + value + "; Path=/; HttpOnly; SameSite=Strict";
}

std::string home_of(desk::Role role) {
    switch (role) {
    case desk::Role::operator_:
        return "/print";
    case desk::Role::college:
        return "/college";
    case desk::Role::archivist:
        return "/archive";
    case desk::Role::administrator:
        break;
    }
    return "/admin";
}

base::Result<Answer> start(Visit &visit) {
    Answer answer;
    answer.go_to = visit.session ? home_of(visit.session->role) : "/login";
    return answer;
}

/// A form that could not be taken is shown again with what was typed, but for passwords.
Answer form_again(std::string page, Visit const &visit, base::Fault const &fault,
                  std::initializer_list<char const *> fields) {
    auto model = Json::object();
    model.set("problem", fault.text(visit.language));
    for (auto const *field : fields) {
        model.set(field, visit.given.of(field));
    }
    auto answer = shown(std::move(page), std::move(model));
    answer.status = fault.kind == Trouble::busy ? 429 : 422;
    return answer;
}

base::Result<Answer> login_page(Visit &visit) {
    auto model = Json::object();
    model.set("to", visit.request.query.of("to"));
    return shown("login", std::move(model));
}

/// One of the few places where passwords are checked: a flood of them leaves workers for everybody else.
class PasswordPlace {
public:
    explicit PasswordPlace(std::atomic<int> &taken) : taken_{taken}, mine_{taken.fetch_add(1) < most} {}
    PasswordPlace(PasswordPlace const &) = delete;
    PasswordPlace &operator=(PasswordPlace const &) = delete;
    ~PasswordPlace() { taken_ -= 1; }
    explicit operator bool() const { return mine_; }

private:
    static constexpr int most = 4;
    std::atomic<int> &taken_;
    bool mine_;
};

base::Fault too_many_passwords() {
    return base::fault(Trouble::busy, "登录的人太多，请过几秒再试",
                       "too many are logging in; try again in a few seconds");
}

base::Result<Answer> log_in(Visit &visit) {
    PasswordPlace const place{visit.service.passwords};
    if (!place) {
        return visit.route.is_api() ? base::Result<Answer>{too_many_passwords()}
                                    : form_again("login", visit, too_many_passwords(), {"name", "to"});
    }
    auto store = visit.service.stations.store();
    if (!store) {
        return std::move(store).fault();
    }
    auto const in =
        desk::log_in(**store, visit.service.guard,
                     {visit.given.of("name"), visit.given.of("password"), visit.request.peer}, visit.now());
    if (!in) {
        return visit.route.is_api() ? base::Result<Answer>{base::Fault{in.fault()}}
                                    : form_again("login", visit, in.fault(), {"name", "to"});
    }
    auto const session = desk::session_of(**store, in->token, visit.now());
    if (!session || !*session) {
        return base::fault(Trouble::busy, "没有登录成功，请再试一次", "logging in did not work; try again");
    }
    Answer answer;
    answer.go_to = path_here(visit.given.of("to"), home_of((*session)->role));
    if (visit.route.is_api()) {
        answer.model.set("token", in->token).set("role", desk::role_name((*session)->role));
    } else {
        answer.cookies.push_back(cookie(session_cookie, in->token));
    }
    return answer;
}

base::Result<Answer> log_out(Visit &visit) {
    auto store = visit.service.stations.store();
    if (!store) {
        return std::move(store).fault();
    }
    if (auto ended = desk::end_session(**store, visit.token, visit.now()); !ended) {
        return std::move(ended).fault();
    }
    visit.service.hub.close_all_of(visit.token);
    Answer answer;
    answer.go_to = "/login";
    answer.model.set("done", true);
    answer.cookies.push_back(cookie(session_cookie, "") + "; Max-Age=0");
    return answer;
}

/// A choice that is the browser's and not the account's.
base::Result<Answer> choose(Visit &visit) {
    Answer answer;
    answer.go_to = path_here(visit.given.of("back"), "/");
    constexpr auto a_year = "; Max-Age=31536000";
    if (auto const &lang = visit.given.of("lang"); lang == "zh" || lang == "en") {
        answer.cookies.push_back(cookie("lang", lang) + a_year);
    }
    if (auto const &campaign = visit.given.of("campaign"); !campaign.empty()) {
        answer.cookies.push_back(cookie("campaign", encoded(campaign)) + a_year);
    }
    return answer;
}

base::Result<Answer> setup_page(Visit &visit) {
    auto store = visit.service.stations.store();
    if (!store) {
        return std::move(store).fault();
    }
    auto const &token = visit.request.query.of("token");
    auto const invitation = desk::find_invitation(**store, token, visit.now());
    if (!invitation) {
        return base::Fault{invitation.fault()};
    }
    auto model = Json::object();
    model.set("token", token).set("first", !invitation->account);
    if (invitation->account) {
        model.set("name", invitation->account->name).set("shown", invitation->account->shown);
    }
    return shown("setup", std::move(model));
}

base::Result<Answer> use_setup(Visit &visit) {
    auto store = visit.service.stations.store();
    if (!store) {
        return std::move(store).fault();
    }
    auto const &given = visit.given;
    auto const first = given.of("first") == "on";
    auto const refuse = [&](base::Fault const &fault) {
        auto answer = form_again("setup", visit, fault, {"token", "name", "shown"});
        answer.model.set("first", first);
        return answer;
    };
    if (given.of("password") != given.of("again")) {
        return refuse(base::fault(Trouble::bad_input, "两次输入的密码不一样", "the two passwords differ"));
    }
    auto const account =
        first
            ? desk::use_setup(**store,
                              {given.of("token"), given.of("name"), given.of("shown"), given.of("password")},
                              visit.now())
            : desk::accept_invitation(**store, given.of("token"), given.of("password"), visit.now());
    if (!account) {
        return account.fault().kind == Trouble::bad_input ? base::Result<Answer>{refuse(account.fault())}
                                                          : base::Fault{account.fault()};
    }
    auto const in = desk::log_in(**store, visit.service.guard,
                                 {account->name, given.of("password"), visit.request.peer}, visit.now());
    Answer answer;
    answer.go_to = "/";
    if (in) {
        answer.cookies.push_back(cookie(session_cookie, in->token));
    }
    return answer;
}

base::Result<Answer> password_page(Visit & /*visit*/) {
    return shown("password", Json::object());
}

base::Result<Answer> change_password(Visit &visit) {
    auto store = visit.service.stations.store();
    if (!store) {
        return std::move(store).fault();
    }
    auto const &given = visit.given;
    auto changed =
        given.of("password") != given.of("again")
            ? base::Result<>{base::fault(Trouble::bad_input, "两次输入的新密码不一样",
                                         "the two new passwords differ")}
            : desk::change_password(**store, visit.service.guard,
                                    {visit.token, given.of("old"), given.of("password"), visit.request.peer},
                                    visit.now());
    if (!changed) {
        return form_again("password", visit, changed.fault(), {});
    }
    return gone_to("/password", {"密码已改，别处的登录都已退出",
                                 "the password is changed; every other session has ended"});
}

base::Result<Answer> events(Visit &visit) {
    auto feed = visit.service.hub.open(visit.token);
    if (!feed) {
        return base::fault(Trouble::busy, "打开的页面太多", "too many pages are open");
    }
    Response response;
    response.events = std::move(feed);
    response.with("Content-Type", "text/event-stream").with("Cache-Control", "no-store");
    Answer answer;
    answer.raw = std::move(response);
    return answer;
}

base::Result<Answer> static_file(Visit &visit) {
    auto response = visit.service.files.answer(visit.part("version"), visit.part("name"));
    if (!response) {
        return base::fault(Trouble::not_found, "没有这个文件", "there is no such file");
    }
    Answer answer;
    answer.raw = std::move(*response);
    return answer;
}

base::Result<Answer> whoami(Visit &visit) {
    Answer answer;
    answer.model.set("name", visit.session->name).set("shown", visit.session->shown);
    answer.model.set("role", desk::role_name(visit.session->role)).set("unit", visit.session->unit_name);
    return answer;
}

} // namespace

void add_account_pages(Handlers &handlers) {
    handlers.insert({{"start", start},
                     {"login_page", login_page},
                     {"log_in", log_in},
                     {"log_out", log_out},
                     {"choose", choose},
                     {"setup_page", setup_page},
                     {"use_setup", use_setup},
                     {"password_page", password_page},
                     {"change_password", change_password},
                     {"events", events},
                     {"static_file", static_file},
                     {"whoami", whoami}});
}

} // namespace web
