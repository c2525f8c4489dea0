// SPDX-License-Identifier: GPL-3.0-or-later
#include "photo/codec.hpp"
#include "photo/jpeg_maker.hpp"
#include "photo/master.hpp"
#include <cmath>
#include <doctest/doctest.h>

using jpeg_maker::jpeg;
using jpeg_maker::Making;
using photo::Master;
using photo::Refusal;
using photo::Spec;

namespace {

Master made(base::Bytes const &file, Spec const &spec = {}) {
    auto result = photo::make_master(file, spec);
    if (auto const *refused = std::get_if<Refusal>(&result)) {
        FAIL(refused->kind << ": " << refused->message.en);
    }
    return std::get<Master>(result);
}

std::string refusal(base::Bytes const &file, Spec const &spec = {}) {
    auto const result = photo::make_master(file, spec);
    auto const *refused = std::get_if<Refusal>(&result);
    if (refused == nullptr) {
        return "made";
    }
    CHECK_FALSE(refused->message.zh.empty());
    CHECK_FALSE(refused->message.en.empty());
    return refused->kind;
}

void check_is_master(base::Bytes const &file, Spec const &spec = {}) {
    auto const facts = photo::read_facts(file);
    REQUIRE(facts);
    CHECK(facts->width == spec.width);
    CHECK(facts->height == spec.height);
    CHECK(facts->baseline);
    CHECK(facts->dpi_x == spec.dpi);
    CHECK(facts->dpi_y == spec.dpi);
    CHECK(facts->orientation == 1);
    CHECK(facts->quality >= spec.least_quality);
    CHECK(file.size() >= spec.least_bytes);
    CHECK(file.size() <= spec.most_bytes);
}

photo::Picture pixels(base::Bytes const &file) {
    auto result = photo::decoded(file, *photo::read_facts(file), 1);
    REQUIRE(std::holds_alternative<photo::Picture>(result));
    return std::get<photo::Picture>(std::move(result));
}

/// Four quarters in colours of their own, as seen upright, with the portrait's grain.
jpeg_maker::Paint quarters(int width, int height, int orientation) {
    return [=](int x, int y, unsigned char *out) {
        auto const w = orientation >= 5 ? height : width;
        auto const h = orientation >= 5 ? width : height;
        photo::Area const at{0.0, 0.0, w / 2.0, h / 2.0};
        jpeg_maker::portrait(x, y, out);
        for (int q = 0; q < 4; ++q) {
            auto upright = at;
            upright.x = q % 2 * w / 2.0;
            upright.y = q / 2 * h / 2.0;
            auto const stored = photo::stored_area(upright, w, h, orientation);
            if (x >= stored.x && x < stored.x + stored.width && y >= stored.y &&
                y < stored.y + stored.height) {
                out[q % 3] = q == 3 ? 20 : 250;
            }
        }
    };
}

void check_quarters(photo::Picture const &picture) {
    for (int q = 0; q < 4; ++q) {
        auto const *pixel = picture.at(picture.width / 4 + q % 2 * picture.width / 2,
                                       picture.height / 4 + q / 2 * picture.height / 2);
        CAPTURE(q);
        CHECK((q == 3 ? pixel[0] < 70 : pixel[q] > 210));
    }
}

} // namespace

TEST_CASE("a file that is right is kept byte for byte") {
    auto const file = jpeg({.quality = 80});
    auto const master = made(file);
    CHECK(master.kept);
    CHECK(master.lossless);
    CHECK(master.jpeg == file);
    CHECK_FALSE(master.cropped);
}

TEST_CASE("a wrong density is put right without touching a pixel") {
    auto const master = made(jpeg({.quality = 80, .dpi = 72}));
    CHECK_FALSE(master.kept);
    CHECK(master.lossless);
    CHECK(master.jpeg == jpeg({.quality = 80}));
}

TEST_CASE("a progressive file of the right size becomes baseline with the same pixels") {
    auto const file = jpeg({.quality = 80, .progressive = true});
    auto const master = made(file);
    CHECK(master.lossless);
    check_is_master(master.jpeg);
    CHECK(pixels(master.jpeg).rgb == pixels(file).rgb);
}

