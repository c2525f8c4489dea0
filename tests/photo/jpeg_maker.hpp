// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "base/bytes.hpp"
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <string>
// jpeglib.h wants FILE and size_t declared before it.
#include <jpeglib.h>

namespace jpeg_maker {

/// What a JPEG of a test is like.
struct Making {
    int width = 480, height = 640;
    int quality = 90;
    J_COLOR_SPACE from = JCS_RGB; ///< JCS_RGB, JCS_GRAYSCALE or JCS_CMYK
    bool rgb_inside = false;      ///< components stored as RGB
    bool progressive = false, arithmetic = false;
    int dpi = 300; ///< 0: none
    int density_unit = 1;
    int orientation = 0; ///< 0: no EXIF
    std::string comment = {};
};

/// Colours of a pixel, from left to right.
using Paint = std::function<void(int x, int y, unsigned char *out)>;

/// Smooth colours with some grain: photos of some tens of kilobytes, the same in every run.
inline void portrait(int x, int y, unsigned char *out) {
    auto const grain = static_cast<unsigned>(x) * 2654435761U ^ static_cast<unsigned>(y) * 2246822519U;
    auto const noise = static_cast<int>((grain >> 13U) % 23U);
    out[0] = static_cast<unsigned char>(90 + (x / 3 + noise) % 120);
    out[1] = static_cast<unsigned char>(80 + (y / 5 + noise) % 110);
    out[2] = static_cast<unsigned char>(100 + ((x + y) / 7 + noise) % 100);
}

inline std::string exif_body(int orientation) {
    std::string body{"Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0", 25};
    body += static_cast<char>(orientation);
    body.append(6, '\0');
    return body;
}

inline void set_up(jpeg_compress_struct &c, Making const &m) {
    c.image_width = static_cast<JDIMENSION>(m.width);
    c.image_height = static_cast<JDIMENSION>(m.height);
    c.in_color_space = m.from;
    c.input_components = m.from == JCS_GRAYSCALE ? 1 : m.from == JCS_CMYK ? 4 : 3;
    jpeg_set_defaults(&c);
    if (m.rgb_inside) {
        jpeg_set_colorspace(&c, JCS_RGB);
    }
    jpeg_set_quality(&c, m.quality, TRUE);
    c.arith_code = m.arithmetic ? TRUE : FALSE;
    if (m.progressive) {
        jpeg_simple_progression(&c);
    }
    c.density_unit = static_cast<UINT8>(m.dpi == 0 ? 0 : m.density_unit);
    c.X_density = c.Y_density = static_cast<UINT16>(m.dpi == 0 ? 1 : m.dpi);
}

inline base::Bytes jpeg(Making const &m, Paint const &paint = portrait) {
    jpeg_compress_struct c{};
    jpeg_error_mgr errors{};
    c.err = jpeg_std_error(&errors);
    jpeg_create_compress(&c);
    unsigned char *out = nullptr;
    unsigned long size = 0;
    jpeg_mem_dest(&c, &out, &size);
    set_up(c, m);
    jpeg_start_compress(&c, TRUE);
    if (m.orientation > 0) {
        auto const body = exif_body(m.orientation);
        jpeg_write_marker(&c, JPEG_APP0 + 1, base::as_bytes(body).data(), static_cast<unsigned>(body.size()));
    }
    if (!m.comment.empty()) {
        jpeg_write_marker(&c, JPEG_COM, base::as_bytes(m.comment).data(),
                          static_cast<unsigned>(m.comment.size()));
    }
    // Paint always writes three colours, grey pictures take the first.
    base::Bytes row(static_cast<std::size_t>(m.width * c.input_components) + 2);
    for (int y = 0; y < m.height; ++y) {
        for (int x = 0; x < m.width; ++x) {
            paint(x, y, row.data() + x * c.input_components);
        }
        auto *line = row.data();
        jpeg_write_scanlines(&c, &line, 1);
    }
    jpeg_finish_compress(&c);
    base::Bytes bytes(out, out + size);
    std::free(out);
    jpeg_destroy_compress(&c);
    return bytes;
}

} // namespace jpeg_maker
