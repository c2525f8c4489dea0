// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
/// \file
/// How a QR code fills its box, for both backends.
#include "code/qr.hpp"
#include <algorithm>

namespace render {

constexpr int quiet_modules = 4;

/// Whole dots of one module along an edge of so many dots; 0 where there are fewer dots than modules.
[[nodiscard]] inline int module_dots(double edge_dots, int modules) {
    return static_cast<int>((edge_dots + 1e-6) / (modules + 2 * quiet_modules));
}

/// Calls \p draw(x, y, length) for every run of dark modules in every row.
template <typename Draw>
void each_run(code::Qr const &qr, Draw draw) {
    for (int y = 0; y < qr.modules; ++y) {
        for (int x = 0; x < qr.modules; ++x) {
            auto const from = x;
            while (x < qr.modules && qr.at(x, y)) {
                ++x;
            }
            if (x > from) {
                draw(from, y, x - from);
            }
        }
    }
}

} // namespace render
