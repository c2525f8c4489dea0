// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/text.hpp"
#include "desk/doctor.hpp"
#include "web/admin.hpp"

namespace web {

using base::Json;

namespace {

std::string typed(Visit const &visit, std::string_view name) {
    return std::string{base::trimmed(visit.request.query.of(name))};
}

Json kinds_json(Visit const &visit, std::string const &chosen) {
    auto list = Json::list();
    for (auto const &kind : store::event_kinds()) {
        auto one = Json::object();
        list.add(one.set("kind", kind).set("text", kind_text(visit, kind)).set("chosen", kind == chosen));
    }
    return list;
}

base::Result<Answer> admin_ledger(Visit &visit) {
    auto store = visit.service.stations.store();
    if (!store) {
        return std::move(store).fault();
    }
    store::EventFilter const filter{typed(visit, "actor"), typed(visit, "kind"), typed(visit, "subject")};
    auto const from = (asked_page(visit) - 1) * page_size;
    auto const events = store::events_page(**store, filter, from, page_size + 1);
    if (!events) {
        return base::Fault{events.fault()};
    }
    auto list = Json::list();
    for (std::size_t i = 0; i < std::min(events->size(), page_size); ++i) {
        list.add(event_json(visit, (*events)[i]));
    }
    auto model = Json::object();
    model.set("events", list).set("any_event", !events->empty());
    model.set("actor", filter.actor).set("kind", filter.kind).set("subject", filter.subject);
    model.set("filtered", !(filter.actor + filter.kind + filter.subject).empty());
    model.set("kinds", kinds_json(visit, filter.kind));
    set_pages(model, visit, events->size() > page_size);
    return admin_shown(visit, "admin-ledger", std::move(model));
}

base::Result<Answer> verify_ledger(Visit &visit) {
    auto store = visit.service.stations.store();
    if (!store) {
        return std::move(store).fault();
    }
    base::NoProgress quiet;
    auto const verdict = store::verify_ledger(**store, quiet);
    if (!verdict) {
        return base::Fault{verdict.fault()};
    }
    auto model = Json::object();
    model.set("holds", !verdict->trouble.has_value()).set("event_count", verdict->events);
    model.set("head", verdict->head).set("broken_at", verdict->broken_at);
    model.set("trouble", verdict->trouble ? verdict->trouble->in(visit.language) : "");
    set_time(model, "verified_at", visit.now());
    return admin_shown(visit, "admin-verdict", std::move(model));
}

base::Result<Answer> admin_health(Visit &visit) {
    auto setting = visit.service.stations.setting();
    setting.actor = visit.actor();
    using Result = desk::Check::Result;
    auto list = Json::list();
    std::size_t bad = 0, notes = 0;
    for (auto const &check : desk::examine(visit.service.stations.folder(), setting)) {
        auto const is_bad = check.result == Result::bad, is_note = check.result == Result::note;
        auto one = Json::object();
        one.set("name", check.name).set("message", check.message.in(visit.language));
        one.set("result", is_bad ? "bad" : is_note ? "note" : "good");
        list.add(one.set("bad", is_bad).set("note", is_note).set("good", !is_bad && !is_note));
        bad += is_bad ? 1 : 0;
        notes += is_note ? 1 : 0;
    }
    auto model = Json::object();
    model.set("checks", list).set("bad_count", bad).set("note_count", notes);
    model.set("any_bad", bad > 0).set("any_note", notes > 0).set("all_good", bad + notes == 0);
    set_time(model, "looked_at", visit.now());
    return admin_shown(visit, "admin-health", std::move(model));
}

/// The description of the interface for programs (OpenAPI 3.1), which tests hold to routes.toml.
base::Result<Answer> openapi(Visit &visit) {
    Response response;
    response.file = visit.service.stations.setting().home / "data" / "web" / "openapi.json";
    response.with("Content-Type", "application/json; charset=utf-8");
    Answer answer;
    answer.raw = std::move(response);
    return answer;
}

} // namespace

void add_ledger_pages(Handlers &handlers) {
    handlers.insert({{"admin_ledger", admin_ledger},
                     {"verify_ledger", verify_ledger},
                     {"admin_health", admin_health},
                     {"openapi", openapi}});
}

} // namespace web
