// SPDX-License-Identifier: GPL-3.0-or-later
#include "render/pdf_reader.hpp"
#include "render/handles.hpp"
#include "render/pictures.hpp"
#include <algorithm>
#include <cairo-pdf.h>
#include <cmath>
#include <poppler.h>

namespace render {

namespace {

using base::Trouble;

void unref(void *object) {
    g_object_unref(object);
}

using Document = base::Handle<PopplerDocument, unref>;
using Page = base::Handle<PopplerPage, unref>;
using SharedBytes = base::Handle<GBytes, g_bytes_unref>;
using Text = base::Handle<char, g_free>;
using Error = base::Handle<GError, g_error_free>;

constexpr int longest_edge = 32767; // of a Cairo surface

base::Fault refusal(GError const *error) {
    // Poppler's macros for its error domain hide C casts.
    auto const encrypted =
        error != nullptr && error->domain == poppler_error_quark() && error->code == POPPLER_ERROR_ENCRYPTED;
    if (encrypted) {
        return base::fault(Trouble::bad_input, "这个 PDF 有密码，无法打开", "this PDF asks for a password");
    }
    return base::fault(Trouble::bad_input, "这不是 PDF，或文件已损坏（{}）",
                       "this is no PDF or it is damaged ({})", error != nullptr ? error->message : "?");
}

Length of_points(double points) {
    return Length::hundredths(std::llround(points * 2540 / 72));
}

base::Fault no_page(int page, int pages) {
    return base::fault(Trouble::not_found, "没有第 {} 页，共 {} 页", "there is no page {}, only {}", page,
                       pages);
}

base::Result<> drawn(cairo_t *pen, int page) {
    if (auto const status = cairo_status(pen); status != CAIRO_STATUS_SUCCESS) {
        return base::fault(Trouble::bad_input, "第 {} 页无法绘制：{}", "page {} cannot be drawn: {}", page,
                           cairo_status_to_string(status));
    }
    return {};
}

base::Fault too_large(int page) {
    return base::fault(Trouble::usage, "第 {} 页在这个分辨率下太大",
                       "page {} is too large at this resolution", page);
}

struct Points {
    double x = 0, y = 0;
};

Points size_of(PopplerPage *page) {
    Points size;
    poppler_page_get_size(page, &size.x, &size.y);
    return size;
}

/// Draws the page with its middle at \p middle, \p unit of the target to a point of the page.
void draw(cairo_t *pen, PopplerPage *page, LaidPage const &laid, Points middle, Points unit) {
    cairo_translate(pen, middle.x, middle.y);
    cairo_scale(pen, unit.x * laid.scale, unit.y * laid.scale);
    if (laid.turned) {
        cairo_matrix_t quarter;
        cairo_matrix_init(&quarter, 0, -1, 1, 0, 0, 0); // cairo_rotate would be off by a rounding error
        cairo_transform(pen, &quarter);
    }
    auto const size = size_of(page);
    cairo_translate(pen, -size.x / 2, -size.y / 2);
    poppler_page_render_for_printing(page, pen);
}

cairo_status_t append(void *closure, unsigned char const *data, unsigned length) {
    auto &file = *static_cast<base::Bytes *>(closure);
    file.insert(file.end(), data, data + length);
    return CAIRO_STATUS_SUCCESS;
}

} // namespace

struct PdfReader::Inner {
    Document document;
    PixelStore store;

