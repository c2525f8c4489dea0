// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
/// \file
/// One line of text as glyphs at their places. Set once by HarfBuzz, drawn by both backends.
#include "render/fonts.hpp"
#include "render/scene.hpp"

namespace render {

/// Measured in ems: x along the line from its start, y upwards from the base line.
struct Glyph {
    Font *font = nullptr;
    hb_codepoint_t id = 0;
    double x = 0, y = 0;
    double advance = 0;
    std::string text; ///< what it stands for, UTF-8; empty where an earlier glyph tells it
};

struct Line {
    std::vector<Glyph> glyphs;
    double width = 0;
};

/// The text in normal form C, no kerning and no ligatures, each character in the font that the book gives it.
/// \return bad_input naming the code point where no font has the character
base::Result<Line> set_line(FontBook &book, std::string const &text);

/// How a line is made to fit its room: set smaller first, then narrower.
struct Fitted {
    Length em;
    double condensed = 1; ///< of the width only
    Length start;         ///< of the line, along it, measured from PlacedText::at; never positive
};

[[nodiscard]] Fitted fit(Line const &line, PlacedText const &text);

} // namespace render
