// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "desk/station.hpp"

namespace desk {

struct RosterOptions {
    bool dry_run = false;           ///< says what would happen and changes nothing
    bool accept_clean_rows = false; ///< takes the rows without a finding although others have some
};

struct RosterImport {
    std::size_t rows = 0;
    store::ImportCount count;
    std::size_t codes = 0; ///< people whose collection code the file names
    std::size_t refused =
        0; ///< rows with findings; without accept_clean_rows none of the others was taken either
    bool imported = false; ///< the store was changed, or would have been
    base::Findings findings;
    std::vector<std::string> ignored_columns;
};

/// Takes in a roster (CSV or XLSX). Of a column of collection codes only their keyed digests are kept; the
/// later of two rosters is right about whose a code is. Nothing is changed while there is any finding, unless
/// the options say so; nobody is ever removed. \return not_found, or bad_input where the file is no roster at
/// all
base::Result<RosterImport> import_roster(Station &station, std::filesystem::path const &file,
                                         RosterOptions options);

} // namespace desk
