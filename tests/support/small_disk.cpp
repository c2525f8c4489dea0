// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/small_disk.hpp"
#include <cstdlib>
#include <fmt/core.h>
#include <stdexcept>
#include <unistd.h>

namespace support {

namespace {

bool as_root(std::string const &command) {
    auto const whole = (::geteuid() == 0 ? "" : "sudo -n ") + command;
    return std::system(whole.c_str()) == 0;
}

} // namespace

SmallDisk::SmallDisk(std::filesystem::path folder, int kilobytes) : folder_{std::move(folder)} {
    std::filesystem::create_directories(folder_);
    mount(fmt::format("mode=0777,size={}k", kilobytes));
}

SmallDisk::~SmallDisk() {
    static_cast<void>(as_root(fmt::format("umount -l '{}'", folder_.string())));
}

void SmallDisk::resize(int kilobytes) {
    mount(fmt::format("remount,rw,size={}k", kilobytes));
}

void SmallDisk::make_read_only() {
    mount("remount,ro");
}

void SmallDisk::mount(std::string const &options) {
    if (!as_root(fmt::format("mount -t tmpfs -o {} platen-test '{}'", options, folder_.string()))) {
        throw std::runtime_error{"no small disk: mounting one needs root or sudo"};
    }
}

} // namespace support
