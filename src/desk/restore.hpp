// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "base/progress.hpp"
#include "desk/backup_file.hpp"

namespace desk {

struct Restored {
    std::filesystem::path store;
    Manifest manifest; ///< what the backup says of itself
};

/// Makes the store that a backup holds, of the same station, in a folder that is empty or not there. All of
/// it is built and checked in FOLDER.restoring, where a killed run may leave its half, which the next run
/// removes; only a store whose every byte and whose ledger hold gets the folder's name.
/// \return not_allowed where the folder is in use or the backup is of a newer format; bad_input where the
/// backup is none, damaged, or does not agree with itself; busy where another program restores there
base::Result<Restored> restore_backup(std::filesystem::path const &file, std::filesystem::path const &folder,
                                      base::Progress &progress);

} // namespace desk
