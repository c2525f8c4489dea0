// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "base/result.hpp"
#include <filesystem>

namespace desk {

/// A folder beside the one that is wanted (FOLDER.restoring), in which it is built, unseen until all of it
/// is there. Removed with everything in it unless it became the wanted one.
class Workshop {
public:
    /// Empties what a killed run has left. \return busy where another program is building there
    static base::Result<Workshop> begin(std::filesystem::path const &wanted);
    Workshop(Workshop &&other) noexcept;
    Workshop &operator=(Workshop &&) = delete;
    ~Workshop();

    [[nodiscard]] std::filesystem::path const &folder() const { return folder_; }
    /// Everything is on the disk before the name is. \return not_allowed where \p wanted is no longer empty
    base::Result<> become(std::filesystem::path const &wanted) &&;

private:
    explicit Workshop(std::filesystem::path folder) : folder_{std::move(folder)} {}
    base::Result<> claim();
    std::filesystem::path folder_;
    int descriptor_ = -1;
    bool mine_ = false;
};

} // namespace desk
