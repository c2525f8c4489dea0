// SPDX-License-Identifier: GPL-3.0-or-later
#include "photo/picture.hpp"
#include <algorithm>
#include <cmath>
#include <cstdint>
#include <vector>

namespace photo {

namespace {

constexpr int one = 1 << 14;

/// The source pixels that make one pixel of the result, and how much of each; weights add up to one.
struct Taps {
    int first = 0;
    std::vector<int> weights;
};

/// A polynomial, so no library's sine decides a bit.
double catmull_rom(double t) {
    t = std::fabs(t);
    if (t < 1) {
        return (1.5 * t - 2.5) * t * t + 1;
    }
    return t < 2 ? ((-0.5 * t + 2.5) * t - 4) * t + 2 : 0;
}

Taps taps_at(double centre, double shrink, int size) {
    auto const reach = 2.0 * shrink;
    auto const from = static_cast<int>(std::ceil(centre - reach - 0.5));
    auto const to = static_cast<int>(std::floor(centre + reach - 0.5));
    Taps taps{std::clamp(from, 0, size - 1), {}};
    std::vector<double> exact(static_cast<std::size_t>(std::clamp(to, 0, size - 1) - taps.first + 1), 0.0);
    double sum = 0;
    for (int i = from; i <= to; ++i) {
        // Past an edge the edge's own pixel goes on.
        auto const w = catmull_rom((i + 0.5 - centre) / shrink);
        exact[static_cast<std::size_t>(std::clamp(i, 0, size - 1) - taps.first)] += w;
        sum += w;
    }
    int rest = one;
    for (auto w : exact) {
        taps.weights.push_back(static_cast<int>(std::lround(w / sum * one)));
        rest -= taps.weights.back();
    }
    *std::max_element(taps.weights.begin(), taps.weights.end()) += rest;
    return taps;
}

std::vector<Taps> all_taps(double start, double length, int count, int size) {
    auto const step = length / count;
    std::vector<Taps> all;
    all.reserve(static_cast<std::size_t>(count));
    for (int i = 0; i < count; ++i) {
        all.push_back(taps_at(start + (i + 0.5) * step, std::max(1.0, step), size));
    }
    return all;
}

unsigned char rounded(std::int32_t sum) {
    return static_cast<unsigned char>(std::clamp((sum + one / 2) >> 14, 0, 255));
}

void shrink_row(unsigned char const *row, std::vector<Taps> const &columns, unsigned char *out) {
    for (auto const &taps : columns) {
        std::int32_t sum[3] = {0, 0, 0};
        auto const *pixel = row + static_cast<std::size_t>(taps.first) * 3;
        for (auto weight : taps.weights) {
            sum[0] += weight * pixel[0];
            sum[1] += weight * pixel[1];
            sum[2] += weight * pixel[2];
            pixel += 3;
        }
        *out++ = rounded(sum[0]);
        *out++ = rounded(sum[1]);
        *out++ = rounded(sum[2]);
    }
}

void mix_rows(Picture const &source, Taps const &taps, int first_row, std::vector<std::int32_t> &sums,
              unsigned char *out) {
    std::fill(sums.begin(), sums.end(), 0);
    int y = taps.first - first_row;
    for (auto weight : taps.weights) {
        auto const *row = source.at(0, y++);
        for (std::size_t i = 0; i < sums.size(); ++i) {
            sums[i] += weight * row[i];
        }
    }
    for (auto sum : sums) {
        *out++ = rounded(sum);
    }
}

} // namespace

Picture resampled(Picture const &source, Area const &area, int width, int height) {
    auto const columns = all_taps(area.x, area.width, width, source.width);
    auto const rows = all_taps(area.y, area.height, height, source.height);
    auto const first = rows.front().first;
    auto const last = rows.back().first + static_cast<int>(rows.back().weights.size());
    Picture narrow{width, last - first};
    for (int y = first; y < last; ++y) {
        shrink_row(source.at(0, y), columns, narrow.at(0, y - first));
    }
    Picture result{width, height};
    std::vector<std::int32_t> sums(static_cast<std::size_t>(width) * 3);
    for (int y = 0; y < height; ++y) {
        mix_rows(narrow, rows[static_cast<std::size_t>(y)], first, sums, result.at(0, y));
    }
    return result;
}

} // namespace photo
