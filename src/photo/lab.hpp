// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
/// \file
/// Colours as eyes tell them apart: CIE 1976 L*a*b* under D65, from sRGB (IEC 61966-2-1).
#include "photo/picture.hpp"
#include <vector>

namespace photo {

struct Lab {
    float l = 0, a = 0, b = 0;
};

[[nodiscard]] Lab lab_of(unsigned char red, unsigned char green, unsigned char blue);
[[nodiscard]] double chroma(Lab const &colour);
[[nodiscard]] double
hue(Lab const &colour); ///< degrees, 0-360: about 40 skin, 90 yellow, 150 green, 270 blue
/// CIE 1976 colour difference; about 2.3 is just seen.
[[nodiscard]] double difference(Lab const &one, Lab const &other);

/// A picture at half its size, in L*a*b*.
struct LabPicture {
    int width = 0, height = 0;
    std::vector<Lab> pixels;
    [[nodiscard]] Lab const &at(int x, int y) const {
        return pixels[static_cast<std::size_t>(y) * static_cast<std::size_t>(width) +
                      static_cast<std::size_t>(x)];
    }
};
[[nodiscard]] LabPicture halved_lab(Picture const &picture);

/// The middle one in each of the three; black where there is none.
[[nodiscard]] Lab median(std::vector<Lab> colours);

} // namespace photo
