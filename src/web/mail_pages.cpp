// SPDX-License-Identifier: GPL-3.0-or-later
// The desk of mail: a label is scanned, then the carrier's number, and the next.
#include "base/text.hpp"
#include "code/serial.hpp"
#include "desk/mail.hpp"
#include "desk/mail_papers.hpp"
#include "desk/mail_reminders.hpp"
#include "desk/proof.hpp"
#include "web/capture_models.hpp"
#include "web/college_models.hpp"
#include "web/print_models.hpp"
#include <algorithm>

namespace web {

using base::Json;
using base::Trouble;

namespace {

constexpr auto home = "/mail";

base::Result<> add_counts(Visit const &visit, desk::Station &station, std::string const &state, Json &model) {
    auto const counts = store::consignment_counts(station.store(), station.campaign().id);
    if (!counts) {
        return base::Fault{counts.fault()};
    }
    auto list = Json::list();
    for (std::string const one : desk::mail_states) {
        auto const found = counts->find(one);
        auto row = Json::object();
        row.set("state", one).set("text", desk::mail_state_words(one).in(visit.language));
        list.add(row.set("count", found == counts->end() ? 0 : found->second).set("here", one == state));
    }
    model.set("states", list);
    return {};
}

base::Result<> add_list(Visit const &visit, desk::Station &station, std::string const &state, Json &model) {
    auto const all =
        store::consignments(station.store(), {.campaign = station.campaign().id, .states = {state}});
    if (!all) {
        return base::Fault{all.fault()};
    }
    auto list = Json::list();
    for (auto const &one : *all) {
        list.add(consignment_card(one, visit.language));
    }
    model.set("consignments", list).set("any", !all->empty()).set("count", all->size()).set("state", state);
    model.set("state_text", desk::mail_state_words(state).in(visit.language)).set("ready", state == "made");
    return {};
}

base::Result<> add_late(Visit const &visit, desk::Station &station, Json &model) {
    auto const ages = desk::mail_ages(station);
    auto const lines = ages ? desk::mail_reminders(station, *ages, "")
                            : base::Result<std::vector<desk::MailReminder>>{base::Fault{ages.fault()}};
    auto const from = lines ? desk::sender(station) : base::Result<desk::Sender>{base::Fault{lines.fault()}};
    if (!from) {
        return base::Fault{from.fault()};
    }
    auto list = Json::list();
    for (auto const &[one, days, text] : *lines) {
        auto row = consignment_card(one, visit.language);
        list.add(row.set("days", days).set("phone", one.address.phone).set("text", text));
    }
    model.set("late", list).set("any_late", !lines->empty()).set("late_count", lines->size());
    model.set("sender", from->name).set("phone", from->phone).set("address", from->address);
    model.set("postcode", from->postcode).set("carrier", from->carrier);
    model.set("days_sent", ages->sent)
        .set("days_arrived", ages->arrived)
        .set("days_confirmed", ages->confirmed);
    return {};
}

/// Whose label was scanned before, while the carrier's number is waited for.
void add_next(Visit const &visit, desk::Station &station, Json &model) {
    auto const &id = visit.request.query.of("next");
    auto const next = id.empty() ? base::Result<store::Consignment>{base::Fault{Trouble::not_found, {}, {}}}
                                 : desk::find_consignment(station, id);
    model.set("waits", next && next->state == "made");
    if (next && next->state == "made") {
        model.set("next", consignment_card(*next, visit.language));
    }
    if (auto const &used = visit.request.query.of("carrier"); !used.empty()) {
        model.set("carrier", used);
    }
}

base::Result<Answer> mail_desk(Visit &visit) {
    auto station = visit.station();
    if (!station) {
        return without_campaign(station.fault());
    }
    auto const &asked = visit.request.query.of("state");
    auto const known = std::ranges::find(desk::mail_states, asked) != desk::mail_states.end();
    auto const state = known ? asked : std::string{"made"};
    auto model = Json::object();
    auto const counts = add_counts(visit, **station, state, model);
    auto const list =
        counts ? add_list(visit, **station, state, model) : base::Result<>{base::Fault{counts.fault()}};
    auto const late = list ? add_late(visit, **station, model) : base::Result<>{base::Fault{list.fault()}};
    auto const ready = late ? store::mailable((*station)->store(), (*station)->campaign().id, {}, false)
                            : base::Result<std::vector<store::Mailable>>{base::Fault{late.fault()}};
    if (!ready) {
        return base::Fault{ready.fault()};
    }
    std::map<std::pair<std::string, std::string>, std::pair<std::size_t, std::size_t>> classes;
    for (auto const &one : *ready) {
        auto &[all, reachable] = classes[{one.unit, one.class_name}];
        all += 1;
        reachable += static_cast<std::size_t>(one.has_address);
    }
    auto groups = Json::list();
    for (auto const &[where, counted] : classes) {
        auto one = Json::object();
        one.set("unit", where.first).set("class", where.second).set("sheets", counted.first);
        groups.add(one.set("with_address", counted.second).set("some", counted.second > 0));
    }
    auto categories = Json::list();
    for (auto const &category : desk::proof_categories((*station)->profile())) {
        auto one = Json::object();
        categories.add(one.set("code", category.code).set("text", category.text.in(visit.language)));
    }
    auto kinds = Json::list();
    for (auto const &kind : desk::envelope_kinds()) {
        auto one = Json::object();
        kinds.add(one.set("kind", kind.name).set("text", kind.title.in(visit.language)));
    }
    auto const may = desk::check_mail(**station);
    model.set("no_paper", !may).set("rule", may ? std::string{} : may.fault().text(visit.language));
    model.set("groups", groups)
        .set("any_group", !classes.empty())
        .set("categories", categories)
        .set("kinds", kinds);
    model.set("me_shown", visit.session->shown);
    add_next(visit, **station, model);
    return shown("mail", std::move(model));
}

base::Result<Answer> make_mail(Visit &visit) {
    auto station = visit.station();
    if (!station) {
        return std::move(station).fault();
    }
    store::Selection who = selection_of(visit.given);
    auto const dispersed = visit.given.of("what") == "dispersed";
    if (who.student_nos.size() == 1) {
        who.student_no = who.student_nos.front();
        who.student_nos.clear();
    }
    if (!dispersed && !who.unit && !who.class_name && !who.student_no && who.student_nos.empty()) {
        return base::fault(Trouble::usage, "选一个班，或写学号", "choose a class, or write a student number");
    }
    auto const report = desk::make_consignments(**station, who, dispersed);
    if (!report) {
        return base::Fault{report.fault()};
    }
    auto answer = gone_to(home, base::words("装好 {} 件；没有地址的 {} 人没有装",
                                            "{} are ready; {} people have no address", report->made.size(),
                                            report->without_address.size()));
    auto made = Json::list(), without = Json::list();
    for (auto const &one : report->made) {
        made.add(consignment_card(one, visit.language));
    }
    for (auto const &one : report->without_address) {
        without.add(one.student_no);
    }
    answer.model.set("consignments", made).set("without_address", without).set("made", report->made.size());
    return answer;
}

/// A sheet's code, then the carrier's number; a number alone finds its consignment.
base::Result<Answer> scan_mail(Visit &visit) {
    auto station = visit.station();
    if (!station) {
        return std::move(station).fault();
    }
    auto const typed = std::string{base::trimmed(visit.given.of("scanned"))};
    auto const &next = visit.given.of("next");
    auto const &carrier = visit.given.of("carrier");
    auto const found = desk::find_consignment(**station, typed);
    if (!found && !next.empty() && !code::read_serial(typed)) {
        auto const sent = desk::send_consignment(**station, next, carrier, typed);
        if (!sent) {
            return base::Fault{sent.fault()};
        }
        auto answer =
            gone_to("/mail?carrier=" + encoded(carrier),
                    base::words("{} {} 已寄出，单号 {}；请扫下一张", "{} {} is sent as {}; scan the next",
                                sent->student_no, sent->name, sent->number));
        answer.model = consignment_card(*sent, visit.language);
        return answer;
    }
    if (!found) {
        return base::Fault{found.fault()};
    }
    if (!next.empty() && code::read_serial(typed) && found->state != "made") {
        return base::fault(
            Trouble::bad_input, "{} {} 已经寄出（{} {}），请放到一边，扫手里这一件的快递面单",
            "{} {} is sent already ({} {}); put it aside and scan the carrier's label of the one "
            "in hand",
            found->student_no, found->name, found->carrier, found->number);
    }
    if (!next.empty() && !found->number.empty() && found->state != "made") {
        return base::fault(Trouble::bad_input, "快递单号 {} 已经用在 {} {} 上，请换一张面单",
                           "the number {} is that of {} {} already; take another label", found->number,
                           found->student_no, found->name);
    }
    Answer answer;
    answer.go_to = found->state == "made" ? "/mail?next=" + found->id + "&carrier=" + encoded(carrier)
                                          : "/mail?state=" + found->state + "#" + found->id;
    answer.model = consignment_card(*found, visit.language);
    return answer;
}

base::Result<store::Consignment> changed(Visit const &visit, desk::Station &station) {
    auto const &id = visit.part("id");
    auto const &what = visit.part("what");
    auto const &given = visit.given;
    if (what == "send") {
        return desk::send_consignment(station, id, given.of("carrier"), given.of("number"));
    }
    if (what == "arrived") {
        return desk::note_arrived(station, id);
    }
    if (what == "confirmed") {
        auto const said = desk::confirm_consignment(
            station, {id, given.of("wrong").empty(), given.of("wrong"), given.of("note")});
        return said ? base::Result{said->consignment}
                    : base::Result<store::Consignment>{base::Fault{said.fault()}};
    }
    if (what == "handed-in") {
        auto const in = desk::hand_in(station, {id, signer(visit), whole_number(given.of("cut"))});
        return in ? base::Result{in->consignment} : base::Result<store::Consignment>{base::Fault{in.fault()}};
    }
    if (what == "returned") {
        return desk::note_returned(station, id, signer(visit));
    }
    if (what == "lost") {
        return desk::note_lost(station, id);
    }
    if (what == "cancelled") {
        return desk::cancel_consignment(station, id);
    }
    return base::fault(Trouble::not_found, "没有“{}”这一步", "there is no step '{}'", what);
}

base::Result<Answer> change_mail(Visit &visit) {
    auto station = visit.station();
    auto const one =
        station ? changed(visit, **station) : base::Result<store::Consignment>{base::Fault{station.fault()}};
    if (!one) {
        return base::Fault{one.fault()};
    }
    auto const state = desk::mail_state_words(one->state);
    auto answer = gone_to(path_here(visit.given.of("back"), home),
                          {one->student_no + " " + one->name + "：" + state.zh,
                           one->student_no + " " + one->name + ": " + state.en});
    answer.model = consignment_card(*one, visit.language);
    return answer;
}

base::Result<Answer> remind_mail(Visit &visit) {
    auto station = visit.station();
    if (!station) {
        return std::move(station).fault();
    }
    auto const ids = visit.given.all("consignment");
    auto const done = desk::note_reminded(**station, ids);
    return done ? base::Result{gone_to(
                      home, base::words("已记下提醒 {} 人", "{} reminders are on record", ids.size()))}
                : base::Result<Answer>{base::Fault{done.fault()}};
}

base::Result<Answer> mail_addresses(Visit &visit) {
    auto station = visit.station();
    if (!station) {
        return std::move(station).fault();
    }
    auto const &given = visit.given;
    if (visit.request.uploads.empty()) {
        auto const noted = desk::note_address(
            **station, given.of("person"),
            {0, given.of("recipient"), given.of("phone"), given.of("address"), given.of("postcode")});
        return noted ? base::Result{gone_to(home, {"地址已登记", "the address is noted"})}
                     : base::Result<Answer>{base::Fault{noted.fault()}};
    }
    auto const done = desk::import_addresses(**station, visit.request.uploads.front().file);
    if (!done) {
        return base::Fault{done.fault()};
    }
    auto list = Json::list();
    for (auto const &finding : done->findings) {
        auto one = Json::object();
        one.set("row", finding.line).set("column", finding.column).set("kind", finding.kind);
        list.add(one.set("message", finding.message.in(visit.language)));
    }
    auto model = Json::object();
    model.set("rows", done->rows)
        .set("noted", done->noted)
        .set("refused", done->refused)
        .set("findings", list);
    model.set("any_finding", !done->findings.empty()).set("back_to", home);
    return shown("table-result", std::move(model));
}

base::Result<Answer> set_mail(Visit &visit) {
    auto station = visit.station();
    if (!station) {
        return std::move(station).fault();
    }
    std::map<std::string, std::string> values;
    for (auto const *key :
         {"sender", "phone", "address", "postcode", "carrier", "sent", "arrived", "confirmed"}) {
        if (visit.given.has(key)) {
            values[key] = visit.given.of(key);
        }
    }
    auto const done = desk::set_mail(**station, values);
    return done ? base::Result{gone_to(home, {"已设好", "set"})}
                : base::Result<Answer>{base::Fault{done.fault()}};
}

base::Result<Answer> mail_paper(Visit &visit) {
    auto station = visit.station();
    if (!station) {
        return std::move(station).fault();
    }
    auto const &query = visit.request.query;
    auto const state =
        query.of("state").empty() && query.all("id").empty() ? std::string{"made"} : query.of("state");
    store::ConsignmentFilter filter{.campaign = (*station)->campaign().id};
    filter.states = state.empty() ? std::vector<std::string>{} : std::vector{state};
    filter.ids = query.all("id");
    auto const all = store::consignments((*station)->store(), filter);
    if (!all) {
        return base::Fault{all.fault()};
    }
    auto const &kind = visit.part("kind");
    if (kind == "carrier.csv") {
        return download(desk::carrier_csv(*all), "text/csv; charset=utf-8", "快递.csv");
    }
    auto const start = query.of("start").empty() ? 1 : whole_number(query.of("start"));
    auto const pdf = kind == "labels.pdf" ? desk::address_labels(**station, *all, query.of("layout"), start)
                     : kind == "envelopes.pdf"
                         ? desk::envelopes(**station, *all, query.of("kind").empty() ? "5" : query.of("kind"))
                         : base::Result<base::Bytes>{
                               base::fault(Trouble::not_found, "没有这种纸", "there is no such paper")};
    return pdf ? base::Result{paper(*pdf, kind)} : base::Result<Answer>{base::Fault{pdf.fault()}};
}

} // namespace

void add_mail_pages(Handlers &handlers) {
    handlers.insert({{"mail_desk", mail_desk},
                     {"make_mail", make_mail},
                     {"scan_mail", scan_mail},
                     {"change_mail", change_mail},
                     {"remind_mail", remind_mail},
                     {"mail_addresses", mail_addresses},
                     {"set_mail", set_mail},
                     {"mail_paper", mail_paper}});
}

} // namespace web
