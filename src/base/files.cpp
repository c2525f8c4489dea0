// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/files.hpp"
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace base {

namespace fs = std::filesystem;

namespace {

class OpenFile {
public:
    OpenFile(fs::path const &path, int flags) : fd_{::open(path.c_str(), flags | O_CLOEXEC, 0644)} {}
    OpenFile(OpenFile const &) = delete;
    OpenFile &operator=(OpenFile const &) = delete;
    ~OpenFile() { close(); }
    [[nodiscard]] int fd() const { return fd_; }
    int close() { return fd_ >= 0 ? ::close(std::exchange(fd_, -1)) : 0; }

private:
    int fd_;
};

int write_all(int fd, ByteView bytes) {
    while (!bytes.empty()) {
        auto const n = ::write(fd, bytes.data(), bytes.size());
        if (n < 0 && errno != EINTR) {
            return errno;
        }
        bytes = bytes.subspan(static_cast<std::size_t>(std::max<ssize_t>(n, 0)));
    }
    return 0;
}

int write_synced(fs::path const &path, ByteView bytes) {
    OpenFile file{path, O_WRONLY | O_CREAT | O_TRUNC};
    if (file.fd() < 0) {
        return errno;
    }
    if (auto const error = write_all(file.fd(), bytes); error != 0) {
        return error;
    }
    return ::fdatasync(file.fd()) != 0 || file.close() != 0 ? errno : 0;
}

/// A rename is on disk only once its folder is.
int sync_folder(fs::path const &folder) {
    OpenFile const opened{folder, O_RDONLY | O_DIRECTORY};
    return opened.fd() < 0 || ::fsync(opened.fd()) != 0 ? errno : 0;
}

/// Reads until the end, or just beyond \p most. \return errno
int read_to_end(int fd, std::uintmax_t expected, std::uintmax_t most, Bytes &bytes) {
    constexpr std::uintmax_t piece = 64U << 10U;
    bytes.resize(static_cast<std::size_t>(expected + 1)); // one more, to meet the end at once
    std::size_t done = 0;
    while (done <= most) {
        if (done == bytes.size()) {
            bytes.resize(
                static_cast<std::size_t>(std::min(std::max(2 * std::uintmax_t{done}, piece), most + 1)));
        }
        auto const n = ::read(fd, bytes.data() + done, bytes.size() - done);
        if (n < 0 && errno != EINTR) {
            return errno;
        }
        if (n == 0) {
            break;
        }
        done += static_cast<std::size_t>(std::max<ssize_t>(n, 0));
    }
    bytes.resize(done);
    return 0;
}

} // namespace

Fault file_fault(int errno_value, fs::path const &path) {
    auto const name = path.string();
    switch (errno_value) {
    case ENOENT:
    case ENOTDIR:
        return fault(Trouble::not_found, "找不到“{}”", "'{}' is not there", name);
    case ENOSPC:
    case EDQUOT:
        return fault(Trouble::storage, "磁盘已满，“{}”没有写入", "the disk is full; '{}' was not written",
                     name);
    case EROFS:
        return fault(Trouble::storage, "“{}”所在的磁盘是只读的", "'{}' is on a read-only disk", name);
    case EACCES:
    case EPERM:
        return fault(Trouble::storage, "没有权限访问“{}”", "no permission for '{}'", name);
    case ELOOP:
        return fault(Trouble::storage, "“{}”是一圈互相指来指去的链接", "'{}' is a loop of symbolic links",
                     name);
    case ENAMETOOLONG:
        return fault(Trouble::bad_input, "名字太长：“{}”", "the name is too long: '{}'", name);
    case EISDIR:
        return fault(Trouble::bad_input, "“{}”是文件夹，不是文件", "'{}' is a folder, not a file", name);
    default:
        return fault(Trouble::storage, "“{}”：{}", "'{}': {}", name, std::strerror(errno_value));
    }
}

Result<Bytes> read_file(fs::path const &path, std::uintmax_t most) {
    // Not to wait for a writer who may never come: reading waits, opening does not.
    OpenFile const file{path, O_RDONLY | O_NONBLOCK};
    struct stat facts {};
    if (file.fd() < 0 || ::fstat(file.fd(), &facts) != 0 || ::fcntl(file.fd(), F_SETFL, O_RDONLY) != 0) {
        return file_fault(errno, path);
    }
    if (S_ISDIR(facts.st_mode)) {
        return file_fault(EISDIR, path);
    }
    auto const size = static_cast<std::uintmax_t>(facts.st_size);
    if (size > most) {
        return fault(Trouble::bad_input, "“{}”有 {} 字节，最多 {} 字节",
                     "'{}' has {} bytes, at most {} are taken", path.string(), size, most);
    }
    // The size is only a guess: a pipe and a file of /proc have none, and a file may grow.
    Bytes bytes;
    if (auto const error = read_to_end(file.fd(), size, most, bytes); error != 0) {
        return file_fault(error, path);
    }
    if (bytes.size() > most) {
        return fault(Trouble::bad_input, "“{}”超过 {} 字节", "'{}' has more than {} bytes", path.string(),
                     most);
    }
    if (bytes.empty() && S_ISFIFO(facts.st_mode)) {
        return fault(Trouble::bad_input, "“{}”是管道，里面什么都没有", "nothing came out of the pipe '{}'",
                     path.string());
    }
    return bytes;
}

Result<> write_file(fs::path const &path, ByteView bytes) {
    auto const folder = path.has_parent_path() ? path.parent_path() : fs::path{"."};
    if (auto made = make_folders(folder); !made) {
        return made;
    }
    auto pending = path;
    pending += fmt::format(".{}.part", ::getpid());
    auto error = write_synced(pending, bytes);
    if (error == 0 && ::rename(pending.c_str(), path.c_str()) != 0) {
        error = errno;
    }
    if (error == 0) {
        error = sync_folder(folder);
    } else {
        ::unlink(pending.c_str());
    }
    if (error != 0) {
        return file_fault(error, path);
    }
    return {};
}

Result<> make_folders(fs::path const &folder) {
    std::error_code error;
    fs::create_directories(folder, error);
    std::error_code ignored;
    if (error && !fs::is_directory(folder, ignored)) {
        return file_fault(error.value(), folder);
    }
    return {};
}

} // namespace base
