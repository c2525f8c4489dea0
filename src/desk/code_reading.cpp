// SPDX-License-Identifier: GPL-3.0-or-later
#include "desk/code_reading.hpp"
#include "code/code_pictures.hpp"
#include "photo/codec.hpp"
#include "render/png_in.hpp"

namespace desk {

using base::fault;
using base::Trouble;

namespace {

std::optional<render::GreyPicture> read_jpeg(base::ByteView file) {
    auto const facts = photo::read_facts(file);
    if (!facts) {
        return std::nullopt;
    }
    // A code that fills a tenth of a large camera's picture is still read at a quarter of its size.
    constexpr int large = 3200;
    int shrink = 1;
    while (shrink < 8 && std::max(facts->width, facts->height) / shrink > large) {
        shrink *= 2;
    }
    auto decoded = photo::decoded(file, *facts, shrink);
    auto const *picture = std::get_if<photo::Picture>(&decoded);
    if (picture == nullptr) {
        return std::nullopt;
    }
    render::GreyPicture grey{picture->width, picture->height, {}};
    for (int y = 0; y < picture->height; ++y) {
        for (int x = 0; x < picture->width; ++x) {
            auto const *pixel = picture->at(x, y);
            grey.pixels.push_back(
                static_cast<unsigned char>((pixel[0] * 299 + pixel[1] * 587 + pixel[2] * 114 + 500) / 1000));
        }
    }
    return grey;
}

} // namespace

base::Result<std::string> read_code_picture(base::ByteView file) {
    auto grey = render::read_png(file);
    if (!grey) {
        grey = read_jpeg(file);
    }
    if (!grey) {
        return fault(Trouble::bad_input, "这个文件不是能看的图片（要 JPEG 或 PNG）",
                     "this file is no picture (JPEG or PNG)");
    }
    auto codes = code::read_codes(grey->pixels, grey->width, grey->height);
    if (codes.empty()) {
        return fault(Trouble::bad_input, "没有读到采集码：调亮屏幕、放大采集码、避开反光，再来一次",
                     "no code was read: brighten the screen, enlarge the code, mind reflections, try again");
    }
    if (codes.size() > 1) {
        return fault(Trouble::bad_input, "画面里有两个不同的码：请只留一个",
                     "there are two codes in the picture: leave one");
    }
    return std::move(codes.front());
}

} // namespace desk
