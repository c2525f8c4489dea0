// SPDX-License-Identifier: GPL-3.0-or-later
#include "desk/bag_check.hpp"
#include "base/digest.hpp"
#include "base/files.hpp"
#include "base/sha512.hpp"
#include "base/text.hpp"
#include "desk/disk_file.hpp"
#include "desk/steps.hpp"
#include "desk/zip_part.hpp"
#include <algorithm>
#include <fmt/format.h>
#include <fstream>
#include <set>

namespace desk {

namespace fs = std::filesystem;
using base::fault;
using base::Result;
using base::Trouble;

namespace {

constexpr std::uintmax_t most_tag_bytes = 1U << 29U; ///< a manifest of three million files
constexpr auto manifest_file = "manifest-sha512.txt";
constexpr auto tag_manifest_file = "tagmanifest-sha512.txt";

using Listed = std::map<std::string, std::string>; ///< name to digest

base::Fault broken(base::Words const &what) {
    return fault(Trouble::bad_input, "这个包不能用：{0}。什么也没有改动；请对方重新做一个，或者重新复制",
                 "this bag cannot be used: {1}. Nothing was changed; ask for another one, or copy it again",
                 what.zh, what.en);
}

/// ASCII, and stays where it is, whatever program reads it.
bool is_plain(std::string_view name) {
    auto const fine = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' ||
               c == '_' || c == '-' || c == '/';
    };
    auto const parts = base::split(name, '/');
    return std::ranges::all_of(name, fine) && std::ranges::none_of(parts, [](std::string_view part) {
               return part.empty() || part == "." || part == "..";
           });
}

Result<std::string> tag_text(fs::path const &file) {
    std::error_code ignored;
    if (!fs::is_regular_file(fs::symlink_status(file, ignored))) {
        return broken(base::words("没有 {}", "there is no {}", file.filename().string()));
    }
    auto const bytes = base::read_file(file, most_tag_bytes);
    if (!bytes) {
        return base::Fault{bytes.fault()};
    }
    return std::string{base::as_text(*bytes)};
}

/// "digest  name" a line (RFC 8493, 2.1.3).
Result<Listed> read_manifest(std::string const &text, char const *file, bool payload) {
    constexpr std::size_t digits = 128;
    Listed listed;
    for (auto line : base::split(text, '\n')) {
        if (line.ends_with('\r')) {
            line.remove_suffix(1);
        }
        if (line.empty()) {
            continue;
        }
        auto const digest = line.substr(0, line.find_first_of(" \t"));
        auto const at = line.find_first_not_of(" \t", digest.size());
        auto const name = at == std::string_view::npos ? std::string_view{} : line.substr(at);
        if (digest.size() != digits || !is_plain(name) || name.starts_with("data/") != payload) {
            return broken(base::words("{} 里有一行不对：{}", "{} has a line that is wrong: {}", file,
                                      std::string{line.substr(digest.size())}));
        }
        if (!listed.emplace(name, digest).second) {
            return broken(base::words("{} 里“{}”写了两次", "{} names {} twice", file, std::string{name}));
        }
    }
    return listed;
}

Result<std::string> sha512_of(fs::path const &file, std::int64_t &bytes) {
    auto opened = DiskFile::open(file);
    if (!opened) {
        return std::move(opened).fault();
    }
    base::Sha512 sum;
    auto const read = opened->read(std::numeric_limits<std::uintmax_t>::max(), [&](base::ByteView piece) {
        sum.add(piece);
        bytes += static_cast<std::int64_t>(piece.size());
    });
    return read ? sum.hex() : Result<std::string>{base::Fault{read.fault()}};
}

bool same_digest(std::string listed, std::string const &found) {
    std::ranges::transform(listed, listed.begin(), [](char c) {
        return c >= 'A' && c <= 'F' ? static_cast<char>(c - 'A' + 'a') : c;
    });
    return listed == found;
}

Result<> refuse_strange(fs::path const &folder, Listed const &listed) {
    std::error_code error;
    std::size_t files = 0;
    for (fs::recursive_directory_iterator at{folder / "data", error};
         !error && at != fs::recursive_directory_iterator{}; at.increment(error)) {
        auto const name = at->path().lexically_relative(folder).generic_string();
        auto const kind = at->symlink_status().type();
        if (kind == fs::file_type::directory) {
            continue;
        }
        if (kind != fs::file_type::regular) {
            return broken(base::words("“{}”不是普通文件", "{} is no plain file", name));
        }
        if (!listed.contains(name)) {
            return broken(base::words("“{}”不在清单上", "{} is not in the manifest", name));
        }
        ++files;
    }
    if (error) {
        return broken({"没有 data 文件夹", "there is no folder data"});
    }
    return files <= listed.size() ? Result<>{} : broken({"文件和清单对不上", "files and manifest disagree"});
}

std::map<std::string, std::string> read_info(std::string const &text) {
    std::map<std::string, std::string> info;
    for (auto const line : base::split(text, '\n')) {
        auto const colon = line.find(':');
        if (colon != std::string_view::npos && !line.starts_with(' ') && !line.starts_with('\t')) {
            info.emplace(line.substr(0, colon), base::trimmed(line.substr(colon + 1)));
        }
    }
    return info;
}

/// The one folder that a zip holds (RFC 8493, 5); names that lead elsewhere are refused before anything is
/// written.
Result<std::string> top_of(std::vector<std::string> const &names) {
    std::set<std::string> tops, once;
    for (auto const &name : names) {
        auto const plain = name.ends_with('/') ? name.substr(0, name.size() - 1) : name;
        auto const slash = plain.find('/');
        auto const inside = slash == std::string::npos ? std::string{} : plain.substr(slash + 1);
        // The folder is called as the zip is, in whatever language.
        auto const top = plain.substr(0, slash);
        auto const fine = !top.empty() && top != "." && top != ".." && top.find('\\') == std::string::npos &&
                          (inside.empty() ? name.ends_with('/') : is_plain(inside));
        if (!fine || !once.insert(plain).second) {
            return broken(
                base::words("里面有不该有的名字“{}”", "it has an entry of the forbidden name '{}'", name));
        }
        tops.insert(top);
    }
    return tops.size() == 1
               ? Result<std::string>{*tops.begin()}
               : Result<std::string>{broken({"压缩包里应该只有一个文件夹", "a zip has to hold one folder"})};
}

/// A file of a zip may be anything but more than the disk has room for.
Result<> unpack_file(ZipFile &zip, std::string const &name, fs::path const &to, std::uintmax_t &room) {
    std::error_code ignored;
    fs::create_directories(to.parent_path(), ignored);
    std::ofstream file{to, std::ios::binary | std::ios::trunc};
    auto read = zip.stream(name, room, [&](std::string_view piece) {
        file.write(piece.data(), static_cast<std::streamsize>(piece.size()));
        room -= std::min<std::uintmax_t>(room, piece.size());
        return static_cast<bool>(file);
    });
    file.close();
    if (!read) {
        return broken(base::words("压缩包损坏，读不出“{}”", "the zip is damaged, '{}' cannot be read", name));
    }
    return file ? Result<>{} : Result<>{large_file_fault(errno == 0 ? EIO : errno, to)};
}

Result<std::string> unpack(fs::path const &path, fs::path const &into, base::Progress &progress) {
    auto zip = ZipFile::open(path);
    if (!zip) {
        return zip.fault().kind == Trouble::bad_input
                   ? broken({"压缩包损坏或没有复制完", "the zip is damaged or was not copied whole"})
                   : base::Fault{zip.fault()};
    }
    auto const names = zip->names();
    auto const top = top_of(names);
    if (!top) {
        return top;
    }
    std::error_code error;
    auto room = fs::space(folder_of(path), error).available;
    for (std::size_t i = 0; i < names.size(); ++i) {
        progress.at({"解开压缩包", "unpacking"}, i, names.size());
        auto const inside = names[i].substr(top->size() + 1);
        if (names[i].ends_with('/')) {
            continue;
        }
        if (auto done = unpack_file(*zip, names[i], into / inside, room); !done) {
            return std::move(done).fault();
        }
    }
    return top;
}

} // namespace