TEST_CASE("a turned file of the right size is turned without loss") {
    for (int orientation = 1; orientation <= 8; ++orientation) {
        auto const turned = orientation >= 5;
        auto const w = turned ? 640 : 480;
        auto const h = turned ? 480 : 640;
        auto const file = jpeg({.width = w, .height = h, .quality = 75, .orientation = orientation},
                               quarters(w, h, orientation));
        auto const master = made(file);
        CAPTURE(orientation);
        CHECK(master.lossless);
        CHECK_FALSE(master.cropped);
        check_is_master(master.jpeg);
        check_quarters(pixels(master.jpeg));
    }
}

TEST_CASE("a big photo is turned upright, cropped about the middle and scaled, in every orientation") {
    for (int orientation = 1; orientation <= 8; ++orientation) {
        auto const file = jpeg({.width = 1500, .height = 1100, .orientation = orientation},
                               quarters(1500, 1100, orientation));
        auto const master = made(file);
        CAPTURE(orientation);
        CHECK(master.cropped);
        CHECK_FALSE(master.lossless);
        check_is_master(master.jpeg);
        check_quarters(pixels(master.jpeg));
    }
}

TEST_CASE("a new master lands where all notices agree") {
    for (auto const &making : {Making{.width = 960, .height = 1280}, Making{.width = 3000, .height = 4000},
                               Making{.width = 601, .height = 801}}) {
        auto const master = made(jpeg(making));
        check_is_master(master.jpeg);
        CHECK(master.jpeg.size() >= Spec{}.aim_least);
        CHECK(master.jpeg.size() <= Spec{}.aim_most);
        CHECK(master.note.en.find(fmt::format("quality {}", master.quality)) != std::string::npos);
    }
}

TEST_CASE("making a master twice gives the same bytes") {
    auto const file = jpeg({.width = 1000, .height = 1400});
    CHECK(made(file).jpeg == made(file).jpeg);
}

TEST_CASE("a circle stays a circle") {
    auto const file = jpeg({.width = 1600, .height = 1600}, [](int x, int y, unsigned char *out) {
        jpeg_maker::portrait(x, y, out);
        if (std::hypot(x - 800, y - 800) < 500) {
            out[0] = out[1] = out[2] = 10;
        }
    });
    auto const picture = pixels(made(file).jpeg);
    auto const dark = [&](int x, int y) { return picture.at(x, y)[0] < 50; };
    int across = 0;
    int down = 0;
    for (int x = 0; x < 480; ++x) {
        across += dark(x, 320) ? 1 : 0;
    }
    for (int y = 0; y < 640; ++y) {
        down += dark(240, y) ? 1 : 0;
    }
    CHECK(std::abs(across - down) <= 2);
    CHECK(std::abs(across - 400) <= 3);
}

TEST_CASE("a picture of the wanted size inside a bigger one is cut out exactly") {
    photo::Picture source{500, 700};
    for (std::size_t i = 0; i < source.rgb.size(); ++i) {
        source.rgb[i] = static_cast<unsigned char>(i * 31 % 251);
    }
    auto const cut = photo::resampled(source, {10, 30, 480, 640}, 480, 640);
    CHECK(std::equal(cut.at(0, 0), cut.at(0, 0) + 480 * 3, source.at(10, 30)));
    CHECK(std::equal(cut.at(0, 639), cut.at(0, 639) + 480 * 3, source.at(10, 669)));
}

TEST_CASE("fine stripes become even grey when they are shrunk, not moire") {
    photo::Picture source{2400, 800};
    for (int y = 0; y < source.height; ++y) {
        for (int x = 0; x < source.width; ++x) {
            std::fill_n(source.at(x, y), 3, static_cast<unsigned char>(x % 2 == 0 ? 0 : 255));
        }
    }
    auto const small = photo::resampled(source, {0, 0, 2400, 800}, 700, 233);
    for (int x = 10; x < 690; ++x) {
        CHECK(std::abs(small.at(x, 100)[0] - 127) < 12);
    }
}

TEST_CASE("photos that are smaller after the crop are refused, never enlarged") {
    CHECK(refusal(jpeg({.width = 479, .height = 640})) == "too_small");
    CHECK(refusal(jpeg({.width = 2000, .height = 639})) == "too_small");
    CHECK(refusal(jpeg({.width = 640, .height = 480})) == "too_small");
    CHECK(refusal(jpeg({.width = 480, .height = 640, .orientation = 6})) == "too_small");
    auto const result = photo::make_master(jpeg({.width = 640, .height = 480}), {});
    CHECK(std::get<Refusal>(result).message.en.find("640x480") != std::string::npos);
    CHECK(std::get<Refusal>(result).message.en.find("360x480") != std::string::npos);
}

