// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
/// \file
/// For this room: a bag from outside, held against RFC 8493 before anything in it is used.
#include "base/progress.hpp"
#include "base/result.hpp"
#include <filesystem>
#include <map>

namespace desk {

/// A bag as a folder that can be read; one that was unpacked from a zip is gone with it.
class OpenBag {
public:
    static base::Result<OpenBag> open(std::filesystem::path const &path, base::Progress &progress);
    OpenBag(OpenBag &&other) noexcept;
    OpenBag &operator=(OpenBag &&) = delete;
    ~OpenBag();

    [[nodiscard]] std::filesystem::path const &folder() const { return folder_; }
    /// Every line of bag-info.txt, by label.
    [[nodiscard]] std::map<std::string, std::string> const &info() const { return info_; }
    [[nodiscard]] std::int64_t files() const { return files_; }
    [[nodiscard]] std::int64_t bytes() const { return bytes_; }
    /// SHA-256 of the tag manifest.
    [[nodiscard]] std::string const &digest() const { return digest_; }

    /// Reads everything and compares (RFC 8493, 3: complete and valid).
    base::Result<> check(base::Progress &progress);

private:
    OpenBag(std::filesystem::path folder, std::filesystem::path unpacked)
        : folder_{std::move(folder)}, unpacked_{std::move(unpacked)} {}
    base::Result<> check_tags();
    base::Result<> check_payload(std::map<std::string, std::string> const &listed, base::Progress &progress);

    std::filesystem::path folder_;
    std::filesystem::path unpacked_; ///< empty: it was a folder
    std::map<std::string, std::string> info_;
    std::int64_t files_ = 0, bytes_ = 0;
    std::string digest_;
};

} // namespace desk
