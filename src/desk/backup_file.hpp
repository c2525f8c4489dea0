// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
/// \file
/// A backup: a zip of stored files. First manifest.json, which names every other entry with its size and
/// SHA-256; then platen.db, kept/ and whatever else lay in the store's folder. The zip's comment ends with
/// the seal: 64 digits, the SHA-256 of all bytes before them. Any computer can unzip it and check it by hand:
/// head -c -64 FILE | sha256sum gives the last 64 characters of FILE.
#include "base/clock.hpp"
#include "base/digest.hpp"
#include "desk/zip_part.hpp"
#include <cstdint>
#include <vector>

namespace desk {

inline constexpr int backup_format = 1;
inline constexpr auto manifest_name = "manifest.json";
inline constexpr auto database_name = "platen.db";
inline constexpr std::size_t seal_digits = 64;
/// The zip's comment, with zeros for the seal that nobody knows before the rest is written.
[[nodiscard]] std::string unsealed_comment();

struct BackupEntry {
    std::string name; ///< below the store's folder, with /
    std::uintmax_t bytes = 0;
    std::string digest;
};

struct Manifest {
    std::string station;
    std::string made_at; ///< ISO 8601
    std::int64_t events = 0;
    std::string head; ///< of the ledger
    std::vector<BackupEntry> entries;
    std::vector<std::string> left_out; ///< names of what was damaged or missing when it was made
};

/// UTF-8 without control characters that does not lead out of the folder, whatever program reads it.
[[nodiscard]] bool is_entry_name(std::string const &name);

[[nodiscard]] std::string text_of(Manifest const &manifest);
/// \return bad_input where it is none, or an entry's name is doubled or does not stay in the folder;
/// not_allowed for a newer format
base::Result<Manifest> read_manifest(std::string const &text);

class BackupFile {
public:
    /// Reads the manifest and holds it against the names of the entries. \return bad_input where it is no
    /// backup or not a whole one, not_allowed for a newer format
    static base::Result<BackupFile> open(std::filesystem::path const &path);

    [[nodiscard]] Manifest const &manifest() const { return manifest_; }
    using Take = std::function<base::Result<>(std::string_view piece)>;
    /// Hands on an entry in pieces. \return bad_input with its name where it does not have the size and the
    /// digest that the manifest says; what \p take returns where that is a fault
    base::Result<> read(BackupEntry const &entry, Take const &take);
    /// Finds a changed byte wherever it is. \return the digest of the whole file
    base::Result<base::Digest> check_seal() const;

private:
    BackupFile(std::filesystem::path path, ZipFile zip, Manifest manifest)
        : path_{std::move(path)}, zip_{std::move(zip)}, manifest_{std::move(manifest)} {}
    std::filesystem::path path_;
    ZipFile zip_;
    Manifest manifest_;
};

} // namespace desk