TEST_CASE("colours that the specification does not know are refused with a way out") {
    CHECK(refusal(jpeg({.width = 600, .height = 800, .from = JCS_GRAYSCALE})) == "colour_space");
    CHECK(refusal(jpeg({.width = 600, .height = 800, .from = JCS_CMYK})) == "colour_space");
    auto twelve_bits = jpeg({.width = 600, .height = 800});
    for (std::size_t i = 0; i + 9 < twelve_bits.size(); ++i) {
        if (twelve_bits[i] == 0xFF && twelve_bits[i + 1] == 0xC0) {
            twelve_bits[i + 1] = 0xC1;
            twelve_bits[i + 4] = 12;
            break;
        }
    }
    CHECK(refusal(twelve_bits) == "colour_space");
}

TEST_CASE("a JPEG that holds RGB is made into one that holds YCbCr") {
    check_is_master(made(jpeg({.width = 600, .height = 800, .rgb_inside = true})).jpeg);
    check_is_master(made(jpeg({.rgb_inside = true})).jpeg);
}

TEST_CASE("files that are no JPEG are called what they are") {
    CHECK(refusal({}) == "empty");
    auto const say = [](std::string_view bytes) {
        auto const result = photo::make_master(base::as_bytes(bytes), {});
        auto const &refused = std::get<Refusal>(result);
        return refused.kind + ": " + refused.message.en;
    };
    CHECK(say("\x89PNG\r\n\x1a\n....").starts_with("not_jpeg: this is not a JPEG but a PNG"));
    CHECK(say({"\0\0\0\x18"
               "ftypheic....",
               16})
              .find("HEIC") != std::string::npos);
    CHECK(say("BM......").find("BMP") != std::string::npos);
    CHECK(say("hello there").find("unknown") != std::string::npos);
}

TEST_CASE("a low quality is not hidden by encoding anew") {
    auto const master = made(jpeg({.quality = 40}));
    CHECK(master.note.en.find("under the specification") != std::string::npos);
    check_is_master(master.jpeg);
}

TEST_CASE("a photo that cannot be brought within the bytes is refused, not spoiled") {
    auto const noise = [](int x, int y, unsigned char *out) {
        auto const n =
            (static_cast<unsigned>(x) * 2654435761U ^ static_cast<unsigned>(y) * 40503U) * 2246822519U;
        out[0] = static_cast<unsigned char>(n >> 24U);
        out[1] = static_cast<unsigned char>(n >> 16U);
        out[2] = static_cast<unsigned char>(n >> 8U);
    };
    CHECK(refusal(jpeg({.quality = 95}, noise)) == "cannot_fit_bytes");
    auto const blank = [](int, int, unsigned char *out) { out[0] = out[1] = out[2] = 255; };
    CHECK(refusal(jpeg({.quality = 95}, blank)) == "cannot_fit_bytes");
}

TEST_CASE("bounds that a profile narrows are kept") {
    Spec spec;
    spec.most_bytes = 25'000;
    auto const master = made(jpeg({.width = 960, .height = 1280}), spec);
    CHECK(master.jpeg.size() <= 25'000);
    check_is_master(master.jpeg, spec);
}

TEST_CASE("more than 200 megapixels are refused before anything is decoded") {
    auto file = jpeg({.width = 480, .height = 640});
    for (std::size_t i = 0; i + 9 < file.size(); ++i) {
        if (file[i] == 0xFF && file[i + 1] == 0xC0) {
            file[i + 5] = file[i + 7] = 0x80;
            break;
        }
    }
    CHECK(refusal(file) == "too_many_pixels");
}

TEST_CASE("a progressive file that would take too much memory is refused with a clear sentence") {
    auto file = jpeg({.width = 480, .height = 640, .progressive = true});
    for (std::size_t i = 0; i + 9 < file.size(); ++i) {
        if (file[i] == 0xFF && file[i + 1] == 0xC2) {
            file[i + 5] = file[i + 7] = 0x30;
            break;
        }
    }
    CHECK(refusal(file) == "too_many_pixels");
}
