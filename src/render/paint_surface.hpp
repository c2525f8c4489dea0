// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "render/mapping.hpp"
#include "render/pictures.hpp"

namespace render {

/// The pixels of one sheet, written to directly and by Cairo. Its memory is kept from one sheet to the next.
class PaintSurface {
public:
    /// Nothing is cleared yet. \return usage where no such canvas can be made
    base::Result<> begin(Canvas canvas);

    /// White wherever none of the areas is.
    void clear_around(std::vector<Area> areas);
    void copy(Pixels const &picture, Area const &area);
    void blacken(Area const &area);
    /// For all other drawing, in black; its fonts are drawn in grey and without hinting.
    [[nodiscard]] cairo_t *pen() const { return pen_.get(); }

    /// What was painted, or the first thing that Cairo could not do.
    base::Result<Raster> finish();

private:
    [[nodiscard]] std::uint32_t *row(int y) const {
        return pixels_ + static_cast<std::ptrdiff_t>(y) * canvas_.width;
    }

    PixelStore store_;
    Canvas canvas_;
    std::uint32_t *pixels_ = nullptr;
    Surface surface_;
    Pen pen_;
};

} // namespace render
