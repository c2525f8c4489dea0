// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "base/bytes.hpp"
#include "render/fonts.hpp"
#include <set>
#include <unordered_map>

namespace render {

using GlyphSet = std::set<hb_codepoint_t>;
using GlyphMap = std::unordered_map<hb_codepoint_t, hb_codepoint_t>;

/// A font with a few glyphs left, which are counted anew from 0 (.notdef).
struct FontCut {
    FaceTables face;
    GlyphMap renumbered; ///< glyph of the whole font -> glyph of this one

    [[nodiscard]] bool has(GlyphSet const &glyphs) const;
    /// The font program as PDF embeds it: the whole file of a TrueType font, only the outlines of a CFF one.
    [[nodiscard]] base::Bytes program() const;
    [[nodiscard]] bool is_cff() const;
};

/// Cuts fonts to the glyphs that a file shows. Cutting a small font is far quicker than cutting a whole one,
/// so a batch's glyphs are cut first and its files out of that.
class FontCutter {
public:
    void prepare(Font const &font, GlyphSet const &glyphs);
    /// Nothing where HarfBuzz cannot cut the font.
    std::optional<FontCut> cut(Font const &font, GlyphSet const &glyphs);

private:
    FaceTables const &outlines_of(Font const &font);

    std::map<Font const *, FaceTables> outlines_;
    std::map<Font const *, FontCut> batches_;
};

} // namespace render
