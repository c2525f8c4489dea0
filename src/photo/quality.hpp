// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <array>

namespace photo {

/// 64 divisors in the zigzag order of a DQT segment.
using QuantisationTable = std::array<int, 64>;

/// The setting of 1-100 whose luminance table (ITU-T T.81 annex K, scaled as the Independent JPEG Group does)
/// comes nearest. Exact for files of that family, an estimate for cameras with tables of their own.
[[nodiscard]] int estimated_quality(QuantisationTable const &luminance);

} // namespace photo
