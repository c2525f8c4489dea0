// SPDX-License-Identifier: GPL-3.0-or-later
#include "render/pictures.hpp"
#include <algorithm>
#include <cmath>
#include <turbojpeg.h>

namespace render {

namespace {

using base::Trouble;

// No photo of ours comes near; a damaged header may claim anything.
constexpr int longest_edge = 20000;

int whole_up(double pixels) {
    return std::max(1, static_cast<int>(std::ceil(pixels - 1e-6)));
}

Surface surface_over(std::uint32_t const *pixels, int width, int height) {
    auto *bytes = reinterpret_cast<unsigned char *>(const_cast<std::uint32_t *>(pixels));
    return Surface{cairo_image_surface_create_for_data(bytes, CAIRO_FORMAT_RGB24, width, height, width * 4)};
}

/// Where the crop begins in the picture, and picture pixels for one pixel of the box.
cairo_matrix_t crop_of(Pixels const &picture, Extent box) {
    auto const step = std::min(picture.width / box.width, picture.height / box.height);
    cairo_matrix_t crop;
    cairo_matrix_init(&crop, step, 0, 0, step, (picture.width - step * box.width) / 2,
                      (picture.height - step * box.height) / 2);
    return crop;
}

// In tiles, so that neither side's columns fall out of the cache.
void turn_clockwise(Pixels const &from, std::uint32_t *to) {
    constexpr int tile = 16;
    for (int top = 0; top < from.height; top += tile) {
        for (int left = 0; left < from.width; left += tile) {
            auto const bottom = std::min(top + tile, from.height);
            auto const right = std::min(left + tile, from.width);
            for (int x = left; x < right; ++x) {
                auto *row = to + static_cast<std::ptrdiff_t>(x) * from.height;
                for (int y = top; y < bottom; ++y) {
                    row[from.height - 1 - y] = from.row(y)[x];
                }
            }
        }
    }
}

base::Fault no_picture(char const *reason) {
    return base::fault(Trouble::bad_input, "照片无法解码（{}）", "the picture cannot be decoded ({})",
                       reason);
}

} // namespace

std::uint32_t *PixelStore::room(int width, int height) {
    auto const needed = static_cast<std::size_t>(width) * static_cast<std::size_t>(height);
    if (words_.size() < needed) {
        words_.resize(needed);
    }
    return words_.data();
}

JpegDecoder::JpegDecoder() : decoder_{tjInitDecompress()} {}

JpegDecoder::~JpegDecoder() {
    if (decoder_ != nullptr) {
        tjDestroy(decoder_);
    }
}

base::Result<Pixels> JpegDecoder::decode(base::Bytes const &file) {
    int width = 0;
    int height = 0;
    int sampling = 0;
    int colours = 0;
    auto const size = static_cast<unsigned long>(file.size());
    if (tjDecompressHeader3(decoder_, file.data(), size, &width, &height, &sampling, &colours) != 0) {
        return no_picture(tjGetErrorStr2(decoder_));
    }
    if (width > longest_edge || height > longest_edge) {
        return no_picture("too large");
    }
    auto *pixels = store_.room(width, height);
    // A warning counts too: the commonest is a file that ends early, of which half a face would be printed.
    if (tjDecompress2(decoder_, file.data(), size, reinterpret_cast<unsigned char *>(pixels), width,
                      width * 4, height, TJPF_BGRX, 0) != 0) {
        return no_picture(tjGetErrorStr2(decoder_));
    }
    return Pixels{width, height, pixels};
}

base::Result<Pixels> PictureScaler::scale(Pixels const &picture, Extent box, Turn turn) {
    auto const lying = turn == Turn::quarter;
    auto const upright = lying ? Extent{box.height, box.width} : box;
    auto const width = whole_up(upright.width);
    auto const height = whole_up(upright.height);
    auto crop = crop_of(picture, upright);
    if (lying) {
        // The part of a row that was rounded up belongs to the far edge, which is the picture's upper one.
        cairo_matrix_translate(&crop, 0, upright.height - height);
    }
    auto *pixels = upright_.room(width, height);
    auto const source = surface_over(picture.data, picture.width, picture.height);
    auto const target = surface_over(pixels, width, height);
    Pen const pen{cairo_create(target.get())};
    cairo_set_source_surface(pen.get(), source.get(), 0, 0);
    auto *pattern = cairo_get_source(pen.get());
    cairo_pattern_set_matrix(pattern, &crop);
    cairo_pattern_set_extend(pattern, CAIRO_EXTEND_PAD);
    cairo_pattern_set_filter(pattern, CAIRO_FILTER_GOOD); // bilinear, below 0.75 an averaging filter
    cairo_set_operator(pen.get(), CAIRO_OPERATOR_SOURCE);
    cairo_paint(pen.get());
    if (cairo_status(pen.get()) != CAIRO_STATUS_SUCCESS) {
        return no_picture(cairo_status_to_string(cairo_status(pen.get())));
    }
    Pixels const scaled{width, height, pixels};
    if (!lying) {
        return scaled;
    }
    auto *turned = turned_.room(height, width);
    turn_clockwise(scaled, turned);
    return Pixels{height, width, turned};
}

} // namespace render
