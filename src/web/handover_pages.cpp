// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/files.hpp"
#include "base/text.hpp"
#include "policy/sentences.hpp"
#include "policy/source.hpp"
#include "web/handover_models.hpp"
#include <set>

namespace web {

using base::Json;
using base::Trouble;
using base::words;

namespace {

constexpr std::uintmax_t most_upload = 32U << 20U;

std::string address_of(std::string const &id) {
    return "/handovers/" + id;
}

base::Fault not_yours() {
    return base::fault(Trouble::not_allowed, "这一步要由另一方来做", "this is for the other side to do");
}

base::Result<base::Bytes> upload(Visit const &visit, std::string_view field) {
    for (auto const &one : visit.request.uploads) {
        if (one.field == field) {
            return base::read_file(one.file, most_upload);
        }
    }
    return base::Bytes{};
}

/// The typed name, and the pictures that came with it.
base::Result<desk::Signing> signing_of(Visit const &visit) {
    auto signature = upload(visit, "signature"), paper = upload(visit, "paper");
    if (!signature || !paper) {
        return signature ? std::move(paper).fault() : std::move(signature).fault();
    }
    auto const by = std::string{base::trimmed(visit.given.of("by"))};
    return desk::Signing{by.empty() && visit.session ? visit.session->shown : by, std::move(*signature),
                         std::move(*paper)};
}

/// The side that the visitor gives for, or an office that is named.
base::Result<store::Party> giver(Visit const &visit, desk::Station &station) {
    if (visit.is(desk::Role::college)) {
        return desk::read_party(station, "unit:" + visit.session->unit_name);
    }
    auto const &from = visit.given.of("from");
    auto party = desk::read_party(station, from.empty() ? "print-room" : from);
    if (party && party->holder != "office" && !stands_for(visit, *party)) {
        return not_yours();
    }
    return party;
}

Json option(std::string const &key, std::string const &text) {
    auto one = Json::object();
    return one.set("key", key).set("text", text);
}

void add_sides(Json &model, Visit const &visit, store::Party const &from,
               std::vector<store::HeldCount> const &held, std::vector<std::string> const &offices) {
    auto sides = Json::list();
    auto const college = visit.is(desk::Role::college);
    if (from.holder != "unit") {
        std::set<std::string> units;
        for (auto const &one : held) {
            if (units.insert(one.unit).second) {
                sides.add(option("unit:" + one.unit, one.unit));
            }
        }
    }
    for (auto const &office : offices) {
        sides.add(option("office:" + office, office));
    }
    sides.add(option("archive", desk::party_words({"archive", "", ""}).in(visit.language)));
    if (college) {
        sides.add(option("print-room", desk::party_words({"print-room", "", ""}).in(visit.language)));
    }
    model.set("sides", sides);
}

base::Result<> add_held(Json &model, Visit const &visit, desk::Station &station) {
    auto const from = giver(visit, station);
    auto const held = from ? store::held_counts(station.store(), {station.campaign().id, *from, "", ""})
                           : base::Fault{from.fault()};
    auto const offices = held ? store::offices(station.store()) : base::Fault{held.fault()};
    if (!offices) {
        return base::Fault{offices.fault()};
    }
    auto list = Json::list();
    std::int64_t all = 0;
    for (auto const &one : *held) {
        auto row = Json::object();
        all += one.sheets;
        row.set("unit", one.unit).set("class", one.class_name).set("sheets", one.sheets);
        list.add(row.set("value", encoded(one.unit) + "/" + encoded(one.class_name)));
    }
    model.set("held", list).set("held_count", all).set("any_held", all > 0);
    add_sides(model, visit, *from, *held, *offices);
    return {};
}

base::Result<Answer> handovers_desk(Visit &visit) {
    constexpr std::size_t most = 300;
    auto station = visit.station();
    if (!station) {
        return std::move(station).fault();
    }
    auto const own = visit.is(desk::Role::college) ? visit.session->unit.value_or(-1) : 0;
    auto const all = store::handovers((*station)->store(), {own, false}, most);
    if (!all) {
        return base::Fault{all.fault()};
    }
    auto incoming = Json::list(), outgoing = Json::list(), done = Json::list(), every = Json::list();
    std::size_t in = 0, out = 0;
    for (auto const &one : *all) {
        auto const row = handover_json(visit, one);
        auto const mine = one.state == "open" && may_receive(visit, one);
        in += static_cast<std::size_t>(mine);
        out += static_cast<std::size_t>(!mine && one.state == "open");
        (one.state != "open" ? done : mine ? incoming : outgoing).add(row);
        every.add(row);
    }
    auto model = Json::object();
    model.set("handovers", every).set("incoming", incoming).set("outgoing", outgoing).set("done", done);
    model.set("any_incoming", in > 0).set("any_outgoing", out > 0).set("any_done", all->size() > in + out);
    model.set("can_create", !visit.is(desk::Role::archivist)).set("me_shown", visit.session->shown);
    model.set("prints", visit.is(desk::Role::operator_) || visit.is(desk::Role::administrator));
    auto const &profile = (*station)->profile();
    auto const route = policy::by_topic(profile, "paper", policy::sentence(profile.paper.route));
    model.set("route", route.in(visit.language));
    if (!visit.is(desk::Role::archivist)) {
        if (auto held = add_held(model, visit, **station); !held) {
            return std::move(held).fault();
        }
    }
    return shown("handovers", std::move(model));
}

/// What a form chose of what lies there: a unit, a class of it, or serials.
base::Result<desk::HandoverOrder> order_of(Visit const &visit, desk::Station &station) {
    auto from = giver(visit, station);
    auto const &office = visit.given.of("office");
    auto to = desk::read_party(station, office.empty() ? visit.given.of("to") : "office:" + office);
    auto signing = signing_of(visit);
    if (!from || !to || !signing) {
        return !from ? std::move(from).fault() : !to ? std::move(to).fault() : std::move(signing).fault();
    }
    desk::HandoverOrder order{std::move(*from),   std::move(*to), visit.given.all("serial"), {}, {},
                              std::move(*signing)};
    auto const &whose = visit.given.of("whose");
    order.unit = decoded(whose.substr(0, whose.find('/')), false).value_or("");
    order.class_name = whose.find('/') == std::string::npos
                           ? std::string{}
                           : decoded(whose.substr(whose.find('/') + 1), false).value_or("");
    auto const lines = visit.given.of("serials");
    for (auto const &line : base::split(lines, '\n')) {
        if (auto const typed = base::trimmed(line); !typed.empty()) {
            order.serials.emplace_back(typed);
        }
    }
    return order;
}

base::Result<Answer> create_handover(Visit &visit) {
    auto station = visit.station();
    if (!station) {
        return std::move(station).fault();
    }
    auto const order = order_of(visit, **station);
    auto const made = order ? desk::create_handover(**station, *order) : base::Fault{order.fault()};
    if (!made) {
        return base::Fault{made.fault()};
    }
    auto said = words("移交单 {}：{} 张。请打印清单，两联签字",
                      "hand-over {}: {} sheets. Print the list and sign both copies", made->id, made->sheets);
    if (auto const other = desk::other_way_wanted(**station, order->from, order->to)) {
        said = {said.zh + "。" + other->zh, said.en + ". " + other->en};
    }
    auto answer = gone_to(address_of(made->id), said);
    answer.model.set("id", made->id).set("sheets", made->sheets).set("digest", made->digest);
    return answer;
}

base::Result<Answer> handover_page_as(Visit &visit, char const *page) {
    auto const here = handover_of(visit);
    auto model = here ? handover_model(visit, *here->station, here->handover) : base::Fault{here.fault()};
    return model ? base::Result{shown(page, std::move(*model))} : std::move(model).fault();
}

base::Result<Answer> handover_page(Visit &visit) {
    return handover_page_as(visit, "handover");
}

base::Result<Answer> handover_part(Visit &visit) {
    return handover_page_as(visit, "part-handover");
}

/// A step of the receiver, at the hand-over's page afterwards.
base::Result<HandoverHere> receiving(Visit const &visit) {
    auto here = handover_of(visit);
    if (here && !may_receive(visit, here->handover)) {
        return not_yours();
    }
    return here;
}

base::Result<Answer> count_sheets(Visit &visit) {
    auto const here = receiving(visit);
    if (!here) {
        return base::Fault{here.fault()};
    }
    auto const typed = base::half_width(base::trimmed(visit.given.of("counted")));
    constexpr std::size_t most_digits = 6;
    if (typed.empty() || typed.size() > most_digits ||
        typed.find_first_not_of("0123456789") != std::string::npos) {
        return base::fault(Trouble::bad_input, "请填数出来的张数，只填数字",
                           "say how many sheets there are, in digits");
    }
    auto const done =
        desk::count_handover(*here->station, here->handover.id, std::stoll(typed), visit.session->shown);
    return done ? base::Result{gone_to(address_of(here->handover.id), {})} : base::Fault{done.fault()};
}

base::Result<Answer> scan_sheet_in(Visit &visit) {
    auto const here = receiving(visit);
    auto const taken = here ? desk::scan_into_handover(*here->station, here->handover.id,
                                                       visit.given.of("scanned"), visit.session->shown)
                            : base::Fault{here.fault()};
    if (!taken) {
        return base::Fault{taken.fault()};
    }
    auto const good = taken->kind == "matched";
    auto answer = gone_to(address_of(here->handover.id), good ? taken->said : base::Words{});
    if (!good && !visit.route.is_api()) {
        visit.service.notices.put(visit.token, {false, taken->said});
    }
    answer.model.set("kind", taken->kind).set("serial", taken->serial).set("sheets", taken->sheets);
    answer.model.set("good", good).set("message", taken->said.in(visit.language));
    return answer;
}

base::Result<Answer> undo_scan(Visit &visit) {
    auto const here = receiving(visit);
    auto const gone = here ? desk::undo_scan(*here->station, here->handover.id) : base::Fault{here.fault()};
    if (!gone) {
        return base::Fault{gone.fault()};
    }
    auto answer = gone_to(address_of(here->handover.id), words("撤销了 {}", "{} was taken back", *gone));
    answer.model.set("serial", *gone);
    return answer;
}

base::Result<Answer> mark_damaged(Visit &visit) {
    auto const here = receiving(visit);
    auto const damaged = visit.given.of("damaged") != "no";
    auto const &serial = visit.given.of("serial");
    auto const done = here ? desk::mark_damaged(*here->station, here->handover.id, serial, damaged,
                                                visit.given.of("remark"))
                           : base::Result<>{base::Fault{here.fault()}};
    return done ? base::Result{gone_to(address_of(here->handover.id),
                                       damaged ? words("{} 记为破损", "{} is marked as damaged", serial)
                                               : words("{} 不算破损", "{} is not damaged", serial))}
                : base::Fault{done.fault()};
}

base::Result<Answer> sign_for(Visit &visit) {
    auto const here = receiving(visit);
    auto const signing = here ? signing_of(visit) : base::Fault{here.fault()};
    if (signing && here->handover.to.holder == "office" && signing->paper.empty()) {
        return base::fault(
            Trouble::usage, "{}没有账号，代为登记要附上对方签了字的清单扫描件",
            "{} has no account; putting the receipt down for it needs the signed paper, scanned",
            here->handover.to.name);
    }
    auto const received = signing ? desk::sign_receipt(*here->station, here->handover.id, *signing)
                                  : base::Fault{signing.fault()};
    if (!received) {
        return base::Fault{received.fault()};
    }
    auto answer =
        gone_to(address_of(here->handover.id),
                received->agrees()
                    ? words("已签收 {} 张，全部相符", "{} sheets received, all as listed", received->matched)
                    : words("已签收 {} 张；有差异，已记入差异台账",
                            "{} sheets received; what differs is in the register", received->matched));
    answer.model.set("matched", received->matched).set("missing", received->missing);
    answer.model.set("extra", received->extra).set("damaged", received->damaged);
    answer.model.set("agrees", received->agrees()).set("digest", received->digest);
    return answer;
}

base::Result<Answer> withdraw_handover(Visit &visit) {
    auto const here = handover_of(visit);
    if (here && !may_give(visit, here->handover)) {
        return not_yours();
    }
    auto const done = here ? desk::withdraw_handover(*here->station, here->handover.id, visit.session->shown,
                                                     visit.given.of("reason"))
                           : base::Fault{here.fault()};
    return done ? base::Result{gone_to(address_of(done->id),
                                       words("{} 已撤回，相片纸回到移交方",
                                             "{} is withdrawn, its sheets are with the giver", done->id))}
                : base::Fault{done.fault()};
}

} // namespace

void add_handover_pages(Handlers &handlers) {
    add_handover_paper_pages(handlers);
    handlers.insert({{"handovers_desk", handovers_desk},
                     {"create_handover", create_handover},
                     {"handover_page", handover_page},
                     {"handover_part", handover_part},
                     {"count_sheets", count_sheets},
                     {"scan_sheet_in", scan_sheet_in},
                     {"undo_scan", undo_scan},
                     {"mark_damaged", mark_damaged},
                     {"sign_for", sign_for},
                     {"withdraw_handover", withdraw_handover}});
}

} // namespace web
