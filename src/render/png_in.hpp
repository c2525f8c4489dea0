// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "base/bytes.hpp"
#include <optional>

namespace render {

/// 8 bits a pixel, rows from the top without padding.
struct GreyPicture {
    int width = 0, height = 0;
    base::Bytes pixels;
};

/// A PNG (ISO/IEC 15948) on white, as grey; nothing where it is none, is damaged, or has more than 40 million
/// pixels.
[[nodiscard]] std::optional<GreyPicture> read_png(base::ByteView file);

} // namespace render
