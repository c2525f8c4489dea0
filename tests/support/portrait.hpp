// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "base/bytes.hpp"

namespace support {

/// A made-up certificate photo: 480x640, baseline, 4:2:0, JFIF at 300 dpi, some 31-39 KB as real ones are. The
/// same seed gives the same bytes.
[[nodiscard]] base::Bytes portrait(unsigned seed);

/// A JPEG of one colour (0xRRGGBB), 4:4:4 and of high quality, so that its edges can be measured.
[[nodiscard]] base::Bytes plain_jpeg(int width, int height, unsigned colour);

} // namespace support
