// SPDX-License-Identifier: GPL-3.0-or-later
#include "folder/folder_port.hpp"
#include "base/files.hpp"
#include <unistd.h>

namespace print {

base::Result<> FolderPort::send(base::ByteView bytes) {
    gathered_.insert(gathered_.end(), bytes.begin(), bytes.end());
    return {};
}

base::Result<base::Bytes> FolderPort::receive(std::size_t /*most*/, std::chrono::milliseconds /*patience*/) {
    return base::Bytes{};
}

base::Result<std::filesystem::path> FolderPort::commit(std::string const &name) {
    auto path = folder_ / name;
    auto written = base::write_file(path, gathered_);
    gathered_.clear();
    if (!written) {
        return std::move(written).fault();
    }
    return path;
}

bool FolderPort::has(std::string const &name) const {
    std::error_code ignored;
    return std::filesystem::is_regular_file(folder_ / name, ignored);
}

bool FolderPort::writable() const {
    std::error_code error;
    auto folder = std::filesystem::absolute(folder_, error);
    if (error) {
        return false; // the current folder is gone
    }
    using enum std::filesystem::file_type;
    auto kind = std::filesystem::status(folder, error).type();
    while (kind == not_found && folder.has_relative_path()) {
        folder = folder.parent_path(); // a folder that does not exist yet is made on the first print
        kind = std::filesystem::status(folder, error).type();
    }
    return kind == directory && ::access(folder.c_str(), W_OK | X_OK) == 0;
}

} // namespace print
