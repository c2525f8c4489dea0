// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
/// \file
/// Photos of a folder, each matched to a person by its name and made into a master. What is refused stays
/// where it is; nothing in the folder is ever changed.
#include "desk/station.hpp"

namespace desk {

struct PhotoImport {
    std::size_t files = 0;
    std::size_t accepted = 0;  ///< among them those that were accepted before, unchanged
    std::size_t refused = 0;   ///< for what they are
    std::size_t unmatched = 0; ///< nobody or several people could be meant
    base::Findings findings;   ///< one a file that was not accepted
};

/// \param replace_reason why photos that were accepted before give way to these; empty: they do not
/// \return not_found where there is no such folder
base::Result<PhotoImport> import_photos(Station &station, std::filesystem::path const &folder,
                                        std::string const &replace_reason);

struct PhotoExport {
    std::size_t files = 0;
    std::filesystem::path folder;
};

/// Writes every accepted master, byte for byte, under a name made from the template: {学号} {姓名} {身份证号}
/// {考生号} {学院} {班级} in any order, .jpg or .JPG at its end; an empty one is the profile's, or {学号}. All
/// names are checked before the first file is written. \return bad_input where two people would get one name, a name is empty, or a different file of
/// that name is there
base::Result<PhotoExport> export_photos(Station &station, std::filesystem::path const &folder,
                                        std::string const &name_template);

} // namespace desk
