// SPDX-License-Identifier: GPL-3.0-or-later
#include "photo/backdrop.hpp"
#include <algorithm>

namespace photo {

namespace {

// Colour differences (CIE 1976) on photos through JPEG: noise within 6, a shadow of a shoulder 15-30.
constexpr double alike = 20;      ///< to the middle colour: is backdrop
constexpr double same_step = 2.5; ///< to the neighbour: the backdrop goes on, lighter or darker
constexpr double farthest = 42;   ///< to the middle colour, however smooth the way there
constexpr double plain_enough = 0.8;
constexpr int band = 3;   ///< rows and columns that count as the edge
constexpr int patch = 12; ///< side of a patch whose mean colour is taken

std::vector<Lab> edge_of(LabPicture const &picture, int shoulders) {
    std::vector<Lab> edge;
    for (int y = 0; y < shoulders; ++y) {
        for (int x = 0; x < picture.width; ++x) {
            if (y < band || x < band || x >= picture.width - band) {
                edge.push_back(picture.at(x, y));
            }
        }
    }
    return edge;
}

class Flood {
public:
    Flood(LabPicture const &picture, Backdrop &found) : picture_{picture}, found_{found} {}

    void from_edges(int shoulders) {
        for (int y = 0; y < shoulders; ++y) {
            begin_at(0, y);
            begin_at(picture_.width - 1, y);
        }
        for (int x = 0; x < picture_.width; ++x) {
            begin_at(x, 0);
        }
        while (!open_.empty()) {
            auto const [x, y] = open_.back();
            open_.pop_back();
            go_on(x, y, x - 1, y);
            go_on(x, y, x + 1, y);
            go_on(x, y, x, y - 1);
            go_on(x, y, x, y + 1);
        }
    }

private:
    void begin_at(int x, int y) {
        if (difference(picture_.at(x, y), found_.colour) <= alike) {
            take(x, y);
        }
    }
    void go_on(int from_x, int from_y, int x, int y) {
        if (x < 0 || y < 0 || x >= picture_.width || y >= picture_.height || found_.at(x, y)) {
            return;
        }
        auto const far = difference(picture_.at(x, y), found_.colour);
        if (far <= alike ||
            (far <= farthest && difference(picture_.at(x, y), picture_.at(from_x, from_y)) <= same_step)) {
            take(x, y);
        }
    }
    void take(int x, int y) {
        auto &mark = found_.behind[static_cast<std::size_t>(y) * static_cast<std::size_t>(found_.width) +
                                   static_cast<std::size_t>(x)];
        if (mark == 0) {
            mark = 1;
            open_.emplace_back(x, y);
        }
    }

    LabPicture const &picture_;
    Backdrop &found_;
    std::vector<std::pair<int, int>> open_;
};

/// Mean colour of a patch that is nearly all backdrop; nothing where it is not.
std::optional<Lab> patch_colour(LabPicture const &picture, Backdrop const &found, int left, int top) {
    constexpr int enough = patch * patch * 9 / 10;
    Lab sum;
    int count = 0;
    for (int y = top; y < top + patch; ++y) {
        for (int x = left; x < left + patch; ++x) {
            if (found.at(x, y)) {
                auto const &colour = picture.at(x, y);
                sum = {sum.l + colour.l, sum.a + colour.a, sum.b + colour.b};
                ++count;
            }
        }
    }
    if (count < enough) {
        return std::nullopt;
    }
    auto const n = static_cast<float>(count);
    return Lab{sum.l / n, sum.a / n, sum.b / n};
}

void measure_patches(LabPicture const &picture, Backdrop &found) {
    for (int top = 0; top + patch <= picture.height; top += patch) {
        for (int left = 0; left + patch <= picture.width; left += patch) {
            auto const colour = patch_colour(picture, found, left, top);
            if (auto const far = colour ? difference(*colour, found.colour) : 0; far > found.uneven) {
                found.uneven = far;
                found.worst = {static_cast<double>(left), static_cast<double>(top), patch, patch};
            }
        }
    }
}

} // namespace

Backdrop find_backdrop(LabPicture const &picture, int shoulders) {
    shoulders = std::clamp(shoulders, 1, picture.height);
    Backdrop found;
    found.width = picture.width;
    found.height = picture.height;
    found.behind.assign(picture.pixels.size(), 0);
    auto const edge = edge_of(picture, shoulders);
    found.colour = median(edge);
    auto const same = std::ranges::count_if(
        edge, [&](Lab const &colour) { return difference(colour, found.colour) <= alike; });
    found.plain = static_cast<double>(same) / static_cast<double>(std::max<std::size_t>(edge.size(), 1));
    Flood{picture, found}.from_edges(shoulders);
    measure_patches(picture, found);
    return found;
}

std::optional<int> top_of_hair(Backdrop const &backdrop, int left, int right) {
    left = std::clamp(left, 0, backdrop.width - 1);
    right = std::clamp(right, left + 1, backdrop.width);
    if (backdrop.plain < plain_enough) {
        return std::nullopt;
    }
    // A stray hair is not the top: a tenth of the width, in two rows that follow each other.
    auto const enough = std::max((right - left) / 10, 2);
    int rows = 0;
    for (int y = 0; y < backdrop.height; ++y) {
        int taken = 0;
        for (int x = left; x < right; ++x) {
            taken += backdrop.at(x, y) ? 0 : 1;
        }
        rows = taken >= enough ? rows + 1 : 0;
        if (rows == 2) {
            return y - 1;
        }
    }
    return std::nullopt;
}

} // namespace photo
