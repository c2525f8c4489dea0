// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
/// \file
/// The people of a unit with their sheets, as its office sees them.
#include "store/sheets.hpp"

namespace store {

struct UnitLine {
    Person person; ///< without what identifies beyond number and name
    bool has_photo = false;
    std::optional<Sheet> sheet;                     ///< the one that is not void
    std::string with_unit;                          ///< whose office has the sheet; empty: none has
    std::map<std::string, std::int64_t> by_purpose; ///< prints that are no longer on it
};
/// What is empty leaves nobody out.
struct UnitFilter {
    std::string class_name{};
    std::string where{}; ///< a key of unit_counts, or "none": people without a sheet
};
/// By class and student number.
base::Result<std::vector<UnitLine>> unit_lines(Store const &store, std::int64_t unit,
                                               UnitFilter const &filter);

/// How many sheets of a unit's people there are, by holder; "void" and "unprinted" whoever holds them,
/// "other-unit" for what another unit has. They
/// add up to all sheets of the unit.
base::Result<std::map<std::string, std::int64_t>> unit_counts(Store const &store, std::int64_t unit);

struct UnitClass {
    std::string name;
    std::int64_t people = 0, sheets = 0, here = 0; ///< sheets that count, and those with the unit
};
base::Result<std::vector<UnitClass>> unit_classes(Store const &store, std::int64_t unit);

/// Void sheets of a unit's people, the newest first.
base::Result<std::vector<UnitLine>> void_lines(Store const &store, std::int64_t unit);

/// Hand-overs to a unit that were not received yet. How many sheets each has is not said: who receives counts
/// blind.
struct ComingBatch {
    std::string id, given_by;
    base::Instant given_at;
};
base::Result<std::vector<ComingBatch>> coming_to(Store const &store, std::int64_t unit);

} // namespace store
