// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "base/bytes.hpp"
#include "base/result.hpp"
#include <optional>

namespace photo {

enum class ColourSpace { grey, ycbcr, rgb, cmyk };

/// What a JPEG file says of itself, read from its markers without decoding a pixel.
struct JpegFacts {
    int width = 0, height = 0; ///< as stored, before any orientation
    ColourSpace colour = ColourSpace::ycbcr;
    bool progressive = false;
    int bits = 8;             ///< per component
    int quality = 0;          ///< 1-100 estimated from the quantisation tables; 0 where it cannot be
    int dpi_x = 0, dpi_y = 0; ///< of JFIF; 0 where it states none
    bool jfif = false;
    int orientation = 1;   ///< EXIF 1-8
    bool complete = false; ///< the data reaches its end marker
};

/// \return bad_input where it is no JPEG or its header is damaged
base::Result<JpegFacts> read_facts(base::ByteView file);

} // namespace photo
