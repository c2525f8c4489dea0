// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
/// \file
/// For this room: the folder of a bag while it is written (RFC 8493, 2). Only the manifest knows all names,
/// and that goes to the disk as it grows.
#include "base/result.hpp"
#include "base/sha512.hpp"
#include <filesystem>
#include <fstream>
#include <map>
#include <vector>

namespace desk {

/// One line of bag-info.txt.
struct BagLabel {
    std::string label, value;
};

class BagFolder {
public:
    /// \p folder is made, and gone again unless it is kept.
    static base::Result<BagFolder> begin(std::filesystem::path const &folder);
    BagFolder(BagFolder &&) noexcept = default;
    BagFolder &operator=(BagFolder &&) = delete;
    ~BagFolder();

    /// A payload file of that name below data/, whole.
    base::Result<> add(std::string const &name, base::ByteView bytes);
    /// Text at the end of a payload file that is made with its first piece, until \c close.
    base::Result<> append(std::string const &name, std::string_view text);
    base::Result<> close(std::string const &name);
    /// Tag files and manifests; everything is on the disk when it returns. \return the SHA-256 of the tag
    /// manifest
    base::Result<std::string> finish(std::vector<BagLabel> labels);
    /// It stays, as \p name.
    base::Result<> become(std::filesystem::path const &name);

    [[nodiscard]] std::filesystem::path const &folder() const { return folder_; }
    [[nodiscard]] std::int64_t files() const { return files_; }
    [[nodiscard]] std::int64_t bytes() const { return bytes_; }

private:
    explicit BagFolder(std::filesystem::path folder) : folder_{std::move(folder)} {}
    struct Growing {
        std::ofstream file;
        base::Sha512 sum;
        std::int64_t bytes = 0;
    };
    base::Result<> list(std::string const &name, std::string const &digest, std::int64_t bytes);
    base::Result<> make_folder_of(std::filesystem::path const &file);

    std::filesystem::path folder_;
    Growing manifest_;
    std::map<std::string, Growing> growing_;
    std::filesystem::path last_folder_; ///< that was made, so that it is not asked for again
    std::int64_t files_ = 0, bytes_ = 0;
};

} // namespace desk