OpenBag::OpenBag(OpenBag &&other) noexcept
    : folder_{std::move(other.folder_)}, unpacked_{std::exchange(other.unpacked_, {})},
      info_{std::move(other.info_)}, files_{other.files_}, bytes_{other.bytes_}, digest_{std::move(
                                                                                     other.digest_)} {}

OpenBag::~OpenBag() {
    if (!unpacked_.empty()) {
        std::error_code ignored;
        fs::remove_all(unpacked_, ignored);
    }
}

Result<OpenBag> OpenBag::open(fs::path const &path, base::Progress &progress) {
    std::error_code ignored;
    if (fs::is_directory(path, ignored)) {
        return OpenBag{path, {}};
    }
    if (!fs::exists(path, ignored)) {
        return fault(Trouble::not_found, "没有“{}”", "there is no '{}'", path.string());
    }
    auto const place = fs::path{path} += ".unpacked";
    fs::remove_all(place, ignored); // a killed run left it
    if (auto made = base::make_folders(place); !made) {
        return std::move(made).fault();
    }
    fs::permissions(place, fs::perms::owner_all, ignored);
    OpenBag bag{place, place};
    auto const unpacked = unpack(path, place, progress);
    return unpacked ? Result{std::move(bag)} : base::Fault{unpacked.fault()};
}

