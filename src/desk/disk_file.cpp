// SPDX-License-Identifier: GPL-3.0-or-later
#include "desk/disk_file.hpp"
#include "base/files.hpp"
#include <array>
#include <cerrno>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace desk {

namespace fs = std::filesystem;
using base::Result;
using base::Trouble;

namespace {

constexpr std::size_t piece_size = 1U << 16U;

Result<> done_or_fault(bool done, fs::path const &path) {
    return done ? Result<>{} : Result<>{large_file_fault(errno, path)};
}

} // namespace

base::Fault large_file_fault(int errno_value, fs::path const &path) {
    if (errno_value == EFBIG) {
        return base::fault(
            Trouble::storage,
            "“{}”太大，这个磁盘放不下这样大的文件；FAT32 的 U 盘最多 4 GB，请换 exFAT 或别的磁盘",
            "'{}' is larger than a file may be on that disk; a FAT32 stick takes 4 GB, use "
            "exFAT or another disk",
            path.string());
    }
    return base::file_fault(errno_value, path);
}

DiskFile::DiskFile(DiskFile &&other) noexcept
    : path_{std::move(other.path_)}, descriptor_{std::exchange(other.descriptor_, -1)} {}

DiskFile::~DiskFile() {
    if (descriptor_ >= 0) {
        ::close(descriptor_);
    }
}

Result<DiskFile> DiskFile::open(fs::path const &path) {
    DiskFile file{path, ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK)};
    struct stat facts {};
    if (file.descriptor_ < 0 || ::fstat(file.descriptor_, &facts) != 0) {
        return base::file_fault(errno, path);
    }
    if (S_ISDIR(facts.st_mode)) {
        return base::file_fault(EISDIR, path);
    }
    if (!S_ISREG(facts.st_mode)) {
        return base::fault(Trouble::bad_input, "“{}”不是普通文件", "'{}' is no plain file", path.string());
    }
    return file;
}

Result<DiskFile> DiskFile::make(fs::path const &path) {
    DiskFile file{path, ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600)};
    if (file.descriptor_ < 0) {
        return base::file_fault(errno, path);
    }
    return file;
}

Result<> DiskFile::claim() {
    struct stat mine {};
    struct stat named {};
    // A disk that knows no locks holds nobody up.
    auto const held = ::flock(descriptor_, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK;
    if (held || ::fstat(descriptor_, &mine) != 0 || ::stat(path_.c_str(), &named) != 0 ||
        mine.st_ino != named.st_ino) {
        return base::fault(Trouble::busy, "另一个程序正在写“{}”，请稍后再试",
                           "another program is writing '{}'; try again later", path_.string());
    }
    return {};
}

Result<> DiskFile::cut_to(std::uintmax_t bytes) {
    return done_or_fault(::ftruncate(descriptor_, static_cast<off_t>(bytes)) == 0, path_);
}

Result<std::uintmax_t> DiskFile::bytes() const {
    struct stat facts {};
    if (::fstat(descriptor_, &facts) != 0) {
        return base::file_fault(errno, path_);
    }
    return static_cast<std::uintmax_t>(facts.st_size);
}

Result<> DiskFile::write(base::ByteView bytes) {
    while (!bytes.empty()) {
        auto const n = ::write(descriptor_, bytes.data(), bytes.size());
        if (n < 0 && errno != EINTR) {
            return large_file_fault(errno, path_);
        }
        bytes = bytes.subspan(static_cast<std::size_t>(std::max<ssize_t>(n, 0)));
    }
    return {};
}

Result<> DiskFile::write_at(std::uintmax_t place, base::ByteView bytes) {
    auto const n = ::pwrite(descriptor_, bytes.data(), bytes.size(), static_cast<off_t>(place));
    return done_or_fault(n == static_cast<ssize_t>(bytes.size()), path_);
}

Result<> DiskFile::read(std::uintmax_t most, std::function<void(base::ByteView piece)> const &take) {
    std::array<unsigned char, piece_size> piece{};
    while (most > 0) {
        auto const wanted = static_cast<std::size_t>(std::min<std::uintmax_t>(most, piece.size()));
        auto const n = ::read(descriptor_, piece.data(), wanted);
        if (n < 0 && errno != EINTR) {
            return base::file_fault(errno, path_);
        }
        if (n == 0) {
            break;
        }
        auto const got = static_cast<std::size_t>(std::max<ssize_t>(n, 0));
        take({piece.data(), got});
        most -= got;
    }
    return {};
}

Result<> DiskFile::rewind() {
    return done_or_fault(::lseek(descriptor_, 0, SEEK_SET) == 0, path_);
}

Result<> DiskFile::sync() {
    if (::fsync(descriptor_) != 0) {
        return large_file_fault(errno, path_);
    }
    ::posix_fadvise(descriptor_, 0, 0, POSIX_FADV_DONTNEED);
    return {};
}

Result<Measured> measure(fs::path const &path) {
    auto file = DiskFile::open(path);
    if (!file) {
        return std::move(file).fault();
    }
    Measured measured;
    base::Sha256 digest;
    auto read = file->read(UINTMAX_MAX, [&](base::ByteView piece) {
        digest.add(piece);
        measured.bytes += piece.size();
    });
    if (!read) {
        return std::move(read).fault();
    }
    measured.digest = digest.so_far();
    return measured;
}

Result<> sync_folder(fs::path const &folder) {
    auto const descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (descriptor < 0) {
        return base::file_fault(errno, folder);
    }
    auto const synced = ::fsync(descriptor) == 0;
    auto result = done_or_fault(synced, folder);
    ::close(descriptor);
    return result;
}

fs::path folder_of(fs::path const &file) {
    return file.has_parent_path() ? file.parent_path() : fs::path{"."};
}

} // namespace desk
