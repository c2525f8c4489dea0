// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
/// \file
/// From places on the sheet to device pixels.
#include "render/pictures.hpp"
#include "render/raster.hpp"
#include <algorithm>
#include <cmath>

namespace render {

/// Whole device pixels: from the first to the one after the last.
struct Span {
    int from = 0, to = 0;
    [[nodiscard]] int length() const { return to - from; }
};

struct Area {
    Span x, y;
    [[nodiscard]] Area within(int width, int height) const {
        return {{std::clamp(x.from, 0, width), std::clamp(x.to, 0, width)},
                {std::clamp(y.from, 0, height), std::clamp(y.to, 0, height)}};
    }
};

[[nodiscard]] inline int nearest(double pixels) {
    return static_cast<int>(std::clamp(std::floor(pixels + 0.5), -1e6, 1e6));
}

/// The trimmed sheet lies in the middle of the canvas, or beside it by the canvas's shift.
class Mapping {
public:
    Mapping(Size paper, Canvas canvas)
        : canvas_{canvas}, left_{(canvas.width - paper.width.pixels(canvas.dpi_x)) / 2 + canvas.shift_x},
          top_{(canvas.height - paper.height.pixels(canvas.dpi_y)) / 2 + canvas.shift_y} {}

    [[nodiscard]] double x(Length x) const { return left_ + x.pixels(canvas_.dpi_x); }
    [[nodiscard]] double y(Length y) const { return top_ + y.pixels(canvas_.dpi_y); }
    [[nodiscard]] Extent extent(Size size) const {
        return {size.width.pixels(canvas_.dpi_x), size.height.pixels(canvas_.dpi_y)};
    }
    /// Every edge to the nearest pixel: neighbours that share an edge neither overlap nor leave a gap.
    /// It may reach beyond the canvas.
    [[nodiscard]] Area area(Box const &box) const {
        return {{nearest(x(box.x)), nearest(x(box.right()))}, {nearest(y(box.y)), nearest(y(box.bottom()))}};
    }

private:
    Canvas canvas_;
    double left_, top_;
};

} // namespace render
