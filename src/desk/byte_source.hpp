// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "base/result.hpp"
#include <filesystem>
#include <span>

namespace desk {

/// A file read from front to back in pieces. Read, not mapped: a USB stick that is pulled out is then a Fault
/// and not the end of the program.
class ByteSource {
public:
    /// \return bad_input for a folder or a pipe: what is read is read again from the start
    static base::Result<ByteSource> open(std::filesystem::path const &path);
    ByteSource(ByteSource &&other) noexcept;
    ByteSource &operator=(ByteSource &&) = delete;
    ~ByteSource();

    /// As much as fits. \return how much was read, 0 at the end
    base::Result<std::size_t> read(std::span<char> into);
    base::Result<> rewind();

private:
    ByteSource(int fd, std::filesystem::path path) : fd_{fd}, path_{std::move(path)} {}
    int fd_;
    std::filesystem::path path_;
};

} // namespace desk
