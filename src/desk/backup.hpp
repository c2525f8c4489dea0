// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
/// \file
/// The whole store in one file (backup_file.hpp says what it looks like), made while the station goes on
/// printing. It has photos and ID numbers in it: only its owner may read it.
#include "base/progress.hpp"
#include "store/store.hpp"
#include <optional>

namespace desk {

struct BackupOrder {
    std::filesystem::path file;
    bool replace = false; ///< a file of that name gives way once the new one is whole
    bool anyway = false;  ///< what is damaged or missing is left out and named, instead of stopping it
};

struct BackupMade {
    std::uintmax_t bytes = 0;
    std::size_t files = 0; ///< the database and everything else, without the list of them
    std::int64_t events = 0;
    std::string head; ///< of the ledger, at the moment that the backup shows
    base::Digest digest;
    std::vector<std::string> left_out;
    std::optional<base::Fault> unrecorded; ///< why the ledger does not say that the backup was made
};

/// Writes FILE.part, syncs it, reads it back from the disk, checks every digest, and only then gives it its
/// name. A fault leaves no half file. The ledger notes the backup where the store can be written; the backup
/// itself does not have that event.
/// \return not_allowed where the file is there already or lies in the store; storage where the ledger does
/// not hold, a kept file is damaged or missing, or the disk cannot take the backup; busy where another
/// program writes the same file
base::Result<BackupMade> back_up(store::Store &store, BackupOrder const &order, base::Instant now,
                                 std::string const &actor, base::Progress &progress);

} // namespace desk
