// SPDX-License-Identifier: GPL-3.0-or-later
#include "render/raster.hpp"
#include "render/code_grid.hpp"
#include "render/line.hpp"
#include "render/pictures.hpp"
#include <algorithm>
#include <cmath>

namespace render {

namespace {

using base::Trouble;

constexpr int longest_edge = 32767; // of a Cairo surface
constexpr std::uint32_t white = 0xFFFFFFFF;
constexpr std::uint32_t black = 0xFF000000;

/// Whole device pixels: from the first to the one after the last.
struct Span {
    int from = 0, to = 0;
};

struct Area {
    Span x, y;
};

/// From places on the sheet to the canvas that it lies in the middle of.
class Mapping {
public:
    Mapping(Size paper, Canvas canvas)
        : canvas_{canvas}, left_{(canvas.width - paper.width.pixels(canvas.dpi_x)) / 2},
          top_{(canvas.height - paper.height.pixels(canvas.dpi_y)) / 2} {}

    [[nodiscard]] double x(Length x) const { return left_ + x.pixels(canvas_.dpi_x); }
    [[nodiscard]] double y(Length y) const { return top_ + y.pixels(canvas_.dpi_y); }
    [[nodiscard]] Extent extent(Size size) const {
        return {size.width.pixels(canvas_.dpi_x), size.height.pixels(canvas_.dpi_y)};
    }
    /// Every edge to the nearest pixel: neighbours that share an edge neither overlap nor leave a gap.
    [[nodiscard]] Area area(Box const &box) const {
        return {span(x(box.x), x(box.right()), canvas_.width), span(y(box.y), y(box.bottom()), canvas_.height)};
    }

private:
    static Span span(double from, double to, int end) {
        auto const whole = [&](double at) {
            return std::clamp(static_cast<int>(std::floor(at + 0.5)), 0, end);
        };
        return {whole(from), whole(to)};
    }

    Canvas canvas_;
    double left_, top_;
};

// The mean of both directions would favour neither; a module must not be larger than either allows.
struct ModuleSize {
    int x = 0, y = 0;
};

ModuleSize module_size(Extent box, int modules, Canvas canvas) {
    auto const most_y = module_dots(box.height, modules);
    auto const x = std::min(module_dots(box.width, modules),
                            static_cast<int>((most_y + 0.5) * canvas.dpi_x / canvas.dpi_y));
    auto const y = static_cast<int>(std::lround(x * canvas.dpi_y / canvas.dpi_x));
    return {x, std::min(y, most_y)};
}

base::Fault bad_canvas(Canvas canvas) {
    return base::fault(Trouble::usage, "无法绘制 {}×{} 像素的图像", "cannot paint a picture of {}x{} pixels",
                       canvas.width, canvas.height);
}

} // namespace

Canvas canvas_of(Size paper, double dpi) {
    return {static_cast<int>(std::lround(paper.width.pixels(dpi))),
            static_cast<int>(std::lround(paper.height.pixels(dpi))), dpi, dpi};
}

struct RasterPainter::Inner {
    FontBook book;
    JpegDecoder decoder;
    PictureScaler scaler;
    PixelStore store;
    Canvas canvas;
    std::uint32_t *pixels = nullptr;
    Surface surface;
    Pen pen;

