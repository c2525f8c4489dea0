// SPDX-License-Identifier: GPL-3.0-or-later
#include "photo/lab.hpp"
#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

namespace photo {

namespace {

constexpr int steps = 4096; ///< of the table of cube roots; finer than eight bits need

std::array<float, 256> const &linear() {
    static auto const table = [] {
        std::array<float, 256> made{};
        for (std::size_t i = 0; i < made.size(); ++i) {
            auto const v = static_cast<double>(i) / 255;
            made.at(i) = static_cast<float>(v <= 0.04045 ? v / 12.92 : std::pow((v + 0.055) / 1.055, 2.4));
        }
        return made;
    }();
    return table;
}

/// The f of CIE 1976 over 0 to 1.
float root(float t) {
    static auto const table = [] {
        std::array<float, steps + 2> made{};
        for (std::size_t i = 0; i < made.size(); ++i) {
            auto const v = static_cast<double>(i) / steps;
            made.at(i) = static_cast<float>(v > 216.0 / 24389 ? std::cbrt(v) : (24389.0 / 27 * v + 16) / 116);
        }
        return made;
    }();
    auto const place = std::clamp(t, 0.F, 1.F) * steps;
    auto const i = static_cast<std::size_t>(place);
    auto const part = place - static_cast<float>(i);
    return table.at(i) * (1 - part) + table.at(i + 1) * part;
}

} // namespace

Lab lab_of(unsigned char red, unsigned char green, unsigned char blue) {
    auto const r = linear()[red], g = linear()[green], b = linear()[blue];
    auto const x = root((0.4124564F * r + 0.3575761F * g + 0.1804375F * b) / 0.95047F);
    auto const y = root(0.2126729F * r + 0.7151522F * g + 0.0721750F * b);
    auto const z = root((0.0193339F * r + 0.1191920F * g + 0.9503041F * b) / 1.08883F);
    return {116 * y - 16, 500 * (x - y), 200 * (y - z)};
}

double chroma(Lab const &colour) {
    return std::hypot(colour.a, colour.b);
}

double hue(Lab const &colour) {
    auto const angle = std::atan2(colour.b, colour.a) * 180 / std::numbers::pi_v<float>;
    return angle < 0 ? angle + 360 : angle;
}

double difference(Lab const &one, Lab const &other) {
    return std::hypot(one.l - other.l, one.a - other.a, one.b - other.b);
}

LabPicture halved_lab(Picture const &picture) {
    LabPicture half{picture.width / 2, picture.height / 2, {}};
    half.pixels.reserve(static_cast<std::size_t>(half.width) * static_cast<std::size_t>(half.height));
    auto const mean = [](unsigned char const *above, unsigned char const *below, int i) {
        return static_cast<unsigned char>((above[i] + above[i + 3] + below[i] + below[i + 3] + 2) / 4);
    };
    for (int y = 0; y < half.height; ++y) {
        for (int x = 0; x < half.width; ++x) {
            auto const *above = picture.at(2 * x, 2 * y), *below = picture.at(2 * x, 2 * y + 1);
            half.pixels.push_back(
                lab_of(mean(above, below, 0), mean(above, below, 1), mean(above, below, 2)));
        }
    }
    return half;
}

Lab median(std::vector<Lab> colours) {
    if (colours.empty()) {
        return {};
    }
    auto const middle = colours.begin() + static_cast<std::ptrdiff_t>(colours.size() / 2);
    auto const of = [&](float Lab::*part) {
        std::ranges::nth_element(colours, middle, {}, part);
        return (*middle).*part;
    };
    return {of(&Lab::l), of(&Lab::a), of(&Lab::b)};
}

} // namespace photo
