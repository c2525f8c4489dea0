// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "desk/station.hpp"
#include "store/search.hpp"

namespace desk {

/// Finds by student number, name, part of one, its pinyin or initials, certificate number, serial, whole ID
/// number, 档号 or box. Words beside that narrow it down, in any order: a year of graduation (2026, 2026届),
/// a unit in full (2026 财经学院 张三), and after a name the last six of the ID number (张三 12001X). A year
/// or a unit alone is everybody in it. With \p unit, among its own people only. \return usage where nothing
/// is asked
base::Result<std::vector<store::Hit>> find_sheets(Station &station, std::string const &query,
                                                  std::size_t limit, std::optional<std::int64_t> unit = {});

} // namespace desk
