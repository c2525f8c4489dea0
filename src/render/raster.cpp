// SPDX-License-Identifier: GPL-3.0-or-later
#include "render/raster.hpp"
#include "render/code_grid.hpp"
#include "render/line.hpp"
#include "render/paint_surface.hpp"

namespace render {

namespace {

struct ModuleSize {
    int x = 0, y = 0;
};

/// Whole dots both ways, and as nearly square on paper as they can be, where the two resolutions differ.
ModuleSize module_size(Extent box, int modules, Canvas canvas) {
    auto const most_y = module_dots(box.height, modules);
    auto const x = std::min(module_dots(box.width, modules),
                            static_cast<int>((most_y + 0.5) * canvas.dpi_x / canvas.dpi_y));
    auto const y = static_cast<int>(std::lround(x * canvas.dpi_y / canvas.dpi_x));
    return {x, std::min(y, most_y)};
}

/// From ems along a line and up from it to device pixels.
class LineMapping {
public:
    LineMapping(PlacedText const &text, Fitted const &fitted, Mapping const &mapping, Canvas canvas)
        : down_{text.turn == Turn::quarter}, x_{mapping.x(text.at.x)}, y_{mapping.y(text.at.y)},
          start_{fitted.start.pixels(down_ ? canvas.dpi_y : canvas.dpi_x)},
          along_{fitted.em.pixels(down_ ? canvas.dpi_y : canvas.dpi_x) * fitted.condensed},
          up_{fitted.em.pixels(down_ ? canvas.dpi_x : canvas.dpi_y)} {}

    [[nodiscard]] cairo_matrix_t shape() const {
        return down_ ? cairo_matrix_t{0, along_, -up_, 0, 0, 0} : cairo_matrix_t{along_, 0, 0, up_, 0, 0};
    }
    [[nodiscard]] cairo_glyph_t place(Glyph const &glyph) const {
        auto const u = start_ + glyph.x * along_;
        auto const v = glyph.y * up_;
        return {glyph.id, down_ ? x_ + v : x_ + u, down_ ? y_ + u : y_ - v};
    }

private:
    bool down_;
    double x_, y_, start_, along_, up_;
};

} // namespace

Canvas canvas_of(Size paper, double dpi) {
    return {nearest(paper.width.pixels(dpi)), nearest(paper.height.pixels(dpi)), dpi, dpi};
}

struct RasterPainter::Inner {
    FontBook book;
    JpegDecoder decoder;
    PictureScaler scaler;
    PaintSurface surface;
    Canvas canvas;

