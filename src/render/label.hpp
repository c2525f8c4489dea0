// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
/// \file
/// The setting of one label in its box.
#include "render/compose.hpp"

namespace render {

/// A box as it is read: u along the lines, v from line to line. In a box that is read downwards the first
/// line lies at the right.
struct Band {
    Box box;
    bool down = false;

    [[nodiscard]] Length length() const { return down ? box.height : box.width; }
    [[nodiscard]] Length depth() const { return down ? box.width : box.height; }
    [[nodiscard]] Point at(Length u, Length v) const;
    /// The part of it from u and v on, of that length and depth.
    [[nodiscard]] Box part(Length u, Length v, Length length, Length depth) const;
};

enum class LabelShape {
    band, ///< the code first, a few long rows of fields after it
    card, ///< the code first where the box is wide, else above; one field a row
};

/// \return bad_input where the lines would be too small to read
base::Result<> set_label(Scene &scene, Band const &band, LabelShape shape, sheet::Label const &label,
                         LabelText const &text);

} // namespace render
