// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
/// \file
/// What there is, by year of graduation and unit (domain facts 4.3, 13), each number from the one table that
/// is nearest to it: what must agree (requirements 3.4) is counted twice, on two ways, and not derived.
#include "store/store.hpp"
#include <map>
#include <string>
#include <vector>

namespace store {

/// What is 0 or empty leaves nothing out.
struct CountScope {
    int year = 0;
    std::string unit{};
    std::vector<std::string> purposes{}; ///< of prints, that are told apart; the others are other_purpose
};
inline constexpr auto other_purpose = "其他用途";

/// Of one unit in one year. Counts are of sheets, unless their names say otherwise.
struct UnitCounts {
    int year = 0;     ///< 0: of no year, such as an empty box or a stranger's serial
    std::string unit; ///< '': of several units, or of none
    std::int64_t people = 0, with_photo = 0;
    std::int64_t valid = 0; ///< sheets that are not void; nobody has two
    std::int64_t made = 0;  ///< all that ever were born, brought or taken in
    std::int64_t voided = 0, uncertain = 0, unprinted = 0, printed = 0;
    std::map<std::string, std::int64_t> held; ///< printed ones by holder
    std::int64_t prints = 0, left = 0;        ///< on printed sheets at first, and now; see uncounted
    std::int64_t cut = 0;                     ///< of these prints: no longer on their sheet
    std::map<std::string, std::int64_t> used; ///< prints by purpose
    /// Printed sheets by layout whose prints were not counted when they were made; none is in prints and
    /// left.
    std::map<std::string, std::int64_t> uncounted;
    std::int64_t boxes = 0, volumes = 0;
    std::int64_t items = 0;         ///< 件, from the catalogue
    std::int64_t in_boxes = 0;      ///< sheets that say they lie in a box, void ones too
    std::int64_t filed_away = 0;    ///< sheets that were filed and are not in their box now
    std::int64_t filed_void = 0;    ///< of items: void
    std::int64_t waiting = 0;       ///< printed, in the archives, in no box
    std::int64_t lent = 0;          ///< by the loans
    std::int64_t overdue = 0;       ///< of these
    std::int64_t mailed = 0;        ///< by the consignments: sent, and nobody said that it came
    std::int64_t handed = 0;        ///< lines of hand-overs that were received
    std::int64_t received = 0;      ///< of these: found
    std::int64_t not_found = 0;     ///< of these: not found
    std::int64_t not_valid = 0;     ///< of these, and of what came with them: void
    std::int64_t extra = 0;         ///< came with them and was on no list
    std::int64_t under_way = 0;     ///< lines of hand-overs that nobody received yet
    std::int64_t found_missing = 0; ///< discrepancies of hand-overs: not found
    std::int64_t open = 0;          ///< discrepancies that are not closed
    std::int64_t lost = 0;          ///< discrepancies that were closed as lost

    UnitCounts &operator+=(UnitCounts const &other);
};

/// By year and name. \param today local date; a loan that was due before it is overdue
base::Result<std::vector<UnitCounts>> custody_counts(Store const &store, CountScope const &scope,
                                                     std::string const &today);

/// Years of graduation that there are, the newest first.
base::Result<std::vector<int>> years(Store const &store);
/// Names of the units of a year, or of all years; by name.
base::Result<std::vector<std::string>> unit_names(Store const &store, int year);
/// From when to when a year's campaigns were the newest ones; the end is open for the last. 0 for year 0.
struct Span {
    base::Instant from, to;
};
base::Result<Span> span_of_year(Store const &store, int year);

} // namespace store
