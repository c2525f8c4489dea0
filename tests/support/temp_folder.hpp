// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <filesystem>
#include <string_view>

namespace support {

/// A folder of its own for one test, gone with it.
class TempFolder {
public:
    TempFolder();
    TempFolder(TempFolder const &) = delete;
    TempFolder &operator=(TempFolder const &) = delete;
    ~TempFolder();

    [[nodiscard]] std::filesystem::path const &path() const { return path_; }
    [[nodiscard]] std::filesystem::path operator/(std::string_view name) const { return path_ / name; }
    /// Writes a file below the folder and returns its path.
    std::filesystem::path file(std::string_view name, std::string_view content) const;

private:
    std::filesystem::path path_;
};

} // namespace support
