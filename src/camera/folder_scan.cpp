// SPDX-License-Identifier: GPL-3.0-or-later
#include "camera/folder_scan.hpp"
#include "base/files.hpp"
#include "base/handle.hpp"
#include "camera/whole_jpeg.hpp"
#include <algorithm>
#include <cerrno>
#include <dirent.h>
#include <fcntl.h>

namespace camera {

using base::fault;
using base::Trouble;
using base::words;

namespace {

using Folder = base::Handle<DIR, closedir>;
constexpr std::uintmax_t most_bytes = 100'000'000;

/// Names under which programs write what they will rename.
bool is_unfinished(std::string_view name) {
    return name.starts_with('.') || name.ends_with('~') || name.ends_with(".tmp") ||
           name.ends_with(".part") || name.ends_with(".crdownload");
}

/// Whether something is mounted right there.
bool is_mount(int folder) {
    struct stat here {
    }, above{};
    return ::fstat(folder, &here) == 0 && ::fstatat(folder, "..", &above, 0) == 0 &&
           here.st_dev != above.st_dev;
}

} // namespace

FolderScan::FolderScan(std::filesystem::path folder, FolderTerms terms, Arrivals &arrivals)
    : folder_{std::move(folder)}, terms_{terms}, arrivals_{arrivals} {}

base::Result<FolderScan::Listing> FolderScan::list() {
    Folder const open{::opendir(folder_.c_str())};
    if (!open) {
        return base::file_fault(errno, folder_);
    }
    auto const at = ::dirfd(open.get());
    if (was_mount_ && !is_mount(at)) { // a stick was pulled out: what is left is the empty place for it
        return base::file_fault(ENOENT, folder_);
    }
    was_mount_ = is_mount(at);
    Listing listing;
    errno = 0;
    while (auto const *entry = ::readdir(open.get())) {
        struct stat about {};
        if (::fstatat(at, entry->d_name, &about, AT_SYMLINK_NOFOLLOW) == 0 && S_ISREG(about.st_mode)) {
            listing[entry->d_name] = {about.st_dev, about.st_ino, about.st_size,
                                      about.st_mtim.tv_sec * 1'000'000'000 + about.st_mtim.tv_nsec};
        }
        errno = 0;
    }
    if (errno != 0) {
        return base::file_fault(errno, folder_);
    }
    return listing;
}

bool FolderScan::look(Moment now, base::Instant by_the_wall) {
    auto const listing = list();
    if (!listing) {
        looked_.reset();
        arrivals_.gone(fault(Trouble::device, "相机的文件夹 {} 不在了：U 盘拔掉了，或者文件夹被删掉了",
                             "the camera's folder {} is gone: the stick was pulled out, or it was removed",
                             folder_.string()));
        return false;
    }
    if (!looked_) {
        come_back(*listing);
        looked_ = now;
        return true;
    }
    for (auto const &[name, face] : *listing) {
        meet(name, face, now, by_the_wall);
    }
    std::erase_if(files_, [&](auto const &one) { return !listing->contains(one.first); });
    looked_ = now;
    for (auto &[name, file] : files_) {
        settle(name, file, now);
    }
    return true;
}

/// What is there now does not count: nobody saw when it came.
void FolderScan::come_back(Listing const &listing) {
    std::vector<std::string> missed;
    files_.clear();
    for (auto const &[name, face] : listing) {
        if (known_.insert(face).second && began_) {
            missed.push_back(name);
        }
        files_[name] = {face, {}, {}, {}, {}, true, true, false, true};
    }
    if (!missed.empty()) {
        arrivals_.complain(
            fault(Trouble::bad_input, "文件夹不在的时候来了 {} 个文件（{} 等），不知道是谁的，没有取",
                  "{} files ({} and others) came while the folder was gone; whose they are is not "
                  "known, and they are left there",
                  missed.size(), missed.front()));
    }
    began_ = true;
    arrivals_.gone(std::nullopt);
}

void FolderScan::meet(std::string const &name, Face const &face, Moment now, base::Instant by_the_wall) {
    if (auto const found = files_.find(name); found != files_.end()) {
        if (found->second.face != face) {
            meet_again(found->second, face, now, by_the_wall);
        }
        return;
    }
    // Renamed into place: it was there since it had its first name.
    auto const before = std::ranges::find_if(files_, [&](auto const &one) {
        return one.second.face.device == face.device && one.second.face.number == face.number;
    });
    if (before != files_.end() && !known_.contains(face)) {
        auto file = before->second;
        file.settled = file.delivered = false;
        file.changed = now;
        file.face = face;
        files_[name] = file;
        return;
    }
    files_[name] = fresh(face, now, by_the_wall);
}

FolderScan::File FolderScan::fresh(Face const &face, Moment now, base::Instant by_the_wall) const {
    bool const renamed = known_.contains(face);
    return {face, now, *looked_, now, by_the_wall, renamed, renamed, false, false};
}

/// A file grows, or its name is used again.
void FolderScan::meet_again(File &file, Face const &face, Moment now, base::Instant by_the_wall) {
    bool const same_file = file.face.number == face.number && file.face.device == face.device;
    if (file.old && same_file && face.size == file.face.size) { // only its date: a new picture has a new size
        file.face = face;
        known_.insert(face);
        return;
    }
    if (file.delivered || !same_file || face.size < file.face.size) {
        file = fresh(face, now, by_the_wall);
        return;
    }
    file.face = face;
    file.changed = now;
    file.settled = file.judged = false;
}

void FolderScan::settle(std::string const &name, File &file, Moment now) {
    if (file.settled || is_unfinished(name) || now - file.changed < terms_.quiet) {
        return;
    }
    bool const hopeless = now - file.changed >= terms_.give_up;
    if (file.judged && !hopeless) {
        return; // it was not whole, and nothing was written since
    }
    file.judged = true;
    auto bytes = base::read_file(folder_ / name, most_bytes);
    auto const is = bytes ? wholeness(*bytes) : Wholeness::partial;
    if (is == Wholeness::whole && bytes->size() == static_cast<std::size_t>(file.face.size)) {
        deliver(name, file, std::move(*bytes));
    } else if (is == Wholeness::other) {
        say(file, words("文件 {} 不是 JPEG，没有取", "the file {} is no JPEG and is not taken", name));
    } else if (hopeless) {
        say(file,
            bytes
                ? words("文件 {} 一直不完整，没有取", "the file {} never became whole and is not taken", name)
                : words("文件 {} 读不出来，没有取", "the file {} cannot be read and is not taken", name));
    }
}

void FolderScan::deliver(std::string const &name, File &file, base::Bytes bytes) {
    file.settled = file.delivered = true;
    known_.insert(file.face);
    if (delivered_.insert(base::sha256(bytes)).second) {
        arrivals_.add({std::move(bytes), name, file.appeared, file.not_before, file.seen_at, std::nullopt});
    }
}

void FolderScan::say(File &file, base::Words what) {
    file.settled = true;
    arrivals_.complain({Trouble::bad_input, std::move(what), {}});
}

} // namespace camera
