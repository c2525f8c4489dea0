// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "render/font_cut.hpp"
#include "render/line.hpp"
#include "render/pdf_file.hpp"

namespace render {

/// What one file shows of one font. First every glyph is added, then the font is embedded, then the glyphs'
/// codes are asked for.
class PdfFont {
public:
    explicit PdfFont(Font const &font) : font_{&font} {}

    void add(Glyph const &glyph);
    [[nodiscard]] GlyphSet const &glyphs() const { return glyphs_; }
    base::Result<> embed(PdfFile &file, FontCutter &cutter, FT_Library library);

    [[nodiscard]] Font const &font() const { return *font_; }
    [[nodiscard]] HPDF_Dict dictionary() const { return dictionary_; }
    [[nodiscard]] unsigned code(Glyph const &glyph) const { return codes_.at(glyph.id); }
    /// Whether the font's map gives back the glyph's text. Where two characters share a glyph it gives back
    /// the first, and the page itself must say what the other stands for.
    [[nodiscard]] bool tells(Glyph const &glyph) const { return texts_.at(glyph.id) == glyph.text; }

private:
    void number(FontCut const &cut, base::Bytes const &program, FT_Library library);
    HPDF_Dict descriptor(PdfFile &file, FontCut const &cut, base::Bytes const &program) const;
    HPDF_Array widths(PdfFile &file) const;
    [[nodiscard]] std::string to_unicode() const;
    [[nodiscard]] double width_of(hb_codepoint_t glyph) const;

    Font const *font_;
    GlyphSet glyphs_;
    std::map<hb_codepoint_t, std::string> texts_;
    std::map<hb_codepoint_t, unsigned> codes_;
    std::string name_;
    HPDF_Dict dictionary_ = nullptr;
};

/// The fonts of one file in the order in which they first come up, so that the file is always the same.
class PdfFonts {
public:
    void add(Line const &line);
    [[nodiscard]] PdfFont const &of(Font const &font) const;
    [[nodiscard]] std::vector<std::unique_ptr<PdfFont>> const &all() const { return fonts_; }

private:
    std::vector<std::unique_ptr<PdfFont>> fonts_;
};

} // namespace render
