// SPDX-License-Identifier: GPL-3.0-or-later
#include "photo/picture.hpp"
#include <algorithm>
#include <array>
#include <utility>

namespace photo {

namespace {

/// How an upright point is found in the stored picture: axes swapped first, then mirrored along the stored
/// axes. Rows are the EXIF orientations 1-8.
struct Turn {
    bool swap, mirror_x, mirror_y;
};
constexpr std::array<Turn, 9> turns = {{{false, false, false},
                                        {false, false, false},
                                        {false, true, false},
                                        {false, true, true},
                                        {false, false, true},
                                        {true, false, false},
                                        {true, false, true},
                                        {true, true, true},
                                        {true, true, false}}};

} // namespace

Area stored_area(Area const &area, int width, int height, int orientation) {
    auto const turn = turns.at(static_cast<std::size_t>(orientation));
    auto stored = area;
    if (turn.swap) {
        std::swap(stored.x, stored.y);
        std::swap(stored.width, stored.height);
        std::swap(width, height);
    }
    stored.x = turn.mirror_x ? width - stored.x - stored.width : stored.x;
    stored.y = turn.mirror_y ? height - stored.y - stored.height : stored.y;
    return stored;
}

namespace {

int mirrored(bool mirror, int at, int extent) {
    return mirror ? extent - 1 - at : at;
}

} // namespace

Picture upright(Picture const &stored, int orientation) {
    auto const turn = turns.at(static_cast<std::size_t>(orientation));
    Picture result = turn.swap ? Picture{stored.height, stored.width} : Picture{stored.width, stored.height};
    for (int y = 0; y < result.height; ++y) {
        for (int x = 0; x < result.width; ++x) {
            auto const sx = turn.swap ? y : x;
            auto const sy = turn.swap ? x : y;
            std::copy_n(stored.at(mirrored(turn.mirror_x, sx, stored.width),
                                  mirrored(turn.mirror_y, sy, stored.height)),
                        3, result.at(x, y));
        }
    }
    return result;
}

} // namespace photo
