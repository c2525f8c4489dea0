// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <filesystem>
#include <string>

namespace support {

/// A small disk of its own (tmpfs), to be filled up or made read-only. Needs root, or sudo without a
/// password, as the launcher does on a machine where something is missing.
class SmallDisk {
public:
    SmallDisk(std::filesystem::path folder, int kilobytes);
    SmallDisk(SmallDisk const &) = delete;
    SmallDisk &operator=(SmallDisk const &) = delete;
    ~SmallDisk();

    void resize(int kilobytes);
    void make_read_only();
    [[nodiscard]] std::filesystem::path const &path() const { return folder_; }

private:
    void mount(std::string const &options);
    std::filesystem::path folder_;
};

} // namespace support
