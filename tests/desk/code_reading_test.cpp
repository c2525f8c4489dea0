// SPDX-License-Identifier: GPL-3.0-or-later
#include "code/qr.hpp"
#include "desk/code_reading.hpp"
#include "photo/codec.hpp"
#include "render/raster.hpp"
#include "support/capture_day.hpp"
#include <doctest/doctest.h>

using support::sure;

namespace {

/// One code, or several side by side.
photo::Picture page(std::vector<std::string> const &contents) {
    constexpr int module = 5, quiet = 4, side = 360;
    photo::Picture picture{side * static_cast<int>(contents.size()), side};
    std::ranges::fill(picture.rgb, static_cast<unsigned char>(255));
    for (std::size_t i = 0; i < contents.size(); ++i) {
        auto const qr = sure(code::write_qr(contents[i]));
        for (int y = 0; y < qr.modules * module; ++y) {
            for (int x = 0; x < qr.modules * module; ++x) {
                if (qr.at(x / module, y / module)) {
                    auto *pixel =
                        picture.at(static_cast<int>(i) * side + quiet * module + x, quiet * module + y);
                    std::fill_n(pixel, 3, static_cast<unsigned char>(0));
                }
            }
        }
    }
    return picture;
}

base::Bytes png_of(photo::Picture const &picture) {
    std::vector<std::uint32_t> pixels;
    for (int y = 0; y < picture.height; ++y) {
        for (int x = 0; x < picture.width; ++x) {
            auto const *p = picture.at(x, y);
            pixels.push_back(static_cast<std::uint32_t>(p[0] << 16 | p[1] << 8 | p[2]));
        }
    }
    auto const stride = static_cast<std::size_t>(picture.width) * 4;
    return sure(render::png_of(
        {picture.width, picture.height, stride, reinterpret_cast<unsigned char const *>(pixels.data())}, 96));
}

} // namespace

TEST_CASE("a code is read from a JPEG and from a PNG, and swiped as if it had been typed") {
    auto const content = support::CaptureDay::code("a");
    auto const picture = page({content});
    CHECK(sure(desk::read_code_picture(png_of(picture))) == content);
    CHECK(sure(desk::read_code_picture(*photo::encoded(picture, 70, photo::Chroma::halved, 72))) == content);
}

TEST_CASE("no picture, no code and two codes are three different answers") {
    auto const said = [](base::Bytes const &file) {
        auto const answer = desk::read_code_picture(file);
        REQUIRE_FALSE(answer);
        return answer.fault().what.zh;
    };
    CHECK(said({}).find("不是能看的图片") != std::string::npos);
    CHECK(said(base::Bytes(300, 9)).find("不是能看的图片") != std::string::npos);
    auto half = png_of(page({"one code, long enough to be one"}));
    half.resize(half.size() / 2);
    CHECK(said(half).find("不是能看的图片") != std::string::npos);
    auto huge = png_of(page({"x"}));
    huge[16] = 0x7F; // promises a width of two thousand million pixels
    CHECK(said(huge).find("不是能看的图片") != std::string::npos);
    CHECK(said(png_of(photo::Picture{300, 300})).find("没有读到") != std::string::npos);
    CHECK(said(png_of(page({support::CaptureDay::code("a"), support::CaptureDay::code("b")}))).find("两个") !=
          std::string::npos);
}
