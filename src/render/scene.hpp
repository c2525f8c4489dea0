// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
/// \file
/// A page, solved once: what stands where in true millimetres. Two backends draw the same Scene (raster.hpp,
/// pdf.hpp), and a test holds them together. A Scene knows nothing of people, layouts or printers.
#include "base/bytes.hpp"
#include "sheet/geometry.hpp"
#include <memory>
#include <string>
#include <vector>

namespace render {

using sheet::Box;
using sheet::Length;
using sheet::Point;
using sheet::Size;

/// A JPEG file's bytes, shared by every place that it is drawn in; embedded in a PDF once and untouched.
using Picture = std::shared_ptr<base::Bytes const>;

/// Clockwise, in quarters.
enum class Turn { none, quarter };

/// The picture is cropped about its centre to the proportions of the box, never stretched.
struct PlacedPicture {
    Picture picture;
    Box box;
    Turn turn = Turn::none;
};

enum class Align { left, centre, right };

/// One line of text. \c at is on the base line: its left end, middle or right end as \c align says. A text
/// that is wider than \c room is set smaller down to 70 %, then narrower by condensing; nothing is ever cut
/// off silently. No room (zero) sets no bound.
struct PlacedText {
    std::string text; ///< UTF-8
    Point at;
    Length em;
    Length room;
    Align align = Align::left;
    Turn turn = Turn::none; ///< quarter: the line runs downwards
};

/// A QR code (ISO/IEC 18004) in the middle of its box, its quiet zone of at least 4 modules included. Its
/// modules are whole dots of the raster, in a PDF whole dots of 300 dpi, as many as the box has room for.
struct PlacedCode {
    std::string content;
    Box box;
};

/// A straight line (rules of tables, cut ticks).
struct PlacedLine {
    Point from, to;
    Length width;
};

struct Scene {
    Size paper; ///< trimmed
    std::vector<PlacedPicture> pictures;
    std::vector<PlacedText> texts;
    std::vector<PlacedCode> codes;
    std::vector<PlacedLine> lines;
};

} // namespace render
