// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "base/bytes.hpp"
#include <vector>

namespace support {

/// A made-up certificate photo: 480x640, baseline, 4:2:0, JFIF at 300 dpi, some 31-39 KB as real ones are.
/// The same seed gives the same bytes.
[[nodiscard]] base::Bytes portrait(unsigned seed);

/// Upright stripes of equal width (0xRRGGBB), 4:4:4 and of high quality, so that edges can be measured.
[[nodiscard]] base::Bytes striped_jpeg(int width, int height, std::vector<unsigned> const &colours);

/// Grey pixels as a JPEG of that quality, and back: what a scanner does to a sheet.
[[nodiscard]] base::Bytes through_jpeg(base::Bytes const &grey, int width, int height, int quality);

} // namespace support
