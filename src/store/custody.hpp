// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
/// \file
/// Who has what: where a sheet is, its life, which prints of it were used, and what differed from what was
/// expected. Changes go through Change::record.
#include "store/ledger.hpp"
#include "store/sheets.hpp"

namespace store {

/// An event of a sheet's life with its details, and, for a hand-over that was received, what it meant for the
/// sheet.
struct Moment {
    Event event;
    std::map<std::string, std::string> details; ///< the body's texts and numbers
    std::string outcome;                        ///< matched missing extra
};
/// Events about the sheet and about the hand-overs that it was in, oldest first.
base::Result<std::vector<Moment>> life_of(Store const &store, std::string const &serial);

/// Where a sheet is, in words: "财经学院", "盒 B01".
base::Result<std::string> place_name(Store const &store, Sheet const &sheet);

/// A sheet whose place and what else is on record do not go together: on its way in a hand-over that is over,
/// in a box that it is not an item of, out on a loan that is back. Never so, unless something is wrong.
struct Contradiction {
    std::string serial;
    std::string what; ///< holder and place
};
base::Result<std::vector<Contradiction>> contradictions(Store const &store);

/// A print that is no longer on its sheet.
struct CellUse {
    std::int64_t number = 0; ///< from 1, in the order of the layout
    std::string purpose;     ///< a use such as 毕业证, or "student": given back
    base::Instant used_at;
    std::string used_by;
};
/// By number.
base::Result<std::vector<CellUse>> cells_used(Store const &store, std::string const &serial);

/// Something that was not as expected (data/schema/0011_custody.sql).
struct Discrepancy {
    std::string id, subject, serial, kind;
    std::string state; ///< open explained closed
    base::Instant opened_at;
    std::string opened_by;
    std::string explanation, explained_by; ///< what was written, '' where it was forgotten
    std::optional<base::Instant> explained_at;
    std::string outcome, closed_by;
    std::optional<base::Instant> closed_at;
};
/// What is empty leaves none out.
struct DiscrepancyFilter {
    std::string id{}, subject{}, serial{};
    bool only_open = false;  ///< explained ones are still open
    std::int64_t unit = 0;   ///< of hand-overs to or from this unit, and of its people's sheets
    std::int64_t limit = -1; ///< below zero: all
};
/// The newest first.
base::Result<std::vector<Discrepancy>> discrepancies(Store const &store, DiscrepancyFilter const &filter);

} // namespace store
