// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
/// \file
/// What a scanned or typed line means where a batch is received.
#include "desk/station.hpp"
#include "store/handovers.hpp"

namespace desk {

/// One scan, held against the list.
struct ScanReading {
    std::string kind; ///< matched extra wrong-class not-valid unknown
    std::string
        serial; ///< as it goes into the ledger: of what is unknown, the last two characters and no more
    std::string shown; ///< as it was scanned, forty characters at most
    base::Words said;  ///< for whoever scans
};

/// Which sheets are meant where a scanner has run several serials together into one line; empty: one at most.
[[nodiscard]] std::vector<std::string> run_together(std::string_view typed);

/// The serials among \p known that differ from what was typed in one character.
[[nodiscard]] std::vector<std::string> one_character_off(std::string_view typed,
                                                         std::vector<std::string> const &known);

/// \return storage
base::Result<ScanReading> read_scan(Station &station, store::Handover const &handover,
                                    std::string_view typed);

/// \return bad_input where nothing can be made of the line that anybody could act on later: two serials run
/// together, or one mistyped, with the sheet of the list that may be meant
base::Result<> refuse_slip(store::Handover const &handover, std::string_view typed);

} // namespace desk
