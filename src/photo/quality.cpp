// SPDX-License-Identifier: GPL-3.0-or-later
#include "photo/quality.hpp"
#include <algorithm>
#include <cstdlib>
#include <limits>

namespace photo {

namespace {

/// Annex K, table K.1, in zigzag order.
constexpr QuantisationTable standard = {
    16, 11,  12, 14, 12, 10, 16,  14,  13,  14, 18, 17,  16,  19,  24,  40,  26, 24,  22,  22, 24, 49,
    35, 37,  29, 40, 58, 51, 61,  60,  57,  51, 56, 55,  64,  72,  92,  78,  64, 68,  87,  69, 55, 56,
    80, 109, 81, 87, 95, 98, 103, 104, 103, 62, 77, 113, 121, 112, 100, 120, 92, 101, 103, 99};

int distance(QuantisationTable const &table, int quality) {
    auto const percent = quality < 50 ? 5000 / quality : 200 - 2 * quality;
    int sum = 0;
    for (std::size_t i = 0; i < standard.size(); ++i) {
        sum += std::abs(std::clamp((standard.at(i) * percent + 50) / 100, 1, 255) - table.at(i));
    }
    return sum;
}

} // namespace

int estimated_quality(QuantisationTable const &luminance) {
    int best = 0;
    int least = std::numeric_limits<int>::max();
    for (int quality = 1; quality <= 100; ++quality) {
        if (auto const d = distance(luminance, quality); d < least) {
            least = d;
            best = quality;
        }
    }
    return best;
}

} // namespace photo
