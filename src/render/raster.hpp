// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "base/raster.hpp"
#include "base/result.hpp"
#include "render/scene.hpp"
#include <cstdint>
#include <memory>
#include <vector>

namespace render {

/// What a printer (or a preview) wants to be given. The trimmed sheet lies in the middle of it: a 4x6 dye-sub
/// raster of 1844x1240 px at 300 dpi is about 1.8 mm larger than the sheet on every side.
struct Canvas {
    int width = 0, height = 0; ///< pixels
    double dpi_x = 300, dpi_y = 300;
    double shift_x = 0, shift_y = 0; ///< pixels by which the sheet lies beside the middle
};

/// The canvas that shows exactly the trimmed sheet.
[[nodiscard]] Canvas canvas_of(Size paper, double dpi);

/// Borrowed from the RasterPainter that painted it, until it paints again.
using base::Raster;

/// Paints scenes. Keeps its surface, its decoder and its fonts from one to the next; not shared between
/// threads.
class RasterPainter {
public:
    RasterPainter();
    RasterPainter(RasterPainter &&) noexcept;
    RasterPainter &operator=(RasterPainter &&) noexcept;
    ~RasterPainter();

    /// The same scene and canvas give the same bits. Every edge of a picture lies within half a pixel of its
    /// place, and pictures that share an edge neither overlap nor leave a gap.
    /// \return bad_input naming the code point (U+20164) where no installed font can draw a character, or the
    ///         picture that cannot be decoded
    base::Result<Raster> paint(Scene const &scene, Canvas canvas);

private:
    struct Inner;
    std::unique_ptr<Inner> inner_;
};

/// The raster as a PNG file with its resolution noted.
base::Result<base::Bytes> png_of(Raster const &raster, double dpi);

} // namespace render
