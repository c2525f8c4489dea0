// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/site.hpp"
#include "base/text.hpp"
#include "web/json_body.hpp"
#include <algorithm>
#include <cstdio>

namespace web {

using base::Language;
using base::Trouble;

namespace {

constexpr auto content_policy =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; "
    "connect-src 'self'; media-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

/// As was chosen in this browser; else English where its first wish is that, and Chinese.
Language language_of(Request const &request) {
    auto const &chosen = request.cookies.of("lang");
    if (chosen == "zh" || chosen == "en") {
        return chosen == "zh" ? Language::zh : Language::en;
    }
    auto const &wanted = request.headers.of("accept-language");
    return wanted.starts_with("en") ? Language::en : Language::zh;
}

int status_of(Trouble kind) {
    switch (kind) {
    case Trouble::bad_input:
        return 422;
    case Trouble::usage:
        return 400;
    case Trouble::not_found:
        return 404;
    case Trouble::device:
        return 502;
    case Trouble::storage:
        return 507;
    case Trouble::busy:
        return 503;
    case Trouble::not_allowed:
        break;
    }
    return 403;
}

Response json_response(int status, base::Json const &model) {
    Response response;
    response.status = status;
    response.body = model.text() + "\n";
    response.with("Content-Type", "application/json; charset=utf-8");
    return response;
}

Response fault_as_json(Language language, base::Fault const &fault) {
    auto model = base::Json::object();
    model.set("error", word_of(fault.kind)).set("message", fault.text(language));
    return json_response(status_of(fault.kind), model);
}

Response html(int status, std::string text) {
    Response response;
    response.status = status;
    response.body = std::move(text);
    response.with("Content-Type", "text/html; charset=utf-8");
    return response;
}

/// A form of another site can make a browser send cookies on old browsers; it cannot make it lie about where
/// the form was.
bool comes_from_here(Request const &request) {
    auto const &site = request.headers.of("sec-fetch-site");
    if (!site.empty()) {
        return site == "same-origin" || site == "none";
    }
    auto const &origin = request.headers.of("origin");
    auto const &host = request.headers.of("host");
    // no-referrer makes browsers say null for forms of our own.
    return origin.empty() || origin == "null" || origin == "http://" + host || origin == "https://" + host;
}

constexpr std::string_view bearer = "Bearer ";

bool says_token(Request const &request) {
    return request.headers.of("authorization").starts_with(bearer);
}

/// A browser has a cookie; a program may say the token itself.
std::string token_of(Request const &request) {
    return says_token(request) ? request.headers.of("authorization").substr(bearer.size())
                               : request.cookies.of(session_cookie);
}

} // namespace

base::Result<std::unique_ptr<PlatenSite>> PlatenSite::make(Service &service) {
    std::unique_ptr<PlatenSite> site{new PlatenSite{service}};
    for (auto const add :
         {add_account_pages,      add_print_pages,         add_run_pages,           add_sheet_pages,
          add_admin_pages,        add_intake_pages,        add_college_pages,       add_archive_pages,
          add_people_admin_pages, add_account_admin_pages, add_printer_admin_pages, add_backup_pages,
          add_ledger_pages,       add_swipe_pages,         add_queue_pages,         add_pay_pages,
          add_camera_pages,       add_shot_pages,          add_wall_pages,          add_plan_pages,
          add_proof_pages,        add_lens_pages,          add_handover_pages,      add_discrepancy_pages,
          add_class_pages,        add_report_pages,        add_keeping_pages,       add_college_work_pages,
          add_mail_pages}) {
        add(site->handlers_);
    }
    std::set<std::string> used;
    for (auto const &route : service.routes.all()) {
        used.insert(route.does);
        if (!site->handlers_.contains(route.does)) {
            return base::fault(Trouble::bad_input, "routes.toml 第 {} 行：没有“{}”",
                               "routes.toml, line {}: there is no '{}'", route.line, route.does);
        }
    }
    for (auto const &[name, handler] : site->handlers_) {
        if (!used.contains(name)) {
            return base::fault(Trouble::bad_input, "routes.toml 里没有用到“{}”",
                               "routes.toml does not use '{}'", name);
        }
    }
    return site;
}

std::size_t PlatenSite::most_bytes(Request const &head) {
    auto const match = service_.routes.match(head.method, head.path);
    if (match.route == nullptr) {
        return 0;
    }
    static constexpr std::size_t without_session = 64 * 1024;
    if (match.route->bytes <= without_session) {
        return match.route->bytes;
    }
    // Looked up without noting that it was seen: this thread must not wait to write.
    auto const store = service_.stations.store();
    auto const session = store ? store::session(**store, desk::token_digest(token_of(head)))
                               : base::Result<std::optional<store::Session>>{base::Fault{store.fault()}};
    auto const role = session && *session ? desk::role_named((*session)->account.role) : std::nullopt;
    return role && match.route->who.contains(*role) ? match.route->bytes : without_session;
}

base::Result<std::optional<desk::Session>> PlatenSite::session_of(std::string const &token) {
    if (token.empty()) {
        return std::optional<desk::Session>{};
    }
    auto store = service_.stations.store();
    if (!store) {
        return std::move(store).fault();
    }
    return desk::session_of(**store, token, service_.clock.now());
}

Response PlatenSite::answer(Request const &request) {
    try {
        return finished(serve(request), !request.path.starts_with("/static/"));
    } catch (std::exception const &error) {
        // No fault should come this way: it is a bug of ours, told as one.
        std::fprintf(stderr, "platen: 程序内部错误，请报告 / internal error, please report: %s %s: %s\n",
                     request.method.c_str(), request.path.c_str(), error.what());
        return refuse(500);
    }
}

Response PlatenSite::refuse(int status) {
    return finished(plain_page(Language::zh, status, status == 503 ? "error.busy" : "error.refused"), true);
}

Response PlatenSite::serve(Request const &request) {
    auto const match = service_.routes.match(request.method, request.path);
    auto const language = language_of(request);
    if (match.route == nullptr) {
        return plain_page(language, match.other_method ? 405 : 404, "error.no_page");
    }
    auto token = token_of(request);
    auto session = session_of(token);
    if (!session) {
        return match.route->is_api() ? fault_as_json(language, session.fault())
                                     : plain_page(language, 507, "error.storage");
    }
    auto const &who = match.route->who;
    if (!match.route->anyone && !*session) {
        if (match.route->is_api() || !request.is_read()) {
            return match.route->is_api()
                       ? fault_as_json(language, {Trouble::not_allowed, {"请先登录", "log in first"}, {}})
                       : see_other("/login");
        }
        return see_other("/login?to=" + encoded(request.path));
    }
    if (!match.route->anyone && !who.contains((*session)->role)) {
        return match.route->is_api()
                   ? fault_as_json(
                         language,
                         {Trouble::not_allowed, {"您的角色不能做这件事", "your role may not do this"}, {}})
                   : plain_page(language, 403, "error.not_yours");
    }
    return visit(request, match, std::move(*session), std::move(token));
}

Response PlatenSite::visit(Request const &request, Match const &match, std::optional<desk::Session> session,
                           std::string token) {
    auto const &route = *match.route;
    auto const language = language_of(request);
    auto const json = request.headers.of("content-type").starts_with("application/json");
    auto const body = json ? read_json_body(request.body) : std::nullopt;
    if (json && !body) {
        return fault_as_json(language,
                             {Trouble::usage, {"请求正文不是 JSON 对象", "the body is no JSON object"}, {}});
    }
    Visit one{
        .service = service_,
        .request = request,
        .route = route,
        .parts = match.parts,
        .language = language,
        .campaign = request.cookies.of("campaign"),
        .session = std::move(session),
        .token = std::move(token),
        .given = body ? *body : request.form,
    };
    if (!request.is_read()) {
        auto const &given = one.given.has("csrf") ? one.given.of("csrf") : request.headers.of("x-csrf-token");
        auto const forged =
            !comes_from_here(request) ||
            (one.session && !says_token(request) && !route.anyone && !desk::check_csrf(*one.session, given));
        if (forged) {
            return route.is_api() ? fault_as_json(language, {Trouble::not_allowed,
                                                             {"表单已过期，请刷新页面再试",
                                                              "the form is out of date; load the page again"},
                                                             {}})
                                  : plain_page(language, 403, "error.old_form");
        }
    }
    auto answered = handlers_.find(route.does)->second(one);
    auto response = answered ? page(one, std::move(*answered)) : failed(one, answered.fault());
    return response.status == 303 && request.headers.has("x-script") ? for_script(one, response)
                                                                     : std::move(response);
}

Response PlatenSite::page(Visit const &visit, Answer answer) {
    auto response = [&] {
        if (answer.raw) {
            return std::move(*answer.raw);
        }
        if (visit.route.is_api()) {
            return json_response(answer.status, answer.model);
        }
        if (!answer.go_to.empty()) {
            if (!answer.said.zh.empty()) {
                service_.notices.put(visit.token, {true, answer.said});
            }
            return see_other(answer.go_to);
        }
        if (visit.request.headers.has("x-part") || answer.page.starts_with("part-")) {
            answer.model.set("csrf", visit.session ? visit.session->csrf : "");
            return html(answer.status, service_.templates.render(answer.page, visit.language, answer.model));
        }
        add_frame(visit, answer.model);
        return html(answer.status,
                    service_.templates.framed("frame", answer.page, visit.language, answer.model));
    }();
    for (auto const &cookie : answer.cookies) {
        response.with("Set-Cookie", cookie + (service_.secure ? "; Secure" : ""));
    }
    return response;
}

Response PlatenSite::failed(Visit const &visit, base::Fault const &fault) {
    if (visit.route.is_api()) {
        return fault_as_json(visit.language, fault);
    }
    if (!visit.request.is_read() && visit.session) {
        service_.notices.put(visit.token, {false, {fault.text(Language::zh), fault.text(Language::en)}});
        return see_other(path_here(visit.given.of("back"), "/")); // the page that the form was on
    }
    Answer answer;
    answer.page = "trouble";
    answer.status = status_of(fault.kind);
    answer.model.set("message", fault.text(visit.language));
    return page(visit, std::move(answer));
}

/// A script that sent the form reads where to go, and what is said there, and decides itself whether the page
/// is loaded anew: a camera's picture would be gone for a second.
Response PlatenSite::for_script(Visit const &visit, Response const &redirection) {
    auto const to =
        std::ranges::find(redirection.headers, "Location", &std::pair<std::string, std::string>::first);
    auto model = base::Json::object();
    model.set("go", to == redirection.headers.end() ? "/" : to->second);
    model.set("notices", notices_json(visit));
    auto response = json_response(200, model);
    for (auto const &header : redirection.headers) {
        if (header.first == "Set-Cookie") {
            response.headers.push_back(header);
        }
    }
    return response;
}

/// Without a frame: for whoever may not see one.
Response PlatenSite::plain_page(Language language, int status, std::string_view key) {
    auto model = base::Json::object();
    model.set("message", service_.templates.text(language, key)).set("status", status);
    model.set("lang", language == Language::zh ? "zh-CN" : "en");
    return html(status, service_.templates.render("plain", language, model));
}

Response PlatenSite::finished(Response response, bool secret) const {
    response.with("Content-Security-Policy", content_policy);
    response.with("X-Content-Type-Options", "nosniff");
    response.with("X-Frame-Options", "DENY");
    response.with("Referrer-Policy", "no-referrer");
    response.with("Cross-Origin-Opener-Policy", "same-origin");
    response.with("Cross-Origin-Resource-Policy", "same-origin");
    response.with("Permissions-Policy", "geolocation=(), microphone=(), payment=(), usb=()");
    auto const named = std::any_of(response.headers.begin(), response.headers.end(),
                                   [](auto const &header) { return header.first == "Cache-Control"; });
    if (secret && !named) {
        response.with("Cache-Control", "no-store");
    }
    if (service_.secure) {
        response.with("Strict-Transport-Security", "max-age=31536000");
    }
    return response;
}

} // namespace web
