// SPDX-License-Identifier: GPL-3.0-or-later
// The pay desk.
#include "base/text.hpp"
#include "desk/capture_rules.hpp"
#include "desk/fees.hpp"
#include "desk/shots.hpp"
#include "policy/names.hpp"
#include "web/capture_models.hpp"
#include <algorithm>
#include <fmt/format.h>

namespace web {

using base::Json;
using base::Trouble;

namespace {

Json payment_json(Visit const &visit, desk::Station &station, store::Payment const &payment) {
    auto one = Json::object();
    auto const &words = visit.service.templates;
    one.set("receipt", payment.id).set("payer", payment.payer).set("heads", payment.heads);
    one.set("amount", desk::yuan(payment.fen)).set("unit", payment.unit).set("class", payment.class_name);
    one.set("way", payment.way).set("way_text", words.text(visit.language, "way." + payment.way));
    one.set("by", payment.taken_by).set("back", payment.state == "given-back").set("reason", payment.reason);
    set_time(one, "taken_at", payment.taken_at);
    auto who = payment.class_name.empty() ? payment.unit : payment.class_name;
    if (payment.payer == "student") {
        auto const came = store::visit(station.store(), payment.visit);
        auto const card = came && *came ? visit_card(visit, station, **came) : base::Result{Json::object()};
        auto const person = came && *came && (*came)->person
                                ? store::person(station.store(), *(*came)->person)
                                : base::Result<std::optional<store::Person>>{std::nullopt};
        who = person && *person ? (*person)->name : std::string{};
        one.set("number", came && *came ? (*came)->number : 0).set("is_student", true);
    }
    return one.set("who", who);
}

base::Result<> add_payments(Visit const &visit, desk::Station &station, Json &model) {
    auto const all = store::payments(station.store(), station.campaign().id);
    if (!all) {
        return base::Fault{all.fault()};
    }
    auto list = Json::list();
    std::int64_t taken = 0, heads = 0;
    for (auto payment = all->rbegin(); payment != all->rend(); ++payment) {
        list.add(payment_json(visit, station, *payment));
        if (payment->state == "taken") {
            taken += payment->fen;
            heads += payment->heads;
        }
    }
    model.set("payments", list).set("any_payment", !all->empty()).set("taken", desk::yuan(taken));
    model.set("paid_heads", heads);
    return {};
}

/// Classes that owe: for whom more came to the camera than was paid for, or who have not paid yet.
base::Result<> add_owing(desk::Station &station, Json &model) {
    auto const tallies = store::tallies(station.store(), station.campaign().id);
    if (!tallies) {
        return base::Fault{tallies.fault()};
    }
    auto list = Json::list();
    for (auto const &one : *tallies) {
        auto row = Json::object();
        row.set("unit", one.unit).set("class", one.class_name).set("swiped", one.swiped);
        row.set("accepted", one.accepted).set("waiting", one.waiting).set("paid", one.paid);
        row.set("paid_text", desk::yuan(one.paid_fen)).set("roster", one.roster);
        auto const owed = std::max<std::int64_t>(0, one.accepted + one.waiting - one.paid);
        row.set("owed", owed).set("owes", owed > 0).set("heads", owed > 0 ? owed : one.roster);
        list.add(row.set("whole_unit", one.class_name.empty()));
    }
    model.set("rows", list);
    return {};
}

Json ways_json(Visit const &visit, policy::Profile const &profile) {
    auto list = Json::list();
    auto ways = profile.fee.ways;
    if (ways.empty()) {
        ways = {policy::Way::cash, policy::Way::wechat, policy::Way::alipay};
    }
    for (auto const way : ways) {
        auto one = Json::object();
        auto const word = std::string{policy::name_of(way)};
        list.add(
            one.set("way", word).set("text", visit.service.templates.text(visit.language, "way." + word)));
    }
    return list;
}

base::Result<Answer> pay_desk(Visit &visit) {
    auto station = visit.station();
    if (!station) {
        return without_campaign(station.fault());
    }
    auto model = Json::object();
    add_capture_rules(visit, **station, model);
    auto const &profile = (*station)->profile();
    model.set("ways", ways_json(visit, profile));
    auto const by = profile.fee.payer;
    model.set("by_student", by == policy::Payer::student || by == policy::Payer::unsaid);
    model.set("by_class", by == policy::Payer::class_ || by == policy::Payer::unsaid);
    model.set("by_unit", by == policy::Payer::unit);
    auto const after = desk::gate_of(profile) == desk::FeeGate::none;
    model.set("gate_text",
              visit.service.templates.text(visit.language, after ? "pay.gate_after" : "pay.gate_before"));
    auto const payments = add_payments(visit, **station, model);
    auto const owing = payments ? add_owing(**station, model) : base::Result<>{};
    if (!payments || !owing) {
        return base::Fault{payments ? owing.fault() : payments.fault()};
    }
    return shown("pay", std::move(model));
}

base::Result<Answer> take_fee(Visit &visit) {
    auto station = visit.station();
    if (!station) {
        return std::move(station).fault();
    }
    auto const &given = visit.given;
    desk::NewFee fee{given.of("payer"), given.of("unit"), given.of("class"), {}, 1, given.of("way")};
    if (fee.payer == "student") {
        auto const came = desk::at_camera(**station, whole_number(given.of("number")));
        if (!came) {
            return base::Fault{came.fault()};
        }
        fee.visit = came->id;
    } else {
        fee.heads = whole_number(given.of("heads"));
    }
    auto const payment = desk::take_fee(**station, fee);
    if (!payment) {
        return base::Fault{payment.fault()};
    }
    auto answer = gone_to(path_here(given.of("back"), "/capture/pay"),
                          base::words("收到 {} 元（{} 人），收据 {}", "{} yuan for {}, receipt {}",
                                      desk::yuan(payment->fen), payment->heads, payment->id));
    answer.model = payment_json(visit, **station, *payment);
    return answer;
}

base::Result<Answer> give_back(Visit &visit) {
    auto station = visit.station();
    if (!station) {
        return std::move(station).fault();
    }
    auto const payment = desk::give_back(**station, visit.part("receipt"), visit.given.of("reason"));
    if (!payment) {
        return base::Fault{payment.fault()};
    }
    auto answer = gone_to("/capture/pay", base::words("收据 {}：退了 {} 元", "receipt {}: {} yuan given back",
                                                      payment->id, desk::yuan(payment->fen)));
    answer.model = payment_json(visit, **station, *payment);
    return answer;
}

} // namespace

void add_pay_pages(Handlers &handlers) {
    handlers.insert({{"pay_desk", pay_desk}, {"take_fee", take_fee}, {"give_back", give_back}});
}

} // namespace web
