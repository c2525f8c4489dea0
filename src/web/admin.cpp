// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/admin.hpp"
#include "code/serial.hpp"
#include <algorithm>
#include <array>
#include <charconv>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace web {

using base::Json;

namespace {

struct Place {
    char const *path, *key;
};

constexpr std::array places{
    Place{"/admin", "admin.overview"},          Place{"/admin/campaigns", "admin.campaigns"},
    Place{"/admin/rules", "admin.rules"},       Place{"/admin/people", "admin.people"},
    Place{"/admin/accounts", "admin.accounts"}, Place{"/admin/printers", "admin.printers"},
    Place{"/admin/backup", "admin.backup"},     Place{"/admin/health", "admin.health"},
    Place{"/admin/ledger", "admin.ledger"},
};

bool is_here(std::string const &path, std::string_view place) {
    return path == place || (place != "/admin" && path.starts_with(std::string{place} + "/"));
}

std::string page_url(Visit const &visit, std::size_t page) {
    std::string url = visit.request.path + "?";
    for (auto const &[name, value] : visit.request.query.pairs()) {
        if (name != "page" && !value.empty()) {
            url += encoded(name) + "=" + encoded(value) + "&";
        }
    }
    return url + "page=" + std::to_string(page);
}

constexpr std::string_view account_subject = "account ";

/// Where to look at what an event is about; empty where there is no page of it.
std::string subject_url(store::Event const &event) {
    if (event.subject.starts_with(account_subject)) {
        return "/admin/accounts/" + encoded(event.subject.substr(account_subject.size()));
    }
    auto const about_sheet = event.kind.starts_with("sheet.") || event.kind.starts_with("job.");
    return about_sheet && code::read_serial(event.subject) ? "/sheets/" + encoded(event.subject)
                                                           : std::string{};
}

/// People know accounts by name, the ledger by number.
std::string subject_text(store::Event const &event) {
    auto const body = event.subject.starts_with(account_subject)
                          ? nlohmann::json::parse(event.body, nullptr, false)
                          : nlohmann::json{};
    return body.is_object() && body.contains("name") && body["name"].is_string()
               ? body["name"].get<std::string>()
               : event.subject;
}

} // namespace

Answer admin_shown(Visit const &visit, std::string page, Json model) {
    if (!visit.route.is_api()) {
        auto nav = Json::list();
        for (auto const &place : places) {
            auto one = Json::object();
            nav.add(one.set("to", place.path)
                        .set("text", visit.service.templates.text(visit.language, place.key))
                        .set("here", is_here(visit.request.path, place.path)));
        }
        model.set("admin_nav", nav);
    }
    return shown(std::move(page), std::move(model));
}

std::size_t asked_page(Visit const &visit) {
    static constexpr std::size_t last = 1'000'000;
    auto const &text = visit.request.query.of("page");
    std::size_t page = 1;
    std::from_chars(text.data(), text.data() + text.size(), page);
    return std::clamp<std::size_t>(page, 1, last);
}

void set_pages(Json &model, Visit const &visit, bool more) {
    auto const page = asked_page(visit);
    model.set("at_page", page).set("several_pages", more || page > 1);
    model.set("has_previous", page > 1).set("previous", page > 1 ? page_url(visit, page - 1) : "");
    model.set("has_next", more).set("next", more ? page_url(visit, page + 1) : "");
}

std::string kind_text(Visit const &visit, std::string const &kind) {
    auto key = kind;
    std::replace(key.begin(), key.end(), '.', '_');
    auto const &text = visit.service.templates.text(visit.language, "kind." + key);
    return text.empty() ? kind : text;
}

Json event_json(Visit const &visit, store::Event const &event) {
    auto one = Json::object();
    auto const url = subject_url(event);
    one.set("seq", event.seq).set("actor", event.actor).set("kind", event.kind).set("subject", event.subject);
    one.set("kind_text", kind_text(visit, event.kind)).set("body", event.body);
    one.set("has_body", event.body != "{}").set("has_url", !url.empty()).set("url", url);
    one.set("subject_text", subject_text(event));
    one.set("digest", event.digest);
    set_time(one, "at", event.at);
    return one;
}

base::Result<> add_events(Visit const &visit, store::Store const &store, store::EventFilter const &filter,
                          std::size_t most, Json &model) {
    auto const events = store::events_page(store, filter, 0, most);
    if (!events) {
        return base::Fault{events.fault()};
    }
    auto list = Json::list();
    for (auto const &event : *events) {
        list.add(event_json(visit, event));
    }
    model.set("events", list).set("any_event", !events->empty());
    return {};
}

std::string bytes_text(std::uintmax_t bytes) {
    static constexpr double thousand = 1000;
    auto const kilobytes = static_cast<double>(bytes) / thousand;
    return kilobytes < thousand ? fmt::format("{:.0f} KB", kilobytes)
                                : fmt::format("{:.1f} MB", kilobytes / thousand);
}

} // namespace web
