// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "desk/station.hpp"

namespace desk {

/// The order in which to cut, a line a cut, and how many there are.
[[nodiscard]] std::vector<base::Words> cut_plan(sheet::Plan const &plan);

/// Draws a layout with a made-up photo, label and cut ticks into a .png file. \return usage for another
/// ending
base::Result<> preview_layout(Setting const &setting, std::string const &name,
                              std::filesystem::path const &to);

} // namespace desk
