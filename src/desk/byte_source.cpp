// SPDX-License-Identifier: GPL-3.0-or-later
#include "desk/byte_source.hpp"
#include "base/files.hpp"
#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace desk {

base::Result<ByteSource> ByteSource::open(std::filesystem::path const &path) {
    // Opening a named pipe would wait for somebody who writes to it.
    ByteSource source{::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK), path};
    struct stat facts {};
    if (source.fd_ < 0 || ::fstat(source.fd_, &facts) != 0) {
        return base::file_fault(errno, path);
    }
    if (S_ISDIR(facts.st_mode)) {
        return base::file_fault(EISDIR, path);
    }
    if (!S_ISREG(facts.st_mode)) {
        return base::fault(base::Trouble::bad_input, "“{}”不是普通文件；先存成文件再导入",
                           "'{}' is no ordinary file; save it as a file first", path.string());
    }
    return source;
}

ByteSource::ByteSource(ByteSource &&other) noexcept
    : fd_{std::exchange(other.fd_, -1)}, path_{std::move(other.path_)} {}

ByteSource::~ByteSource() {
    if (fd_ >= 0) {
        ::close(fd_);
    }
}

base::Result<std::size_t> ByteSource::read(std::span<char> into) {
    std::size_t done = 0;
    while (done < into.size()) {
        auto const n = ::read(fd_, into.data() + done, into.size() - done);
        if (n < 0 && errno != EINTR) {
            return base::file_fault(errno, path_);
        }
        if (n == 0) {
            break;
        }
        done += static_cast<std::size_t>(std::max<ssize_t>(n, 0));
    }
    return done;
}

base::Result<> ByteSource::rewind() {
    if (::lseek(fd_, 0, SEEK_SET) != 0) {
        return base::file_fault(errno, path_);
    }
    return {};
}

} // namespace desk
