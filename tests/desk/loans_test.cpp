// SPDX-License-Identifier: GPL-3.0-or-later
#include "desk/deadlines.hpp"
#include "desk/filing.hpp"
#include "desk/loans.hpp"
#include "desk/looks.hpp"
#include "desk/sheet_view.hpp"
#include "render/pdf_reader.hpp"
#include "store/custody.hpp"
#include "store/db.hpp"
#include "store/ledger.hpp"
#include "support/jump_clock.hpp"
#include "support/office.hpp"
#include <algorithm>
#include <doctest/doctest.h>

using support::Office;
using support::sure;

namespace {

/// Three sheets in the box B01, and a clock that can be set.
struct Reading {
    Reading() : office{print::families(), &clock} {
        office.print();
        for (int i = 0; i < 4; ++i) {
            serials.push_back(office.sheet(i).serial);
        }
        auto station = office.station();
        sure(desk::file_sheets(station, "B01", {serials[0], serials[1], serials[2]}));
    }
    desk::LoanWish wish(std::vector<std::string> what) const {
        return {std::move(what), "周某某", "教务处", "核对学籍", "介绍信第 12 号", "孙老师"};
    }
    /// Asked for, approved, and given out.
    store::Loan out(desk::Station &station, std::vector<std::string> what) const {
        auto const loan = sure(desk::ask_loan(station, wish(std::move(what))));
        sure(desk::approve_loan(station, loan.id, "钱馆长"));
        return sure(desk::lend(station, {.loan = loan.id, .condition = "完好", .by = "孙老师"}));
    }
    void replay_is_equal() const {
        auto station = office.station();
        base::NoProgress quiet;
        CHECK(sure(store::differing_projections(station.store(), quiet)).empty());
    }

    support::JumpClock clock{{1780300000000}};
    Office office;
    std::vector<std::string> serials;
};

std::string why(base::Fault const &fault) {
    return fault.text(base::Language::zh);
}

} // namespace

TEST_CASE("a loan for which nobody comes is cancelled with a reason, and what is over stands newest first") {
    Reading const reading;
    auto station = reading.office.station();
    auto const first = sure(desk::ask_loan(station, reading.wish({reading.serials[0]})));
    sure(desk::approve_loan(station, first.id, "钱馆长"));
    CHECK(desk::cancel_loan(station, first.id, "孙老师", " ").fault().kind == base::Trouble::usage);
    auto const cancelled = sure(desk::cancel_loan(station, first.id, "孙老师", "没有人来取"));
    CHECK(cancelled.state == "cancelled");
    CHECK(cancelled.declined == "没有人来取");
    CHECK(cancelled.decided_by == "钱馆长");
    CHECK_FALSE(desk::lend(station, {.loan = first.id, .condition = "完好"}));
    CHECK_FALSE(desk::cancel_loan(station, first.id, "孙老师", "再取消一次"));
    auto const out = reading.out(station, {reading.serials[1]});
    CHECK(desk::cancel_loan(station, out.id, "孙老师", "来不及了").fault().kind ==
          base::Trouble::not_allowed);
    sure(desk::take_back(station, {.loan = out.id, .serials = {reading.serials[1]}, .condition = "完好"}));
    reading.clock.wait(std::chrono::minutes{1});
    auto const later = reading.out(station, {reading.serials[2]});
    sure(desk::take_back(station, {.loan = later.id, .serials = {reading.serials[2]}, .condition = "完好"}));
    auto const back = sure(desk::list_loans(station, "back"));
    REQUIRE(back.size() == 2);
    CHECK(back[0].loan.id == later.id);
    CHECK(sure(desk::list_loans(station, "cancelled")).size() == 1);
    reading.replay_is_equal();
}

