// SPDX-License-Identifier: GPL-3.0-or-later
#include "photo/clothes.hpp"
#include "photo/checks.hpp"
#include <algorithm>

namespace photo {

namespace {

constexpr double like_backdrop = 16; ///< CIE 1976 difference that an edge needs to be seen in a print
constexpr int fewest_rows = 10;

} // namespace

std::vector<std::string_view> const &colour_names() {
    static std::vector<std::string_view> const names{"red",    "orange", "yellow", "green", "blue",
                                                     "purple", "black",  "white",  "grey"};
    return names;
}

std::string_view colour_name(Lab const &colour) {
    constexpr double greyish = 14;
    if (chroma(colour) < greyish || colour.l < 12) {
        return colour.l < 32 ? "black" : colour.l > 80 ? "white" : "grey";
    }
    auto const angle = hue(colour);
    return angle < 38 || angle >= 345 ? "red"
           : angle < 78               ? "orange"
           : angle < 112              ? "yellow"
           : angle < 195              ? "green"
           : angle < 292              ? "blue"
                                      : "purple";
}

std::optional<Clothes> look_at_clothes(LabPicture const &picture, Backdrop const &backdrop, Area const &jaw) {
    // Under the neck, and no wider than a collar and the upper breast: there is cloth in every picture.
    auto const top = static_cast<int>(jaw.y + jaw.height + 0.45 * jaw.height);
    auto const left = std::max(static_cast<int>(jaw.x - 0.15 * jaw.width), 0);
    auto const right = std::min(static_cast<int>(jaw.x + 1.15 * jaw.width), picture.width);
    if (top + fewest_rows > picture.height || right <= left) {
        return std::nullopt;
    }
    Clothes clothes;
    clothes.area = {static_cast<double>(left), static_cast<double>(top), static_cast<double>(right - left),
                    static_cast<double>(picture.height - top)};
    auto const part = 1 / (clothes.area.width * clothes.area.height);
    for (int y = top; y < picture.height; ++y) {
        for (int x = left; x < right; ++x) {
            auto const &colour = picture.at(x, y);
            if (backdrop.at(x, y) || difference(colour, backdrop.colour) <= like_backdrop) {
                clothes.swallowed += part;
            } else {
                clothes.colours[colour_name(colour)] += part;
            }
        }
    }
    return clothes;
}

} // namespace photo