    base::Result<> begin(Canvas wanted);
    void clear_around(std::vector<PlacedPicture> const &pictures, Mapping const &mapping);
    base::Result<> draw_pictures(std::vector<PlacedPicture> const &pictures, Mapping const &mapping);
    void copy(Pixels const &picture, Area const &area);
    void fill(Area const &area);
    base::Result<> draw_code(PlacedCode const &placed, Mapping const &mapping);
    void draw_faint_code(code::Qr const &qr, Area const &area);
    void draw_line(PlacedLine const &line, Mapping const &mapping);
    base::Result<> draw_text(PlacedText const &text, Mapping const &mapping);
    void draw_glyphs(Line const &line, Fitted const &fitted, PlacedText const &text, Mapping const &mapping);
    base::Result<> draw_rest(Scene const &scene, Mapping const &mapping);
    [[nodiscard]] std::uint32_t *row(int y) const {
        return pixels + static_cast<std::ptrdiff_t>(y) * canvas.width;
    }
};

base::Result<> RasterPainter::Inner::begin(Canvas wanted) {
    auto const fits = [](int edge) { return edge > 0 && edge <= longest_edge; };
    if (!fits(wanted.width) || !fits(wanted.height) || !(wanted.dpi_x > 0) || !(wanted.dpi_y > 0)) {
        return bad_canvas(wanted);
    }
    auto const same = pen && wanted.width == canvas.width && wanted.height == canvas.height;
    canvas = wanted;
    if (same) {
        return {};
    }
    pen.reset();
    surface.reset();
    pixels = store.room(wanted.width, wanted.height);
    surface.reset(cairo_image_surface_create_for_data(reinterpret_cast<unsigned char *>(pixels),
                                                      CAIRO_FORMAT_RGB24, wanted.width, wanted.height,
                                                      wanted.width * 4));
    pen.reset(cairo_create(surface.get()));
    base::Handle<cairo_font_options_t, cairo_font_options_destroy> const options{cairo_font_options_create()};
    cairo_font_options_set_hint_style(options.get(), CAIRO_HINT_STYLE_NONE);
    cairo_font_options_set_hint_metrics(options.get(), CAIRO_HINT_METRICS_OFF);
    cairo_font_options_set_antialias(options.get(), CAIRO_ANTIALIAS_GRAY);
    cairo_set_font_options(pen.get(), options.get());
    return {};
}

// Pictures cover most of a sheet; what they are about to cover is not written twice.
void RasterPainter::Inner::clear_around(std::vector<PlacedPicture> const &pictures, Mapping const &mapping) {
    std::vector<Area> areas;
    for (auto const &placed : pictures) {
        areas.push_back(mapping.area(placed.box));
    }
    std::sort(areas.begin(), areas.end(), [](Area const &a, Area const &b) { return a.x.from < b.x.from; });
    for (int y = 0; y < canvas.height; ++y) {
        int from = 0;
        for (auto const &area : areas) {
            if (y >= area.y.from && y < area.y.to) {
                std::fill(row(y) + from, row(y) + std::max(from, area.x.from), white);
                from = std::max(from, area.x.to);
            }
        }
        std::fill(row(y) + from, row(y) + canvas.width, white);
    }
}

void RasterPainter::Inner::copy(Pixels const &picture, Area const &area) {
    auto const width = std::min(picture.width, area.x.to - area.x.from);
    auto const height = std::min(picture.height, area.y.to - area.y.from);
    for (int y = 0; y < height; ++y) {
        std::copy_n(picture.row(y), width, row(area.y.from + y) + area.x.from);
    }
}

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
            auto result = decoder.decode(*first.picture);
            if (!result) {
                return std::move(result).fault();
            }
            picture = *result;
            decoded = first.picture.get();
        }
        auto scaled = scaler.scale(picture, mapping.extent(first.box.size()), first.turn);
        if (!scaled) {
            return std::move(scaled).fault();
        }
        for (auto j = i; j < pictures.size(); ++j) {
            auto const &other = pictures[j];
            if (other.picture == first.picture && other.turn == first.turn &&
                other.box.size() == first.box.size()) {
                copy(*scaled, mapping.area(other.box));
                drawn[j] = true;
            }
        }
    }
    return {};
}

void RasterPainter::Inner::fill(Area const &area) {
    for (int y = area.y.from; y < area.y.to; ++y) {
        std::fill(row(y) + area.x.from, row(y) + area.x.to, black);
    }
}

base::Result<> RasterPainter::Inner::draw_code(PlacedCode const &placed, Mapping const &mapping) {
    auto const qr = code::write_qr(placed.content);
    if (!qr) {
        return qr.fault();
    }
    auto const area = mapping.area(placed.box);
    auto const module = module_size(mapping.extent(placed.box.size()), qr->modules, canvas);
    if (module.x == 0 || module.y == 0) {
        draw_faint_code(*qr, area);
        return {};
    }
    auto const left = area.x.from + (area.x.to - area.x.from - module.x * qr->modules) / 2;
    auto const top = area.y.from + (area.y.to - area.y.from - module.y * qr->modules) / 2;
    each_run(*qr, [&](int x, int y, int length) {
        fill({{std::min(left + x * module.x, canvas.width), std::min(left + (x + length) * module.x, canvas.width)},
              {std::min(top + y * module.y, canvas.height), std::min(top + (y + 1) * module.y, canvas.height)}});
    });
    return {};
}

// A preview with fewer pixels than modules shows where the code is, though nothing can read it.
void RasterPainter::Inner::draw_faint_code(code::Qr const &qr, Area const &area) {
    auto const step_x = (area.x.to - area.x.from) / static_cast<double>(qr.modules + 2 * quiet_modules);
    auto const step_y = (area.y.to - area.y.from) / static_cast<double>(qr.modules + 2 * quiet_modules);
    each_run(qr, [&](int x, int y, int length) {
        cairo_rectangle(pen.get(), area.x.from + (x + quiet_modules) * step_x,
                        area.y.from + (y + quiet_modules) * step_y, length * step_x, step_y);
    });
    cairo_fill(pen.get());
}

