// SPDX-License-Identifier: GPL-3.0-or-later
#include "desk/workshop.hpp"
#include "base/files.hpp"
#include "desk/disk_file.hpp"
#include <cerrno>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace desk {

namespace fs = std::filesystem;
using base::fault;
using base::Result;
using base::Trouble;

namespace {

base::Fault naming_fault(int error, fs::path const &wanted) {
    switch (error) {
    case ENOTEMPTY:
    case EEXIST:
        return fault(Trouble::not_allowed, "“{}”里这时有了别的东西；没有恢复",
                     "something else has come into '{}' meanwhile; nothing was restored", wanted.string());
    case EBUSY:
    case EXDEV:
        return fault(Trouble::not_allowed, "“{}”是一个磁盘的根；请恢复到其中的一个文件夹",
                     "'{}' is the root of a disk; restore into a folder on it", wanted.string());
    default:
        return base::file_fault(error, wanted);
    }
}

} // namespace

Workshop::Workshop(Workshop &&other) noexcept
    : folder_{std::move(other.folder_)},
      descriptor_{std::exchange(other.descriptor_, -1)}, mine_{std::exchange(other.mine_, false)} {}

Workshop::~Workshop() {
    if (mine_) {
        std::error_code ignored;
        fs::remove_all(folder_, ignored);
    }
    if (descriptor_ >= 0) {
        ::close(descriptor_);
    }
}

Result<> Workshop::claim() {
    descriptor_ = ::open(folder_.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (descriptor_ < 0) {
        return base::file_fault(errno, folder_);
    }
    struct stat here {};
    struct stat named {};
    auto const held = ::flock(descriptor_, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK;
    if (held || ::fstat(descriptor_, &here) != 0 || ::stat(folder_.c_str(), &named) != 0 ||
        here.st_ino != named.st_ino) {
        return fault(Trouble::busy, "另一个程序正在往这里恢复，请稍后再试：{}",
                     "another program is restoring there; try again later: {}", folder_.string());
    }
    mine_ = true;
    return {};
}

Result<Workshop> Workshop::begin(fs::path const &wanted) {
    if (auto made = base::make_folders(wanted.parent_path()); !made) {
        return std::move(made).fault();
    }
    auto beside = wanted;
    Workshop shop{beside += ".restoring"};
    if (::mkdir(shop.folder_.c_str(), S_IRWXU) != 0 && errno != EEXIST) {
        return base::file_fault(errno, shop.folder_);
    }
    if (auto claimed = shop.claim(); !claimed) {
        return std::move(claimed).fault();
    }
    std::error_code error;
    for (auto const &left : fs::directory_iterator{shop.folder_, error}) {
        std::error_code ignored;
        fs::remove_all(left, ignored); // what stays is met when it is written
    }
    return shop;
}

Result<> Workshop::become(fs::path const &wanted) && {
    // One call for thousands of files: a sync of each takes minutes on a disk that turns.
    if (::syncfs(descriptor_) != 0) {
        return base::file_fault(errno, folder_);
    }
    if (::rename(folder_.c_str(), wanted.c_str()) != 0) {
        return naming_fault(errno, wanted);
    }
    mine_ = false;
    return sync_folder(wanted.parent_path());
}

} // namespace desk
