// SPDX-License-Identifier: GPL-3.0-or-later
#include "desk/fees.hpp"
#include "base/text.hpp"
#include "desk/capture_rules.hpp"
#include "desk/steps.hpp"
#include "policy/names.hpp"
#include "policy/sentences.hpp"
#include <algorithm>
#include <array>
#include <fmt/format.h>

namespace desk {

using base::fault;
using base::Trouble;
using base::words;

namespace {

constexpr std::int64_t most_heads = 2000; ///< a typing mistake beyond

/// Where the notice says how a fee is paid, it is paid in no other way.
base::Result<> check_way(policy::Profile const &profile, std::string const &way) {
    auto const &ways = profile.fee.ways;
    if (ways.empty() || std::ranges::any_of(ways, [&](auto one) { return policy::name_of(one) == way; })) {
        return {};
    }
    base::Words named;
    for (auto const one : ways) {
        auto const by = policy::sentence(one);
        named.zh += (named.zh.empty() ? "" : "、") + by.zh;
        named.en += (named.en.empty() ? "" : ", ") + by.en;
    }
    return base::Fault{Trouble::not_allowed,
                       with_rule(profile, "ways",
                                 {"不能这样交费，只收" + named.zh, "not paid like that, but by " + named.en}),
                       {}};
}

base::Result<> check_sense(Station &station, NewFee const &fee) {
    static constexpr std::array<std::string_view, 3> payers{"unit", "class", "student"};
    static constexpr std::array<std::string_view, 5> ways{"cash", "wechat", "alipay", "transfer", "scan"};
    auto const one_of = [](auto const &list, std::string const &word) {
        return std::ranges::find(list, word) != list.end();
    };
    if (!one_of(payers, fee.payer) || !one_of(ways, fee.way)) {
        return fault(Trouble::usage, "写明谁交费、怎么交", "say who pays, and how");
    }
    if (fee.heads < 1 || fee.heads > most_heads || (fee.payer == "student" && fee.heads != 1)) {
        return fault(Trouble::bad_input, "人数 {} 不对", "{} people cannot be right", fee.heads);
    }
    if (fee.payer == "student" ? fee.visit.empty()
                               : fee.unit.empty() || (fee.payer == "class" && fee.class_name.empty())) {
        return fault(Trouble::bad_input, "写明是哪个单位、班级或学生交的", "say whose fee it is");
    }
    if (fee_of(station.profile()) == 0) {
        return fault(Trouble::not_allowed, "这份通知没有写费用，不能收费",
                     "the notice names no fee: none is taken");
    }
    return check_way(station.profile(), fee.way);
}

base::Result<store::Payment> payment_named(Station &station, std::string const &id) {
    auto found = store::payment(station.store(), id);
    if (!found) {
        return std::move(found).fault();
    }
    if (!*found) {
        return fault(Trouble::not_found, "没有收据 {}", "there is no receipt {}", id);
    }
    return std::move(**found);
}

base::Fault unpaid(policy::Profile const &profile, base::Words said) {
    return {Trouble::not_allowed, with_rule(profile, "gate", std::move(said)), {}};
}

/// A unit or a class has paid for so many; whoever comes beyond has not been paid for.
base::Result<> check_heads(Station &station, store::Visit const &visit, bool whole_unit) {
    auto place = store::place_of_visit(station.store(), visit.id);
    if (!place) {
        return std::move(place).fault();
    }
    if (whole_unit) {
        place->class_name.clear();
    }
    auto const campaign = station.campaign().id;
    auto const paid = store::heads_paid(station.store(), campaign, place->unit, place->class_name);
    auto const shot = store::heads_shot(station.store(), campaign, *place, visit.id);
    if (!paid || !shot) {
        return base::Fault{paid ? shot.fault() : paid.fault()};
    }
    if (*shot > *paid) {
        auto const &name = whole_unit ? place->unit : place->class_name;
        return unpaid(station.profile(),
                      *paid == 0 ? words("{} 还没有交费", "{} has not paid", name)
                                 : words("{} 交了 {} 人的费，这是第 {} 人",
                                         "{} paid for {}, this is number {}", name, *paid, *shot));
    }
    return {};
}

} // namespace

std::string yuan(std::int64_t fen) {
    return fmt::format("{}.{:02}", fen / 100, fen % 100);
}

base::Result<store::Payment> take_fee(Station &station, NewFee const &fee) {
    if (auto good = check_sense(station, fee); !good) {
        return std::move(good).fault();
    }
    auto change = station.change();
    if (!change) {
        return std::move(change).fault();
    }
    auto const visit = fee.visit.empty()
                           ? base::Result<std::optional<store::Visit>>{std::optional<store::Visit>{}}
                           : store::visit(station.store(), fee.visit);
    auto const paid = store::visit_paid(station.store(), fee.visit);
    auto const place = store::place_of_visit(station.store(), fee.visit);
    auto const id = change->next_id("R");
    if (!visit || !paid || !place || !id) {
        return base::Fault{!visit   ? visit.fault()
                           : !paid  ? paid.fault()
                           : !place ? place.fault()
                                    : id.fault()};
    }
    if (fee.payer == "student" && !*visit) {
        return fault(Trouble::not_found, "没有这次拍摄 {}", "there is no visit {}", fee.visit);
    }
    if (*visit && *paid) {
        return fault(Trouble::not_allowed, "拍摄序号 {} 已经交过费了", "number {} has paid already",
                     (*visit)->number);
    }
    auto const of_student = fee.payer == "student";
    auto body = base::Json::object();
    body.set("campaign", station.campaign().id).set("payer", fee.payer).set("heads", fee.heads);
    body.set("fen", fee.heads * fee_of(station.profile())).set("way", fee.way).set("visit", fee.visit);
    body.set("unit", of_student ? place->unit : fee.unit);
    body.set("class", of_student ? place->class_name : fee.class_name);
    if (*visit && (*visit)->person) {
        body.set("person", *(*visit)->person);
    }
    auto done =
        in_order([&] { return change->record("fee.taken", *id, body); }, [&] { return change->commit(); });
    return done ? payment_named(station, *id) : std::move(done).fault();
}

base::Result<store::Payment> give_back(Station &station, std::string const &receipt,
                                       std::string const &reason) {
    auto const why = std::string{base::trimmed(reason)};
    if (why.empty()) {
        return fault(Trouble::bad_input, "退费要写明原因", "a fee is given back with a reason");
    }
    auto change = station.change();
    auto const payment = payment_named(station, receipt);
    if (!change || !payment) {
        return base::Fault{change ? payment.fault() : change.fault()};
    }
    if (payment->state != "taken") {
        return fault(Trouble::not_allowed, "收据 {} 已经退过了", "receipt {} was given back already",
                     receipt);
    }
    auto body = base::Json::object();
    body.set("reason", why);
    auto done = in_order([&] { return change->record("fee.returned", receipt, body); },
                         [&] { return change->commit(); });
    return done ? payment_named(station, receipt) : std::move(done).fault();
}

base::Result<> check_fee(Station &station, store::Visit const &visit) {
    auto const gate = gate_of(station.profile());
    if (gate == FeeGate::unit_before) {
        return check_heads(station, visit, true);
    }
    if (gate == FeeGate::class_before) {
        return check_heads(station, visit, false);
    }
    if (gate == FeeGate::student_before) {
        auto const paid = store::visit_paid(station.store(), visit.id);
        if (!paid || !*paid) {
            return paid ? unpaid(station.profile(),
                                 words("拍摄序号 {} 还没有交费", "number {} has not paid", visit.number))
                        : base::Fault{paid.fault()};
        }
    }
    return {};
}

} // namespace desk
