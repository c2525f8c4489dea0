// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "policy/profile.hpp"
#include <array>
#include <doctest/doctest.h>
#include <fstream>
#include <sstream>

namespace support {

inline constexpr std::array notices{"S0", "S1", "S2", "S3", "S4"};

inline std::filesystem::path profile_path(std::string const &name) {
    return std::filesystem::path{PLATEN_ROOT} / "data/profiles" / (name + ".toml");
}

inline policy::Profile profile(std::string const &name) {
    auto reading = policy::read_profile_file(profile_path(name));
    REQUIRE(reading);
    for (auto const &finding : reading->findings) {
        FAIL_CHECK(finding.text(base::Language::en));
    }
    return std::move(reading->profile);
}

inline std::string text_of(std::filesystem::path const &file) {
    std::ostringstream text;
    text << std::ifstream{file}.rdbuf();
    return text.str();
}

} // namespace support
