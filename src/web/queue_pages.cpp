// SPDX-License-Identifier: GPL-3.0-or-later
// The queue outside, and the screen that everybody there sees.
#include "desk/tickets.hpp"
#include "web/capture_models.hpp"
#include <algorithm>
#include <fmt/format.h>

namespace web {

using base::Json;
using base::Trouble;

namespace {

Json ticket_json(Visit const &visit, store::Ticket const &ticket) {
    auto one = Json::object();
    one.set("number", ticket.number).set("unit", ticket.unit).set("class", ticket.class_name);
    one.set("heads", ticket.heads).set("state", ticket.state).set("counted", ticket.counted.value_or(0));
    one.set("state_text", visit.service.templates.text(visit.language, "ticket." + ticket.state));
    one.set("waiting", ticket.state == "waiting").set("called", ticket.state == "called");
    one.set("inside", ticket.state == "inside").set("void", ticket.state == "void");
    one.set("has_count", ticket.counted.has_value());
    one.set("differs", ticket.counted && *ticket.counted != ticket.heads);
    set_time(one, "drawn_at", ticket.drawn_at);
    if (ticket.called_at) {
        set_time(one, "called_at", *ticket.called_at);
    }
    return one;
}

base::Result<> add_tickets(Visit const &visit, desk::Station &station, Json &model) {
    auto const all = store::tickets(station.store(), station.campaign().id);
    if (!all) {
        return base::Fault{all.fault()};
    }
    auto active = Json::list(), past = Json::list();
    std::size_t waiting = 0, over = 0;
    for (auto const &ticket : *all) {
        auto const ended = ticket.state == "void" || ticket.state == "done";
        (ended ? past : active).add(ticket_json(visit, ticket));
        waiting += static_cast<std::size_t>(ticket.state == "waiting");
        over += static_cast<std::size_t>(ended);
    }
    model.set("tickets", active).set("past", past).set("waiting_count", waiting).set("past_count", over);
    model.set("any_ticket", all->size() > over).set("any_waiting", waiting > 0).set("any_past", over > 0);
    return {};
}

/// Units and classes to choose from.
base::Result<> add_places(desk::Station &station, Json &model) {
    auto const counts = store::class_counts(station.store(), station.campaign().id);
    if (!counts) {
        return base::Fault{counts.fault()};
    }
    auto units = Json::list(), classes = Json::list();
    std::string last;
    for (auto const &one : *counts) {
        if (one.unit != last) {
            units.add(one.unit);
            last = one.unit;
        }
        auto row = Json::object();
        classes.add(row.set("unit", one.unit).set("class", one.class_name).set("people", one.people));
    }
    model.set("units", units).set("classes", classes);
    return {};
}

base::Result<Answer> queue_desk(Visit &visit) {
    auto station = visit.station();
    if (!station) {
        return without_campaign(station.fault());
    }
    auto model = Json::object();
    add_capture_rules(visit, **station, model);
    auto const tickets = add_tickets(visit, **station, model);
    auto const places = tickets ? add_places(**station, model) : base::Result<>{};
    if (!tickets || !places) {
        return base::Fault{tickets ? places.fault() : tickets.fault()};
    }
    auto const part = visit.request.path.ends_with("/now");
    return shown(part ? "part-tickets" : "queue", std::move(model));
}

base::Result<Answer> about(Visit const &visit, base::Result<store::Ticket> const &ticket, base::Words said) {
    if (!ticket) {
        return base::Fault{ticket.fault()};
    }
    auto answer = gone_to("/capture/queue", std::move(said));
    answer.model = ticket_json(visit, *ticket);
    return answer;
}

base::Result<Answer> draw_ticket(Visit &visit) {
    auto station = visit.station();
    if (!station) {
        return std::move(station).fault();
    }
    auto const &given = visit.given;
    auto const ticket =
        desk::draw_ticket(**station, given.of("unit"), given.of("class"), whole_number(given.of("heads")));
    return about(visit, ticket,
                 ticket ? base::words("{} 领了 {} 号，报 {} 人", "{} has the number {}, {} people",
                                      ticket->class_name.empty() ? ticket->unit : ticket->class_name,
                                      ticket->number, ticket->heads)
                        : base::Words{});
}

base::Result<Answer> call_ticket(Visit &visit) {
    auto station = visit.station();
    if (!station) {
        return std::move(station).fault();
    }
    if (auto const wanted = whole_number(visit.given.of("number")); wanted != 0) {
        auto const ticket = desk::call_ticket(**station, wanted);
        return about(visit, ticket, base::words("叫 {} 号", "number {} is called", wanted));
    }
    auto const next = desk::call_next(**station);
    if (!next) {
        return base::Fault{next.fault()};
    }
    if (!*next) {
        return base::fault(Trouble::not_found, "没有在等的号了", "nobody waits");
    }
    return about(visit, **next, base::words("叫 {} 号", "number {} is called", (*next)->number));
}

base::Result<Answer> count_ticket(Visit &visit) {
    auto station = visit.station();
    if (!station) {
        return std::move(station).fault();
    }
    auto const counted =
        desk::count_in(**station, whole_number(visit.part("number")), whole_number(visit.given.of("heads")));
    if (!counted) {
        return base::Fault{counted.fault()};
    }
    if (!counted->alarm.zh.empty()) {
        warn(visit, counted->alarm);
    }
    return about(visit, counted->ticket,
                 counted->alarm.zh.empty()
                     ? base::words("{} 号到齐 {} 人，进备拍区", "number {}: all {} are here",
                                   counted->ticket.number, counted->ticket.heads)
                     : base::Words{});
}

base::Result<Answer> end_ticket(Visit &visit) {
    auto station = visit.station();
    if (!station) {
        return std::move(station).fault();
    }
    auto const number = whole_number(visit.part("number"));
    auto const is_void = visit.part("what") == "void";
    if (!is_void && visit.part("what") != "end") {
        return base::fault(Trouble::not_found, "没有这个页面", "there is no such page");
    }
    return is_void
               ? about(visit, desk::void_ticket(**station, number),
                       base::words("{} 号作废，来了要重新领号", "number {} is void: draw another", number))
               : about(visit, desk::end_ticket(**station, number),
                       base::words("{} 号拍完了", "number {} is through", number));
}

/// Numbers and family names only: everybody in the hall can read it.
base::Result<Json> board_model(Visit const &visit, desk::Station &station) {
    static constexpr std::size_t most_next = 8;
    auto const open = store::open_visits(station.store(), station.campaign().id);
    auto const tickets = store::tickets(station.store(), station.campaign().id);
    if (!open || !tickets) {
        return base::Fault{open ? tickets.fault() : open.fault()};
    }
    auto const seats = visit.service.floor.all();
    auto now = Json::list(), next = Json::list(), called = Json::list();
    std::size_t here = 0, coming = 0, calls = 0;
    for (auto const &came : *open) {
        auto const seated =
            std::ranges::any_of(seats, [&](auto const &seat) { return seat.visit == came.id; });
        if (!seated && coming == most_next) {
            continue;
        }
        auto const person = came.person ? store::person(station.store(), *came.person)
                                        : base::Result<std::optional<store::Person>>{std::nullopt};
        auto one = Json::object();
        one.set("number", came.number);
        one.set("family", person && *person ? family_name((*person)->name) : "");
        (seated ? now : next).add(one);
        ++(seated ? here : coming);
    }
    for (auto const &ticket : *tickets) {
        if (ticket.state == "called") {
            called.add(ticket_json(visit, ticket));
            ++calls;
        }
    }
    auto model = Json::object();
    model.set("now", now).set("next", next).set("called", called).set("bare", true);
    model.set("any_now", here > 0).set("any_next", coming > 0).set("any_called", calls > 0);
    if (auto const *rule = station.profile().rule_about("waiting-area")) { // S1-32
        auto const &text = rule->text.in(visit.language);
        model.set("waiting_area", text.empty() ? rule->words : text);
    }
    return model.set("idle", here + coming + calls == 0).set("school", station.campaign().school_name);
}

base::Result<Answer> board(Visit &visit) {
    auto station = visit.station();
    if (!station) {
        return without_campaign(station.fault());
    }
    auto model = board_model(visit, **station);
    auto const part = visit.request.path.ends_with("/now");
    return model ? base::Result{shown(part ? "part-board" : "board", std::move(*model))}
                 : std::move(model).fault();
}

} // namespace

void add_queue_pages(Handlers &handlers) {
    handlers.insert({{"queue_desk", queue_desk},
                     {"draw_ticket", draw_ticket},
                     {"call_ticket", call_ticket},
                     {"count_ticket", count_ticket},
                     {"end_ticket", end_ticket},
                     {"board", board}});
}

} // namespace web
