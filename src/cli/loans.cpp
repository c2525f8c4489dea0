// SPDX-License-Identifier: GPL-3.0-or-later
#include "desk/loans.hpp"
#include "base/files.hpp"
#include "cli/verbs.hpp"
#include "desk/archive_papers.hpp"
#include "desk/looks.hpp"

namespace cli {

using base::Json;
using base::words;

namespace {

struct Asked {
    std::string loan, borrower, office, purpose, proof, by, reason, condition, due, to, signature;
    std::vector<std::string> serials, damaged, lost;
    int days = 14, renew = 14;
};

Json loan_json(desk::LoanView const &view) {
    auto const &loan = view.loan;
    auto one = Json::object();
    one.set("loan", loan.id).set("state", loan.state).set("due", loan.due).set("overdue", view.overdue);
    one.set("borrower", loan.borrower).set("office", loan.office).set("purpose", loan.purpose);
    one.set("asked_by", loan.asked_by).set("decided_by", loan.decided_by).set("renewed", loan.renewed);
    one.set("reminders", loan.reminders).set("sheets", loan.sheets).set("still_out", loan.still_out);
    auto list = Json::list();
    for (auto const &sheet : view.sheets) {
        auto row = Json::object();
        row.set("serial", sheet.serial).set("state", sheet.state).set("reference", sheet.reference);
        list.add(row.set("person", sheet.student_no));
    }
    return one.set("items", list);
}

void tell(Door &door, desk::LoanView const &view) {
    auto const &loan = view.loan;
    auto const state = desk::loan_state_words(loan.state);
    door.line(
        {fmt::format("{}  {}  {}（{}）  {}/{} 张在外{}{}", loan.id, state.zh, loan.borrower, loan.office,
                     loan.still_out, loan.sheets, loan.due.empty() ? "" : "  应还 " + loan.due,
                     view.overdue ? fmt::format("，逾期 {} 天", view.days_late) : ""),
         fmt::format("{}  {}  {} ({})  {} of {} out{}{}", loan.id, state.en, loan.borrower, loan.office,
                     loan.still_out, loan.sheets, loan.due.empty() ? "" : "  due " + loan.due,
                     view.overdue ? fmt::format(", {} days late", view.days_late) : "")});
    for (auto const &sheet : view.sheets) {
        auto const row = fmt::format("  {}  {}  {} {}  {}", sheet.serial, sheet.reference, sheet.student_no,
                                     sheet.name, sheet.state);
        door.line({row, row});
    }
}

/// Does what \p act does, and tells the loan as it is then.
template <typename Act>
int changed(Door &door, Act const &act) {
    auto station = door.open();
    if (!station) {
        return door.fail(station.fault());
    }
    auto const loan = act(*station);
    auto const view = loan ? desk::view_loan(*station, loan->id) : base::Fault{loan.fault()};
    if (!view) {
        return door.fail(view.fault());
    }
    door.answer(loan_json(*view));
    tell(door, *view);
    return 0;
}

int list(Door &door, std::string const &which) {
    auto station = door.open();
    auto const all = station ? desk::list_loans(*station, which) : base::Fault{station.fault()};
    if (!all) {
        return door.fail(all.fault());
    }
    auto rows = Json::list();
    for (auto const &view : *all) {
        rows.add(loan_json(view));
        tell(door, view);
    }
    auto object = Json::object();
    door.answer(object.set("loans", rows));
    return 0;
}

base::Result<store::Loan> give_out(desk::Station &station, Asked const &asked) {
    constexpr std::uintmax_t most = 32U << 20U;
    desk::LoanOut out{asked.loan, asked.condition, asked.due, asked.by};
    if (!asked.signature.empty()) {
        auto bytes = base::read_file(asked.signature, most);
        if (!bytes) {
            return std::move(bytes).fault();
        }
        out.signature = std::move(*bytes);
    }
    return desk::lend(station, out);
}

base::Result<store::Loan> back(desk::Station &station, Asked const &asked) {
    base::Result<store::Loan> loan = base::fault(base::Trouble::usage, "哪些还了？给出序列号，或者 --lost",
                                                 "what is back? Give serials, or --lost");
    if (!asked.serials.empty()) {
        loan =
            desk::take_back(station, {asked.loan, asked.serials, asked.condition, asked.damaged, asked.by});
    }
    for (auto const &serial : asked.serials.empty() || loan ? asked.lost : std::vector<std::string>{}) {
        loan = desk::lose_on_loan(station, asked.loan, serial, asked.by);
        if (!loan) {
            break;
        }
    }
    return loan;
}

int remind(Door &door, Asked const &asked) {
    auto station = door.open();
    auto const loan =
        station ? desk::remind_loan(*station, asked.loan, asked.by) : base::Fault{station.fault()};
    auto const paper = loan ? desk::loan_reminder(*station, loan->id) : base::Fault{loan.fault()};
    auto const done =
        paper ? base::write_file(asked.to, paper->bytes) : base::Result<>{base::Fault{paper.fault()}};
    if (!done) {
        return door.fail(done.fault());
    }
    auto object = Json::object();
    door.answer(object.set("loan", loan->id).set("reminders", loan->reminders).set("pdf", asked.to));
    door.line(
        words("第 {} 次催还，催还单在 {}", "reminder no. {}, the letter is {}", loan->reminders, asked.to));
    return 0;
}

int copy(Door &door, Asked const &asked) {
    auto station = door.open();
    auto const made = station ? desk::make_copy(*station, asked.loan, asked.purpose, asked.by)
                              : base::Fault{station.fault()};
    auto const done =
        made ? base::write_file(asked.to, made->pdf) : base::Result<>{base::Fault{made.fault()}};
    if (!done) {
        return door.fail(done.fault());
    }
    auto object = Json::object();
    door.answer(
        object.set("serial", made->copy.serial).set("number", made->copy.number).set("file", asked.to));
    door.line(words("复制件第 {} 号在 {}", "the copy no. {} is {}", made->copy.number, asked.to));
    return 0;
}

int rule(Door &door, Asked const &asked) {
    auto station = door.open();
    auto const done = station ? desk::set_loan_rule(*station, {asked.days, asked.renew})
                              : base::Result<>{base::Fault{station.fault()}};
    if (!done) {
        return door.fail(done.fault());
    }
    auto object = Json::object();
    door.answer(object.set("days", asked.days).set("renew", asked.renew));
    door.line(words("借期 {} 天，续借 {} 天", "{} days, {} more when renewed", asked.days, asked.renew));
    return 0;
}

base::Words const loan_help{"借阅单号（L-…）", "loan (L-…)"};
base::Words const by_help{"经手人（默认是当前用户）", "who signs (else who is at the desk)"};
base::Words const condition_help{"双方验看的情况，如 完好", "the condition, as both sides saw it"};

void add_asking(CommandLine &line, Door &door) {
    auto const wish = std::make_shared<Asked>();
    line.verb("loan", "ask", {"登记借阅申请", "take down that somebody wants to borrow"})
        .required_text("--borrower", wish->borrower, {"借阅人", "who"})
        .required_text("--office", wish->office, {"单位", "of which office"})
        .required_text("--purpose", wish->purpose, {"用途", "what for"})
        .text("--proof", wish->proof, {"凭据，如 介绍信", "on what paper"})
        .text("--by", wish->by, by_help)
        .texts("serials", wish->serials, {"序列号", "serials"})
        .does([&door, wish] {
            return changed(door, [&](desk::Station &station) {
                return desk::ask_loan(station, {wish->serials, wish->borrower, wish->office, wish->purpose,
                                                wish->proof, wish->by});
            });
        });
    auto const yes = std::make_shared<Asked>();
    line.verb("loan", "approve", {"批准（不能是登记的人）", "approve; not by who took it down"})
        .required_text("loan", yes->loan, loan_help)
        .required_text("--by", yes->by, {"审批人", "who approves"})
        .does([&door, yes] {
            return changed(door, [&](desk::Station &station) {
                return desk::approve_loan(station, yes->loan, yes->by);
            });
        });
    auto const no = std::make_shared<Asked>();
    line.verb("loan", "decline", {"不批准", "decline"})
        .required_text("loan", no->loan, loan_help)
        .required_text("--by", no->by, {"审批人", "who declines"})
        .required_text("--reason", no->reason, {"原因", "why"})
        .does([&door, no] {
            return changed(door, [&](desk::Station &station) {
                return desk::decline_loan(station, no->loan, no->by, no->reason);
            });
        });
    auto const end = std::make_shared<Asked>();
    line.verb("loan", "cancel", {"取消（没有人来取等）", "cancel, such as where nobody came for it"})
        .required_text("loan", end->loan, loan_help)
        .text("--by", end->by, {"经手人", "who cancels"})
        .required_text("--reason", end->reason, {"原因", "why"})
        .does([&door, end] {
            return changed(door, [&](desk::Station &station) {
                return desk::cancel_loan(station, end->loan, end->by, end->reason);
            });
        });
}

void add_lending(CommandLine &line, Door &door) {
    auto const out = std::make_shared<Asked>();
    line.verb("loan", "out", {"借出", "give out"})
        .required_text("loan", out->loan, loan_help)
        .required_text("--condition", out->condition, condition_help)
        .text("--due", out->due, {"应还日期（默认按借期）", "due date (else by the rule)"})
        .text("--signature", out->signature, {"借阅人签字的扫描件", "the borrower's signature, scanned"})
        .text("--by", out->by, by_help)
        .does([&door, out] {
            return changed(door, [&](desk::Station &station) { return give_out(station, *out); });
        });
    auto const more = std::make_shared<Asked>();
    line.verb("loan", "renew", {"续借一次", "renew once"})
        .required_text("loan", more->loan, loan_help)
        .text("--by", more->by, by_help)
        .does([&door, more] {
            return changed(door, [&](desk::Station &station) {
                return desk::renew_loan(station, more->loan, more->by);
            });
        });
    auto const home = std::make_shared<Asked>();
    line.verb("loan", "back", {"归还，逐张扫码", "take back, sheet by sheet"})
        .required_text("loan", home->loan, loan_help)
        .texts("serials", home->serials, {"还回的序列号", "serials that are back"})
        .text("--condition", home->condition, condition_help)
        .repeated("--damaged", home->damaged, {"其中破损的", "damaged ones of these"})
        .repeated("--lost", home->lost, {"借出期间丢失的", "lost on loan"})
        .text("--by", home->by, by_help)
        .does([&door, home] {
            return changed(door, [&](desk::Station &station) { return back(station, *home); });
        });
}

} // namespace

void add_loans(CommandLine &line, Door &door) {
    line.noun("loan", {"借阅", "loans"});
    add_asking(line, door);
    add_lending(line, door);
    auto const asked = std::make_shared<Asked>();
    line.verb("loan", "list", {"借阅单", "loans"})
        .text("which", asked->loan,
              {"asked approved out overdue back declined cancelled",
               "asked approved out overdue back declined cancelled"})
        .does([&door, asked] { return list(door, asked->loan); });
    auto const late = std::make_shared<Asked>();
    line.verb("loan", "remind", {"催还，出催还单", "note a reminder and draw the letter"})
        .required_text("loan", late->loan, loan_help)
        .required_text("--to", late->to, {"催还单 PDF", "the letter, a PDF"})
        .text("--by", late->by, by_help)
        .does([&door, late] { return remind(door, *late); });
    auto const ruled = std::make_shared<Asked>();
    line.verb("loan", "rule", {"借期几天，续借几天", "how many days, and how many more"})
        .whole("--days", ruled->days, {"借期（默认 14）", "days (else 14)"})
        .whole("--renew", ruled->renew, {"续借（默认 14）", "more days (else 14)"})
        .does([&door, ruled] { return rule(door, *ruled); });
    auto const wanted = std::make_shared<Asked>();
    line.verb("sheet", "copy", {"出一份盖“档案馆复制件”的复制件", "a copy with the archives' mark"})
        .required_text("serial", wanted->loan, {"序列号", "serial"})
        .required_text("--to", wanted->to, {"PDF 文件", "a PDF"})
        .required_text("--for", wanted->purpose, {"给谁、作什么用", "for whom, and what for"})
        .text("--by", wanted->by, by_help)
        .does([&door, wanted] { return copy(door, *wanted); });
}

} // namespace cli
