// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
/// \file
/// From a JPEG to the pixels of a cell.
#include "base/result.hpp"
#include "render/handles.hpp"
#include "render/scene.hpp"
#include <cstdint>

namespace render {

/// 0xXXRRGGBB, rows without a gap between them; borrowed until the next one is made by the same maker.
struct Pixels {
    int width = 0, height = 0;
    std::uint32_t const *data = nullptr;
    [[nodiscard]] std::uint32_t const *row(int y) const {
        return data + static_cast<std::ptrdiff_t>(y) * width;
    }
};

/// Memory of pixels that is kept from one use to the next: fresh pages cost more than the work on them.
class PixelStore {
public:
    std::uint32_t *room(int width, int height);

private:
    std::vector<std::uint32_t> words_;
};

class JpegDecoder {
public:
    JpegDecoder();
    JpegDecoder(JpegDecoder const &) = delete;
    JpegDecoder &operator=(JpegDecoder const &) = delete;
    ~JpegDecoder();

    /// Always in full: the scaled sizes of the inverse transform are slower and softer.
    base::Result<Pixels> decode(base::Bytes const &file);

private:
    void *decoder_;
    PixelStore store_;
};

/// A box in device pixels, not rounded.
struct Extent {
    double width = 0, height = 0;
    friend bool operator==(Extent const &, Extent const &) = default;
};

/// Crops about the centre, scales and turns. The result is as large as the box, rounded up to whole pixels.
class PictureScaler {
public:
    base::Result<Pixels> scale(Pixels const &picture, Extent box, Turn turn);

private:
    PixelStore upright_, turned_;
};

} // namespace render
