// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/temp_folder.hpp"
#include <cstdlib>
#include <fstream>
#include <stdexcept>

namespace support {

namespace fs = std::filesystem;

TempFolder::TempFolder() {
    auto pattern = (fs::temp_directory_path() / "platen-test-XXXXXX").string();
    if (::mkdtemp(pattern.data()) == nullptr) {
        throw std::runtime_error{"no temporary folder"};
    }
    path_ = pattern;
}

TempFolder::~TempFolder() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
}

fs::path TempFolder::file(std::string_view name, std::string_view content) const {
    auto const path = path_ / name;
    fs::create_directories(path.parent_path());
    std::ofstream{path, std::ios::binary} << content;
    return path;
}

} // namespace support
