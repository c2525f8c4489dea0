// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "desk/station.hpp"
#include "store/custody.hpp"

namespace desk {

/// Files sheets in a box, in the order of student numbers after what lies there already; each gets a 档号 by
/// the profile's template. A box has one name however it is typed: b01, Ｂ０１ and B01 are one. All of them
/// or none. \return not_allowed where a sheet is void, not printed or filed already; not_found; bad_input for
/// a bad box name
base::Result<std::vector<store::Item>> file_sheets(Station &station, std::string const &box,
                                                   std::vector<std::string> const &serials);

/// A sheet's state for people.
[[nodiscard]] base::Words state_words(std::string_view state);

/// Where a sheet is, in one sentence.
[[nodiscard]] base::Words whereabouts(std::string_view state, std::string_view holder,
                                      std::string_view place);

/// Finds by student number, name or part of one, serial, ID number, box, 档号; with a unit, among its own
/// people only.
base::Result<std::vector<store::Hit>> find_sheets(Station &station, std::string const &query,
                                                  std::size_t limit, std::optional<std::int64_t> unit = {});

} // namespace desk
