// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "print/port.hpp"
#include <filesystem>

namespace print {

/// A folder that takes files as a printer takes paper: bytes are gathered, and one commit puts them there
/// whole.
class FolderPort final : public Port {
public:
    explicit FolderPort(std::filesystem::path folder) : folder_{std::move(folder)} {}

    base::Result<> send(base::ByteView bytes) override;
    base::Result<base::Bytes> receive(std::size_t most, std::chrono::milliseconds patience) override;

    /// What was sent since the last commit becomes the file \p name, durably and all at once.
    base::Result<std::filesystem::path> commit(std::string const &name);
    [[nodiscard]] bool has(std::string const &name) const;
    [[nodiscard]] bool writable() const;
    [[nodiscard]] std::filesystem::path const &folder() const { return folder_; }

private:
    std::filesystem::path folder_;
    base::Bytes gathered_;
};

} // namespace print
