// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "base/result.hpp"
#include "render/scene.hpp"
#include "sheet/solver.hpp"
#include <map>

namespace render {

/// What a label says, by field; fields that the layout does not ask for are ignored.
using LabelText = std::map<sheet::Field, std::string>;

/// Places the photo in every cell of the plan and sets the label: fields in the layout's order, the code (the
/// serial) beside or above them. \return bad_input where the label's lines cannot be set in its box
base::Result<Scene> compose_sheet(sheet::Layout const &layout, sheet::Plan const &plan, Picture const &photo,
                                  LabelText const &label);

/// A page of labels, one a cell (layouts with content = "label"); as many as the plan has cells at most.
base::Result<Scene> compose_labels(sheet::Layout const &layout, sheet::Plan const &plan,
                                   std::vector<LabelText> const &labels);

} // namespace render
