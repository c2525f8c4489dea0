// SPDX-License-Identifier: GPL-3.0-or-later
#include "render/png_in.hpp"
#include "render/handles.hpp"
#include <algorithm>
#include <array>

namespace render {

namespace {

constexpr std::array<unsigned char, 8> signature{0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
constexpr std::size_t header = 24; ///< signature, and the IHDR chunk as far as its height
constexpr std::uint64_t most_pixels = 40'000'000;

std::uint64_t word_at(base::ByteView file, std::size_t at) {
    return (std::uint64_t{file[at]} << 24U) | (std::uint64_t{file[at + 1]} << 16U) |
           (std::uint64_t{file[at + 2]} << 8U) | file[at + 3];
}

cairo_status_t take(void *closure, unsigned char *data, unsigned length) {
    auto &rest = *static_cast<base::ByteView *>(closure);
    if (rest.size() < length) {
        return CAIRO_STATUS_READ_ERROR;
    }
    std::copy_n(rest.begin(), length, data);
    rest = rest.subspan(length);
    return CAIRO_STATUS_SUCCESS;
}

} // namespace

std::optional<GreyPicture> read_png(base::ByteView file) {
    // Asked before anything is decoded: a few bytes can promise any size.
    if (file.size() < header || !std::equal(signature.begin(), signature.end(), file.begin()) ||
        word_at(file, 16) * word_at(file, 20) > most_pixels) {
        return std::nullopt;
    }
    auto rest = file;
    Surface const read{cairo_image_surface_create_from_png_stream(take, &rest)};
    if (cairo_surface_status(read.get()) != CAIRO_STATUS_SUCCESS) {
        return std::nullopt;
    }
    GreyPicture grey{
        cairo_image_surface_get_width(read.get()), cairo_image_surface_get_height(read.get()), {}};
    Surface const page{cairo_image_surface_create(CAIRO_FORMAT_RGB24, grey.width, grey.height)};
    Pen const painter{cairo_create(page.get())};
    cairo_set_source_rgb(painter.get(), 1, 1, 1);
    cairo_paint(painter.get());
    cairo_set_source_surface(painter.get(), read.get(), 0, 0);
    cairo_paint(painter.get());
    cairo_surface_flush(page.get());
    auto const *pixels = cairo_image_surface_get_data(page.get());
    if (cairo_status(painter.get()) != CAIRO_STATUS_SUCCESS || pixels == nullptr) {
        return std::nullopt;
    }
    auto const stride = static_cast<std::size_t>(cairo_image_surface_get_stride(page.get()));
    for (int y = 0; y < grey.height; ++y) {
        auto const *row = pixels + static_cast<std::size_t>(y) * stride;
        for (int x = 0; x < grey.width; ++x) {
            std::uint32_t pixel = 0;
            std::copy_n(row + static_cast<std::size_t>(x) * 4, 4, reinterpret_cast<unsigned char *>(&pixel));
            auto const red = pixel >> 16U & 0xFFU, green = pixel >> 8U & 0xFFU, blue = pixel & 0xFFU;
            grey.pixels.push_back(
                static_cast<unsigned char>((red * 299 + green * 587 + blue * 114 + 500) / 1000));
        }
    }
    return grey;
}

} // namespace render
