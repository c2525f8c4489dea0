// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "desk/station.hpp"
#include "store/search.hpp"

namespace desk {

/// Finds by student number, name or part of one, serial, ID number, box, 档号; with a unit, among its own
/// people only.
base::Result<std::vector<store::Hit>> find_sheets(Station &station, std::string const &query,
                                                  std::size_t limit, std::optional<std::int64_t> unit = {});

} // namespace desk
