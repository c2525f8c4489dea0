// SPDX-License-Identifier: GPL-3.0-or-later
#include "desk/bag_folder.hpp"
#include "base/digest.hpp"
#include "base/files.hpp"
#include "desk/disk_file.hpp"
#include "desk/steps.hpp"
#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

namespace desk {

namespace fs = std::filesystem;
using base::Result;

namespace {

constexpr auto manifest_file = "manifest-sha512.txt";
constexpr auto declaration = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n";

std::string line_of(std::string const &digest, std::string const &name) {
    return digest + "  " + name + "\n";
}

Result<> put(std::ofstream &file, fs::path const &path, base::ByteView bytes) {
    errno = 0;
    auto const text = base::as_text(bytes);
    file.write(text.data(), static_cast<std::streamsize>(text.size()));
    return file ? Result<>{} : Result<>{large_file_fault(errno == 0 ? EIO : errno, path)};
}

Result<> write_plain(fs::path const &path, base::ByteView bytes) {
    std::ofstream file{path, std::ios::binary | std::ios::trunc};
    auto done = put(file, path, bytes);
    file.close();
    return done && !file ? Result<>{large_file_fault(errno == 0 ? EIO : errno, path)} : std::move(done);
}

/// A label's value may not break its line (RFC 8493, 2.2.2).
std::string info_of(std::vector<BagLabel> const &labels) {
    std::string text;
    for (auto const &[label, value] : labels) {
        auto line = value;
        std::ranges::replace_if(
            line, [](char c) { return c == '\n' || c == '\r'; }, ' ');
        text += label + ": " + line + "\n";
    }
    return text;
}

/// Thousands of files at once, instead of one by one.
Result<> sync_all(fs::path const &folder) {
    auto const descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (descriptor < 0) {
        return base::file_fault(errno, folder);
    }
    auto const failed = ::syncfs(descriptor) != 0;
    auto const error = errno;
    ::close(descriptor);
    return failed ? Result<>{large_file_fault(error, folder)} : Result<>{};
}

} // namespace

Result<BagFolder> BagFolder::begin(fs::path const &folder) {
    std::error_code ignored;
    fs::remove_all(folder, ignored); // a killed run left it
    if (auto made = base::make_folders(folder / "data"); !made) {
        return std::move(made).fault();
    }
    fs::permissions(folder, fs::perms::owner_all, ignored);
    BagFolder bag{folder};
    bag.manifest_.file.open(folder / manifest_file, std::ios::binary | std::ios::trunc);
    return bag;
}

BagFolder::~BagFolder() {
    if (!folder_.empty()) {
        std::error_code ignored;
        fs::remove_all(folder_, ignored);
    }
}

Result<> BagFolder::make_folder_of(fs::path const &file) {
    if (file.parent_path() == last_folder_) {
        return {};
    }
    last_folder_ = file.parent_path();
    return base::make_folders(last_folder_);
}

Result<> BagFolder::list(std::string const &name, std::string const &digest, std::int64_t bytes) {
    ++files_;
    bytes_ += bytes;
    auto const line = line_of(digest, "data/" + name);
    manifest_.sum.add(base::as_bytes(line));
    return put(manifest_.file, folder_ / manifest_file, base::as_bytes(line));
}

Result<> BagFolder::add(std::string const &name, base::ByteView bytes) {
    auto const path = folder_ / "data" / name;
    return in_order(
        [&] { return make_folder_of(path); }, [&] { return write_plain(path, bytes); },
        [&] { return list(name, base::sha512_hex(bytes), static_cast<std::int64_t>(bytes.size())); });
}

Result<> BagFolder::append(std::string const &name, std::string_view text) {
    auto const path = folder_ / "data" / name;
    auto [found, is_new] = growing_.try_emplace(name);
    auto &[file, sum, bytes] = found->second;
    if (is_new) {
        if (auto made = make_folder_of(path); !made) {
            return made;
        }
        file.open(path, std::ios::binary | std::ios::trunc);
    }
    sum.add(base::as_bytes(text));
    bytes += static_cast<std::int64_t>(text.size());
    return put(file, path, base::as_bytes(text));
}

Result<> BagFolder::close(std::string const &name) {
    auto const found = growing_.find(name);
    if (found == growing_.end()) {
        return add(name, {});
    }
    auto &[file, sum, bytes] = found->second;
    file.close();
    if (!file) {
        return large_file_fault(errno == 0 ? EIO : errno, folder_ / "data" / name);
    }
    auto listed = list(name, sum.hex(), bytes);
    growing_.erase(found);
    return listed;
}

Result<std::string> BagFolder::finish(std::vector<BagLabel> labels) {
    manifest_.file.close();
    if (!manifest_.file) {
        return large_file_fault(errno == 0 ? EIO : errno, folder_ / manifest_file);
    }
    labels.push_back({"Payload-Oxum", fmt::format("{}.{}", bytes_, files_)});
    auto const info = info_of(labels);
    auto const tags = line_of(base::sha512_hex(base::as_bytes(declaration)), "bagit.txt") +
                      line_of(base::sha512_hex(base::as_bytes(info)), "bag-info.txt") +
                      line_of(manifest_.sum.hex(), manifest_file);
    auto done =
        in_order([&] { return write_plain(folder_ / "bagit.txt", base::as_bytes(declaration)); },
                 [&] { return write_plain(folder_ / "bag-info.txt", base::as_bytes(info)); },
                 [&] { return write_plain(folder_ / "tagmanifest-sha512.txt", base::as_bytes(tags)); },
                 [&] { return sync_all(folder_); });
    return done ? base::sha256(base::as_bytes(tags)).hex() : Result<std::string>{std::move(done).fault()};
}

Result<> BagFolder::become(fs::path const &name) {
    if (::rename(folder_.c_str(), name.c_str()) != 0) {
        return base::file_fault(errno, name);
    }
    folder_.clear();
    return sync_folder(folder_of(name));
}

} // namespace desk
