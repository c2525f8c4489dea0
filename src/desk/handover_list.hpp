// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "desk/station.hpp"

namespace desk {

/// Writes the hand-over list (移交清单) as a PDF into the store's documents: the giver's copy and the
/// receiver's, in the order of student numbers, with counts, places to sign, and each sheet's code. \return
/// not_found
base::Result<std::filesystem::path> write_handover_list(Station &station, std::string const &id);

} // namespace desk
