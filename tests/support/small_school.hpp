// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "support/temp_folder.hpp"
#include <string>
#include <vector>

namespace support {

/// Two units with two classes each and some people, as files in a folder: roster.csv and photos/<student
/// no>.jpg. Everybody is made up.
class SmallSchool {
public:
    explicit SmallSchool(int people_per_class = 3);

    [[nodiscard]] std::string store() const { return (folder_ / "store").string(); }
    [[nodiscard]] std::string roster() const { return (folder_ / "roster.csv").string(); }
    [[nodiscard]] std::string photos() const { return (folder_ / "photos").string(); }
    [[nodiscard]] std::string printer() const { return "folder:" + (folder_ / "prints").string(); }
    [[nodiscard]] std::filesystem::path prints() const { return folder_ / "prints"; }
    [[nodiscard]] TempFolder const &folder() const { return folder_; }
    [[nodiscard]] std::vector<std::string> const &numbers() const { return numbers_; }

    /// Campaign, roster and photos taken in, through the program.
    void take_in() const;

private:
    TempFolder folder_;
    std::vector<std::string> numbers_;
};

} // namespace support
