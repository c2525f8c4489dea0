// SPDX-License-Identifier: GPL-3.0-or-later
#include "desk/backup_file.hpp"
#include "desk/disk_file.hpp"
#include <algorithm>

namespace desk {

namespace fs = std::filesystem;
using base::fault;
using base::Result;
using base::Trouble;

namespace {

constexpr std::string_view comment_opening =
    "Platen backup. What follows is the SHA-256 of every byte before it: ";
constexpr std::size_t largest_manifest = 64U << 20U; // of 300,000 files

/// The first entry's name stands 30 bytes into a zip.
bool begins_like_a_backup(fs::path const &path) {
    constexpr std::size_t name_at = 30;
    std::string start;
    auto file = DiskFile::open(path);
    auto const wanted = name_at + std::string_view{manifest_name}.size();
    return file && file->read(wanted, [&](base::ByteView piece) { start += base::as_text(piece); }) &&
           start.starts_with("PK") && start.substr(std::min(name_at, start.size())) == manifest_name;
}

base::Fault no_backup(fs::path const &path) {
    if (begins_like_a_backup(path)) {
        return fault(Trouble::bad_input, "备份“{}”已损坏，或没有复制完；请重新复制，或用另一份备份",
                     "the backup '{}' is damaged or was not copied whole; copy it again, or take another one",
                     path.string());
    }
    return fault(Trouble::bad_input, "“{}”不是 platen backup 写的备份",
                 "'{}' is no backup made by platen backup", path.string());
}

/// The first name of \p sorted that \p others, sorted as well, have not.
std::string first_not_in(std::vector<std::string> const &sorted, std::vector<std::string> const &others) {
    std::vector<std::string> rest;
    std::set_difference(sorted.begin(), sorted.end(), others.begin(), others.end(), std::back_inserter(rest));
    return rest.empty() ? std::string{} : rest.front();
}

Result<> hold_against(Manifest const &manifest, std::vector<std::string> names) {
    std::vector<std::string> listed{manifest_name};
    for (auto const &entry : manifest.entries) {
        listed.push_back(entry.name);
    }
    std::sort(listed.begin(), listed.end());
    std::sort(names.begin(), names.end());
    if (auto const missing = first_not_in(listed, names); !missing.empty()) {
        return fault(Trouble::bad_input, "备份不完整：缺少“{}”", "the backup is not whole: '{}' is missing",
                     missing);
    }
    if (names != listed) {
        return fault(Trouble::bad_input, "备份里多出了清单上没有的“{}”",
                     "the backup has '{}', which is not on its list", first_not_in(names, listed));
    }
    return {};
}

} // namespace

std::string unsealed_comment() {
    return std::string{comment_opening} + std::string(seal_digits, '0');
}

Result<BackupFile> BackupFile::open(fs::path const &path) {
    auto zip = ZipFile::open(path);
    if (!zip) {
        return zip.fault().kind == Trouble::bad_input ? no_backup(path) : std::move(zip).fault();
    }
    auto names = zip->names();
    if (names.empty() || names.front() != manifest_name) {
        return no_backup(path);
    }
    std::string text;
    auto const read = zip->stream(manifest_name, largest_manifest, [&](std::string_view piece) {
        text += piece;
        return true;
    });
    if (!read) {
        return no_backup(path);
    }
    auto manifest = read_manifest(text);
    if (!manifest) {
        return std::move(manifest).fault();
    }
    if (auto same = hold_against(*manifest, std::move(names)); !same) {
        return std::move(same).fault();
    }
    return BackupFile{path, std::move(*zip), std::move(*manifest)};
}

Result<> BackupFile::read(BackupEntry const &entry, Take const &take) {
    base::Sha256 digest;
    std::uintmax_t bytes = 0;
    Result<> taken;
    auto const read = zip_.stream(entry.name, static_cast<std::size_t>(entry.bytes), [&](auto piece) {
        digest.add(base::as_bytes(piece));
        bytes += piece.size();
        taken = take(piece);
        return static_cast<bool>(taken);
    });
    if (!taken) {
        return taken;
    }
    if (!read || bytes != entry.bytes || digest.so_far().hex() != entry.digest) {
        return fault(Trouble::bad_input, "备份里的“{}”已损坏：内容和它的摘要不符",
                     "'{}' in the backup is damaged: it does not match its digest", entry.name);
    }
    return {};
}

Result<base::Digest> BackupFile::check_seal() const {
    auto file = DiskFile::open(path_);
    if (!file) {
        return std::move(file).fault();
    }
    auto const size = file->bytes();
    if (!size || *size < seal_digits) {
        return no_backup(path_);
    }
    base::Sha256 digest;
    std::string seal;
    auto read = file->read(*size - seal_digits, [&](base::ByteView piece) { digest.add(piece); });
    auto const expected = digest.so_far().hex();
    if (read) {
        read = file->read(seal_digits, [&](base::ByteView piece) { seal += base::as_text(piece); });
    }
    if (!read) {
        return std::move(read).fault();
    }
    if (seal != expected) {
        return no_backup(path_);
    }
    digest.add(base::as_bytes(seal));
    return digest.so_far();
}

} // namespace desk
