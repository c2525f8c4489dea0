// SPDX-License-Identifier: GPL-3.0-or-later
#include "photo/faces.hpp"
#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

namespace photo {

namespace {

double apart(Point const &a, Point const &b) {
    return std::hypot(a.x - b.x, a.y - b.y);
}

Point between(Point const &a, Point const &b) {
    return {(a.x + b.x) / 2, (a.y + b.y) / 2};
}

Point middle_of(Marks const &marks, std::size_t first, std::size_t count) {
    Point sum;
    for (std::size_t i = first; i < first + count; ++i) {
        sum.x += marks.at(i).x;
        sum.y += marks.at(i).y;
    }
    return {sum.x / static_cast<double>(count), sum.y / static_cast<double>(count)};
}

Area around(Marks const &marks, std::size_t first, std::size_t count) {
    auto left = std::numeric_limits<double>::max(), top = left;
    double right = 0, bottom = 0;
    for (std::size_t i = first; i < first + count; ++i) {
        left = std::min(left, marks.at(i).x);
        right = std::max(right, marks.at(i).x);
        top = std::min(top, marks.at(i).y);
        bottom = std::max(bottom, marks.at(i).y);
    }
    return {left, top, std::max(right - left, 1.0), std::max(bottom - top, 1.0)};
}

/// Mean height of an eye by its width; \p first is its outer or inner corner.
double opening(Marks const &marks, std::size_t first) {
    auto const height =
        apart(marks.at(first + 1), marks.at(first + 5)) + apart(marks.at(first + 2), marks.at(first + 4));
    return height / 2 / std::max(apart(marks.at(first), marks.at(first + 3)), 1.0);
}

/// Where the tip of the nose stands on the way from cheek to cheek: 0 in the middle, 1 at either.
double turn_of(Marks const &marks) {
    auto const &left = marks.at(1), &right = marks.at(15), &nose = marks.at(30);
    auto const dx = right.x - left.x, dy = right.y - left.y;
    auto const along = ((nose.x - left.x) * dx + (nose.y - left.y) * dy) / std::max(dx * dx + dy * dy, 1.0);
    return std::abs(along - 0.5) * 2;
}

} // namespace

FaceMeasures measured(Marks const &marks) {
    constexpr std::size_t jaw = 0, jaw_marks = 17, eye = 36, other_eye = 42, eye_marks = 6, lips = 48,
                          lip_marks = 20;
    auto const left = middle_of(marks, eye, eye_marks), right = middle_of(marks, other_eye, eye_marks);
    FaceMeasures found;
    found.eyes_y = between(left, right).y;
    found.tilt = std::atan2(right.y - left.y, right.x - left.x) * 180 / std::numbers::pi;
    found.turn = turn_of(marks);
    found.width = std::max(apart(marks.at(0), marks.at(16)), apart(marks.at(1), marks.at(15)));
    found.centre_x = between(between(marks.at(0), marks.at(16)), marks.at(27)).x;
    found.eyes_open = std::min(opening(marks, eye), opening(marks, other_eye));
    found.lips_open = apart(marks.at(62), marks.at(66)) / std::max(apart(marks.at(48), marks.at(54)), 1.0);
    found.eyes = around(marks, eye, 2 * eye_marks);
    found.mouth = around(marks, lips, lip_marks);
    found.jaw = around(marks, jaw, jaw_marks);
    found.chin_y = found.jaw.y + found.jaw.height;
    return found;
}

} // namespace photo
