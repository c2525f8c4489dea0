// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
/// \file
/// Files too large for the memory, read and written piece by piece. base/files.hpp is for the others.
#include "base/digest.hpp"
#include "base/result.hpp"
#include <filesystem>
#include <functional>

namespace desk {

class DiskFile {
public:
    /// For reading, from the start. \return bad_input for a folder
    static base::Result<DiskFile> open(std::filesystem::path const &path);
    /// For reading and writing; made where it is not there, and left as it is where it is. Nobody but its
    /// owner may read one that was made.
    static base::Result<DiskFile> make(std::filesystem::path const &path);
    DiskFile(DiskFile &&other) noexcept;
    DiskFile &operator=(DiskFile &&) = delete;
    ~DiskFile();

    [[nodiscard]] std::filesystem::path const &path() const { return path_; }
    [[nodiscard]] int descriptor() const { return descriptor_; }
    /// Asks for the file for oneself, until it is closed. \return busy where another has it, or had it and
    /// has just put another in its place
    base::Result<> claim();
    base::Result<> cut_to(std::uintmax_t bytes);
    base::Result<std::uintmax_t> bytes() const;
    base::Result<> write(base::ByteView bytes);
    base::Result<> write_at(std::uintmax_t place, base::ByteView bytes);
    /// From where it stands to its end, or \p most bytes, in pieces of up to 64 KB.
    base::Result<> read(std::uintmax_t most, std::function<void(base::ByteView piece)> const &take);
    base::Result<> rewind();
    /// On the disk when it returns, and no longer in memory: what is read next comes from the disk.
    base::Result<> sync();

private:
    DiskFile(std::filesystem::path path, int descriptor) : path_{std::move(path)}, descriptor_{descriptor} {}
    std::filesystem::path path_;
    int descriptor_;
};

struct Measured {
    std::uintmax_t bytes = 0;
    base::Digest digest;
};
base::Result<Measured> measure(std::filesystem::path const &path);

/// What a person can do where a large file is not written, besides what base::file_fault says.
[[nodiscard]] base::Fault large_file_fault(int errno_value, std::filesystem::path const &path);

/// A name made or changed in it is on the disk only then.
base::Result<> sync_folder(std::filesystem::path const &folder);
/// Where the file lies; "." for a bare name.
[[nodiscard]] std::filesystem::path folder_of(std::filesystem::path const &file);

} // namespace desk
