// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/portrait.hpp"
#include <algorithm>
#include <cmath>
#include <random>
#include <stdexcept>
#include <turbojpeg.h>

namespace support {

namespace {

struct Colour {
    double r = 0, g = 0, b = 0;
};

struct Face {
    Colour skin, hair, coat, ground;
    double x = 0, y = 0, size = 0;
};

double within(double x, double y, double cx, double cy, double rx, double ry) {
    auto const across = (x - cx) / rx;
    auto const along = (y - cy) / ry;
    // Well outside, as most pixels are: spares the root.
    if (auto const outside = 1 + 2 / std::min(rx, ry);
        std::abs(across) > outside || std::abs(along) > outside) {
        return 0;
    }
    auto const distance = std::hypot(across, along);
    return std::clamp((1 - distance) * std::min(rx, ry) / 3 + 0.5, 0.0, 1.0);
}

void lay_over(Colour &below, Colour const &above, double part) {
    below = {below.r + (above.r - below.r) * part, below.g + (above.g - below.g) * part,
             below.b + (above.b - below.b) * part};
}

Face face_of(std::mt19937 &random) {
    auto const vary = [&](double from, double to) {
        return from + (to - from) * static_cast<double>(random() % 1000) / 1000;
    };
    auto const light = vary(0, 40);
    return {{190 + light, 150 + light, 125 + light},
            {vary(20, 60), vary(15, 40), vary(15, 35)},
            {vary(20, 120), vary(20, 120), vary(30, 140)},
            {vary(60, 110), vary(130, 160), vary(200, 230)},
            vary(230, 250),
            vary(255, 285),
            vary(0.95, 1.05)};
}

Colour colour_at(Face const &face, double x, double y) {
    auto const s = face.size;
    auto colour = face.ground;
    lay_over(colour, {255, 255, 255}, (640 - y) / 640 * 0.25);
    lay_over(colour, face.coat, within(x, y, face.x, 700, 230 * s, 190 * s));
    lay_over(colour, face.skin, within(x, y, face.x, face.y + 170 * s, 48 * s, 110 * s));
    lay_over(colour, face.hair, within(x, y, face.x, face.y - 40 * s, 118 * s, 130 * s));
    lay_over(colour, face.skin, within(x, y, face.x, face.y + 15 * s, 96 * s, 130 * s));
    for (auto side : {-1.0, 1.0}) {
        lay_over(colour, face.hair, within(x, y, face.x + side * 40 * s, face.y - 32 * s, 24 * s, 5 * s));
        lay_over(colour, {250, 250, 250},
                 within(x, y, face.x + side * 40 * s, face.y - 8 * s, 20 * s, 10 * s));
        lay_over(colour, {35, 25, 20}, within(x, y, face.x + side * 40 * s, face.y - 8 * s, 9 * s, 9 * s));
    }
    lay_over(colour, {165, 115, 95}, within(x, y, face.x, face.y + 38 * s, 16 * s, 8 * s));
    lay_over(colour, {175, 80, 80}, within(x, y, face.x, face.y + 80 * s, 36 * s, 10 * s));
    return colour;
}

base::Bytes compressed(base::Bytes const &rgb, int width, int height, TJSAMP sampling, int quality) {
    auto *coder = tjInitCompress();
    unsigned char *file = nullptr;
    unsigned long size = 0;
    auto const failed = tjCompress2(coder, rgb.data(), width, 0, height, TJPF_RGB, &file, &size, sampling,
                                    quality, TJFLAG_ACCURATEDCT);
    base::Bytes bytes(file, file + size);
    tjFree(file);
    tjDestroy(coder);
    if (failed != 0 || bytes.size() < 18) {
        throw std::runtime_error{"no test picture"};
    }
    // Units and densities of JFIF, which TurboJPEG leaves at 1:1.
    bytes[13] = 1;
    bytes[14] = bytes[16] = 300 >> 8;
    bytes[15] = bytes[17] = 300 & 0xFF;
    return bytes;
}

unsigned char octet(double value) {
    return static_cast<unsigned char>(std::clamp(std::lround(value), 0L, 255L));
}

} // namespace

base::Bytes portrait(unsigned seed) {
    std::mt19937 random{seed};
    auto const face = face_of(random);
    base::Bytes rgb;
    rgb.reserve(480 * 640 * 3);
    for (int y = 0; y < 640; ++y) {
        for (int x = 0; x < 480; ++x) {
            auto const colour = colour_at(face, x, y);
            auto const noise = static_cast<double>(random() % 9) - 4;
            rgb.insert(rgb.end(),
                       {octet(colour.r + noise), octet(colour.g + noise), octet(colour.b + noise)});
        }
    }
    return compressed(rgb, 480, 640, TJSAMP_420, 86);
}

base::Bytes striped_jpeg(int width, int height, std::vector<unsigned> const &colours) {
    base::Bytes rgb;
    for (int i = 0; i < width * height; ++i) {
        auto const stripe =
            static_cast<std::size_t>(i % width) * colours.size() / static_cast<std::size_t>(width);
        for (int shift : {16, 8, 0}) {
            rgb.push_back(static_cast<unsigned char>(colours[stripe] >> shift & 0xFF));
        }
    }
    return compressed(rgb, width, height, TJSAMP_444, 98);
}

base::Bytes through_jpeg(base::Bytes const &grey, int width, int height, int quality) {
    auto *coder = tjInitCompress();
    auto *decoder = tjInitDecompress();
    unsigned char *file = nullptr;
    unsigned long size = 0;
    base::Bytes back(grey.size());
    auto const failed = tjCompress2(coder, grey.data(), width, 0, height, TJPF_GRAY, &file, &size,
                                    TJSAMP_GRAY, quality, 0) != 0 ||
                        tjDecompress2(decoder, file, size, back.data(), width, 0, height, TJPF_GRAY, 0) != 0;
    tjFree(file);
    tjDestroy(coder);
    tjDestroy(decoder);
    if (failed) {
        throw std::runtime_error{"no test scan"};
    }
    return back;
}

} // namespace support
