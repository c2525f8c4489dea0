// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
/// \file
/// Measuring of what was painted.
#include "render/raster.hpp"
#include <algorithm>
#include <cmath>
#include <cstring>

namespace support {

inline std::uint32_t pixel(render::Raster const &raster, int x, int y) {
    std::uint32_t value = 0;
    std::memcpy(&value,
                raster.pixels + static_cast<std::size_t>(y) * raster.stride + static_cast<std::size_t>(x) * 4,
                4);
    return value & 0xFFFFFF;
}

inline int channel(std::uint32_t colour, int shift) {
    return static_cast<int>(colour >> shift & 0xFF);
}

inline bool like(std::uint32_t colour, std::uint32_t wanted, int tolerance = 12) {
    return std::abs(channel(colour, 0) - channel(wanted, 0)) <= tolerance &&
           std::abs(channel(colour, 8) - channel(wanted, 8)) <= tolerance &&
           std::abs(channel(colour, 16) - channel(wanted, 16)) <= tolerance;
}

/// Whole pixels from the first to the one after the last.
struct Area {
    int left = 0, top = 0, right = 0, bottom = 0;
    [[nodiscard]] bool empty() const { return right <= left || bottom <= top; }
};

inline Area whole(render::Raster const &raster) {
    return {0, 0, raster.width, raster.height};
}

/// The pixels of a box on a canvas that the sheet lies in the middle of, and \p around more.
inline Area area_of(sheet::Box const &box, sheet::Size paper, render::Canvas canvas, int around = 0) {
    auto const left = (canvas.width - paper.width.pixels(canvas.dpi_x)) / 2;
    auto const top = (canvas.height - paper.height.pixels(canvas.dpi_y)) / 2;
    return {static_cast<int>(std::floor(left + box.x.pixels(canvas.dpi_x))) - around,
            static_cast<int>(std::floor(top + box.y.pixels(canvas.dpi_y))) - around,
            static_cast<int>(std::ceil(left + box.right().pixels(canvas.dpi_x))) + around,
            static_cast<int>(std::ceil(top + box.bottom().pixels(canvas.dpi_y))) + around};
}

/// The smallest area that holds every pixel of \p area for which \p wanted holds.
template <typename Wanted>
Area extent(render::Raster const &raster, Area area, Wanted wanted) {
    Area found{raster.width, raster.height, 0, 0};
    for (int y = std::max(0, area.top); y < std::min(raster.height, area.bottom); ++y) {
        for (int x = std::max(0, area.left); x < std::min(raster.width, area.right); ++x) {
            if (wanted(pixel(raster, x, y))) {
                found = {std::min(found.left, x), std::min(found.top, y), std::max(found.right, x + 1),
                         std::max(found.bottom, y + 1)};
            }
        }
    }
    return found;
}

inline bool is_ink(std::uint32_t colour) {
    return channel(colour, 8) < 200;
}

/// How far two pictures of one area are from each other.
struct Difference {
    double mean = 0;  ///< of all channels, 0-255
    double large = 0; ///< part of the pixels with a channel that is off by more than 64
};

inline Difference difference(render::Raster const &a, render::Raster const &b, Area area) {
    double sum = 0;
    double large = 0;
    double count = 0;
    for (int y = area.top; y < area.bottom; ++y) {
        for (int x = area.left; x < area.right; ++x) {
            int most = 0;
            for (int shift : {0, 8, 16}) {
                auto const off = std::abs(channel(pixel(a, x, y), shift) - channel(pixel(b, x, y), shift));
                sum += off / 3.0;
                most = std::max(most, off);
            }
            large += most > 64 ? 1 : 0;
            count += 1;
        }
    }
    return {sum / count, large / count};
}

} // namespace support
