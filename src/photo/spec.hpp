// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "base/finding.hpp"
#include "base/result.hpp"
#include <cstddef>
#include <filesystem>

namespace photo {

/// The numbers of a photo specification (data/specs/*.toml). Defaults: 教毕指〔2017〕99号, domain facts 1.1.
struct Spec {
    std::string name;
    base::Words title;
    int width = 480, height = 640; ///< pixels
    int dpi = 300;
    int least_quality = 60;
    std::size_t least_bytes = 20'000, most_bytes = 100'000; ///< what is accepted; a profile may narrow it
    std::size_t aim_least = 31'000,
                aim_most = 39'500; ///< what a new master aims at: inside every rule at once
};

struct SpecReading {
    Spec spec;
    base::Findings findings;
};

base::Result<SpecReading> read_spec_file(std::filesystem::path const &path);

} // namespace photo
