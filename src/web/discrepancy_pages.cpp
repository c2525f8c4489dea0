// SPDX-License-Identifier: GPL-3.0-or-later
#include "desk/discrepancies.hpp"
#include "web/visit.hpp"

namespace web {

using base::Json;

namespace {

constexpr std::int64_t most_shown = 500;

/// A college closes what came of its own hand-overs; what others found they close.
bool may_close(Visit const &visit, store::Discrepancy const &found) {
    return !visit.is(desk::Role::college) || found.subject.starts_with("H-");
}

Json discrepancy_json(Visit const &visit, store::Discrepancy const &found) {
    auto one = Json::object();
    one.set("id", found.id).set("subject", found.subject).set("serial", found.serial).set("kind", found.kind);
    one.set("kind_text", desk::discrepancy_words(found.kind).in(visit.language)).set("state", found.state);
    set_time(one, "opened_at", found.opened_at);
    one.set("explanation", found.explanation).set("explained_by", found.explained_by);
    one.set("outcome", found.outcome).set("closed_by", found.closed_by);
    one.set("outcome_text",
            found.outcome.empty() ? std::string{} : desk::outcome_words(found.outcome).in(visit.language));
    one.set("is_open", found.state == "open");
    one.set("is_explained", found.state == "explained" && may_close(visit, found));
    one.set("of_handover", found.subject.starts_with("H-"));
    return one.set("is_closed", found.state == "closed")
        .set("has_serial", found.serial.find('*') == std::string::npos && !found.serial.empty());
}

store::DiscrepancyFilter of_visitor(Visit const &visit) {
    store::DiscrepancyFilter filter;
    filter.unit = visit.is(desk::Role::college) ? visit.session->unit.value_or(-1) : 0;
    return filter;
}

base::Result<Answer> discrepancies_page(Visit &visit) {
    auto station = visit.station();
    if (!station) {
        return std::move(station).fault();
    }
    auto filter = of_visitor(visit);
    filter.only_open = !visit.request.query.has("all");
    filter.limit = most_shown;
    auto const found = store::discrepancies((*station)->store(), filter);
    if (!found) {
        return base::Fault{found.fault()};
    }
    auto list = Json::list(), outcomes = Json::list();
    for (auto const &one : *found) {
        list.add(discrepancy_json(visit, one));
    }
    for (auto const *outcome : desk::outcomes) {
        auto one = Json::object();
        outcomes.add(one.set("key", outcome).set("text", desk::outcome_words(outcome).in(visit.language)));
    }
    auto model = Json::object();
    model.set("discrepancies", list).set("any", !found->empty()).set("count", found->size());
    model.set("most", most_shown).set("more", static_cast<std::int64_t>(found->size()) == most_shown);
    return shown("discrepancies", std::move(model.set("outcomes", outcomes).set("all", !filter.only_open)));
}

/// The one that a form names. \return not_found, as if there were none, where it is another college's
base::Result<store::Discrepancy> named(Visit const &visit, desk::Station &station) {
    auto filter = of_visitor(visit);
    filter.id = visit.given.of("id");
    auto const found = filter.id.empty()
                           ? base::Result<std::vector<store::Discrepancy>>{std::vector<store::Discrepancy>{}}
                           : store::discrepancies(station.store(), filter);
    if (!found || found->empty()) {
        return found ? base::fault(base::Trouble::not_found, "没有差异记录 {}", "there is no discrepancy {}",
                                   filter.id)
                     : base::Fault{found.fault()};
    }
    return found->front();
}

base::Result<Answer> explain(Visit &visit) {
    auto station = visit.station();
    auto const one =
        station ? named(visit, **station) : base::Result<store::Discrepancy>{base::Fault{station.fault()}};
    auto const done = one ? desk::explain_discrepancy(**station, one->id, visit.given.of("explanation"),
                                                      visit.session->shown)
                          : base::Fault{one.fault()};
    return done ? base::Result{gone_to("/discrepancies", {"说明已记下", "the explanation is on record"})}
                : base::Fault{done.fault()};
}

base::Result<Answer> close(Visit &visit) {
    auto station = visit.station();
    auto const one =
        station ? named(visit, **station) : base::Result<store::Discrepancy>{base::Fault{station.fault()}};
    if (one && !may_close(visit, *one)) {
        return base::fault(
            base::Trouble::not_allowed, "差异 {} 由发现它的一方了结；请先写明是怎么回事，他们会处理",
            "the discrepancy {} is closed by whoever found it; explain it, and they go on", one->id);
    }
    auto const done =
        one ? desk::close_discrepancy(**station, one->id, visit.given.of("outcome"), visit.session->shown)
            : base::Fault{one.fault()};
    return done ? base::Result{gone_to("/discrepancies", {"差异已了结", "the discrepancy is closed"})}
                : base::Fault{done.fault()};
}

} // namespace

void add_discrepancy_pages(Handlers &handlers) {
    handlers.insert({{"discrepancies_page", discrepancies_page},
                     {"explain_discrepancy", explain},
                     {"close_discrepancy", close}});
}

} // namespace web
