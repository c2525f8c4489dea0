// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/capture.hpp"
#include "desk/fees.hpp"
#include "desk/tickets.hpp"
#include <fmt/format.h>

namespace cli {

using base::Json;
using base::Trouble;
using base::words;

namespace {

Json ticket_json(store::Ticket const &ticket) {
    auto one = Json::object();
    one.set("ticket", ticket.id).set("number", ticket.number).set("unit", ticket.unit);
    one.set("class", ticket.class_name).set("heads", ticket.heads).set("counted", ticket.counted.value_or(0));
    return one.set("state", ticket.state);
}

int tell(Door &door, base::Result<store::Ticket> const &ticket) {
    if (!ticket) {
        return door.fail(ticket.fault());
    }
    door.answer(ticket_json(*ticket));
    door.line(words("{} 号  {} {}  {} 人  {}", "number {}  {} {}  {} people  {}", ticket->number,
                    ticket->unit, ticket->class_name, ticket->heads, ticket->state));
    return 0;
}

int list(Door &door, desk::Station &station) {
    auto const all = store::tickets(station.store(), station.campaign().id);
    if (!all) {
        return door.fail(all.fault());
    }
    auto rows = Json::list();
    for (auto const &ticket : *all) {
        rows.add(ticket_json(ticket));
        door.line(words("{} 号  {} {}  {} 人  {}", "number {}  {} {}  {} people  {}", ticket.number,
                        ticket.unit, ticket.class_name, ticket.heads, ticket.state));
    }
    auto object = Json::object();
    door.answer(object.set("tickets", rows));
    return 0;
}

int call(Door &door, desk::Station &station, int number) {
    if (number > 0) {
        return tell(door, desk::call_ticket(station, number));
    }
    auto const next = desk::call_next(station);
    if (!next) {
        return door.fail(next.fault());
    }
    if (!*next) {
        return door.fail(base::fault(Trouble::not_found, "没有在等的号", "no number waits"));
    }
    return tell(door, **next);
}

int count(Door &door, desk::Station &station, CaptureAsked const &asked) {
    auto const counted = desk::count_in(station, asked.number, asked.heads);
    if (!counted) {
        return door.fail(counted.fault());
    }
    auto object = ticket_json(counted->ticket);
    door.answer(object.set("alarm", counted->alarm.in(door.language())));
    door.line(counted->alarm.zh.empty()
                  ? words("{} 号进场，{} 人", "number {} is in, {} people", asked.number, asked.heads)
                  : counted->alarm);
    return counted->alarm.zh.empty() ? 0 : static_cast<int>(Trouble::bad_input);
}

int ticket(Door &door, CaptureAsked const &asked) {
    auto station = door.open();
    if (!station) {
        return door.fail(station.fault());
    }
    auto const what = asked.words.empty() ? std::string{"list"} : asked.words.front();
    if (what == "list") {
        return list(door, *station);
    }
    if (what == "draw") {
        return tell(door, desk::draw_ticket(*station, asked.unit, asked.class_name, asked.heads));
    }
    if (what == "call") {
        return call(door, *station, asked.number);
    }
    if (what == "count") {
        return count(door, *station, asked);
    }
    if (what == "void" || what == "end") {
        return tell(door, what == "void" ? desk::void_ticket(*station, asked.number)
                                         : desk::end_ticket(*station, asked.number));
    }
    return door.fail(base::fault(Trouble::usage, "领号叫号：draw、call、count、void、end 或 list",
                                 "a ticket is to draw, call, count, void, end or list"));
}

int absence(Door &door, CaptureAsked const &asked, bool absent) {
    auto station = door.open();
    if (!station) {
        return door.fail(station.fault());
    }
    auto const student_no = asked.words.empty() ? std::string{} : asked.words.front();
    if (absent && asked.words.size() < 2) {
        for (auto const &[code, text] : desk::absence_codes(station->profile())) {
            door.remark({code + "  " + text.zh, code + "  " + text.en});
        }
        return door.fail(base::fault(Trouble::usage, "写明学号和原因", "say who, and why"));
    }
    auto const person = absent ? desk::note_absence(*station, student_no, asked.words[1])
                               : desk::withdraw_absence(*station, student_no);
    if (!person) {
        return door.fail(person.fault());
    }
    auto object = Json::object();
    door.answer(object.set("person", person->student_no).set("absent", absent));
    door.line(
        absent ? words("{} {} 记为缺席", "{} {} is noted as absent", person->student_no, person->name)
               : words("{} {} 不再缺席", "{} {} is not absent any more", person->student_no, person->name));
    return 0;
}

int told(Door &door, CaptureAsked const &asked) {
    auto station = door.open();
    if (!station) {
        return door.fail(station.fault());
    }
    if (asked.words.empty()) {
        return door.fail(base::fault(Trouble::usage, "写明告知了谁（学号）", "say who was told"));
    }
    auto list = Json::list();
    for (auto const &student_no : asked.words) {
        auto const person = desk::note_told(*station, student_no, asked.how, asked.date);
        if (!person) {
            return door.fail(person.fault());
        }
        list.add(person->student_no);
        door.line(words("{} {} 已告知", "{} {} is on record as told", person->student_no, person->name));
    }
    auto object = Json::object();
    door.answer(object.set("told", list));
    return 0;
}

} // namespace

int give_back(Door &door, CaptureAsked const &asked) {
    auto station = door.open();
    if (!station) {
        return door.fail(station.fault());
    }
    auto const back = desk::give_back(*station, asked.back, asked.reason);
    if (!back) {
        return door.fail(back.fault());
    }
    auto object = Json::object();
    door.answer(object.set("receipt", back->id).set("fen", back->fen).set("state", back->state));
    door.line(
        words("收据 {}：退了 {} 元", "receipt {}: {} yuan given back", back->id, desk::yuan(back->fen)));
    return 0;
}

void add_capture_queue(CommandLine &line, Door &door) {
    auto const asked = std::make_shared<CaptureAsked>();
    line.verb("capture", "ticket",
              {"领号叫号：draw、call、count、void、end、list",
               "numbers of units: draw, call, count, void, end, list"})
        .texts("what", asked->words, {"做什么", "what to do"})
        .whole("--number", asked->number, {"号", "number"})
        .whole("--heads", asked->heads, {"人数", "people"})
        .text("--unit", asked->unit, {"单位", "unit"})
        .text("--class", asked->class_name, {"班级", "class"})
        .does([&door, asked] { return ticket(door, *asked); });
    line.verb("capture", "absent", {"记下没有来的人和原因", "note who is absent, and why"})
        .texts("person-and-reason", asked->words,
               {"学号和原因的代码", "student number and code of the reason"})
        .does([&door, asked] { return absence(door, *asked, true); });
    line.verb("capture", "told", {"记下没有采集的人已被告知", "note that who was not captured was told"})
        .texts("person", asked->words, {"学号", "student numbers"})
        .text("--how", asked->how, {"phone notice message signature", "phone notice message signature"})
        .text("--date", asked->date,
              {"哪天告知的，如 2025-10-18；不写是今天", "on which date, such as 2025-10-18; else today"})
        .does([&door, asked] { return told(door, *asked); });
    line.verb("capture", "present", {"撤销缺席", "take an absence back"})
        .texts("person", asked->words, {"学号", "student number"})
        .does([&door, asked] { return absence(door, *asked, false); });
}

} // namespace cli
