// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/college_models.hpp"
#include "base/text.hpp"
#include "desk/mail.hpp"

namespace web {

using base::Json;

std::string signer(Visit const &visit) {
    auto const typed = base::trimmed(visit.given.of("by"));
    return typed.empty() ? (visit.session ? visit.session->shown : std::string{}) : std::string{typed};
}

base::Result<std::int64_t> own_unit(Visit const &visit) {
    if (!visit.session || !visit.session->unit) {
        return base::fault(base::Trouble::not_found, "这个账号没有单位", "this account has no unit");
    }
    return *visit.session->unit;
}

bool may_mark(Visit const &visit, store::Sheet const &sheet) {
    if (sheet.state != "printed") {
        return false;
    }
    if (visit.is(desk::Role::college)) {
        return sheet.holder == "unit" && sheet.place == std::to_string(visit.session->unit.value_or(-1));
    }
    return (visit.is(desk::Role::operator_) || visit.is(desk::Role::administrator)) &&
           (sheet.holder == "office" || (sheet.holder == "print-room" && sheet.place.empty()));
}

Json consignment_card(store::Consignment const &one, base::Language language) {
    auto card = Json::object();
    card.set("consignment", one.id).set("state", one.state).set("student_no", one.student_no);
    card.set("name", one.name).set("unit", one.unit).set("class", one.class_name);
    card.set("serial", one.serials.empty() ? "" : one.serials.front());
    card.set("carrier", one.carrier).set("number", one.number).set("reminders", one.reminders);
    card.set("reminded", one.reminders > 0).set("state_text", desk::mail_state_words(one.state).in(language));
    for (auto const *state : {"made", "sent", "arrived", "confirmed", "lost"}) {
        card.set(std::string{"is_"} + state, one.state == state);
    }
    card.set("on_way", one.state == "sent" || one.state == "arrived");
    card.set("may_come", one.state == "sent" || one.state == "arrived" || one.state == "confirmed" ||
                             one.state == "lost");
    card.set("may_return", one.state == "sent" || one.state == "arrived" || one.state == "lost");
    card.set("wrong", one.is_right.has_value() && !*one.is_right);
    set_time(card, "since", one.state_at);
    return card;
}

Answer download(std::string body, char const *type, std::string const &name) {
    Response response;
    response.body = std::move(body);
    response.with("Content-Type", type);
    response.with("Content-Disposition", "attachment; filename*=UTF-8''" + encoded(name));
    Answer answer;
    answer.raw = std::move(response);
    return answer;
}

Answer paper(base::Bytes const &pdf, std::string const &name) {
    Response response;
    response.body = std::string{base::as_text(pdf)};
    response.with("Content-Type", "application/pdf");
    response.with("Content-Disposition", "inline; filename*=UTF-8''" + encoded(name));
    Answer answer;
    answer.raw = std::move(response);
    return answer;
}

std::vector<std::string> scanned_lines(std::string const &text) {
    auto flat = text;
    for (auto &c : flat) {
        c = c == '\r' || c == ',' || c == ';' ? '\n' : c;
    }
    std::vector<std::string> lines;
    for (auto const line : base::split(flat, '\n')) {
        if (auto const typed = base::trimmed(line); !typed.empty()) {
            lines.emplace_back(typed);
        }
    }
    return lines;
}

} // namespace web
