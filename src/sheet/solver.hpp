// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
/// \file
/// From a Layout to places on the trimmed sheet, in true millimetres.
#include "sheet/layout.hpp"
#include <variant>

namespace sheet {

struct PlacedCell {
    Box box;             ///< as it lies on the sheet
    bool turned = false; ///< the picture is turned clockwise by a quarter
    std::size_t block = 0;
    friend bool operator==(PlacedCell const &, PlacedCell const &) = default;
};

/// One straight cut through the sheet, edge to edge of the piece that it divides.
struct Cut {
    bool vertical = false;
    Length at; ///< x of a vertical cut, y of a horizontal one
    Length from, to;
    friend bool operator==(Cut const &, Cut const &) = default;
};

struct Plan {
    Size paper;
    std::vector<PlacedCell> cells; ///< in reading order
    Box label;                     ///< of no size where the layout has none
    std::vector<Cut> cuts;         ///< in an order in which a guillotine can make them
};

/// What lacks for the cells to fit, at the best arrangement that was tried.
struct Misfit {
    Length width, height; ///< by how much too wide and too high
    [[nodiscard]] base::Words words() const;
};

/// Places every cell or says by how much it does not fit. Cells are turned only when that is the only way,
/// the block of cells is centred in what the label and the safe edge leave. Pure: the same layout, the same
/// plan.
[[nodiscard]] std::variant<Plan, Misfit> solve(Layout const &layout);

} // namespace sheet
