// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "desk/station.hpp"
#include "store/ledger.hpp"
#include "store/sheets.hpp"

namespace desk {

/// One line of a sheet's life.
struct Moment {
    base::Instant at;
    std::string actor;
    std::string kind;
    base::Words note;
};

struct SheetView {
    store::Sheet sheet;
    store::Person person;
    std::string layout; ///< name
    std::string place;  ///< name of the unit or box
    std::string reference;
    std::vector<store::Job> jobs;
    std::vector<Moment> history;
};

/// Everything known of a sheet, hand-overs included, oldest first. \return not_found
base::Result<SheetView> view_sheet(Station &station, std::string const &serial);

/// Draws the sheet from its record into a .pdf or .png file. \return usage for another ending
base::Result<> render_sheet(Station &station, std::string const &serial, std::filesystem::path const &to);

} // namespace desk