    [[nodiscard]] Page page(int number) const {
        auto const known = number >= 1 && number <= poppler_document_get_n_pages(document.get());
        return Page{known ? poppler_document_get_page(document.get(), number - 1) : nullptr};
    }
    base::Result<Raster> raster(LaidPage const &laid, Canvas canvas, Points middle);
};

base::Result<Raster> PdfReader::Inner::raster(LaidPage const &laid, Canvas canvas, Points middle) {
    auto const found = page(laid.page);
    if (!found) {
        return no_page(laid.page, poppler_document_get_n_pages(document.get()));
    }
    auto const width = canvas.width, height = canvas.height;
    if (width > longest_edge || height > longest_edge || width < 1 || height < 1) {
        return too_large(laid.page);
    }
    auto *pixels = reinterpret_cast<unsigned char *>(store.room(width, height));
    Surface const surface{
        cairo_image_surface_create_for_data(pixels, CAIRO_FORMAT_RGB24, width, height, width * 4)};
    Pen const pen{cairo_create(surface.get())};
    cairo_set_source_rgb(pen.get(), 1, 1, 1);
    cairo_paint(pen.get());
    draw(pen.get(), found.get(), laid, middle, {canvas.dpi_x / 72, canvas.dpi_y / 72});
    cairo_surface_flush(surface.get());
    if (auto done = drawn(pen.get(), laid.page); !done) {
        return std::move(done).fault();
    }
    return Raster{width, height, static_cast<std::size_t>(width) * 4, pixels};
}

PdfReader::PdfReader(std::unique_ptr<Inner> inner) : inner_{std::move(inner)} {}
PdfReader::PdfReader(PdfReader &&) noexcept = default;
PdfReader &PdfReader::operator=(PdfReader &&) noexcept = default;
PdfReader::~PdfReader() = default;

base::Result<PdfReader> PdfReader::open(base::ByteView file) {
    SharedBytes const bytes{g_bytes_new(file.data(), file.size())};
    GError *raw = nullptr;
    Document document{poppler_document_new_from_bytes(bytes.get(), nullptr, &raw)};
    Error const error{raw};
    if (!document) {
        return refusal(error.get());
    }
    if (poppler_document_get_n_pages(document.get()) < 1) {
        return base::fault(Trouble::bad_input, "这个 PDF 没有一页可以读出",
                           "no page of this PDF can be read");
    }
    auto inner = std::make_unique<Inner>();
    inner->document = std::move(document);
    return PdfReader{std::move(inner)};
}

int PdfReader::pages() const {
    return poppler_document_get_n_pages(inner_->document.get());
}

base::Result<Size> PdfReader::page_size(int page) const {
    auto const found = inner_->page(page);
    if (!found) {
        return no_page(page, pages());
    }
    double width = 0;
    double height = 0;
    poppler_page_get_size(found.get(), &width, &height);
    return Size{of_points(width), of_points(height)};
}

base::Result<std::string> PdfReader::text(int page) const {
    auto const found = inner_->page(page);
    if (!found) {
        return no_page(page, pages());
    }
    Text const text{poppler_page_get_text(found.get())};
    return std::string{text ? text.get() : ""};
}

base::Result<Raster> PdfReader::render(int page, double dpi) {
    auto const found = inner_->page(page);
    if (!found) {
        return no_page(page, pages());
    }
    auto const size = size_of(found.get());
    auto const edge = [&](double points) {
        return static_cast<int>(std::lround(std::clamp(points * dpi / 72, 1.0, longest_edge + 1.0)));
    };
    auto const width = edge(size.x);
    auto const height = edge(size.y);
    // The corner in the corner, whatever was rounded.
    return inner_->raster({page, {}, 1, false}, {width, height, dpi, dpi},
                          {size.x * dpi / 144, size.y * dpi / 144});
}

base::Result<Raster> PdfReader::paint(LaidPage const &laid, Canvas canvas) {
    return inner_->raster(laid, canvas,
                          {canvas.width / 2.0 + canvas.shift_x, canvas.height / 2.0 + canvas.shift_y});
}

base::Result<base::Bytes> PdfReader::extract(LaidPage const &laid) const {
    auto const found = inner_->page(laid.page);
    if (!found) {
        return no_page(laid.page, pages());
    }
    base::Bytes file;
    Points const size{laid.paper.width.points(), laid.paper.height.points()};
    Surface const surface{cairo_pdf_surface_create_for_stream(append, &file, size.x, size.y)};
    // The moment is all that would differ from one time to the next.
    cairo_pdf_surface_set_metadata(surface.get(), CAIRO_PDF_METADATA_CREATE_DATE, "2000-01-01T00:00:00Z");
    Pen const pen{cairo_create(surface.get())};
    draw(pen.get(), found.get(), laid, {size.x / 2, size.y / 2}, {1, 1});
    cairo_show_page(pen.get());
    auto done = drawn(pen.get(), laid.page);
    cairo_surface_finish(surface.get());
    if (done && cairo_surface_status(surface.get()) != CAIRO_STATUS_SUCCESS) {
        done = base::fault(Trouble::bad_input, "第 {} 页不能写成 PDF", "page {} cannot be written as a PDF",
                           laid.page);
    }
    return done ? base::Result{std::move(file)} : std::move(done).fault();
}

} // namespace render
