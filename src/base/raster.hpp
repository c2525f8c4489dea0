// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <cstddef>

namespace base {

/// Rows from the top, 32 bits a pixel: 0xXXRRGGBB in the machine's byte order (Cairo's RGB24), so that
/// nothing is converted on the way from the painter to a printer. Borrowed from whoever painted it, until it
/// paints again.
struct Raster {
    int width = 0, height = 0;
    std::size_t stride = 0; ///< bytes from row to row
    unsigned char const *pixels = nullptr;
};

} // namespace base
