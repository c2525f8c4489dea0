// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
/// \file
/// For this room: the tables of a report of custody.
#include "desk/custody_report.hpp"
#include "desk/media.hpp"

namespace desk {

/// People, places, keeping, prints and hand-overs, a line for each year and unit. Columns in which nothing
/// but nought stands are left out, but for those that a reader looks for.
[[nodiscard]] std::vector<ReportTable>
unit_tables(Station &station, std::vector<store::UnitCounts> const &units, store::UnitCounts const &all);
/// loaded = printed + spoiled + pages + uncertain + unexplained + left, for each roll.
[[nodiscard]] ReportTable roll_table(std::vector<RollBalance> const &rolls);

} // namespace desk
