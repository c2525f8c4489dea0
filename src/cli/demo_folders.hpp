// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "base/result.hpp"
#include <filesystem>
#include <string>

namespace cli {

/// Where a demonstration puts what it makes.
struct DemoFolders {
    std::filesystem::path root, store, roster, photos, prints, handover;
};

/// \p root holds all of them, unless \p store names another place for the store.
[[nodiscard]] DemoFolders demo_folders(std::filesystem::path const &root, std::string const &store);

/// Makes them, empty. A folder that an earlier demonstration made bears a mark and is emptied; nothing else
/// is ever deleted. \return not_allowed where a folder of that name has something else in it
base::Result<> make_fresh(DemoFolders const &folders);
/// The same for one folder.
base::Result<> make_fresh(std::filesystem::path const &folder);

} // namespace cli
