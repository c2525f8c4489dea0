// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "base/finding.hpp"
#include "base/result.hpp"
#include <array>
#include <cstddef>
#include <filesystem>

namespace photo {

enum class CheckKind {
    one_face,
    hair_top,   ///< px from the top edge to the crown
    eyes_line,  ///< px from the top edge
    face_width, ///< px from cheek to cheek
    centred,    ///< px from the middle line, to either side
    tilt,       ///< degrees, to either side
    turn,       ///< percent of the way from frontal to profile
    eyes_open,  ///< percent: height of the narrower eye by its width
    lips,       ///< percent: gap between the lips by the mouth's width; teeth where only those are barred
    backdrop_colour, ///< CIE 1976 difference to the reference
    backdrop_even,   ///< largest CIE 1976 difference of a patch to the middle
    clothes_apart,   ///< percent of the clothes that the backdrop swallows
    clothes_colour,  ///< percent of the clothes in a colour that the notice bars
    sharp,           ///< detail of the face, see sharpness() in checks.cpp
    bright,          ///< L* of the face
    even_light,      ///< difference of L* between the cheeks
    red_eyes,        ///< percent of the pupils that is red
};
inline constexpr std::size_t check_kinds = 17;
/// hair_top and so on
[[nodiscard]] std::string_view word_of(CheckKind kind);
[[nodiscard]] base::Words words_of(CheckKind kind);

/// Within pass: good; else within warn: somebody should look; else it fails.
struct Band {
    double pass_from = 0, pass_to = 0, warn_from = 0, warn_to = 0;
};

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
    std::array<unsigned char, 3> backdrop{100, 197, 255}; ///< red, green, blue of the reference
    std::array<Band, check_kinds> bands{};                ///< by CheckKind

    [[nodiscard]] Band const &band(CheckKind kind) const { return bands.at(static_cast<std::size_t>(kind)); }
};

struct SpecReading {
    Spec spec;
    base::Findings findings;
};

base::Result<SpecReading> read_spec_file(std::filesystem::path const &path);

} // namespace photo
