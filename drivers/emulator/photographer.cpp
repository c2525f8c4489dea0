// SPDX-License-Identifier: GPL-3.0-or-later
#include "emulator/photographer.hpp"
#include "base/files.hpp"
#include <algorithm>

namespace emulator {

namespace {

namespace fs = std::filesystem;
constexpr std::uintmax_t most_bytes = 100'000'000;
constexpr std::chrono::milliseconds between_looks{50};

std::vector<fs::path> files_of(fs::path const &folder) {
    std::vector<fs::path> files;
    std::error_code ignored;
    for (fs::directory_iterator at{folder, ignored}, end; at != end; at.increment(ignored)) {
        if (at->is_regular_file(ignored) && !at->path().filename().string().starts_with('.')) {
            files.push_back(at->path());
        }
    }
    std::ranges::sort(files);
    return files;
}

std::string ending_of(fs::path const &file) {
    auto ending = file.extension().string();
    std::ranges::transform(ending, ending.begin(), [](char c) { return c >= 'a' && c <= 'z' ? c - 32 : c; });
    return ending.empty() ? "BIN" : ending == ".JPEG" ? "JPG" : ending.substr(1);
}

} // namespace

base::Result<std::vector<base::Bytes>> Photographer::ready(fs::path const &folder) {
    if (std::error_code ignored; !fs::is_directory(folder, ignored)) {
        return base::fault(base::Trouble::not_found, "没有文件夹 {}", "there is no folder {}",
                           folder.string());
    }
    std::vector<base::Bytes> pictures;
    for (auto const &file : files_of(folder)) {
        auto bytes = base::read_file(file, most_bytes);
        if (!bytes) {
            return std::move(bytes).fault();
        }
        pictures.push_back(std::move(*bytes));
    }
    return pictures;
}

Photographer::Photographer(Camera &camera, fs::path folder) : camera_{camera}, folder_{std::move(folder)} {
    for (auto const &file : files_of(folder_)) {
        seen_.insert(file);
    }
    thread_ = std::jthread{[this](std::stop_token const &done) { work(done); }};
}

void Photographer::work(std::stop_token const &done) {
    while (!done.stop_requested()) {
        look();
        std::this_thread::sleep_for(between_looks);
    }
}

/// A file is taken once it does not grow any more.
void Photographer::look() {
    for (auto const &file : files_of(folder_)) {
        std::error_code ignored;
        auto const size = fs::file_size(file, ignored);
        if (seen_.contains(file)) {
            continue;
        }
        std::this_thread::sleep_for(between_looks);
        auto bytes = base::read_file(file, most_bytes);
        if (bytes && bytes->size() == size && size > 0) {
            camera_.press_shutter(std::move(*bytes), ending_of(file));
            seen_.insert(file);
        }
    }
}

} // namespace emulator
