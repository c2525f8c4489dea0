// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "render/pdf_font.hpp"
#include <fmt/format.h>

namespace render {

/// One page as it is written: operators in points, y upwards from the lower edge.
class PdfPage {
public:
    PdfPage(PdfFile &file, PdfFonts const &fonts, Size paper);

    /// \param under_next how far to the right it may reach, because the next picture covers that
    void draw_picture(PlacedPicture const &placed, HPDF_Image image, Length under_next);
    base::Result<> draw_code(PlacedCode const &placed);
    void draw_line(PlacedLine const &line);
    void draw_text(Line const &line, PlacedText const &text);
    void finish() { PdfFile::write(page_, content_); }

private:
    template <typename... Args>
    void add(fmt::format_string<Args...> format, Args &&...args) {
        fmt::format_to(std::back_inserter(content_), format, std::forward<Args>(args)...);
    }
    [[nodiscard]] double y(Length down) const { return height_ - down.points(); }
    void begin_run(Glyph const &glyph, Fitted const &fitted, PlacedText const &text);
    void show(Glyph const &glyph);
    void end_run();

    PdfFonts const &fonts_;
    double height_;
    HPDF_Page page_;
    std::string content_;
    bool in_run_ = false;
};

} // namespace render
