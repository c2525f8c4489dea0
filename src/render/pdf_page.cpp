// SPDX-License-Identifier: GPL-3.0-or-later
#include "render/pdf_page.hpp"
#include "render/code_grid.hpp"
#include <algorithm>
#include <cmath>

namespace render {

namespace {

/// As the raster of a 300 dpi printer has it, so that both show the same code.
double module_points(Box const &box, int modules) {
    constexpr double dpi = 300;
    auto const edge = std::min(box.width, box.height);
    auto const dots = module_dots(edge.pixels(dpi), modules);
    return dots > 0 ? dots * 72 / dpi : edge.points() / (modules + 2 * quiet_modules);
}

/// Glyphs that stand one after another as their own widths place them.
bool follows(Glyph const &before, Glyph const &glyph) {
    constexpr double close = 1e-4;
    return glyph.font == before.font && std::abs(glyph.y - before.y) < close &&
           std::abs(before.x + before.advance - glyph.x) < close;
}

} // namespace

PdfPage::PdfPage(PdfFile &file, PdfFonts const &fonts, Size paper)
    : fonts_{fonts}, height_{paper.height.points()}, page_{file.page(paper.width.points(), height_)} {}

// The picture covers its box and is cut off around it, so its bytes need no change.
void PdfPage::draw_picture(PlacedPicture const &placed, HPDF_Image image, Length under_next) {
    auto const &box = placed.box;
    auto const lying = placed.turn == Turn::quarter;
    auto const upright = lying ? box.size().turned() : box.size();
    auto const width = static_cast<double>(HPDF_Image_GetWidth(image));
    auto const height = static_cast<double>(HPDF_Image_GetHeight(image));
    auto const scale = std::max(upright.width.points() / width, upright.height.points() / height);
    auto const w = width * scale;
    auto const h = height * scale;
    auto const x = box.x.points() + box.width.points() / 2;
    auto const middle = y(box.y) - box.height.points() / 2;
    add("q {:.4f} {:.4f} {:.4f} {:.4f} re W n ", box.x.points(), y(box.bottom()),
        (box.width + under_next).points(), box.height.points());
    if (lying) {
        add("0 {:.4f} {:.4f} 0 {:.4f} {:.4f} cm ", -w, h, x - h / 2, middle + w / 2);
    } else {
        add("{:.4f} 0 0 {:.4f} {:.4f} {:.4f} cm ", w, h, x - w / 2, middle - h / 2);
    }
    add("/{} Do Q\n", HPDF_Page_GetXObjectName(page_, image));
}

base::Result<> PdfPage::draw_code(PlacedCode const &placed) {
    auto const qr = code::write_qr(placed.content);
    if (!qr) {
        return qr.fault();
    }
    auto const module = module_points(placed.box, qr->modules);
    auto const half = module * qr->modules / 2;
    auto const x = placed.box.x.points() + placed.box.width.points() / 2;
    auto const middle = y(placed.box.y) - placed.box.height.points() / 2;
    add("q {:.4f} 0 0 {:.4f} {:.4f} {:.4f} cm\n", module, -module, x - half, middle + half);
    each_run(*qr, [&](int from, int row, int length) { add("{} {} {} 1 re\n", from, row, length); });
    add("f Q\n");
    return {};
}

void PdfPage::draw_line(PlacedLine const &line) {
    add("{:.3f} w {:.3f} {:.3f} m {:.3f} {:.3f} l S\n", line.width.points(), line.from.x.points(),
        y(line.from.y), line.to.x.points(), y(line.to.y));
}

void PdfPage::draw_text(Line const &line, PlacedText const &text) {
    auto const fitted = fit(line, text);
    add("BT\n");
    for (std::size_t i = 0; i < line.glyphs.size(); ++i) {
        auto const &glyph = line.glyphs[i];
        if (i == 0 || !follows(line.glyphs[i - 1], glyph)) {
            begin_run(glyph, fitted, text);
        }
        show(glyph);
    }
    end_run();
    add("ET\n");
}

void PdfPage::begin_run(Glyph const &glyph, Fitted const &fitted, PlacedText const &text) {
    end_run();
    auto const em = fitted.em.points();
    auto const along = em * fitted.condensed;
    auto const u = fitted.start.points() + glyph.x * along;
    auto const v = glyph.y * em;
    auto const x = text.at.x.points();
    add("/{} 1 Tf ", HPDF_Page_GetLocalFontName(page_, fonts_.of(*glyph.font).dictionary()));
    if (text.turn == Turn::quarter) {
        add("0 {:.4f} {:.4f} 0 {:.4f} {:.4f} Tm\n", -along, em, x + v, y(text.at.y) - u);
    } else {
        add("{:.4f} 0 0 {:.4f} {:.4f} {:.4f} Tm\n", along, em, x + u, y(text.at.y) + v);
    }
}

void PdfPage::show(Glyph const &glyph) {
    auto const &font = fonts_.of(*glyph.font);
    if (font.tells(glyph)) {
        content_ += in_run_ ? "" : "<";
        add("{:04X}", font.code(glyph));
        in_run_ = true;
        return;
    }
    end_run();
    add("/Span <</ActualText <FEFF{}>>> BDC <{:04X}> Tj EMC\n", utf16_hex(glyph.text), font.code(glyph));
}

void PdfPage::end_run() {
    content_ += in_run_ ? "> Tj\n" : "";
    in_run_ = false;
}

} // namespace render