Result<> OpenBag::check_tags() {
    std::error_code ignored;
    auto const declaration = tag_text(folder_ / "bagit.txt");
    if (!declaration) {
        return base::Fault{declaration.fault()};
    }
    auto const about = read_info(*declaration);
    if (!about.contains("BagIt-Version") || !about.contains("Tag-File-Character-Encoding") ||
        base::upper_ascii(about.at("Tag-File-Character-Encoding")) != "UTF-8") {
        return broken({"bagit.txt 不对", "its bagit.txt is wrong"});
    }
    if (fs::exists(fs::symlink_status(folder_ / "fetch.txt", ignored))) {
        return broken({"有文件要另外下载（fetch.txt），不完整",
                       "files of it are to be fetched (fetch.txt); it is not complete"});
    }
    auto const text = tag_text(folder_ / tag_manifest_file);
    auto const tags = text ? read_manifest(*text, tag_manifest_file, false) : base::Fault{text.fault()};
    if (!tags) {
        return base::Fault{tags.fault()};
    }
    for (auto const *name : {"bagit.txt", "bag-info.txt", manifest_file}) {
        auto const found = tags->find(name);
        auto const content = tag_text(folder_ / name);
        if (!content) {
            return base::Fault{content.fault()};
        }
        if (found == tags->end() || !same_digest(found->second, base::sha512_hex(base::as_bytes(*content)))) {
            return broken(base::words("{} 被改动过", "{} was changed", name));
        }
    }
    digest_ = base::sha256(base::as_bytes(*text)).hex();
    return {};
}

Result<> OpenBag::check_payload(Listed const &listed, base::Progress &progress) {
    std::size_t done = 0;
    for (auto const &[name, digest] : listed) {
        progress.at({"核对包里的文件", "checking the bag"}, done++, listed.size());
        std::error_code ignored;
        if (!fs::is_regular_file(fs::symlink_status(folder_ / name, ignored))) {
            return broken(base::words("缺少“{}”", "{} is missing", name));
        }
        auto const found = sha512_of(folder_ / name, bytes_);
        if (!found) {
            return base::Fault{found.fault()};
        }
        if (!same_digest(digest, *found)) {
            return broken(base::words("“{}”和清单上的摘要不符", "{} is not what the manifest says", name));
        }
        ++files_;
    }
    return {};
}

Result<> OpenBag::check(base::Progress &progress) {
    auto tags = check_tags();
    auto const text = tags ? tag_text(folder_ / manifest_file) : std::move(tags).fault();
    auto const listed = text ? read_manifest(*text, manifest_file, true) : base::Fault{text.fault()};
    if (!listed) {
        return base::Fault{listed.fault()};
    }
    auto done = in_order([&] { return refuse_strange(folder_, *listed); },
                         [&] { return check_payload(*listed, progress); });
    auto const info = done ? tag_text(folder_ / "bag-info.txt") : std::move(done).fault();
    if (!info) {
        return base::Fault{info.fault()};
    }
    info_ = read_info(*info);
    auto const oxum = fmt::format("{}.{}", bytes_, files_);
    if (auto const said = info_.find("Payload-Oxum"); said != info_.end() && said->second != oxum) {
        return broken(base::words("总字节数和文件数应是 {}，实际是 {}",
                                  "its Payload-Oxum is {}, there are {}", said->second, oxum));
    }
    return {};
}

} // namespace desk
