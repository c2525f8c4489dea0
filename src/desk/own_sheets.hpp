// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
/// \file
/// Sheets that students had made elsewhere and bring along with the electronic photo (补拍).
#include "desk/station.hpp"
#include "store/sheets.hpp"

namespace desk {

struct BroughtSheet {
    std::string student_no;
    std::filesystem::path photo; ///< empty where the person's photo is here already
    std::int64_t prints = 8;
    std::string by;            ///< who takes it in
    std::string unit{};        ///< whose people alone are meant, and who has it then; empty: the print room
    std::string old_because{}; ///< why the photo is taken though it is older than the notice lets it be
};
/// Puts it on record under a serial of this station, and the photo with it. \return not_allowed where the
/// person has a sheet that counts (and where it is), or where the notice makes no paper or takes no photos
/// of others; bad_input with what is wrong with the photo; not_found for another unit's person
base::Result<store::Sheet> bring_sheet(Station &station, BroughtSheet const &brought);

} // namespace desk
