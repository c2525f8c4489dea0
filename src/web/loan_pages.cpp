// SPDX-License-Identifier: GPL-3.0-or-later
// Loans on one page: asked, approved, out, overdue, back; copies, and who looked at what.
#include "base/text.hpp"
#include "desk/loans.hpp"
#include "desk/looks.hpp"
#include "web/archive_models.hpp"
#include <algorithm>

namespace web {

using base::Json;
using base::Trouble;
using base::words;

namespace {

constexpr std::size_t looks_shown = 300;

/// Serials as they were typed or scanned into one field.
std::vector<std::string> serials_in(std::string text) {
    std::ranges::replace_if(
        text, [](char c) { return c == '\n' || c == '\r' || c == ',' || c == ';' || c == ' ' || c == '\t'; },
        '\n');
    std::vector<std::string> serials;
    for (auto const part : base::split(text, '\n')) {
        if (!part.empty()) {
            serials.emplace_back(part);
        }
    }
    return serials;
}

Json loan_json(desk::LoanView const &view, base::Language language) {
    auto const &loan = view.loan;
    auto one = Json::object();
    one.set("loan", loan.id)
        .set("state", loan.state)
        .set("state_text", desk::loan_state_words(loan.state).in(language));
    one.set("borrower", loan.borrower)
        .set("office", loan.office)
        .set("purpose", loan.purpose)
        .set("proof", loan.proof);
    one.set("asked_by", loan.asked_by).set("decided_by", loan.decided_by).set("declined", loan.declined);
    one.set("out_by", loan.out_by)
        .set("due", loan.due)
        .set("overdue", view.overdue)
        .set("days_late", view.days_late);
    one.set("sheets", loan.sheets)
        .set("still_out", loan.still_out)
        .set("reminders", loan.reminders)
        .set("any_reminder", loan.reminders > 0);
    one.set("is_asked", loan.state == "asked").set("is_approved", loan.state == "approved");
    one.set("is_out", loan.state == "out")
        .set("is_back", loan.state == "back")
        .set("can_renew", loan.renewed == 0 && !view.overdue);
    set_time(one, "asked_at", loan.asked_at);
    return one;
}

base::Result<Answer> loans_page(Visit &visit) {
    auto station = visit.station();
    if (!station) {
        return unopened(station.fault());
    }
    auto model = Json::object();
    for (auto const *state : {"asked", "approved", "out", "back"}) {
        auto const all = desk::list_loans(**station, state);
        if (!all) {
            return base::Fault{all.fault()};
        }
        auto list = Json::list();
        for (auto const &view : *all) {
            list.add(loan_json(view, visit.language));
        }
        model.set(state, list).set(std::string{"any_"} + state, !all->empty());
    }
    auto const rule = store::loan_rule((*station)->store());
    model.set("days", rule ? rule->days : 14);
    return shown("loans", std::move(model.set("tab_loans", true)));
}

base::Result<Answer> loan_page(Visit &visit) {
    auto station = visit.station();
    auto const view = station ? desk::view_loan(**station, visit.part("loan")) : base::Fault{station.fault()};
    if (!view) {
        return base::Fault{view.fault()};
    }
    auto model = loan_json(*view, visit.language);
    auto list = Json::list();
    std::string slip;
    for (auto const &sheet : view->sheets) {
        auto one = Json::object();
        one.set("serial", sheet.serial).set("reference", sheet.reference).set("box", sheet.box);
        one.set("box_url", encoded(sheet.box)).set("student_no", sheet.student_no).set("name", sheet.name);
        one.set("out", sheet.state == "out")
            .set("back", sheet.state == "back")
            .set("lost", sheet.state == "lost");
        one.set("condition", sheet.condition).set("condition_back", sheet.condition_back);
        list.add(one);
        slip += (slip.empty() ? "?serial=" : "&serial=") + sheet.serial;
    }
    return shown("loan", std::move(model.set("items", list).set("slip", slip)));
}

base::Result<Answer> ask_loan(Visit &visit) {
    auto station = visit.station();
    if (!station) {
        return std::move(station).fault();
    }
    auto const &given = visit.given;
    auto const loan =
        desk::ask_loan(**station, {serials_in(given.of("serials")), given.of("borrower"), given.of("office"),
                                   given.of("purpose"), given.of("proof"), visit.actor()});
    if (!loan) {
        return base::Fault{loan.fault()};
    }
    auto answer =
        gone_to("/archive/loans/" + loan->id, words("借阅单 {} 已登记，等另一个人审批",
                                                    "{} is taken down; somebody else decides", loan->id));
    answer.model.set("loan", loan->id).set("state", loan->state);
    return answer;
}

base::Result<store::Loan> change(Visit const &visit, desk::Station &station) {
    auto const &what = visit.given.of("what");
    auto const &id = visit.part("loan");
    auto const &given = visit.given;
    auto const by = visit.actor();
    if (what == "approve") {
        return desk::approve_loan(station, id, by);
    }
    if (what == "decline") {
        return desk::decline_loan(station, id, by, given.of("reason"));
    }
    if (what == "cancel") {
        return desk::cancel_loan(station, id, by, given.of("reason"));
    }
    if (what == "out") {
        auto const typed = base::as_bytes(given.of("signature"));
        return desk::lend(station,
                          {id, given.of("condition"), given.of("due"), by, {typed.begin(), typed.end()}});
    }
    if (what == "renew") {
        return desk::renew_loan(station, id, by);
    }
    if (what == "back") {
        auto const serials = serials_in(given.of("serials"));
        return desk::take_back(station,
                               {id, serials, given.of("condition"),
                                given.of("damaged").empty() ? std::vector<std::string>{} : serials, by});
    }
    if (what == "lost") {
        return desk::lose_on_loan(station, id, given.of("serial"), by);
    }
    if (what == "remind") {
        return desk::remind_loan(station, id, by);
    }
    return base::fault(Trouble::usage, "借阅单不能做“{}”", "nothing called '{}' is done to a loan", what);
}

base::Result<Answer> change_loan(Visit &visit) {
    auto station = visit.station();
    auto const loan = station ? change(visit, **station) : base::Fault{station.fault()};
    if (!loan) {
        return base::Fault{loan.fault()};
    }
    auto const state = desk::loan_state_words(loan->state);
    auto const reminded = visit.given.of("what") == "remind";
    auto answer = gone_to("/archive/loans/" + loan->id,
                          reminded ? words("第 {} 次催还已记下，请把催还单打印出来寄出",
                                           "reminder no. {} is noted; print the letter", loan->reminders)
                                   : words("借阅单 {0}：{1}", "{0}: {2}", loan->id, state.zh, state.en));
    answer.model.set("loan", loan->id).set("state", loan->state);
    return answer;
}

base::Result<Answer> loan_reminder(Visit &visit) {
    auto station = visit.station();
    return station ? paper_answer(desk::loan_reminder(**station, visit.part("loan")))
                   : std::move(station).fault();
}

base::Result<Answer> copy_sheet(Visit &visit) {
    auto station = visit.station();
    auto made = station
                    ? desk::make_copy(**station, visit.part("serial"), visit.given.of("for"), visit.actor())
                    : base::Fault{station.fault()};
    if (!made) {
        return std::move(made).fault();
    }
    return paper_answer(desk::ArchivePaper{
        words("复制件 {} 第 {} 号", "copy {} no. {}", made->copy.serial, made->copy.number).zh + ".pdf",
        std::move(made->pdf)});
}

base::Result<Answer> looks_page(Visit &visit) {
    auto station = visit.station();
    if (!station) {
        return unopened(station.fault());
    }
    auto const &actor = visit.request.query.of("by");
    auto const looks = store::looks((*station)->store(), "", actor, looks_shown);
    if (!looks) {
        return base::Fault{looks.fault()};
    }
    auto list = Json::list();
    for (auto const &look : *looks) {
        auto one = Json::object();
        auto const person = look.subject.starts_with("person ");
        one.set("subject", person ? "" : look.subject).set("is_sheet", !person).set("actor", look.actor);
        one.set("actor_url", encoded(look.actor)).set("name", look.name).set("student_no", look.student_no);
        set_time(one, "at", look.at);
        list.add(one);
    }
    auto model = Json::object();
    model.set("looks", list).set("any", !looks->empty()).set("by", actor).set("of_one", !actor.empty());
    return shown("looks", std::move(model.set("tab_looks", true)));
}

} // namespace

void add_loan_pages(Handlers &handlers) {
    handlers.insert({{"loans_page", loans_page},
                     {"loan_page", loan_page},
                     {"ask_loan", ask_loan},
                     {"change_loan", change_loan},
                     {"loan_reminder", loan_reminder},
                     {"copy_sheet", copy_sheet},
                     {"looks_page", looks_page}});
}

} // namespace web
