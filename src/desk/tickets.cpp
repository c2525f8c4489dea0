// SPDX-License-Identifier: GPL-3.0-or-later
#include "desk/tickets.hpp"
#include "base/text.hpp"
#include "desk/capture_rules.hpp"
#include "desk/deadlines.hpp"
#include "desk/people.hpp"
#include "desk/steps.hpp"
#include "store/sheets.hpp"
#include <algorithm>
#include <fmt/format.h>

namespace desk {

using base::fault;
using base::Trouble;
using base::words;

namespace {

constexpr std::int64_t most_heads = 2000; ///< a typing mistake beyond

base::Words state_words_of(store::Ticket const &ticket) {
    return ticket.state == "waiting"  ? base::Words{"还在等", "still waits"}
           : ticket.state == "called" ? base::Words{"已经叫过了", "was called already"}
           : ticket.state == "inside" ? base::Words{"已经进场", "is inside already"}
           : ticket.state == "void"   ? base::Words{"已作废，请重新领号", "is void: draw another"}
                                      : base::Words{"已经结束", "is over"};
}

base::Result<store::Ticket> ticket_numbered(Station &station, std::int64_t number) {
    auto found = store::ticket(station.store(), station.campaign().id, number);
    if (!found) {
        return std::move(found).fault();
    }
    if (!*found) {
        return fault(Trouble::not_found, "没有发过 {} 号", "the number {} was never given", number);
    }
    return std::move(**found);
}

/// One event about a ticket that must stand as one of \p states.
base::Result<store::Ticket> move(Station &station, std::int64_t number,
                                 std::initializer_list<std::string_view> states, std::string_view kind,
                                 base::Json const &body) {
    auto change = station.change();
    auto const ticket = ticket_numbered(station, number);
    if (!change || !ticket) {
        return base::Fault{change ? ticket.fault() : change.fault()};
    }
    if (std::ranges::find(states, ticket->state) == states.end()) {
        auto const state = state_words_of(*ticket);
        return base::Fault{
            Trouble::not_allowed,
            {fmt::format("{} 号{}", number, state.zh), fmt::format("number {} {}", number, state.en)},
            {}};
    }
    auto done =
        in_order([&] { return change->record(kind, ticket->id, body); }, [&] { return change->commit(); });
    return done ? ticket_numbered(station, number) : std::move(done).fault();
}

} // namespace

base::Result<store::Ticket> draw_ticket(Station &station, std::string const &unit,
                                        std::string const &class_name, std::int64_t heads) {
    auto const of = std::string{base::trimmed(unit)}, in = std::string{base::trimmed(class_name)};
    if (of.empty()) {
        return fault(Trouble::bad_input, "写明是哪个单位", "say which unit it is");
    }
    if (heads < 1 || heads > most_heads) {
        return fault(Trouble::bad_input, "人数 {} 不对，请清点后再报",
                     "{} people cannot be right: count again", heads);
    }
    auto change = station.change();
    if (!change) {
        return std::move(change).fault();
    }
    auto const all = store::tickets(station.store(), station.campaign().id);
    auto const number = store::next_ticket(*change, station.campaign().id);
    auto const id = change->next_id("T");
    if (!all || !number || !id) {
        return base::Fault{!all ? all.fault() : !number ? number.fault() : id.fault()};
    }
    for (auto const &ticket : *all) {
        auto const counts = ticket.state == "waiting" || ticket.state == "called";
        if (counts && ticket.unit == of && ticket.class_name == in) {
            return fault(Trouble::not_allowed, "{} 已经领了 {} 号，还没有轮到",
                         "{} has the number {} and is not yet called", in.empty() ? of : in, ticket.number);
        }
    }
    auto body = base::Json::object();
    body.set("campaign", station.campaign().id).set("number", *number).set("unit", of).set("class", in);
    body.set("heads", heads);
    auto done =
        in_order([&] { return change->record("ticket.drawn", *id, body); }, [&] { return change->commit(); });
    return done ? ticket_numbered(station, *number) : std::move(done).fault();
}

base::Result<std::optional<store::Ticket>> call_next(Station &station) {
    auto change = station.change();
    if (!change) {
        return std::move(change).fault();
    }
    auto const all = store::tickets(station.store(), station.campaign().id);
    if (!all) {
        return base::Fault{all.fault()};
    }
    auto const next = std::ranges::find(*all, "waiting", &store::Ticket::state);
    if (next == all->end()) {
        return std::optional<store::Ticket>{};
    }
    auto done = in_order([&] { return change->record("ticket.called", next->id, base::Json::object()); },
                         [&] { return change->commit(); });
    auto called = done ? ticket_numbered(station, next->number) : std::move(done).fault();
    return called ? base::Result{std::optional{std::move(*called)}} : std::move(called).fault();
}

base::Result<store::Ticket> call_ticket(Station &station, std::int64_t number) {
    return move(station, number, {"waiting"}, "ticket.called", base::Json::object());
}

base::Result<Counted> count_in(Station &station, std::int64_t number, std::int64_t heads) {
    if (heads < 1 || heads > most_heads) {
        return fault(Trouble::bad_input, "人数 {} 不对，请清点后再报",
                     "{} people cannot be right: count again", heads);
    }
    auto body = base::Json::object();
    body.set("heads", heads);
    auto ticket = move(station, number, {"called", "inside"}, "ticket.counted", body);
    if (!ticket) {
        return std::move(ticket).fault();
    }
    Counted counted{std::move(*ticket), {}};
    if (counted.ticket.heads != heads) {
        counted.alarm =
            with_rule(station.profile(), "count-check",
                      words("报的是 {} 人，到了 {} 人：请联系人核对",
                            "{} were reported and {} came: ask the liaison", counted.ticket.heads, heads));
    }
    return counted;
}

base::Result<store::Ticket> void_ticket(Station &station, std::int64_t number) {
    auto body = base::Json::object();
    return move(station, number, {"called", "waiting"}, "ticket.ended", body.set("state", "void"));
}

base::Result<store::Ticket> end_ticket(Station &station, std::int64_t number) {
    auto body = base::Json::object();
    return move(station, number, {"inside"}, "ticket.ended", body.set("state", "done"));
}

base::Result<store::Person> note_absence(Station &station, std::string const &student_no,
                                         std::string const &code) {
    auto const codes = absence_codes(station.profile());
    if (std::ranges::find(codes, code, &ReasonCode::code) == codes.end()) {
        return fault(Trouble::bad_input, "没有“{}”这个缺席原因", "there is no reason for absence '{}'", code);
    }
    auto change = station.change();
    auto person = person_numbered(station, student_no);
    auto const photo = person ? store::photo_of(station.store(), person->id)
                              : base::Result<std::optional<store::Photo>>{base::Fault{person.fault()}};
    if (!change || !photo) {
        return base::Fault{change ? photo.fault() : change.fault()};
    }
    if (*photo) {
        return fault(Trouble::not_allowed, "{} 已经有照片，不是缺席", "{} has a photo and is not absent",
                     person->student_no);
    }
    auto body = base::Json::object();
    body.set("person", person->id).set("reason", code);
    auto done =
        in_order([&] { return change->record("absence.noted", fmt::format("person {}", person->id), body); },
                 [&] { return change->commit(); });
    return done ? std::move(person) : std::move(done).fault();
}

base::Result<store::Person> withdraw_absence(Station &station, std::string const &student_no) {
    auto change = station.change();
    auto person = person_numbered(station, student_no);
    if (!change || !person) {
        return base::Fault{change ? person.fault() : change.fault()};
    }
    auto body = base::Json::object();
    body.set("person", person->id);
    auto done = in_order(
        [&] { return change->record("absence.withdrawn", fmt::format("person {}", person->id), body); },
        [&] { return change->commit(); });
    return done ? std::move(person) : std::move(done).fault();
}

std::vector<ReasonCode> told_ways() {
    return {{"phone", {"电话", "by telephone"}},
            {"notice", {"书面通知", "by a written notice"}},
            {"message", {"短信或微信", "by a message"}},
            {"signature", {"本人签字", "and signed for it"}}};
}

base::Words told_words(store::Missing const &missing) {
    auto const ways = told_ways();
    auto const way = std::ranges::find(ways, missing.told_how, &ReasonCode::code);
    return way == ways.end() ? base::Words{}
                             : base::Words{missing.told_on + " 已告知（" + way->text.zh + "）",
                                           "told on " + missing.told_on + " " + way->text.en};
}

base::Result<store::Person> note_told(Station &station, std::string const &student_no, std::string const &how,
                                      std::string const &date) {
    auto const ways = told_ways();
    auto const on = date.empty() ? station.setting().clock.now().local_date() : date;
    if (std::ranges::find(ways, how, &ReasonCode::code) == ways.end() || !days_between(on, on)) {
        return fault(Trouble::bad_input, "写明怎么告知的（phone、notice、message、signature）和日期",
                     "say how they were told (phone, notice, message, signature) and on which date");
    }
    auto change = station.change();
    auto person = person_numbered(station, student_no);
    if (!change || !person) {
        return base::Fault{change ? person.fault() : change.fault()};
    }
    auto const photo = store::photo_of(station.store(), person->id);
    if (!photo || *photo) {
        return photo ? fault(Trouble::not_allowed, "{} 已经有照片，不是缺席",
                             "{} has a photo and is not absent", person->student_no)
                     : base::Fault{photo.fault()};
    }
    auto body = base::Json::object();
    body.set("person", person->id).set("how", how).set("date", on);
    auto done =
        in_order([&] { return change->record("absence.told", fmt::format("person {}", person->id), body); },
                 [&] { return change->commit(); });
    return done ? std::move(person) : std::move(done).fault();
}

} // namespace desk