TEST_CASE("a loan is asked for, approved by somebody else, given out, and back in its box") {
    Reading const reading;
    auto station = reading.office.station();
    auto const asked = sure(desk::ask_loan(station, reading.wish({reading.serials[0], reading.serials[1]})));
    CHECK(asked.state == "asked");
    CHECK(asked.borrower == "周某某");
    auto const own = desk::approve_loan(station, asked.id, "孙老师");
    REQUIRE_FALSE(own);
    CHECK(why(own.fault()).find("另一个人") != std::string::npos);
    CHECK_FALSE(desk::lend(station, {.loan = asked.id, .condition = "完好"}));
    sure(desk::approve_loan(station, asked.id, "钱馆长"));
    CHECK_FALSE(desk::lend(station, {.loan = asked.id, .condition = " "}));
    auto const out = sure(desk::lend(station, {.loan = asked.id, .condition = "完好", .by = "孙老师"}));
    CHECK(out.due == desk::date_after(reading.clock.now().local_date(), 14));
    CHECK(reading.office.sheet(0).holder == "loan");
    CHECK(reading.office.sheet(0).place == asked.id);
    auto const part = sure(
        desk::take_back(station, {.loan = asked.id, .serials = {reading.serials[0]}, .condition = "完好"}));
    CHECK(part.state == "out");
    CHECK(part.still_out == 1);
    CHECK(reading.office.sheet(0).place == "B01");
    CHECK_FALSE(
        desk::take_back(station, {.loan = asked.id, .serials = {reading.serials[0]}, .condition = "完好"}));
    CHECK_FALSE(
        desk::take_back(station, {.loan = asked.id, .serials = {reading.serials[2]}, .condition = "完好"}));
    CHECK(sure(desk::take_back(station,
                               {.loan = asked.id, .serials = {reading.serials[1]}, .condition = "完好"}))
              .state == "back");
    auto const history = sure(desk::view_sheet(station, reading.serials[1])).history;
    auto const returns = std::ranges::count(history, "loan.returned", &desk::Moment::kind);
    CHECK(returns == 1); // that of the other sheet is not its own
    reading.replay_is_equal();
}

TEST_CASE("who borrows, and why, is not in the ledger") {
    Reading const reading;
    auto station = reading.office.station();
    sure(desk::ask_loan(station, reading.wish({reading.serials[0]})));
    for (auto const *word : {"%周某某%", "%核对学籍%", "%介绍信%"}) {
        SQLite::Statement found{station.store().db().raw(), "select count(*) from event where body like ?1"};
        found.bind(1, word);
        REQUIRE(found.executeStep());
        CHECK(found.getColumn(0).getInt() == 0);
    }
}

TEST_CASE("what is not in a box of the archives is not lent, and the sentence says where it is") {
    Reading const reading;
    auto station = reading.office.station();
    auto const there = desk::ask_loan(station, reading.wish({reading.serials[3]}));
    REQUIRE_FALSE(there);
    CHECK(why(there.fault()).find("打印室") != std::string::npos);
    auto const first = sure(desk::ask_loan(station, reading.wish({reading.serials[0]})));
    auto const lent = reading.out(station, {reading.serials[0]});
    auto const again = desk::ask_loan(station, reading.wish({reading.serials[0]}));
    REQUIRE_FALSE(again);
    CHECK(why(again.fault()).find(lent.id) != std::string::npos);
    // Two asked for it; the second finds it gone when it is to be given out.
    sure(desk::approve_loan(station, first.id, "钱馆长"));
    auto const gone = desk::lend(station, {.loan = first.id, .condition = "完好"});
    REQUIRE_FALSE(gone);
    CHECK(why(gone.fault()).find(lent.id) != std::string::npos);
    CHECK_FALSE(desk::ask_loan(station, reading.wish({"7KQ2M9-00012-X"})));
    CHECK_FALSE(desk::ask_loan(station, reading.wish({})));
}

TEST_CASE("a loan is renewed once, then overdue, and reminded") {
    Reading const reading;
    auto station = reading.office.station();
    sure(desk::set_loan_rule(station, {7, 5}));
    CHECK_FALSE(desk::set_loan_rule(station, {0, 5}));
    auto const loan = reading.out(station, {reading.serials[0]});
    CHECK(loan.due == desk::date_after(reading.clock.now().local_date(), 7));
    auto const renewed = sure(desk::renew_loan(station, loan.id, "孙老师"));
    CHECK(renewed.due == desk::date_after(loan.due, 5));
    CHECK_FALSE(desk::renew_loan(station, loan.id, "孙老师"));
    CHECK(sure(desk::list_loans(station, "overdue")).empty());
    reading.clock.wait(std::chrono::hours{15 * 24});
    auto const late = sure(desk::list_loans(station, "overdue"));
    REQUIRE(late.size() == 1);
    CHECK(late[0].days_late == 3);
    CHECK(sure(desk::remind_loan(station, loan.id, "孙老师")).reminders == 1);
    CHECK_FALSE(desk::list_loans(station, "gone"));
    reading.replay_is_equal();
}

