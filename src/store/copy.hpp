// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
/// \file
/// The database as it is at one moment, in a file of its own, and which kept files belong to it.
#include "store/store.hpp"
#include <vector>

namespace store {

struct KeptFile {
    std::string digest;
    bool needed = false; ///< by a photo or a sheet of today; else only the ledger still names it
};

/// Every kept file that the records name, once, by digest.
base::Result<std::vector<KeptFile>> kept_files(Store const &store);

struct DatabaseCopy {
    std::string station;
    std::int64_t events = 0;
    std::string head;
    std::vector<KeptFile> kept;
};

/// Copies the database into \p file, which is not there or empty. It sees one moment; others go on reading
/// and writing. Nothing that was deleted is in the copy. It is not yet on the disk (fsync) when this
/// returns. A fault leaves \p file in any state.
base::Result<DatabaseCopy> copy_database(Store const &store, std::filesystem::path const &file);

} // namespace store
