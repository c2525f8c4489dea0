// SPDX-License-Identifier: GPL-3.0-or-later
/// \file
/// An audit's reading of kept files, against the slower of two floors: the same files read from the disk and
/// thrown away, and the digest of as many bytes in memory.
#include "base/digest.hpp"
#include "bench/bench.hpp"
#include "bench/office.hpp"
#include "desk/file_looks.hpp"
#include "support/fresh_store.hpp"
#include <algorithm>
#include <array>
#include <fcntl.h>
#include <random>
#include <unistd.h>

namespace bench {

namespace {

using support::sure;

constexpr int files = 600;
constexpr std::size_t file_bytes = 500'000; // as a master of 480 x 640 and what was handed in

/// Past the page cache, as the audit reads.
void read_alone(std::filesystem::path const &path) {
    static std::array<char, 1U << 20U> buffer;
    auto const file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (file < 0) {
        throw std::runtime_error{"the file is gone"};
    }
    ::posix_fadvise(file, 0, 0, POSIX_FADV_DONTNEED);
    while (::read(file, buffer.data(), buffer.size()) > 0) {
    }
    ::close(file);
}

double wall_of(std::function<void()> const &work) {
    auto const began = wall_ms();
    work();
    return wall_ms() - began;
}

} // namespace

void audit(Report &report) {
    Office office;
    std::mt19937_64 random{1};
    std::vector<std::string> digests;
    base::Bytes bytes(file_bytes);
    for (int i = 0; i < files; ++i) {
        std::ranges::generate(bytes, [&] { return static_cast<unsigned char>(random()); });
        digests.push_back(sure(office.store().keep(bytes)).hex());
    }
    ::sync(); // what is not on the disk yet cannot be read past the cache
    base::NoProgress quiet;
    std::vector<double> ours, disk, digest;
    for (int round = 0; round < 5; ++round) {
        disk.push_back(wall_of([&] {
            for (auto const &one : digests) {
                read_alone(office.store().kept_path(one));
            }
        }));
        digest.push_back(wall_of([&] {
            for (int i = 0; i < files; ++i) {
                keep(base::sha256(bytes));
            }
        }));
        ours.push_back(wall_of([&] {
            auto const looked = desk::look_at_files(office.store(), digests, nullptr, quiet);
            if (!std::ranges::all_of(looked, [](auto const &one) { return one.look == desk::Look::good; })) {
                throw std::runtime_error{"a file that was kept is not good"};
            }
        }));
    }
    auto const floor = std::max(median(disk), median(digest));
    constexpr double most_ratio = 1.25; // two threads may even be faster than one that only digests
    report.add(
        {"audit",
         {"核对存档文件，300 MB（墙钟）；下限：只读磁盘和只算摘要中慢的一个（单线程）",
          "an audit of 300 MB of kept files, wall; floor: the slower of reading and digesting alone, one "
          "thread"},
         median(ours),
         floor,
         {},
         most_ratio,
         "ms",
         {{"disk_ms", median(disk)},
          {"digest_ms", median(digest)},
          {"mb_per_s", files * (file_bytes / 1e6) / median(ours) * 1000}}});
}

} // namespace bench
