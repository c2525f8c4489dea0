// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
/// \file
/// libjpeg-turbo behind three calls; its header is included by codec.cpp only.
#include "photo/jpeg.hpp"
#include "photo/picture.hpp"
#include <optional>
#include <variant>

namespace photo {

enum class DecodeTrouble {
    truncated, ///< the data ends before the picture does
    damaged,
    memory,
};

/// The picture at 1/\p shrink of its size (1, 2, 4 or 8), as stored. Data that ends early or makes no sense
/// is a trouble, although the library would fill it up with grey.
[[nodiscard]] std::variant<Picture, DecodeTrouble> decoded(base::ByteView file, JpegFacts const &facts,
                                                           int shrink);
/// Length that \p size pixels have after shrinking.
[[nodiscard]] inline int shrunk(int size, int shrink) {
    return (size + shrink - 1) / shrink;
}

enum class Chroma { full, halved };

/// Baseline JPEG with JFIF 1.1 and \p dpi.
[[nodiscard]] std::optional<base::Bytes> encoded(Picture const &picture, int quality, Chroma chroma, int dpi);

/// The same coefficients as a baseline file turned upright. Nothing where that cannot be done without loss.
[[nodiscard]] std::optional<base::Bytes> turned_upright(base::ByteView file, int orientation);

} // namespace photo
