// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "desk/station.hpp"
#include "store/handovers.hpp"

namespace desk {

/// The hand-over list (移交清单) as a PDF: the giver's copy and the receiver's, in the order of student
/// numbers, with counts, places to sign, and each sheet's code. The hand-over need not be on record yet.
base::Result<base::Bytes> draw_handover_list(Station &station, store::Handover const &handover);
/// Puts a list among the store's documents.
base::Result<std::filesystem::path> keep_handover_list(Station &station, std::string const &id,
                                                       base::ByteView pdf);
/// Draws and keeps the list of a hand-over that is on record. \return not_found
base::Result<std::filesystem::path> write_handover_list(Station &station, std::string const &id);

} // namespace desk
