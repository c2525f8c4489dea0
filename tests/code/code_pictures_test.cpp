// SPDX-License-Identifier: GPL-3.0-or-later
#include "code/code_pictures.hpp"
#include "code/qr.hpp"
#include "support/portrait.hpp"
#include <algorithm>
#include <cmath>
#include <doctest/doctest.h>
#include <functional>
#include <numbers>
#include <random>

namespace {

/// As long as a collection code's content may be; the real one is not known.
std::string content(int i) {
    std::string text = "eJwVyrsNgDAMRdFVrLdBpMQ" + std::to_string(i);
    while (text.size() < 140) {
        text += "kQ7xZpL0aTb3";
    }
    return text;
}

struct Screen {
    int width = 720, height = 960;
    base::Bytes pixels = base::Bytes(720U * 960U, 235);
    [[nodiscard]] double at(double x, double y) const {
        auto const left = std::clamp(static_cast<int>(x), 0, width - 1);
        auto const top = std::clamp(static_cast<int>(y), 0, height - 1);
        return pixels[static_cast<std::size_t>(top * width + left)];
    }
};

void draw(Screen &screen, std::string const &text, int left, int top, int module) {
    auto const qr = code::write_qr(text).value();
    for (int y = 0; y < qr.modules * module; ++y) {
        for (int x = 0; x < qr.modules * module; ++x) {
            screen.pixels[static_cast<std::size_t>((top + y) * screen.width + left + x)] =
                qr.at(x / module, y / module) ? 20 : 250;
        }
    }
}

/// A phone's page: bars of text about a code.
Screen phone(std::string const &text) {
    Screen screen;
    for (int y = 40; y < 180; ++y) {
        for (int x = 60; x < 660; ++x) {
            if ((y / 20) % 2 == 0 && (x * 7 + y / 20 * 13) % 23 > 8) {
                screen.pixels[static_cast<std::size_t>(y * screen.width + x)] = 90;
            }
        }
    }
    draw(screen, text, 150, 260, 7);
    return screen;
}

/// The screen before a camera: \p spoil gets the place in the picture and the light that would be there.
base::Bytes shot(Screen const &screen, double degrees,
                 std::function<double(int x, int y, double light)> const &spoil, double blur = 0) {
    auto const angle = degrees * std::numbers::pi / 180;
    base::Bytes picture(screen.pixels.size());
    for (int y = 0; y < screen.height; ++y) {
        for (int x = 0; x < screen.width; ++x) {
            auto const dx = x - screen.width / 2.0, dy = y - screen.height / 2.0;
            auto const sx = screen.width / 2.0 + dx * std::cos(angle) - dy * std::sin(angle);
            auto const sy = screen.height / 2.0 + dx * std::sin(angle) + dy * std::cos(angle);
            auto light = screen.at(sx, sy);
            if (blur > 0) {
                light = (light + screen.at(sx - blur, sy) + screen.at(sx + blur, sy) +
                         screen.at(sx, sy - blur) + screen.at(sx, sy + blur)) /
                        5;
            }
            picture[static_cast<std::size_t>(y * screen.width + x)] =
                static_cast<unsigned char>(std::clamp(spoil(x, y, light), 0.0, 255.0));
        }
    }
    return support::through_jpeg(picture, screen.width, screen.height, 60);
}

bool reads(base::Bytes const &picture, std::string const &text) {
    return code::read_codes(picture, 720, 960) == std::vector{text};
}

} // namespace

TEST_CASE(
    "a collection code is read from screenshots, and from phones with glare, moiré, tilt and little light") {
    std::mt19937 random{7};
    auto const noise = [&](double most) { return std::uniform_real_distribution{-most, most}(random); };
    struct Way {
        char const *name;
        double degrees;
        std::function<double(int, int, double)> spoil;
        double blur;
    };
    std::vector<Way> const ways{
        {"screenshot", 0, [](int, int, double light) { return light; }, 0},
        {"tilted", 13, [&](int, int, double light) { return light * 0.8 + noise(6); }, 1},
        {"upside down", 178, [&](int, int, double light) { return light * 0.8 + noise(6); }, 1},
        {"dim", 4, [&](int, int, double light) { return 8 + light * 0.12 + noise(4); }, 1},
        {"moiré", 3,
         [](int x, int y, double light) {
             return light * 0.6 + 40 + 34 * std::sin(x * 1.31 + y * 0.21) * std::cos(y * 1.17);
         },
         0},
        {"glare", 5,
         [&](int x, int y, double light) {
             auto const far = std::hypot((x - 430) / 150.0, (y - 420) / 110.0);
             return light * 0.7 + 190 * std::exp(-far * far) + noise(4);
         },
         1},
        {"shadow across", 2,
         [&](int x, int y, double light) {
             return light * std::clamp(1 - (x + y / 2.0 - 590) / 60, 0.35, 1.0) + noise(3);
         },
         1},
        {"out of focus", 2, [&](int, int, double light) { return light * 0.8 + noise(4); }, 3},
        {"dark mode", 0, [](int, int, double light) { return 255 - light; }, 0}};
    int read = 0;
    for (auto const &way : ways) {
        CAPTURE(std::string{way.name});
        for (int i = 0; i < 5; ++i) {
            auto const good = reads(shot(phone(content(i)), way.degrees, way.spoil, way.blur), content(i));
            CHECK(good);
            read += good ? 1 : 0;
        }
    }
    MESSAGE(read, " of ", ways.size() * 5, " pictures read");
}

TEST_CASE("two codes in a picture are two, and one that stands there twice is one") {
    auto screen = phone(content(1));
    CHECK(code::read_codes(screen.pixels, 720, 960).size() == 1);
    draw(screen, content(1), 20, 700, 3);
    CHECK(code::read_codes(screen.pixels, 720, 960) == std::vector{content(1)});
    draw(screen, content(2), 400, 700, 4);
    CHECK(code::read_codes(screen.pixels, 720, 960).size() == 2);
}

TEST_CASE("a picture without a code, or no picture at all, is not read") {
    CHECK(code::read_codes(Screen{}.pixels, 720, 960).empty());
    CHECK(code::read_codes({}, 720, 960).empty());
    CHECK(code::read_codes(base::Bytes(10), 2, 5).empty());
    CHECK(code::read_codes(base::Bytes(100), 4000, 4000).empty());
    CHECK(code::read_codes(base::Bytes(100), -1, 100).empty());
}
