// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
/// \file
/// Handing sheets to a college and taking note of what really arrived. What differs is opened as a
/// discrepancy and never edited away.
#include "desk/station.hpp"
#include "store/handovers.hpp"

namespace desk {

struct HandoverMade {
    std::string id;
    std::size_t sheets = 0;
    std::filesystem::path pdf; ///< the hand-over list (移交清单), two copies
};

/// Hands every printed sheet of the unit that lies in the print room to it, or just these.
/// \return not_found for an unknown unit or serial; not_allowed where a sheet is not in the print room, not
/// printed, or another unit's; bad_input where there is nothing to hand over
base::Result<HandoverMade> create_handover(Station &station, std::string const &unit,
                                           std::vector<std::string> const &serials);

/// What the receiver scanned, held against the list.
struct Received {
    std::size_t matched = 0;
    std::vector<std::string> missing;   ///< on the list, not scanned
    std::vector<std::string> extra;     ///< scanned, a sheet of this store, not on the list
    std::vector<std::string> not_valid; ///< scanned, but void or never printed: take it out of use
    std::vector<std::string> repeated;  ///< scanned more than once
    std::vector<std::string> unknown;   ///< scanned, no sheet of this store

    [[nodiscard]] bool agrees() const {
        return missing.empty() && extra.empty() && not_valid.empty() && repeated.empty() && unknown.empty();
    }
};

/// \p scanned has one serial a line, as a scanner types them. \return not_allowed where it was received
/// already
base::Result<Received> receive_handover(Station &station, std::string const &id,
                                        std::filesystem::path const &scanned, std::string const &by);

} // namespace desk
