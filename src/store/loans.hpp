// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
/// \file
/// Loans, copies, and who looked at what. Changes go through Change::record.
#include "store/store.hpp"
#include <optional>
#include <vector>

namespace store {

struct LoanSheet {
    std::string serial, state;             ///< asked out back lost
    std::string condition, condition_back; ///< what was written
    std::optional<base::Instant> back_at;
    std::string back_by;
    std::string student_no, name, reference, box;
};

struct Loan {
    std::string id, state;                        ///< asked approved declined cancelled out back
    std::string borrower, office, purpose, proof; ///< what was written; '' where it was forgotten
    base::Instant asked_at;
    std::string asked_by;
    std::optional<base::Instant> decided_at;
    std::string decided_by, declined;
    std::optional<base::Instant> out_at;
    std::string out_by, signature;
    std::string due; ///< local date; '' before it was lent
    std::int64_t renewed = 0, reminders = 0;
    std::optional<base::Instant> reminded_at, back_at;
    std::int64_t sheets = 0, still_out = 0;
};

base::Result<std::optional<Loan>> loan(Store const &store, std::string const &id);
/// In a state, or in each where \p state is empty: those due first, else the newest first; at most \p limit.
base::Result<std::vector<Loan>> loans(Store const &store, std::string const &state, std::size_t limit);
/// By 档号.
base::Result<std::vector<LoanSheet>> loan_sheets(Store const &store, std::string const &loan);

/// How many days, where nobody says otherwise; two weeks are usual (domain facts 4.1).
struct LoanRule {
    std::int64_t days = 14, renew = 14;
};
base::Result<LoanRule> loan_rule(Store const &store);

struct Copy {
    std::string serial;
    std::int64_t number = 0;
    base::Instant made_at;
    std::string made_by, purpose; ///< for whom; '' where it was forgotten
};
/// Oldest first.
base::Result<std::vector<Copy>> copies_of(Store const &store, std::string const &serial);

struct Look {
    std::string subject, actor;
    base::Instant at;
    std::string name, student_no; ///< whose record it was
};
/// The newest first, at most \p limit; what is empty leaves none out.
base::Result<std::vector<Look>> looks(Store const &store, std::string const &subject,
                                      std::string const &actor, std::size_t limit);
base::Result<bool> looked_since(Store const &store, std::string const &subject, std::string const &actor,
                                base::Instant since);

} // namespace store
