// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/handover_models.hpp"
#include "desk/discrepancies.hpp"
#include "desk/handover_file.hpp"

namespace web {

using base::Json;

namespace {

base::Words state_words(std::string_view state) {
    return state == "open"       ? base::Words{"待接收", "on its way"}
           : state == "received" ? base::Words{"已接收", "received"}
                                 : base::Words{"已撤回", "withdrawn"};
}

base::Words scan_words(std::string_view kind) {
    return kind == "matched" ? base::Words{"相符", "matched"} : desk::discrepancy_words(kind);
}

base::Words outcome_words(std::string_view outcome) {
    return outcome == "listed"    ? base::Words{"在清单上", "on the list"}
           : outcome == "matched" ? base::Words{"相符", "matched"}
                                  : desk::discrepancy_words(outcome);
}

Json lines_json(Visit const &visit, std::vector<store::HandoverLine> const &lines) {
    auto list = Json::list();
    for (auto const &line : lines) {
        // What got among them by mistake may be another college's.
        auto const foreign = visit.is(desk::Role::college) && line.unit != visit.session->unit_name;
        auto one = Json::object();
        one.set("serial", line.serial).set("student_no", foreign ? "" : line.student_no);
        one.set("name", foreign ? "" : line.name).set("class", foreign ? "" : line.class_name);
        one.set("outcome", line.outcome).set("outcome_text", outcome_words(line.outcome).in(visit.language));
        one.set("odd", line.outcome == "missing" || line.outcome == "extra" || line.outcome == "not-valid");
        list.add(one.set("damaged", line.damaged));
    }
    return list;
}

Json scans_json(Visit const &visit, std::vector<store::HandoverScan> const &scans) {
    auto list = Json::list();
    for (auto scan = scans.rbegin(); scan != scans.rend(); ++scan) {
        auto one = Json::object();
        auto const there = scan->kind == "matched" || scan->kind == "extra" || scan->kind == "wrong-class";
        one.set("number", scan->number).set("serial", scan->serial).set("kind", scan->kind);
        one.set("kind_text", scan_words(scan->kind).in(visit.language)).set("good", scan->kind == "matched");
        list.add(one.set("damaged", scan->damaged).set("can_damage", there));
    }
    return list;
}

/// What a row of the differences says before signing.
void add_serials(Json &list, Visit const &visit, std::vector<std::string> const &serials,
                 std::string_view kind) {
    for (auto const &serial : serials) {
        auto one = Json::object();
        one.set("kind", kind).set("kind_text", desk::discrepancy_words(kind).in(visit.language));
        list.add(one.set("serial", serial));
    }
}

void add_comparison(Json &model, Visit const &visit, desk::Received const &received) {
    auto list = Json::list();
    add_serials(list, visit, received.missing, "missing");
    add_serials(list, visit, received.extra, "extra");
    add_serials(list, visit, received.not_valid, "not-valid");
    add_serials(list, visit, received.damaged, "damaged");
    add_serials(list, visit, received.repeated, "repeated");
    add_serials(list, visit, received.unknown, "unknown");
    model.set("differences", list).set("agrees", received.agrees()).set("scanned", received.scanned);
    model.set("matched", received.matched).set("missing_count", received.missing.size());
    model.set("count_differs", received.counted.value_or(received.scanned) != received.scanned);
    model.set("receipt_digest", received.digest);
}

/// Parts of a page are fetched anew; a page that was made for another step is loaded anew as a whole.
std::string step_of(store::Handover const &handover, bool mine) {
    if (handover.state != "open") {
        return handover.state;
    }
    return mine ? (handover.counted ? "scan" : "count") : (handover.counted ? "counted" : "waiting");
}

void add_step(Json &model, Visit const &visit, store::Handover const &handover) {
    auto const open = handover.state == "open", mine = may_receive(visit, handover);
    auto const &shown = visit.request.query.of("step");
    auto const step = step_of(handover, mine);
    model.set("step", step).set("stale", !shown.empty() && shown != step);
    model.set("to_count", open && mine && !handover.counted);
    model.set("to_scan", open && mine && handover.counted.has_value());
    model.set("waiting", open && !mine);
    model.set("can_withdraw", open && may_give(visit, handover) && !handover.counted);
    model.set("can_export", open && may_give(visit, handover));
    model.set("is_received", handover.state == "received").set("is_withdrawn", handover.state == "withdrawn");
    model.set("on_behalf", handover.to.holder == "office").set("blind", is_blind(visit, handover));
}

} // namespace

bool stands_for(Visit const &visit, store::Party const &party) {
    using enum desk::Role;
    if (party.holder == "print-room") {
        return visit.is(operator_) || visit.is(administrator);
    }
    if (party.holder == "archive") {
        return visit.is(archivist) || visit.is(administrator);
    }
    return party.holder == "unit" && visit.is(college) &&
           party.place == std::to_string(visit.session->unit.value_or(-1));
}

bool may_give(Visit const &visit, store::Handover const &handover) {
    return stands_for(visit, handover.from) ||
           (handover.from.holder == "office" && !visit.is(desk::Role::college));
}

bool may_receive(Visit const &visit, store::Handover const &handover) {
    return stands_for(visit, handover.to) ||
           (handover.to.holder == "office" && stands_for(visit, handover.from));
}

bool is_blind(Visit const &visit, store::Handover const &handover) {
    return handover.state == "open" && !handover.counted && stands_for(visit, handover.to);
}

base::Result<HandoverHere> handover_of(Visit const &visit) {
    auto station = visit.station();
    if (!station) {
        return std::move(station).fault();
    }
    auto found = desk::find_handover((*station)->store(), visit.part("id"));
    if (!found) {
        return std::move(found).fault();
    }
    if (visit.is(desk::Role::college) && found->unit != visit.session->unit.value_or(-1)) {
        return base::fault(base::Trouble::not_found, "没有移交单 {}", "there is no hand-over {}",
                           visit.part("id"));
    }
    return HandoverHere{std::move(*station), std::move(*found)};
}

Json handover_json(Visit const &visit, store::Handover const &one) {
    auto row = Json::object();
    row.set("id", one.id)
        .set("state", one.state)
        .set("state_text", state_words(one.state).in(visit.language));
    row.set("from", desk::party_key(one.from)).set("to", desk::party_key(one.to));
    row.set("from_text", desk::party_words(one.from).in(visit.language));
    row.set("to_text", desk::party_words(one.to).in(visit.language));
    row.set("given_by", one.given_by).set("received_by", one.received_by);
    set_time(row, "given_at", one.given_at);
    row.set("sheets", is_blind(visit, one) ? "" : std::to_string(one.sheets)).set("missing", one.missing);
    row.set("some_missing", one.missing > 0).set("is_open", one.state == "open");
    if (one.received_at) {
        set_time(row, "received_at", *one.received_at);
    }
    return row;
}

base::Result<Json> handover_model(Visit const &visit, desk::Station &station, store::Handover const &one) {
    auto model = handover_json(visit, one);
    add_step(model, visit, one);
    model.set("me_shown", visit.session->shown).set("scans", Json::list()).set("lines", Json::list());
    if (auto const apart = desk::clocks_apart(one)) {
        model.set("clocks_apart", apart->in(visit.language));
    }
    auto const key = store::handover_key(station.store(), one.id);
    if (!key) {
        return base::Fault{key.fault()};
    }
    model.set("went_out", !key->empty());
    if (is_blind(visit, one)) {
        return model;
    }
    auto const lines = store::lines_of(station.store(), one);
    auto const scans = lines ? store::scans_of(station.store(), one.id) : base::Fault{lines.fault()};
    if (!scans) {
        return base::Fault{scans.fault()};
    }
    model.set("digest", one.digest).set("receipt", one.receipt);
    model.set("counted", one.counted.value_or(0)).set("was_counted", one.counted.has_value());
    if (one.state == "open") {
        add_comparison(model, visit, desk::compare_handover(one, *lines, *scans));
    }
    model.set("lines", lines_json(visit, *lines)).set("scans", scans_json(visit, *scans));
    return model.set("any_scan", !scans->empty());
}

} // namespace web
