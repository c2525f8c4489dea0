// SPDX-License-Identifier: GPL-3.0-or-later
#include "photo/jpeg_maker.hpp"
#include "photo/master.hpp"
#include <doctest/doctest.h>
#include <fstream>
#include <sys/wait.h>
#include <unistd.h>

namespace {

/// Highest resident size of this process in bytes since it was last forgotten.
long peak() {
    std::ifstream status{"/proc/self/status"};
    std::string word;
    while (status >> word && word != "VmHWM:") {
    }
    long kilobytes = 0;
    status >> kilobytes;
    return kilobytes * 1024;
}

void forget_peak() {
    std::ofstream{"/proc/self/clear_refs"} << "5";
}

/// Grows the peak of a child by making a master. \return the growth in megabytes, -1 where none was made
int growth_of_making(base::Bytes const &file) {
    auto const child = ::fork();
    if (child == 0) {
        forget_peak();
        auto const before = peak();
        auto const made = photo::make_master(file, {});
        auto const ok = std::holds_alternative<photo::Master>(made);
        ::_exit(ok ? static_cast<int>(std::min(254L, (peak() - before) / 1'000'000)) : 255);
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    return WIFEXITED(status) && WEXITSTATUS(status) != 255 ? WEXITSTATUS(status) : -1;
}

} // namespace

TEST_CASE("a photo of 100 megapixels is made within 200 MB") {
    auto const file = jpeg_maker::jpeg({.width = 11600, .height = 8700, .quality = 80});
    auto const growth = growth_of_making(file);
    MESSAGE("file " << file.size() / 1'000'000 << " MB, growth " << growth << " MB");
    CHECK(growth >= 0);
    CHECK(static_cast<std::size_t>(growth) + file.size() / 1'000'000 < 200);
}

TEST_CASE("a progressive photo of a camera is made within 200 MB") {
    auto const file = jpeg_maker::jpeg({.width = 6000, .height = 4000, .quality = 80, .progressive = true});
    auto const growth = growth_of_making(file);
    MESSAGE("file " << file.size() / 1'000'000 << " MB, growth " << growth << " MB");
    CHECK(growth >= 0);
    CHECK(static_cast<std::size_t>(growth) + file.size() / 1'000'000 < 200);
}
