// SPDX-License-Identifier: GPL-3.0-or-later
#include "render/compose.hpp"
#include "render/label.hpp"
#include <algorithm>

namespace render {

namespace {

using sheet::LabelPlace;

/// The part of the box that is no nearer to the trimmed edge than the layout allows.
Box safe_part(Box const &box, sheet::Layout const &layout) {
    auto const left = std::max(box.x, layout.safe_edge);
    auto const top = std::max(box.y, layout.safe_edge);
    auto const right = std::min(box.right(), layout.paper.width - layout.safe_edge);
    auto const bottom = std::min(box.bottom(), layout.paper.height - layout.safe_edge);
    return {left, top, std::max(Length{}, right - left), std::max(Length{}, bottom - top)};
}

} // namespace

base::Result<Scene> compose_sheet(sheet::Layout const &layout, sheet::Plan const &plan, Picture const &photo,
                                  LabelText const &label) {
    Scene scene;
    scene.paper = plan.paper;
    for (auto const &cell : plan.cells) {
        scene.pictures.push_back({photo, cell.box, cell.turned ? Turn::quarter : Turn::none});
    }
    auto const place = layout.label.place;
    if (place == LabelPlace::none) {
        return scene;
    }
    auto const down = place == LabelPlace::right_column || place == LabelPlace::left_column;
    auto const shape = place == LabelPlace::whole_cell ? LabelShape::card : LabelShape::band;
    auto const set = set_label(scene, {safe_part(plan.label, layout), down}, shape, layout.label, label);
    return set ? base::Result<Scene>{std::move(scene)} : set.fault();
}

base::Result<Scene> compose_labels(sheet::Layout const &layout, sheet::Plan const &plan,
                                   std::vector<LabelText> const &labels) {
    if (labels.size() > plan.cells.size()) {
        return base::fault(base::Trouble::usage, "一页只有 {} 个标签位置，给了 {} 个",
                           "a page has {} places for labels, not {}", plan.cells.size(), labels.size());
    }
    Scene scene;
    scene.paper = plan.paper;
    for (std::size_t i = 0; i < labels.size(); ++i) {
        auto const &cell = plan.cells[i];
        Band const band{safe_part(cell.box, layout), cell.turned};
        if (auto set = set_label(scene, band, LabelShape::card, layout.label, labels[i]); !set) {
            return std::move(set).fault();
        }
    }
    return scene;
}

} // namespace render
