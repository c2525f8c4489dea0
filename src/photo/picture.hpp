// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
/// \file
/// Pixels in memory on their way from one JPEG to another, and what is done to them.
#include "base/bytes.hpp"

namespace photo {

/// Three bytes a pixel: red, green, blue; rows without padding.
struct Picture {
    int width = 0, height = 0;
    base::Bytes rgb;

    Picture() = default;
    Picture(int w, int h)
        : width{w}, height{h}, rgb(static_cast<std::size_t>(w) * static_cast<std::size_t>(h) * 3U) {}
    [[nodiscard]] unsigned char *at(int x, int y) { return rgb.data() + offset(x, y); }
    [[nodiscard]] unsigned char const *at(int x, int y) const { return rgb.data() + offset(x, y); }

private:
    [[nodiscard]] std::size_t offset(int x, int y) const {
        return (static_cast<std::size_t>(y) * static_cast<std::size_t>(width) + static_cast<std::size_t>(x)) *
               3U;
    }
};

/// A part of a picture; corners may lie between pixels.
struct Area {
    double x = 0, y = 0, width = 0, height = 0;
};

/// \p area of \p source drawn \p width by \p height with the Catmull-Rom cubic, widened where it shrinks so
/// that nothing aliases. Integer arithmetic after the weights: the same bits on every machine. An area of
/// whole pixels at its own size is copied exactly.
[[nodiscard]] Picture resampled(Picture const &source, Area const &area, int width, int height);

/// The stored picture as it is to be looked at, by its EXIF \p orientation 1-8.
[[nodiscard]] Picture upright(Picture const &stored, int orientation);

/// The area of the stored picture that becomes \p area of the upright one of \p width by \p height.
[[nodiscard]] Area stored_area(Area const &area, int width, int height, int orientation);

} // namespace photo