TEST_CASE("damage on the way back opens a discrepancy, and so does a loss") {
    Reading const reading;
    auto station = reading.office.station();
    auto const loan = reading.out(station, {reading.serials[0], reading.serials[1]});
    CHECK_FALSE(desk::take_back(station, {.loan = loan.id,
                                          .serials = {reading.serials[0]},
                                          .condition = "折角",
                                          .damaged = {reading.serials[1]}}));
    sure(desk::take_back(station, {.loan = loan.id,
                                   .serials = {reading.serials[0]},
                                   .condition = "折角",
                                   .damaged = {reading.serials[0]}}));
    auto const over = sure(desk::lose_on_loan(station, loan.id, reading.serials[1], "孙老师"));
    CHECK(over.state == "back");
    CHECK(reading.office.sheet(1).holder == "missing");
    CHECK(reading.office.sheet(1).place == loan.id);
    auto const open = sure(store::discrepancies(station.store(), {.subject = loan.id}));
    CHECK(open.size() == 2);
    reading.replay_is_equal();
}

TEST_CASE("a loan that is declined says why, and goes no further") {
    Reading const reading;
    auto station = reading.office.station();
    auto const loan = sure(desk::ask_loan(station, reading.wish({reading.serials[0]})));
    CHECK_FALSE(desk::decline_loan(station, loan.id, "钱馆长", ""));
    CHECK(sure(desk::decline_loan(station, loan.id, "钱馆长", "可以看复制件")).declined == "可以看复制件");
    CHECK_FALSE(desk::approve_loan(station, loan.id, "钱馆长"));
    CHECK_FALSE(desk::lend(station, {.loan = loan.id, .condition = "完好", .due = "2026-13-40"}));
    CHECK_FALSE(desk::view_loan(station, "L-NIX-1"));
}

TEST_CASE("a copy bears the mark, its number and the 档号, and says for whom on paper only") {
    Reading const reading;
    auto station = reading.office.station();
    CHECK_FALSE(desk::make_copy(station, reading.serials[0], "  ", ""));
    sure(desk::make_copy(station, reading.serials[0], "本人办理公证", "孙老师"));
    auto const second = sure(desk::make_copy(station, reading.serials[0], "某某单位核对", "孙老师"));
    CHECK(second.copy.number == 2);
    auto reader = sure(render::PdfReader::open(second.pdf));
    auto const text = sure(reader.text(1));
    for (auto const *part : {"档案馆复制件", "第 2 号", "11832-ZP·2026-Y-B01-001", "某某单位核对"}) {
        CAPTURE(part);
        CHECK(text.find(part) != std::string::npos);
    }
    CHECK(station.store()
              .db()
              .raw()
              .execAndGet("select count(*) from event where body like '%公证%'")
              .getInt() == 0);
    reading.replay_is_equal();
}

TEST_CASE("a look at a record is noted once in ten minutes for each person who looks") {
    Reading const reading;
    auto station = reading.office.station();
    for (int i = 0; i < 3; ++i) {
        desk::note_look(station, reading.serials[0], "孙老师");
    }
    desk::note_look(station, reading.serials[0], "钱馆长");
    CHECK(sure(store::looks(station.store(), reading.serials[0], "", 9)).size() == 2);
    reading.clock.wait(std::chrono::minutes{11});
    desk::note_look(station, reading.serials[0], "孙老师");
    auto const own = sure(store::looks(station.store(), "", "孙老师", 9));
    REQUIRE(own.size() == 2);
    CHECK(own[0].student_no == Office::number(0));
    desk::note_look(station, desk::person_subject(reading.office.sheet(1).person), "孙老师");
    CHECK(sure(store::looks(station.store(), "", "", 9)).front().student_no == Office::number(1));
    reading.replay_is_equal();
}
