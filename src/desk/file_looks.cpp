// SPDX-License-Identifier: GPL-3.0-or-later
#include "desk/file_looks.hpp"
#include "base/digest.hpp"
#include "desk/disk_file.hpp"
#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>
#include <thread>
#include <unistd.h>

namespace desk {

namespace {

constexpr std::size_t piece_bytes = 1U << 20U;

/// Closed when it goes out of sight.
struct Open {
    explicit Open(std::filesystem::path const &path)
        : descriptor{::open(path.c_str(), O_RDONLY | O_CLOEXEC)} {}
    Open(Open const &) = delete;
    Open &operator=(Open const &) = delete;
    ~Open() {
        if (descriptor >= 0) {
            ::close(descriptor);
        }
    }
    int descriptor;
};

/// Into \p piece. \return below 0 where the disk refuses
ssize_t read_piece(int descriptor, base::Bytes &piece) {
    ssize_t n = 0;
    do {
        n = ::read(descriptor, piece.data(), piece.size());
    } while (n < 0 && errno == EINTR);
    return n;
}

Looked look(std::filesystem::path const &path, std::string const &digest, base::Bytes &piece) {
    Open const file{path};
    struct stat facts {};
    if (file.descriptor < 0 || ::fstat(file.descriptor, &facts) != 0 || !S_ISREG(facts.st_mode)) {
        return {errno == ENOENT || errno == ENOTDIR ? Look::missing : Look::unreadable, 0};
    }
    ::posix_fadvise(file.descriptor, 0, 0, POSIX_FADV_DONTNEED);
    ::posix_fadvise(file.descriptor, 0, 0, POSIX_FADV_SEQUENTIAL);
    base::Sha256 sum;
    std::uintmax_t bytes = 0;
    while (true) {
        auto const n = read_piece(file.descriptor, piece);
        if (n < 0) {
            return {Look::unreadable, bytes};
        }
        if (n == 0) {
            break;
        }
        sum.add({piece.data(), static_cast<std::size_t>(n)});
        bytes += static_cast<std::uintmax_t>(n);
    }
    return {sum.so_far().hex() == digest ? Look::good : Look::changed, bytes};
}

/// Takes the next file that nobody has taken until there is none.
class Reading {
public:
    Reading(store::Store const &store, std::vector<std::string> const &digests, std::atomic<bool> const *stop)
        : store_{store}, digests_{digests}, stop_{stop}, looked_(digests.size()) {}

    template <typename Told>
    void work(Told const &told) {
        base::Bytes piece(piece_bytes);
        while (stop_ == nullptr || !*stop_) {
            auto const i = next_.fetch_add(1);
            if (i >= digests_.size()) {
                return;
            }
            looked_[i] = look(store_.kept_path(digests_[i]), digests_[i], piece);
            told(i);
        }
    }
    std::vector<Looked> take() && { return std::move(looked_); }

private:
    store::Store const &store_;
    std::vector<std::string> const &digests_;
    std::atomic<bool> const *stop_;
    std::atomic<std::size_t> next_{0};
    std::vector<Looked> looked_; ///< each element is written by one thread
};

} // namespace

Looked look_at_file(std::filesystem::path const &path, std::string const &digest) {
    base::Bytes piece(piece_bytes);
    return look(path, digest, piece);
}

std::vector<Looked> look_at_files(store::Store const &store, std::vector<std::string> const &digests,
                                  std::atomic<bool> const *stop, base::Progress &progress) {
    Reading reading{store, digests, stop};
    std::thread other;
    if (std::thread::hardware_concurrency() > 1) {
        other = std::thread{[&reading] { reading.work([](std::size_t) {}); }};
    }
    reading.work([&](std::size_t i) {
        progress.at({"核对存档文件", "reading kept files"}, i + 1, digests.size());
    });
    if (other.joinable()) {
        other.join();
    }
    return std::move(reading).take();
}

} // namespace desk
