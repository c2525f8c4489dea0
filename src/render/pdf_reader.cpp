// SPDX-License-Identifier: GPL-3.0-or-later
#include "render/pdf_reader.hpp"
#include "render/handles.hpp"
#include "render/pictures.hpp"
#include <algorithm>
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

} // namespace

struct PdfReader::Inner {
    Document document;
    PixelStore store;

    [[nodiscard]] Page page(int number) const {
        auto const known = number >= 1 && number <= poppler_document_get_n_pages(document.get());
        return Page{known ? poppler_document_get_page(document.get(), number - 1) : nullptr};
    }
};

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
    double points_x = 0;
    double points_y = 0;
    poppler_page_get_size(found.get(), &points_x, &points_y);
    auto const edge = [&](double points) {
        return static_cast<int>(std::lround(std::clamp(points * dpi / 72, 1.0, longest_edge + 1.0)));
    };
    auto const width = edge(points_x);
    auto const height = edge(points_y);
    if (width > longest_edge || height > longest_edge) {
        return base::fault(Trouble::usage, "第 {} 页在 {} dpi 下太大", "page {} is too large at {} dpi", page,
                           dpi);
    }
    auto *pixels = reinterpret_cast<unsigned char *>(inner_->store.room(width, height));
    Surface const surface{
        cairo_image_surface_create_for_data(pixels, CAIRO_FORMAT_RGB24, width, height, width * 4)};
    Pen const pen{cairo_create(surface.get())};
    cairo_set_source_rgb(pen.get(), 1, 1, 1);
    cairo_paint(pen.get());
    cairo_scale(pen.get(), dpi / 72, dpi / 72);
    poppler_page_render_for_printing(found.get(), pen.get());
    cairo_surface_flush(surface.get());
    if (auto const status = cairo_status(pen.get()); status != CAIRO_STATUS_SUCCESS) {
        return base::fault(Trouble::bad_input, "第 {} 页无法绘制：{}", "page {} cannot be drawn: {}", page,
                           cairo_status_to_string(status));
    }
    return Raster{width, height, static_cast<std::size_t>(width) * 4, pixels};
}

} // namespace render
