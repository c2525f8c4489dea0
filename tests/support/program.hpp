// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace support {

/// What a run of the program left: exit status, and both streams.
struct Run {
    int status = -1;
    std::string out, err;

    /// Standard output as the one JSON object that --json promises.
    [[nodiscard]] nlohmann::json json() const { return nlohmann::json::parse(out); }
};

/// Runs the program that was built, as a person would, in English unless the arguments say otherwise.
Run platen(std::vector<std::string> const &arguments, std::filesystem::path const &folder = ".");

/// The same with something typed into it, as a code scanner does.
Run platen_typed(std::vector<std::string> const &arguments, std::string const &typed);

} // namespace support
