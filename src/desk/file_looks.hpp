// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
/// \file
/// For this room: many kept files read from the disk, as fast as it gives them or their digests are made.
#include "base/progress.hpp"
#include "store/store.hpp"
#include <atomic>
#include <vector>

namespace desk {

enum class Look { skipped, good, missing, changed, unreadable };

struct Looked {
    Look look = Look::skipped; ///< skipped: it was ended before its turn came
    std::uintmax_t bytes = 0;
};

/// Each file is read past the system's memory: what a page cache still holds says nothing of the disk.
[[nodiscard]] Looked look_at_file(std::filesystem::path const &path, std::string const &digest);

/// In the order of \p digests, by two threads where there are two processors.
[[nodiscard]] std::vector<Looked> look_at_files(store::Store const &store,
                                                std::vector<std::string> const &digests,
                                                std::atomic<bool> const *stop, base::Progress &progress);

} // namespace desk