    base::Result<> draw(Scene const &scene);
    base::Result<> decode(base::Bytes const &jpeg, Pixels &picture);
    base::Result<> draw_pictures(std::vector<PlacedPicture> const &pictures, Mapping const &mapping);
    base::Result<> draw_code(PlacedCode const &placed, Mapping const &mapping);
    void draw_faint_code(code::Qr const &qr, Area const &area);
    void draw_line(PlacedLine const &line, Mapping const &mapping);
    base::Result<> draw_text(PlacedText const &text, Mapping const &mapping);
};

base::Result<> RasterPainter::Inner::decode(base::Bytes const &jpeg, Pixels &picture) {
    auto result = decoder.decode(jpeg);
    if (!result) {
        return std::move(result).fault();
    }
    picture = *result;
    return {};
}

// Decoded once, scaled once for each size, copied wherever it comes again.
base::Result<> RasterPainter::Inner::draw_pictures(std::vector<PlacedPicture> const &pictures,
                                                   Mapping const &mapping) {
    std::vector<bool> drawn(pictures.size(), false);
    base::Bytes const *decoded = nullptr;
    Pixels picture;
    for (std::size_t i = 0; i < pictures.size(); ++i) {
        auto const &first = pictures[i];
        if (drawn[i]) {
            continue;
        }
        if (decoded != first.picture.get()) {
            if (auto done = decode(*first.picture, picture); !done) {
                return done;
            }
            decoded = first.picture.get();
        }
        auto const scaled = scaler.scale(picture, mapping.extent(first.box.size()), first.turn);
        if (!scaled) {
            return scaled.fault();
        }
        for (auto j = i; j < pictures.size(); ++j) {
            auto const &other = pictures[j];
            if (other.picture == first.picture && other.turn == first.turn &&
                other.box.size() == first.box.size()) {
                surface.copy(*scaled, mapping.area(other.box));
                drawn[j] = true;
            }
        }
    }
    return {};
}

base::Result<> RasterPainter::Inner::draw_code(PlacedCode const &placed, Mapping const &mapping) {
    auto const qr = code::write_qr(placed.content);
    if (!qr) {
        return qr.fault();
    }
    auto const &box = placed.box;
    auto const module = module_size(mapping.extent(box.size()), qr->modules, canvas);
    if (module.x == 0 || module.y == 0) {
        draw_faint_code(*qr, mapping.area(box));
        return {};
    }
    auto const left = nearest(mapping.x(box.x + box.width / 2) - module.x * qr->modules / 2.0);
    auto const top = nearest(mapping.y(box.y + box.height / 2) - module.y * qr->modules / 2.0);
    each_run(*qr, [&](int x, int y, int length) {
        surface.blacken({{left + x * module.x, left + (x + length) * module.x},
                         {top + y * module.y, top + (y + 1) * module.y}});
    });
    return {};
}

// A preview with fewer pixels than modules shows where the code is, though nothing can read it.
void RasterPainter::Inner::draw_faint_code(code::Qr const &qr, Area const &area) {
    auto const modules = static_cast<double>(qr.modules + 2 * quiet_modules);
    auto const step_x = (area.x.to - area.x.from) / modules;
    auto const step_y = (area.y.to - area.y.from) / modules;
    each_run(qr, [&](int x, int y, int length) {
        cairo_rectangle(surface.pen(), area.x.from + (x + quiet_modules) * step_x,
                        area.y.from + (y + quiet_modules) * step_y, length * step_x, step_y);
    });
    cairo_fill(surface.pen());
}

void RasterPainter::Inner::draw_line(PlacedLine const &line, Mapping const &mapping) {
    auto const &[from, to, width] = line;
    if (from.x != to.x && from.y != to.y) {
        cairo_set_line_width(surface.pen(), width.pixels(canvas.dpi_x));
        cairo_move_to(surface.pen(), mapping.x(from.x), mapping.y(from.y));
        cairo_line_to(surface.pen(), mapping.x(to.x), mapping.y(to.y));
        cairo_stroke(surface.pen());
        return;
    }
    auto const upright = from.x == to.x;
    auto const x = std::min(from.x, to.x);
    auto const y = std::min(from.y, to.y);
    auto area = mapping.area(upright ? Box{x - width / 2, y, width, std::max(from.y, to.y) - y}
                                     : Box{x, y - width / 2, std::max(from.x, to.x) - x, width});
    auto &across = upright ? area.x : area.y;
    across.to = std::max(across.to, across.from + 1); // the thinnest line is still one pixel wide
    surface.blacken(area);
}

base::Result<> RasterPainter::Inner::draw_text(PlacedText const &text, Mapping const &mapping) {
    auto const line = set_line(book, text.text);
    if (!line) {
        return line.fault();
    }
    LineMapping const places{text, fit(*line, text), mapping, canvas};
    auto const shape = places.shape();
    cairo_set_font_matrix(surface.pen(), &shape);
    std::vector<cairo_glyph_t> run;
    for (std::size_t i = 0; i < line->glyphs.size(); ++i) {
        auto const &glyph = line->glyphs[i];
        run.push_back(places.place(glyph));
        if (i + 1 == line->glyphs.size() || line->glyphs[i + 1].font != glyph.font) {
            cairo_set_font_face(surface.pen(), glyph.font->typeface(book.library()));
            cairo_show_glyphs(surface.pen(), run.data(), static_cast<int>(run.size()));
            run.clear();
        }
    }
    return {};
}

base::Result<> RasterPainter::Inner::draw(Scene const &scene) {
    Mapping const mapping{scene.paper, canvas};
    std::vector<Area> covered;
    for (auto const &placed : scene.pictures) {
        covered.push_back(mapping.area(placed.box));
    }
    surface.clear_around(std::move(covered));
    if (auto done = draw_pictures(scene.pictures, mapping); !done) {
        return done;
    }
    for (auto const &code : scene.codes) {
        if (auto done = draw_code(code, mapping); !done) {
            return done;
        }
    }
    for (auto const &line : scene.lines) {
        draw_line(line, mapping);
    }
    for (auto const &text : scene.texts) {
        if (auto done = draw_text(text, mapping); !done) {
            return done;
        }
    }
    return {};
}

RasterPainter::RasterPainter() : inner_{std::make_unique<Inner>()} {}
RasterPainter::RasterPainter(RasterPainter &&) noexcept = default;
RasterPainter &RasterPainter::operator=(RasterPainter &&) noexcept = default;
RasterPainter::~RasterPainter() = default;

base::Result<Raster> RasterPainter::paint(Scene const &scene, Canvas canvas) {
    inner_->canvas = canvas;
    if (auto begun = inner_->surface.begin(canvas); !begun) {
        return std::move(begun).fault();
    }
    if (auto drawn = inner_->draw(scene); !drawn) {
        return std::move(drawn).fault();
    }
    return inner_->surface.finish();
}

} // namespace render
