// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
/// \file
/// Loans (domain facts 4.1, use and loan): asked for, approved by a second person, given out and taken back
/// with the condition checked and both sides signing, due, renewed once, reminded. Who borrows, for what and
/// on which paper stands beside the ledger.
#include "desk/station.hpp"
#include "store/loans.hpp"

namespace desk {

struct LoanWish {
    std::vector<std::string> serials;
    std::string borrower, office; ///< who, and of which office or unit
    std::string purpose;
    std::string proof{}; ///< 介绍信, 委托书 …; needed by nobody but those who come from outside
    std::string by{};    ///< of the staff, who takes the wish down; empty: who is at the desk
};
/// \return not_allowed where a sheet does not lie in a box, saying where it is; usage where borrower, office
/// or purpose is missing; not_found
base::Result<store::Loan> ask_loan(Station &station, LoanWish const &wish);

/// \return not_allowed where \p by asked for it, or it is decided; usage where nobody signs; not_found
base::Result<store::Loan> approve_loan(Station &station, std::string const &loan, std::string const &by);
/// \return as above, and usage without a reason
base::Result<store::Loan> decline_loan(Station &station, std::string const &loan, std::string const &by,
                                       std::string const &reason);

/// Nobody comes for it any more: one that was asked for or approved, never given out. Whoever is at the desk
/// may. \return not_allowed where it was declined or given out; usage without a reason; not_found
base::Result<store::Loan> cancel_loan(Station &station, std::string const &loan, std::string const &by,
                                      std::string const &reason);

struct LoanOut {
    std::string loan;
    std::string condition;   ///< as both sides saw it: 完好, or what is wrong with it
    std::string due{};       ///< YYYY-MM-DD; empty: by the rule
    std::string by{};        ///< of the staff, who gives it out
    base::Bytes signature{}; ///< the borrower's, drawn, or the signed paper scanned; empty: signed on paper
};
/// \return not_allowed where it is not approved, or a sheet is not in its box any more; bad_input for a day
/// that is none or over; usage without a condition
base::Result<store::Loan> lend(Station &station, LoanOut const &out);

/// Once. \return not_allowed where it is not out, renewed already or overdue
base::Result<store::Loan> renew_loan(Station &station, std::string const &loan, std::string const &by);

struct LoanBack {
    std::string loan;
    std::vector<std::string> serials; ///< as they are scanned: what is back
    std::string condition;
    std::vector<std::string> damaged{}; ///< of these; a discrepancy is opened for each
    std::string by{};                   ///< of the staff, who takes it back
};
/// Sheet by sheet, each goes back to its box; the loan is over with the last. \return not_allowed where one
/// is not out on this loan; usage without a condition
base::Result<store::Loan> take_back(Station &station, LoanBack const &back);

/// The borrower does not have it any more. \return not_allowed where it is not out on this loan
base::Result<store::Loan> lose_on_loan(Station &station, std::string const &loan, std::string const &serial,
                                       std::string const &by);

/// Notes that a reminder went out. \return not_allowed where it is not out
base::Result<store::Loan> remind_loan(Station &station, std::string const &loan, std::string const &by);

struct LoanView {
    store::Loan loan;
    std::vector<store::LoanSheet> sheets;
    bool overdue = false;
    std::int64_t days_late = 0; ///< negative: so many are left
};
/// \return not_found
base::Result<LoanView> view_loan(Station &station, std::string const &loan);
/// Which loans: asked approved out overdue back declined cancelled, or each where it is empty.
base::Result<std::vector<LoanView>> list_loans(Station &station, std::string const &which);

/// \return bad_input for less than a day or more than a year
base::Result<> set_loan_rule(Station &station, store::LoanRule const &rule);

[[nodiscard]] base::Words loan_state_words(std::string_view state);

} // namespace desk