void RasterPainter::Inner::draw_line(PlacedLine const &line, Mapping const &mapping) {
    auto const half = line.width / 2;
    auto const &[from, to, width] = line;
    if (from.x != to.x && from.y != to.y) {
        cairo_set_line_width(pen.get(), width.pixels(canvas.dpi_x));
        cairo_move_to(pen.get(), mapping.x(from.x), mapping.y(from.y));
        cairo_line_to(pen.get(), mapping.x(to.x), mapping.y(to.y));
        cairo_stroke(pen.get());
        return;
    }
    auto const upright = from.x == to.x;
    auto const x = std::min(from.x, to.x);
    auto const y = std::min(from.y, to.y);
    auto area = mapping.area(upright ? Box{x - half, y, width, std::max(from.y, to.y) - y}
                                     : Box{x, y - half, std::max(from.x, to.x) - x, width});
    auto &across = upright ? area.x : area.y;
    across.to = std::min(std::max(across.to, across.from + 1), upright ? canvas.width : canvas.height);
    fill(area);
}

base::Result<> RasterPainter::Inner::draw_text(PlacedText const &text, Mapping const &mapping) {
    auto const line = set_line(book, text.text);
    if (!line) {
        return line.fault();
    }
    draw_glyphs(*line, fit(*line, text), text, mapping);
    return {};
}

void RasterPainter::Inner::draw_glyphs(Line const &line, Fitted const &fitted, PlacedText const &text,
                                       Mapping const &mapping) {
    auto const em = static_cast<double>(fitted.em.hundredths()) / 2540;
    auto const start = static_cast<double>(fitted.start.hundredths()) / 2540;
    auto const x0 = mapping.x(text.at.x);
    auto const y0 = mapping.y(text.at.y);
    auto const down = text.turn == Turn::quarter;
    // Along the line and up from it, per em, in device pixels.
    auto const along = em * fitted.condensed * (down ? canvas.dpi_y : canvas.dpi_x);
    auto const up = em * (down ? canvas.dpi_x : canvas.dpi_y);
    cairo_matrix_t shape;
    down ? cairo_matrix_init(&shape, 0, along, -up, 0, 0, 0) : cairo_matrix_init(&shape, along, 0, 0, up, 0, 0);
    cairo_set_font_matrix(pen.get(), &shape);
    auto const from = start * (down ? canvas.dpi_y : canvas.dpi_x);
    std::vector<cairo_glyph_t> run;
    for (std::size_t i = 0; i < line.glyphs.size(); ++i) {
        auto const &glyph = line.glyphs[i];
        auto const u = from + glyph.x * along;
        auto const v = glyph.y * up;
        run.push_back({glyph.id, down ? x0 + v : x0 + u, down ? y0 + u : y0 - v});
        if (i + 1 == line.glyphs.size() || line.glyphs[i + 1].font != glyph.font) {
            cairo_set_font_face(pen.get(), glyph.font->typeface(book.library()));
            cairo_show_glyphs(pen.get(), run.data(), static_cast<int>(run.size()));
            run.clear();
        }
    }
}

base::Result<> RasterPainter::Inner::draw_rest(Scene const &scene, Mapping const &mapping) {
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
    if (auto begun = inner_->begin(canvas); !begun) {
        return std::move(begun).fault();
    }
    Mapping const mapping{scene.paper, canvas};
    cairo_surface_flush(inner_->surface.get());
    inner_->clear_around(scene.pictures, mapping);
    if (auto done = inner_->draw_pictures(scene.pictures, mapping); !done) {
        return std::move(done).fault();
    }
    cairo_surface_mark_dirty(inner_->surface.get());
    if (auto done = inner_->draw_rest(scene, mapping); !done) {
        return std::move(done).fault();
    }
    cairo_surface_flush(inner_->surface.get());
    if (auto const status = cairo_status(inner_->pen.get()); status != CAIRO_STATUS_SUCCESS) {
        inner_->pen.reset(); // its errors stick; the next paint begins with a new one
        return base::fault(Trouble::bad_input, "绘制失败：{}", "painting failed: {}", cairo_status_to_string(status));
    }
    return Raster{canvas.width, canvas.height, static_cast<std::size_t>(canvas.width) * 4,
                  reinterpret_cast<unsigned char const *>(inner_->pixels)};
}

} // namespace render
