// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
/// \file
/// Stocktaking (清点): what lies in a box or on a shelf is scanned and held against the record. Nothing moves
/// by being counted; what differs is opened as discrepancies, and somebody then declares a sheet lost or
/// found.
#include "desk/station.hpp"
#include "store/moves.hpp"
#include "store/sheets.hpp"

namespace desk {

/// \p place is a box, or with \p shelf a shelf on which boxes stand. \return busy where one is under way;
/// not_found for a box that there is not, or a shelf without one
base::Result<store::Stocktake> begin_stocktake(Station &station, std::string const &place, bool shelf,
                                               std::string const &by);

/// What a scanned code turned out to be.
struct Seen {
    std::string serial;  ///< empty where it is unknown
    std::string outcome; ///< present repeated misplaced extra not-valid unknown
    base::Words said;    ///< with the place where it belongs
};
/// Kept at once: a stocktake goes on after whatever stops the station. \return not_allowed where it is over;
/// not_found; usage for nothing
base::Result<Seen> scan_stocktake(Station &station, std::string const &stocktake, std::string const &typed);

/// A line of the result.
struct Difference {
    std::string serial; ///< of what is unknown, its last two characters
    std::string kind;   ///< missing misplaced extra not-valid unknown repeated
    std::string name, student_no, reference;
    base::Words said;
    bool can_be_found = false; ///< it is on record as missing, and was here
    bool can_be_lost = false;  ///< it should have been here, and nobody said that it is lost
};
struct StocktakeView {
    store::Stocktake stocktake;
    std::size_t expected = 0, present = 0, lent = 0;
    std::vector<Difference> differences{}; ///< while it goes on, what is not scanned yet counts as missing
    [[nodiscard]] std::size_t count(std::string_view kind) const;
};
base::Result<StocktakeView> view_stocktake(Station &station, std::string const &stocktake);
/// Ends it and opens its discrepancies. \return not_allowed where it is over, or nothing was scanned
base::Result<StocktakeView> end_stocktake(Station &station, std::string const &stocktake,
                                          std::string const &by);

/// It should be there and is not. \p found_out: the stocktake, where one brought it out. \return usage
/// without a reason; not_allowed where it is void, missing already, or not in the archives' hands
base::Result<store::Sheet> declare_lost(Station &station, std::string const &serial,
                                        std::string const &reason, std::string const &by,
                                        std::string const &found_out = {});
/// It is in the archives after all: back in its box, or waiting for one where it was never filed. \return
/// not_allowed where it is neither on record as missing nor back in the archives and beside its box
base::Result<store::Sheet> declare_found(Station &station, std::string const &serial, std::string const &by);

} // namespace desk
