// SPDX-License-Identifier: GPL-3.0-or-later
#include "code/code_pictures.hpp"
#include <ZXing/ReadBarcode.h>
#include <algorithm>
#include <cstdint>
#include <optional>

namespace code {

namespace {

struct Grey {
    int width = 0, height = 0;
    base::Bytes pixels;
    [[nodiscard]] unsigned char &at(int x, int y) { return pixels[place(x, y)]; }
    [[nodiscard]] unsigned char at(int x, int y) const { return pixels[place(x, y)]; }

private:
    [[nodiscard]] std::size_t place(int x, int y) const {
        return static_cast<std::size_t>(y) * static_cast<std::size_t>(width) + static_cast<std::size_t>(x);
    }
};

Grey empty(int width, int height) {
    return {width, height, base::Bytes(static_cast<std::size_t>(width) * static_cast<std::size_t>(height))};
}

struct Found {
    std::string text;
    int left, top, right, bottom;
};

std::optional<Found> read_one(Grey const &grey) {
    // One symbol at most: with more, ZXing 1.4 of Debian 12 can abort the process on an assertion.
    auto const hints = ZXing::DecodeHints{}
                           .setFormats(ZXing::BarcodeFormat::QRCode)
                           .setMaxNumberOfSymbols(1)
                           .setTryHarder(true)
                           .setTryRotate(true);
    try {
        auto const result =
            ZXing::ReadBarcode({grey.pixels.data(), grey.width, grey.height, ZXing::ImageFormat::Lum}, hints);
        if (!result.isValid()) {
            return std::nullopt;
        }
        auto const &corners = result.position();
        auto const [left, right] =
            std::ranges::minmax({corners[0].x, corners[1].x, corners[2].x, corners[3].x});
        auto const [top, bottom] =
            std::ranges::minmax({corners[0].y, corners[1].y, corners[2].y, corners[3].y});
        return Found{result.text(), left, top, right, bottom};
    } catch (std::exception const &) {
        return std::nullopt;
    }
}

/// Half the size: fine patterns of screens and sensors melt.
Grey halved(Grey const &grey) {
    auto half = empty(grey.width / 2, grey.height / 2);
    for (int y = 0; y < half.height; ++y) {
        for (int x = 0; x < half.width; ++x) {
            auto const sum = grey.at(2 * x, 2 * y) + grey.at(2 * x + 1, 2 * y) + grey.at(2 * x, 2 * y + 1) +
                             grey.at(2 * x + 1, 2 * y + 1);
            half.at(x, y) = static_cast<unsigned char>((sum + 2) / 4);
        }
    }
    return half;
}

/// Sums of all pixels above and to the left, so that the mean of any box is four look-ups.
class Sums {
public:
    explicit Sums(Grey const &grey)
        : width_{static_cast<std::size_t>(grey.width) + 1},
          sums_(width_ * (static_cast<std::size_t>(grey.height) + 1)) {
        for (std::size_t y = 0; y < static_cast<std::size_t>(grey.height); ++y) {
            std::int64_t row = 0;
            for (std::size_t x = 0; x + 1 < width_; ++x) {
                row += grey.pixels[y * (width_ - 1) + x];
                sums_[(y + 1) * width_ + x + 1] = sums_[y * width_ + x + 1] + row;
            }
        }
    }
    [[nodiscard]] int mean(int left, int top, int right, int bottom) const {
        auto const at = [&](int x, int y) {
            return sums_[static_cast<std::size_t>(y) * width_ + static_cast<std::size_t>(x)];
        };
        auto const area = std::int64_t{right - left} * (bottom - top);
        return static_cast<int>((at(right, bottom) - at(left, bottom) - at(right, top) + at(left, top)) /
                                std::max<std::int64_t>(area, 1));
    }

private:
    std::size_t width_;
    std::vector<std::int64_t> sums_;
};

/// Each pixel against the mean of what is around it: takes away glare and shadow and lifts what is dim. A
/// small \p reach copes with hard edges of a shadow, a large one with large modules.
Grey evened(Grey const &grey, int reach) {
    constexpr int gain = 4;
    Sums const sums{grey};
    auto even = empty(grey.width, grey.height);
    for (int y = 0; y < grey.height; ++y) {
        for (int x = 0; x < grey.width; ++x) {
            auto const mean = sums.mean(std::max(x - reach, 0), std::max(y - reach, 0),
                                        std::min(x + reach, grey.width), std::min(y + reach, grey.height));
            even.at(x, y) =
                static_cast<unsigned char>(std::clamp(128 + (grey.at(x, y) - mean) * gain, 0, 255));
        }
    }
    return even;
}

Grey inverted(Grey grey) {
    std::ranges::transform(grey.pixels, grey.pixels.begin(),
                           [](unsigned char pixel) { return static_cast<unsigned char>(255 - pixel); });
    return grey;
}

/// What was read painted over, so that another code can be found.
Grey without(Grey grey, Found const &found) {
    auto const margin = std::max((found.right - found.left) / 12, 4);
    for (int y = std::max(found.top - margin, 0); y < std::min(found.bottom + margin, grey.height); ++y) {
        for (int x = std::max(found.left - margin, 0); x < std::min(found.right + margin, grey.width); ++x) {
            grey.at(x, y) = 128;
        }
    }
    return grey;
}

std::vector<std::string> read_all(Grey grey) {
    std::vector<std::string> texts;
    constexpr int most_copies = 8;
    for (int i = 0; i < most_copies && texts.size() < 2; ++i) {
        auto const found = read_one(grey);
        if (!found) {
            break;
        }
        if (std::ranges::find(texts, found->text) == texts.end()) {
            texts.push_back(found->text);
        }
        grey = without(std::move(grey), *found);
    }
    return texts;
}

} // namespace

std::vector<std::string> read_codes(base::ByteView pixels, int width, int height) {
    constexpr int least = 40, large = 1600;
    if (width < least || height < least ||
        pixels.size() < static_cast<std::size_t>(width) * static_cast<std::size_t>(height)) {
        return {};
    }
    Grey grey = empty(width, height);
    std::copy_n(pixels.begin(), grey.pixels.size(), grey.pixels.begin());
    while (std::max(grey.width, grey.height) > 2 * large) {
        grey = halved(grey);
    }
    // Copies made only when they are needed: most pictures are read at the first try.
    auto const half = [&] { return halved(grey); };
    if (auto texts = read_all(grey); !texts.empty()) {
        return texts;
    }
    if (auto texts = read_all(half()); !texts.empty()) {
        return texts;
    }
    for (int const part : {24, 64}) {
        auto const reach = std::max(grey.width, grey.height) / part + 4;
        if (auto texts = read_all(evened(grey, reach)); !texts.empty()) {
            return texts;
        }
        if (auto texts = read_all(evened(half(), reach / 2)); !texts.empty()) {
            return texts;
        }
        if (auto texts = read_all(evened(halved(half()), reach / 4)); !texts.empty()) {
            return texts;
        }
    }
    return read_all(inverted(std::move(grey)));
}

} // namespace code
