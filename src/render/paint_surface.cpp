// SPDX-License-Identifier: GPL-3.0-or-later
#include "render/paint_surface.hpp"

namespace render {

namespace {

using base::Trouble;
using FontOptions = base::Handle<cairo_font_options_t, cairo_font_options_destroy>;

constexpr int longest_edge = 32767; // of a Cairo surface
constexpr std::uint32_t white = 0xFFFFFFFF;
constexpr std::uint32_t black = 0xFF000000;

bool can_be(Canvas canvas) {
    auto const fits = [](int edge) { return edge > 0 && edge <= longest_edge; };
    return fits(canvas.width) && fits(canvas.height) && canvas.dpi_x > 0 && canvas.dpi_y > 0;
}

Pen pen_on(cairo_surface_t *surface) {
    Pen pen{cairo_create(surface)};
    FontOptions const options{cairo_font_options_create()};
    cairo_font_options_set_hint_style(options.get(), CAIRO_HINT_STYLE_NONE);
    cairo_font_options_set_hint_metrics(options.get(), CAIRO_HINT_METRICS_OFF);
    cairo_font_options_set_antialias(options.get(), CAIRO_ANTIALIAS_GRAY);
    cairo_set_font_options(pen.get(), options.get());
    return pen;
}

} // namespace

base::Result<> PaintSurface::begin(Canvas canvas) {
    if (!can_be(canvas)) {
        return base::fault(Trouble::usage, "无法绘制 {}×{} 像素的图像",
                           "cannot paint a picture of {}x{} pixels", canvas.width, canvas.height);
    }
    auto const same = pen_ && canvas.width == canvas_.width && canvas.height == canvas_.height;
    canvas_ = canvas;
    if (!same) {
        pen_.reset();
        surface_.reset();
        pixels_ = store_.room(canvas.width, canvas.height);
        surface_.reset(cairo_image_surface_create_for_data(reinterpret_cast<unsigned char *>(pixels_),
                                                           CAIRO_FORMAT_RGB24, canvas.width, canvas.height,
                                                           canvas.width * 4));
        pen_ = pen_on(surface_.get());
    }
    return {};
}

// Pictures cover most of a sheet; what they are about to cover is not written twice.
void PaintSurface::clear_around(std::vector<Area> areas) {
    for (auto &area : areas) {
        area = area.within(canvas_.width, canvas_.height);
    }
    std::sort(areas.begin(), areas.end(), [](Area const &a, Area const &b) { return a.x.from < b.x.from; });
    for (int y = 0; y < canvas_.height; ++y) {
        int from = 0;
        for (auto const &area : areas) {
            if (y >= area.y.from && y < area.y.to) {
                std::fill(row(y) + from, row(y) + std::max(from, area.x.from), white);
                from = std::max(from, area.x.to);
            }
        }
        std::fill(row(y) + from, row(y) + canvas_.width, white);
    }
}

void PaintSurface::copy(Pixels const &picture, Area const &area) {
    auto const seen = area.within(canvas_.width, canvas_.height);
    auto const right = std::min(seen.x.to, area.x.from + picture.width);
    auto const bottom = std::min(seen.y.to, area.y.from + picture.height);
    for (int y = seen.y.from; y < bottom && seen.x.from < right; ++y) {
        std::copy_n(picture.row(y - area.y.from) + (seen.x.from - area.x.from), right - seen.x.from,
                    row(y) + seen.x.from);
    }
}

void PaintSurface::blacken(Area const &area) {
    auto const seen = area.within(canvas_.width, canvas_.height);
    for (int y = seen.y.from; y < seen.y.to && seen.x.from < seen.x.to; ++y) {
        std::fill(row(y) + seen.x.from, row(y) + seen.x.to, black);
    }
}

base::Result<Raster> PaintSurface::finish() {
    cairo_surface_flush(surface_.get());
    if (auto const status = cairo_status(pen_.get()); status != CAIRO_STATUS_SUCCESS) {
        pen_.reset(); // its errors stick; the next sheet begins with a new one
        return base::fault(Trouble::bad_input, "绘制失败：{}", "painting failed: {}",
                           cairo_status_to_string(status));
    }
    return Raster{canvas_.width, canvas_.height, static_cast<std::size_t>(canvas_.width) * 4,
                  reinterpret_cast<unsigned char const *>(pixels_)};
}

} // namespace render
