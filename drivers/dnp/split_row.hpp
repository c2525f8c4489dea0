// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <cstddef>
#include <cstdint>

namespace print::dnp {

/// Where one row of each plane goes.
struct PlaneRow {
    unsigned char *yellow, *magenta, *cyan;
};

/// One row of 0xXXRRGGBB pixels, from right to left: the head prints it mirrored. Yellow is what blue lacks,
/// and so on; 255 is no dye. As fast as this processor does it.
void split_row(std::uint32_t const *pixels, std::size_t count, PlaneRow to);
/// The same, pixel by pixel.
void split_row_plainly(std::uint32_t const *pixels, std::size_t count, PlaneRow to);

} // namespace print::dnp
