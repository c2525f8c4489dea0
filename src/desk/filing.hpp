// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "desk/station.hpp"
#include "store/filing.hpp"

namespace desk {

/// Files sheets in a box, in the order of student numbers after what lies there already; each gets a 档号 by
/// the profile's template. A box has one name however it is typed: b01, Ｂ０１ and B01 are one. All of them
/// or none. \return not_allowed where a sheet is void, not printed or filed already; not_found; bad_input for
/// a bad box name
base::Result<std::vector<store::Item>> file_sheets(Station &station, std::string const &box,
                                                   std::vector<std::string> const &serials);

} // namespace desk
