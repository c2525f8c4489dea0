// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
/// \file
/// What of a store goes into its backup: the copied database, the kept files that it names, and every other
/// file in the store's folder but locks and unfinished ones.
#include "base/progress.hpp"
#include "desk/backup_file.hpp"
#include "store/copy.hpp"

namespace desk {

struct BackupContents {
    Manifest manifest;
    std::vector<std::filesystem::path> sources; ///< of each entry of the manifest
};

struct BackupTerms {
    base::Instant made_at;
    bool anyway = false; ///< damaged and missing files are left out
};

/// Reads and digests everything. \return storage with the names of damaged and missing files
base::Result<BackupContents> contents_of(store::Store const &store, std::filesystem::path const &copy,
                                         store::DatabaseCopy const &facts, BackupTerms terms,
                                         base::Progress &progress);

} // namespace desk
