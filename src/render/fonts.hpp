// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
/// \file
/// Which font draws which character. Both backends ask here, so that they cannot differ.
#include "base/result.hpp"
#include "render/handles.hpp"
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace render {

/// One face of an installed font file.
class Font {
public:
    /// Nothing where the file cannot be read as a font.
    static std::unique_ptr<Font> open(std::string const &path, unsigned index);

    [[nodiscard]] std::string const &path() const { return path_; }
    [[nodiscard]] hb_face_t *face() const { return face_.get(); }
    [[nodiscard]] hb_font_t *shaping() const { return shaping_.get(); }
    /// Units of one em, in which HarfBuzz measures this font.
    [[nodiscard]] double units() const { return hb_face_get_upem(face_.get()); }
    /// Whether it can draw the character: it has a glyph, and the glyph leaves ink where it should.
    [[nodiscard]] bool draws(char32_t character) const;
    /// For Cairo; unhinted outlines, never an embedded bitmap. Made when it is first asked for.
    [[nodiscard]] cairo_font_face_t *typeface(std::shared_ptr<FT_LibraryRec_> const &library);

private:
    Font() = default;
    std::string path_;
    unsigned index_ = 0;
    FaceTables face_;
    ShapingFont shaping_;
    Typeface typeface_;
};

/// Marks, selectors and joiners that leave no ink of their own and are never looked for in a font.
[[nodiscard]] bool is_ignorable(char32_t character);

/// WenQuanYi Zen Hei draws what it can, then Noto Sans CJK SC, then any other installed font. Opens fonts
/// when they are first needed; what it lends stays good as long as it lives.
class FontBook {
public:
    FontBook();

    /// \return null where no installed font draws the character, and for private and control characters
    Font *font_for(char32_t character);
    [[nodiscard]] std::shared_ptr<FT_LibraryRec_> const &library() const { return library_; }

private:
    Font *opened(std::string const &path, unsigned index);
    Font *named(std::string const &family);
    Font *any_other(char32_t character);
    void open_first_choices();

    std::shared_ptr<FT_LibraryRec_> library_; ///< shared with the typefaces, which cairo keeps for a while
    std::map<std::pair<std::string, unsigned>, std::unique_ptr<Font>> fonts_;
    std::vector<Font *> first_choices_;
    std::map<char32_t, Font *> chosen_;
    bool ready_ = false;
};

} // namespace render
