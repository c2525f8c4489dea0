// SPDX-License-Identifier: GPL-3.0-or-later
#include "render/handles.hpp"
#include "render/raster.hpp"
#include <cmath>

namespace render {

namespace {

constexpr std::size_t after_header = 8 + 25; // signature and the IHDR chunk
constexpr double inches_per_metre = 1 / 0.0254;

cairo_status_t append(void *closure, unsigned char const *data, unsigned length) {
    auto &file = *static_cast<base::Bytes *>(closure);
    file.insert(file.end(), data, data + length);
    return CAIRO_STATUS_SUCCESS;
}

void append_word(base::Bytes &bytes, std::uint32_t word) {
    for (int shift = 24; shift >= 0; shift -= 8) {
        bytes.push_back(static_cast<unsigned char>(word >> shift & 0xFF));
    }
}

std::uint32_t crc32(base::ByteView bytes) {
    std::uint32_t crc = 0xFFFFFFFF;
    for (auto byte : bytes) {
        crc ^= byte;
        for (int bit = 0; bit < 8; ++bit) {
            crc = crc >> 1 ^ (crc & 1 ? 0xEDB88320U : 0U);
        }
    }
    return ~crc;
}

/// The chunk that Cairo does not write: pixels per metre.
base::Bytes resolution_chunk(double dpi) {
    auto const density = static_cast<std::uint32_t>(std::lround(dpi * inches_per_metre));
    base::Bytes body{'p', 'H', 'Y', 's'};
    append_word(body, density);
    append_word(body, density);
    body.push_back(1);
    base::Bytes chunk;
    append_word(chunk, static_cast<std::uint32_t>(body.size() - 4));
    chunk.insert(chunk.end(), body.begin(), body.end());
    append_word(chunk, crc32(body));
    return chunk;
}

} // namespace

base::Result<base::Bytes> png_of(Raster const &raster, double dpi) {
    Surface const surface{cairo_image_surface_create_for_data(const_cast<unsigned char *>(raster.pixels),
                                                              CAIRO_FORMAT_RGB24, raster.width, raster.height,
                                                              static_cast<int>(raster.stride))};
    base::Bytes file;
    auto const status = cairo_surface_write_to_png_stream(surface.get(), append, &file);
    if (status != CAIRO_STATUS_SUCCESS || file.size() < after_header) {
        return base::fault(base::Trouble::bad_input, "无法生成 PNG：{}", "cannot make a PNG: {}",
                           cairo_status_to_string(status));
    }
    auto const chunk = resolution_chunk(dpi);
    file.insert(file.begin() + after_header, chunk.begin(), chunk.end());
    return file;
}

} // namespace render
