// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "base/length.hpp"

namespace sheet {

using base::Length;

struct Point {
    Length x, y;
    friend bool operator==(Point const &, Point const &) = default;
};

struct Size {
    Length width, height;
    [[nodiscard]] Size turned() const { return {height, width}; }
    friend bool operator==(Size const &, Size const &) = default;
};

/// A place on the trimmed sheet: measured from its upper left corner, x to the right, y down.
struct Box {
    Length x, y, width, height;
    [[nodiscard]] Length right() const { return x + width; }
    [[nodiscard]] Length bottom() const { return y + height; }
    [[nodiscard]] Size size() const { return {width, height}; }
    friend bool operator==(Box const &, Box const &) = default;
};

} // namespace sheet
