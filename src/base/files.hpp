// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "base/bytes.hpp"
#include "base/result.hpp"
#include <filesystem>

namespace base {

/// What an errno value means to a person, as a Fault about a file or folder.
[[nodiscard]] Fault file_fault(int errno_value, std::filesystem::path const &path);

/// The whole file, or all that comes out of a pipe. A file over \p most bytes is refused before it is read, a
/// pipe once it has given more. Does not wait for somebody to open the other end of a named pipe.
Result<Bytes> read_file(std::filesystem::path const &path, std::uintmax_t most);

/// Writes all or nothing: a temporary name in the same folder, fdatasync, rename, fsync of the folder. After
/// a power cut either the old file is there, or the new one whole. Creates missing folders.
Result<> write_file(std::filesystem::path const &path, ByteView bytes);

Result<> make_folders(std::filesystem::path const &folder);

} // namespace base
