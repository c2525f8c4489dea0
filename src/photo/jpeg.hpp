// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "base/bytes.hpp"
#include "base/result.hpp"

namespace photo {

enum class ColourSpace { grey, ycbcr, rgb, cmyk };

/// What a JPEG file says of itself, read from its markers without decoding a pixel.
struct JpegFacts {
    int width = 0, height = 0; ///< as stored, before any orientation
    ColourSpace colour = ColourSpace::ycbcr;
    bool baseline = false; ///< the one coding that every reader knows
    bool progressive = false;
    bool several_scans = false; ///< decoding must hold all coefficients at once
    std::size_t samples = 0;    ///< of all components together, with what subsampling leaves of them
    int bits = 8;               ///< per component
    int quality = 0;            ///< 1-100 estimated from the quantisation tables; 0 where it cannot be
    int dpi_x = 0, dpi_y = 0;   ///< of JFIF, dots per centimetre converted; 0 where it states none
    bool jfif = false;
    int orientation = 1;   ///< EXIF 1-8
    bool complete = false; ///< the data reaches its end marker

    [[nodiscard]] bool turned() const { return orientation >= 5; }
    [[nodiscard]] int upright_width() const { return turned() ? height : width; }
    [[nodiscard]] int upright_height() const { return turned() ? width : height; }
};

/// \return bad_input where it is no JPEG or its header is damaged
base::Result<JpegFacts> read_facts(base::ByteView file);

/// The same picture with a header of ours: JFIF with \p dpi, the colour profile kept, all other application
/// data (EXIF, thumbnails, comments, what follows the end marker) dropped. Not one pixel changes.
/// \pre read_facts found the file complete
[[nodiscard]] base::Bytes with_plain_header(base::ByteView file, int dpi);

} // namespace photo
