// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
/// \file
/// For this room: a sheet taken out of use as a part of something larger.
#include "desk/station.hpp"
#include "store/sheets.hpp"

namespace desk {

/// Voids the sheet within \p change, which the caller commits. \return busy where it is being printed, or its
/// printing was interrupted; not_allowed where it is promised to the post
base::Result<> void_within(Station &station, store::Change &change, store::Sheet const &sheet,
                           std::string const &reason);

/// \return not_allowed, naming the consignment, where the sheet is promised to the post
base::Result<> check_not_promised(store::Sheet const &sheet);

} // namespace desk
