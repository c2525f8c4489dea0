// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "desk/campaign.hpp"
#include "desk/invitations.hpp"
#include "desk/sessions.hpp"
#include "families.hpp"
#include "store/people_lists.hpp"
#include "support/fresh_store.hpp"
#include "web/site.hpp"
#include <algorithm>
#include <nlohmann/json.hpp>

namespace support {

/// A browser that somebody is logged in with, without sockets.
class Browser {
public:
    Browser(web::Site &site, std::string token, std::string csrf)
        : site_{site}, token_{std::move(token)}, csrf_{std::move(csrf)} {}

    web::Response get(std::string const &address) { return site_.answer(request("GET", address)); }
    web::Response post(std::string const &address,
                       std::vector<std::pair<std::string, std::string>> const &fields = {},
                       std::vector<web::Upload> uploads = {}) {
        auto form = request("POST", address);
        if (!uploads.empty()) {
            form.uploads = std::move(uploads);
            form.scratch = web::ScratchFolder::make();
        }
        form.form.add("csrf", csrf_);
        for (auto const &[name, value] : fields) {
            form.form.add(name, value);
        }
        return site_.answer(form);
    }
    void forget_csrf() { csrf_ = "none"; }
    void with_header(std::string const &name, std::string const &value) {
        headers_.emplace_back(name, value);
    }
    void without_headers() { headers_.clear(); }

    std::string language = "zh";

private:
    web::Request request(std::string method, std::string const &address) {
        web::Request request;
        request.method = std::move(method);
        auto const mark = address.find('?');
        request.path = web::decoded(address.substr(0, mark), false).value();
        auto query = mark == std::string::npos ? std::string{} : address.substr(mark + 1);
        while (!query.empty()) {
            auto const pair = query.substr(0, query.find('&'));
            query.erase(0, pair.size() + 1);
            auto const is = pair.find('=');
            request.query.add(web::decoded(pair.substr(0, is), true).value(),
                              web::decoded(pair.substr(is + 1), true).value());
        }
        request.cookies.add("platen_session", token_);
        request.cookies.add("lang", language);
        request.headers.add("host", "platen.example:8620");
        for (auto const &[name, value] : headers_) {
            request.headers.add(name, value);
        }
        request.peer = "10.0.0.7";
        return request;
    }

    web::Site &site_;
    std::string token_, csrf_;
    std::vector<std::pair<std::string, std::string>> headers_;
};

/// A station in a folder of its own with the web service on it, an administrator called chen, and a campaign
/// without people. Its printers are folders only.
class WebOffice {
public:
    static constexpr auto password = "马 电池 订书钉 对的";

    explicit WebOffice(std::string const &school = "某大学", std::string const &profile = "S0") {
        for (auto const &family : print::families()) {
            if (family.scheme == "folder") {
                families_.push_back(family);
            }
        }
        sure(desk::create_campaign(folder / "store", {"11832", school, 2026, profile}, setting()));
        service = sure(web::Service::make(folder / "store", setting()));
        site = sure(web::PlatenSite::make(*service));
        auto one = store();
        auto const token = sure(desk::first_setup(one, clock_.now()));
        sure(desk::use_setup(one, {token.value(), "chen", "陈主任", password}, clock_.now()));
    }
    WebOffice(WebOffice const &) = delete;
    WebOffice &operator=(WebOffice const &) = delete;

    [[nodiscard]] desk::Setting setting() { return {PLATEN_ROOT, clock_, quiet_, "tester", families_}; }
    store::Store store() { return sure(store::Store::open(folder / "store")); }
    Browser log_in(std::string const &name = "chen") {
        auto one = store();
        auto const in = sure(desk::log_in(one, service->guard, {name, password, "10.0.0.7"}, clock_.now()));
        return {*site, in.token, in.csrf};
    }
    /// An account that has the password above.
    std::int64_t account(std::string const &name, desk::Role role, std::optional<std::int64_t> unit = {}) {
        auto one = store();
        auto const invited =
            sure(desk::create_account(one, {name, name + "老师", role, unit}, "chen", clock_.now()));
        return sure(desk::accept_invitation(one, invited.token, password, clock_.now())).id;
    }
    /// Puts people on the roster without asking whether their names can be true.
    void take_in(std::vector<store::Person> const &people) {
        auto one = store();
        auto const campaign = sure(store::campaigns(one)).back().id;
        auto change = sure(one.change(clock_.now(), "tester"));
        sure(store::import_people(change, campaign, people));
        sure(change.commit());
    }
    std::int64_t first_unit() {
        auto one = store();
        return sure(store::units(one)).at(0).id;
    }

private:
    base::SystemClock clock_;
    base::NoProgress quiet_;
    std::vector<print::Family> families_;

public:
    TempFolder folder;
    std::unique_ptr<web::Service> service;
    std::unique_ptr<web::PlatenSite> site;
};

inline store::Person someone(std::string const &student_no, std::string const &name,
                             std::string const &unit = "财经学院",
                             std::string const &class_name = "会计2201") {
    store::Person person;
    person.student_no = student_no;
    person.name = name;
    person.unit = unit;
    person.class_name = class_name;
    return person;
}

inline bool has(web::Response const &response, std::string_view text) {
    return response.body.find(text) != std::string::npos;
}

inline std::string header(web::Response const &response, std::string_view name) {
    for (auto const &[key, value] : response.headers) {
        if (key == name) {
            return value;
        }
    }
    return {};
}

/// What a form answered, as the next page says it.
inline std::string said(Browser &browser, web::Response const &response) {
    if (response.status != 303) {
        throw std::runtime_error{"no redirection: " + response.body};
    }
    return browser.get(header(response, "Location")).body;
}

inline nlohmann::json asked(Browser &browser, std::string const &address) {
    auto const response = browser.get(address);
    if (response.status != 200) {
        throw std::runtime_error{address + ": " + response.body};
    }
    return nlohmann::json::parse(response.body);
}

} // namespace support
