// SPDX-License-Identifier: GPL-3.0-or-later
#include "desk/loans.hpp"
#include "base/text.hpp"
#include "desk/deadlines.hpp"
#include "desk/printing.hpp"
#include "desk/steps.hpp"
#include "desk/whereabouts.hpp"
#include "store/custody.hpp"
#include "store/filing.hpp"
#include "store/remarks.hpp"
#include <algorithm>
#include <set>

namespace desk {

using base::fault;
using base::Json;
using base::Trouble;

namespace {

constexpr std::size_t most_listed = 500;

std::string plain(std::string const &typed) {
    return std::string{base::trimmed(typed)};
}

std::string signer(Station &station, std::string const &by) {
    auto name = plain(by);
    return name.empty() ? station.setting().actor : name;
}

std::string today(Station &station) {
    return station.setting().clock.now().local_date();
}

base::Result<store::Loan> found(Station &station, std::string const &typed) {
    auto const id = base::upper_ascii(plain(typed));
    auto one = store::loan(station.store(), id);
    if (!one) {
        return std::move(one).fault();
    }
    if (!*one) {
        return fault(Trouble::not_found, "没有借阅单 {}", "there is no loan {}", id);
    }
    return std::move(**one);
}

base::Result<store::Loan> in_state(Station &station, std::string const &typed, std::string_view state) {
    auto one = found(station, typed);
    if (one && one->state != state) {
        auto const is = loan_state_words(one->state);
        return fault(Trouble::not_allowed, "借阅单 {0} 现在是“{1}”，不能这样做",
                     "the loan {0} is {2}; that cannot be done", one->id, is.zh, is.en);
    }
    return one;
}

/// That the sheet lies in its box.
base::Result<store::Sheet> check_there(Station &station, std::string const &typed) {
    auto sheet = find_sheet(station, typed);
    auto const item = sheet ? store::item(station.store(), sheet->serial) : base::Fault{sheet.fault()};
    auto const place = item ? store::place_name(station.store(), *sheet) : base::Fault{item.fault()};
    if (!place) {
        return base::Fault{place.fault()};
    }
    if (sheet->state != "printed" || sheet->holder != "archive") {
        auto const where = whereabouts(sheet->state, sheet->holder, *place);
        return fault(Trouble::not_allowed, "相片纸 {0} 不能出借：{1}",
                     "the sheet {0} cannot be lent: it is {2}", sheet->serial, where.zh, where.en);
    }
    if (!*item) {
        return fault(Trouble::not_allowed, "相片纸 {} 还没有装盒，没有档号；先归档，再出借",
                     "the sheet {} is in no box yet and has no 档号; file it first", sheet->serial);
    }
    return sheet;
}

base::Result<std::vector<std::string>> checked(Station &station, std::vector<std::string> const &typed) {
    std::vector<std::string> serials;
    for (auto const &one : typed) {
        auto const sheet = check_there(station, one);
        if (!sheet) {
            return base::Fault{sheet.fault()};
        }
        if (std::ranges::find(serials, sheet->serial) != serials.end()) {
            return fault(Trouble::bad_input, "序列号 {} 给了两次", "the serial {} was given twice",
                         sheet->serial);
        }
        serials.push_back(sheet->serial);
    }
    if (serials.empty()) {
        return fault(Trouble::usage, "要借哪些？给出序列号", "which sheets? Give their serials");
    }
    return serials;
}

/// Puts each text beside the ledger and its digest into the body.
base::Result<> put_remarks(store::Change &change, Json &body,
                           std::vector<std::pair<std::string_view, std::string>> const &texts) {
    for (auto const &[key, text] : texts) {
        auto const digest = store::put_remark(change, text);
        if (!digest) {
            return base::Fault{digest.fault()};
        }
        body.set(key, *digest);
    }
    return {};
}

base::Result<store::Loan> recorded(Station &station, store::Change &change, std::string_view kind,
                                   std::string const &loan, Json const &body) {
    auto const done =
        in_order([&] { return change.record(kind, loan, body); }, [&] { return change.commit(); });
    return done ? found(station, loan) : base::Fault{done.fault()};
}

base::Result<> check_second(store::Loan const &loan, std::string const &by) {
    if (by == loan.asked_by) {
        return fault(Trouble::not_allowed, "借阅单 {} 是 {} 登记的，要由另一个人审批",
                     "the loan {} was taken down by {}; somebody else has to decide", loan.id, by);
    }
    return {};
}

base::Result<std::string> due_day(Station &station, std::string const &wanted) {
    auto const rule = store::loan_rule(station.store());
    if (!rule) {
        return base::Fault{rule.fault()};
    }
    auto const now = today(station);
    if (wanted.empty()) {
        return date_after(now, rule->days);
    }
    auto const days = days_between(now, wanted);
    if (!days || *days < 0 || *days > 366) {
        return fault(Trouble::bad_input, "应还日期“{}”不对：写成 2026-07-01 这样，今天起一年以内",
                     "'{}' is no day to be back: write it as 2026-07-01, within a year from today", wanted);
    }
    return wanted;
}

/// The serials, each out on this loan.
base::Result<std::vector<std::string>> out_on(Station &station, store::Loan const &loan,
                                              std::vector<std::string> const &typed) {
    auto const sheets = store::loan_sheets(station.store(), loan.id);
    if (!sheets) {
        return base::Fault{sheets.fault()};
    }
    std::set<std::string> serials;
    for (auto const &one : typed) {
        auto const sheet = find_sheet(station, one);
        if (!sheet) {
            return base::Fault{sheet.fault()};
        }
        auto const on = std::ranges::find(*sheets, sheet->serial, &store::LoanSheet::serial);
        if (on == sheets->end()) {
            return fault(Trouble::not_allowed, "相片纸 {} 不在借阅单 {} 上；是不是拿错了一张？",
                         "the sheet {} is not on the loan {}; is it the wrong one?", sheet->serial, loan.id);
        }
        if (on->state != "out") {
            return fault(Trouble::not_allowed, "相片纸 {} 在借阅单 {} 上已经办过归还了",
                         "the sheet {} of the loan {} was taken back already", sheet->serial, loan.id);
        }
        serials.insert(sheet->serial);
    }
    return std::vector<std::string>{serials.begin(), serials.end()};
}

LoanView judged(store::Loan loan, std::string const &now) {
    LoanView view{std::move(loan), {}};
    if (view.loan.state == "out") {
        view.days_late = days_between(view.loan.due, now).value_or(0);
        view.overdue = view.days_late > 0;
    }
    return view;
}

/// Nothing comes of the loan: a second person declines it, or whoever is at the desk cancels it.
base::Result<store::Loan> call_off(Station &station, std::string const &loan, std::string const &by,
                                   std::string const &reason, bool cancelled) {
    if (plain(reason).empty()) {
        return fault(Trouble::usage, "不批准、取消都要写明原因", "say why it is declined or cancelled");
    }
    auto change = station.change();
    auto const known = change ? found(station, loan) : base::Fault{change.fault()};
    auto const approved = cancelled && known && known->state == "approved";
    auto const one =
        known ? in_state(station, loan, approved ? "approved" : "asked") : base::Fault{known.fault()};
    auto const name = signer(station, by);
    auto const may = !one        ? base::Result<>{base::Fault{one.fault()}}
                     : cancelled ? base::Result<>{}
                                 : check_second(*one, name);
    auto body = Json::object();
    body.set("by", name);
    auto const kept = may ? put_remarks(*change, body, {{"remark", plain(reason)}}) : may;
    return kept ? recorded(station, *change, cancelled ? "loan.cancelled" : "loan.declined", one->id, body)
                : base::Fault{kept.fault()};
}

} // namespace

base::Words loan_state_words(std::string_view state) {
    return state == "asked"       ? base::Words{"待审批", "asked for"}
           : state == "approved"  ? base::Words{"已批准，待取", "approved"}
           : state == "declined"  ? base::Words{"没有批准", "declined"}
           : state == "cancelled" ? base::Words{"已取消", "cancelled"}
           : state == "out"       ? base::Words{"借出", "out"}
                                  : base::Words{"已还清", "back"};
}

base::Result<store::Loan> ask_loan(Station &station, LoanWish const &wish) {
    if (plain(wish.borrower).empty() || plain(wish.office).empty() || plain(wish.purpose).empty()) {
        return fault(Trouble::usage, "要写明借阅人、单位和用途",
                     "say who borrows, of which office, and what for");
    }
    auto change = station.change();
    auto const serials = change ? checked(station, wish.serials) : base::Fault{change.fault()};
    auto const id = serials ? change->next_id("L") : base::Fault{serials.fault()};
    if (!id) {
        return base::Fault{id.fault()};
    }
    auto body = Json::object();
    body.set("sheets", *serials).set("by", signer(station, wish.by));
    auto const kept = put_remarks(*change, body,
                                  {{"borrower", plain(wish.borrower)},
                                   {"office", plain(wish.office)},
                                   {"purpose", plain(wish.purpose)},
                                   {"proof", plain(wish.proof)}});
    return kept ? recorded(station, *change, "loan.asked", *id, body) : base::Fault{kept.fault()};
}

base::Result<store::Loan> approve_loan(Station &station, std::string const &loan, std::string const &by) {
    auto change = station.change();
    auto const one = change ? in_state(station, loan, "asked") : base::Fault{change.fault()};
    auto const name = signer(station, by);
    auto const may = one ? check_second(*one, name) : base::Result<>{base::Fault{one.fault()}};
    if (!may) {
        return base::Fault{may.fault()};
    }
    auto body = Json::object();
    body.set("by", name);
    return recorded(station, *change, "loan.approved", one->id, body);
}

base::Result<store::Loan> decline_loan(Station &station, std::string const &loan, std::string const &by,
                                       std::string const &reason) {
    return call_off(station, loan, by, reason, false);
}

base::Result<store::Loan> cancel_loan(Station &station, std::string const &loan, std::string const &by,
                                      std::string const &reason) {
    return call_off(station, loan, by, reason, true);
}

base::Result<store::Loan> lend(Station &station, LoanOut const &out) {
    if (plain(out.condition).empty()) {
        return fault(Trouble::usage, "借出前双方验看，写明完好或破损情况",
                     "both sides look first: say in which condition it is");
    }
    auto change = station.change();
    auto const one = change ? in_state(station, out.loan, "approved") : base::Fault{change.fault()};
    auto const due = one ? due_day(station, plain(out.due)) : base::Fault{one.fault()};
    auto const sheets = due ? store::loan_sheets(station.store(), one->id) : base::Fault{due.fault()};
    if (!sheets) {
        return base::Fault{sheets.fault()};
    }
    for (auto const &sheet : *sheets) {
        if (auto const there = check_there(station, sheet.serial); !there) {
            return base::Fault{there.fault()};
        }
    }
    auto const kept = out.signature.empty() ? base::Result<base::Digest>{base::Digest{}}
                                            : station.store().keep(out.signature);
    if (!kept) {
        return base::Fault{kept.fault()};
    }
    auto body = Json::object();
    body.set("by", signer(station, out.by)).set("due", *due);
    body.set("signature", out.signature.empty() ? std::string{} : kept->hex());
    auto const noted = put_remarks(*change, body, {{"condition", plain(out.condition)}});
    return noted ? recorded(station, *change, "loan.out", one->id, body) : base::Fault{noted.fault()};
}

base::Result<store::Loan> renew_loan(Station &station, std::string const &loan, std::string const &by) {
    auto change = station.change();
    auto const one = change ? in_state(station, loan, "out") : base::Fault{change.fault()};
    auto const rule = one ? store::loan_rule(station.store()) : base::Fault{one.fault()};
    if (!rule) {
        return base::Fault{rule.fault()};
    }
    if (one->renewed > 0) {
        return fault(Trouble::not_allowed, "借阅单 {} 已经续借过一次，不能再续；请先归还",
                     "the loan {} was renewed once and cannot be again; it has to come back", one->id);
    }
    if (one->due < today(station)) {
        return fault(Trouble::not_allowed, "借阅单 {} 已经过期（应还 {}），不能续借；请先归还",
                     "the loan {} is overdue (since {}) and cannot be renewed; it has to come back", one->id,
                     one->due);
    }
    auto body = Json::object();
    body.set("by", signer(station, by)).set("due", date_after(one->due, rule->renew));
    return recorded(station, *change, "loan.renewed", one->id, body);
}

base::Result<store::Loan> take_back(Station &station, LoanBack const &back) {
    if (plain(back.condition).empty() || back.serials.empty()) {
        return fault(Trouble::usage, "归还要逐张扫码，并写明完好或破损情况",
                     "scan what is back, and say in which condition it is");
    }
    auto change = station.change();
    auto const one = change ? in_state(station, back.loan, "out") : base::Fault{change.fault()};
    auto const serials = one ? out_on(station, *one, back.serials) : base::Fault{one.fault()};
    auto const damaged = serials ? out_on(station, *one, back.damaged) : base::Fault{serials.fault()};
    if (!damaged) {
        return base::Fault{damaged.fault()};
    }
    if (!std::ranges::includes(*serials, *damaged)) {
        return fault(Trouble::bad_input, "记为破损的相片纸要在归还的里面",
                     "what is damaged has to be among what is back");
    }
    auto body = Json::object();
    body.set("sheets", *serials).set("damaged", *damaged).set("by", signer(station, back.by));
    auto const noted = put_remarks(*change, body, {{"condition", plain(back.condition)}});
    return noted ? recorded(station, *change, "loan.returned", one->id, body) : base::Fault{noted.fault()};
}

base::Result<store::Loan> lose_on_loan(Station &station, std::string const &loan, std::string const &serial,
                                       std::string const &by) {
    auto change = station.change();
    auto const one = change ? in_state(station, loan, "out") : base::Fault{change.fault()};
    auto const serials = one ? out_on(station, *one, {serial}) : base::Fault{one.fault()};
    if (!serials) {
        return base::Fault{serials.fault()};
    }
    auto body = Json::object();
    body.set("serial", serials->front()).set("by", signer(station, by));
    return recorded(station, *change, "loan.lost", one->id, body);
}

base::Result<store::Loan> remind_loan(Station &station, std::string const &loan, std::string const &by) {
    auto change = station.change();
    auto const one = change ? in_state(station, loan, "out") : base::Fault{change.fault()};
    if (!one) {
        return one;
    }
    auto body = Json::object();
    body.set("by", signer(station, by)).set("due", one->due);
    return recorded(station, *change, "loan.reminded", one->id, body);
}

base::Result<LoanView> view_loan(Station &station, std::string const &loan) {
    auto one = found(station, loan);
    auto sheets = one ? store::loan_sheets(station.store(), one->id) : base::Fault{one.fault()};
    if (!sheets) {
        return std::move(sheets).fault();
    }
    auto view = judged(std::move(*one), today(station));
    view.sheets = std::move(*sheets);
    return view;
}

base::Result<std::vector<LoanView>> list_loans(Station &station, std::string const &which) {
    static std::set<std::string_view> const known{"",        "asked", "approved", "out",
                                                  "overdue", "back",  "declined", "cancelled"};
    if (!known.contains(which)) {
        return fault(Trouble::usage, "借阅单分 asked approved out overdue back declined cancelled，没有 {}",
                     "loans are asked approved out overdue back declined cancelled, not {}", which);
    }
    auto const overdue = which == "overdue";
    auto all = store::loans(station.store(), overdue ? "out" : which, most_listed);
    if (!all) {
        return std::move(all).fault();
    }
    std::vector<LoanView> views;
    for (auto &one : *all) {
        auto view = judged(std::move(one), today(station));
        if (!overdue || view.overdue) {
            views.push_back(std::move(view));
        }
    }
    return views;
}

base::Result<> set_loan_rule(Station &station, store::LoanRule const &rule) {
    if (rule.days < 1 || rule.days > 366 || rule.renew < 1 || rule.renew > 366) {
        return fault(Trouble::bad_input, "借期和续借期是 1 到 366 天",
                     "a loan and its renewal are of 1 to 366 days");
    }
    auto change = station.change();
    if (!change) {
        return std::move(change).fault();
    }
    auto body = Json::object();
    body.set("days", rule.days).set("renew", rule.renew);
    return in_order([&] { return change->record("loan.ruled", "loans", body); },
                    [&] { return change->commit(); });
}

} // namespace desk
