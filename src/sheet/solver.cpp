// SPDX-License-Identifier: GPL-3.0-or-later
#include "sheet/solver.hpp"
#include <algorithm>
#include <optional>
#include <tuple>

namespace sheet {

namespace {

constexpr auto none = Length::hundredths(0);

/// How one block lies: a grid of equal cells.
struct Grid {
    std::size_t block = 0;
    int columns = 0, rows = 0, count = 0;
    bool turned = false;
    Size cell;

    [[nodiscard]] Size size(Size gap) const {
        return {cell.width * columns + gap.width * (columns - 1),
                cell.height * rows + gap.height * (rows - 1)};
    }
};

/// Blocks one under the other (stacked) or side by side, each its own grid.
struct Arrangement {
    std::vector<Grid> grids;
    bool stacked = true;
    Size size;
};

/// The area for the cells, with what the label takes already gone.
Box cell_area(Layout const &layout) {
    auto const edge = layout.safe_edge;
    Box area{edge, edge, layout.paper.width - edge * 2, layout.paper.height - edge * 2};
    switch (layout.label.place) {
    case LabelPlace::left_column:
        area.x += layout.label.extent;
        [[fallthrough]];
    case LabelPlace::right_column:
        area.width = area.width - layout.label.extent;
        break;
    case LabelPlace::bottom_band:
        area.height = area.height - layout.label.extent;
        break;
    default:
        break;
    }
    return area;
}

Box label_strip(Layout const &layout) {
    auto const edge = layout.safe_edge;
    auto const extent = layout.label.extent;
    auto const inner = layout.paper.height - edge * 2;
    switch (layout.label.place) {
    case LabelPlace::left_column:
        return {edge, edge, extent, inner};
    case LabelPlace::right_column:
        return {layout.paper.width - edge - extent, edge, extent, inner};
    case LabelPlace::bottom_band:
        return {edge, layout.paper.height - edge - extent, layout.paper.width - edge * 2, extent};
    default:
        return {};
    }
}

/// A label that takes a whole cell is one more place in the first block.
int places(Layout const &layout, std::size_t block) {
    auto const extra = block == 0 && layout.label.place == LabelPlace::whole_cell ? 1 : 0;
    return layout.blocks[block].count + extra;
}

std::vector<Grid> grids_of(Layout const &layout, std::size_t block) {
    std::vector<Grid> grids;
    auto const &wanted = layout.blocks[block];
    auto const count = places(layout, block);
    for (bool const turned : {false, true}) {
        auto const forbidden = turned ? Turning::never : Turning::always;
        if (wanted.turning == forbidden) {
            continue;
        }
        for (int columns = 1; columns <= count; ++columns) {
            auto const rows = (count + columns - 1) / columns;
            grids.push_back(
                {block, columns, rows, count, turned, turned ? wanted.size.turned() : wanted.size});
        }
    }
    return grids;
}

Size joined(Size total, Size next, Size gap, bool stacked) {
    if (total == Size{}) {
        return next;
    }
    return stacked ? Size{std::max(total.width, next.width), total.height + gap.height + next.height}
                   : Size{total.width + gap.width + next.width, std::max(total.height, next.height)};
}

/// Lines that a guillotine is set to: neighbours without a gap share theirs.
int lines(int cells, Length gap) {
    return gap == none ? cells + 1 : cells * 2;
}

int cuts_of(Arrangement const &arrangement, Size gap) {
    int along = 0;
    int across = 0;
    for (auto const &grid : arrangement.grids) {
        along += arrangement.stacked ? grid.rows : grid.columns;
        across += arrangement.stacked ? lines(grid.columns, gap.width) : lines(grid.rows, gap.height);
    }
    return across + lines(along, arrangement.stacked ? gap.height : gap.width);
}

/// Smaller is better: upright before turned, then fewer cuts, then fewer empty places, then the squarer
/// margins.
auto merit(Arrangement const &arrangement, Layout const &layout, Box const &area) {
    int turned = 0;
    int empty = 0;
    for (auto const &grid : arrangement.grids) {
        turned += grid.turned && layout.blocks[grid.block].turning != Turning::always ? grid.count : 0;
        empty += grid.columns * grid.rows - grid.count;
    }
    auto const narrowest =
        std::min(area.width - arrangement.size.width, area.height - arrangement.size.height).hundredths();
    return std::tuple{turned, cuts_of(arrangement, layout.gap), empty, -narrowest,
                      arrangement.stacked ? 0 : 1};
}

/// Goes through every combination of the blocks' grids, in a fixed order.
template <typename Visit>
void each_arrangement(Layout const &layout, Arrangement &so_far, Visit const &visit) {
    auto const block = so_far.grids.size();
    if (block == layout.blocks.size()) {
        visit(so_far);
        return;
    }
    for (auto const &grid : grids_of(layout, block)) {
        auto const before = so_far.size;
        so_far.size = joined(before, grid.size(layout.gap), layout.gap, so_far.stacked);
        so_far.grids.push_back(grid);
        each_arrangement(layout, so_far, visit);
        so_far.grids.pop_back();
        so_far.size = before;
    }
}

Length excess(Length has, Length room) {
    return has > room ? has - room : none;
}

/// Best arrangement that fits, else how near the nearest came.
std::variant<Arrangement, Misfit> best_arrangement(Layout const &layout, Box const &area) {
    std::optional<Arrangement> best;
    std::optional<Misfit> nearest;
    auto const consider = [&](Arrangement const &candidate) {
        Misfit const lack{excess(candidate.size.width, area.width),
                          excess(candidate.size.height, area.height)};
        if (!nearest || lack.width + lack.height < nearest->width + nearest->height) {
            nearest = lack;
        }
        if (lack.width + lack.height == none &&
            (!best || merit(candidate, layout, area) < merit(*best, layout, area))) {
            best = candidate;
        }
    };
    for (bool const stacked : {true, false}) {
        Arrangement start;
        start.stacked = stacked;
        each_arrangement(layout, start, consider);
    }
    if (best) {
        return *best;
    }
    return nearest.value_or(Misfit{});
}

void place_grid(Grid const &grid, Point origin, Size gap, std::vector<PlacedCell> &cells) {
    for (int i = 0; i < grid.count; ++i) {
        auto const column = i % grid.columns;
        auto const row = i / grid.columns;
        cells.push_back(
            {{origin.x + (grid.cell.width + gap.width) * column,
              origin.y + (grid.cell.height + gap.height) * row, grid.cell.width, grid.cell.height},
             grid.turned,
             grid.block});
    }
}

std::vector<Length> edges(Length first, Length cell, Length gap, int count) {
    std::vector<Length> at;
    for (int i = 0; i < count; ++i) {
        auto const start = first + (cell + gap) * i;
        if (at.empty() || at.back() != start) {
            at.push_back(start);
        }
        at.push_back(start + cell);
    }
    return at;
}

/// Cuts through the whole sheet come first; then each strip or pile of strips is cut across.
void cut_grid(Grid const &grid, Point origin, Layout const &layout, bool stacked, Plan &plan) {
    auto const size = grid.size(layout.gap);
    auto const rows = edges(origin.y, grid.cell.height, layout.gap.height, grid.rows);
    auto const columns = edges(origin.x, grid.cell.width, layout.gap.width, grid.columns);
    auto &through = stacked ? rows : columns;
    auto &within = stacked ? columns : rows;
    for (auto at : through) {
        Cut const cut{!stacked, at, none, stacked ? layout.paper.width : layout.paper.height};
        if (std::find(plan.cuts.begin(), plan.cuts.end(), cut) == plan.cuts.end()) {
            plan.cuts.push_back(cut);
        }
    }
    for (auto at : within) {
        plan.cuts.push_back(stacked ? Cut{true, at, origin.y, origin.y + size.height}
                                    : Cut{false, at, origin.x, origin.x + size.width});
    }
}

/// Each grid is centred across the direction in which the blocks follow one another.
Plan place(Arrangement const &arrangement, Layout const &layout, Box const &area) {
    Plan plan;
    plan.paper = layout.paper;
    plan.label = label_strip(layout);
    Point at{area.x + (area.width - arrangement.size.width) / 2,
             area.y + (area.height - arrangement.size.height) / 2};
    for (auto const &grid : arrangement.grids) {
        auto const size = grid.size(layout.gap);
        Point const origin = arrangement.stacked
                                 ? Point{at.x + (arrangement.size.width - size.width) / 2, at.y}
                                 : Point{at.x, at.y + (arrangement.size.height - size.height) / 2};
        place_grid(grid, origin, layout.gap, plan.cells);
        cut_grid(grid, origin, layout, arrangement.stacked, plan);
        if (layout.label.place == LabelPlace::whole_cell && grid.block == 0) {
            plan.label = plan.cells.back().box;
            plan.cells.pop_back();
        }
        (arrangement.stacked ? at.y : at.x) +=
            arrangement.stacked ? size.height + layout.gap.height : size.width + layout.gap.width;
    }
    std::stable_partition(plan.cuts.begin(), plan.cuts.end(),
                          [&](Cut const &cut) { return cut.vertical != arrangement.stacked; });
    return plan;
}

} // namespace

base::Words Misfit::words() const {
    return base::words("放不下：宽差 {:.2f} 毫米，高差 {:.2f} 毫米",
                       "does not fit: {:.2f} mm too wide, {:.2f} mm too high", width.mm(), height.mm());
}

std::variant<Plan, Misfit> solve(Layout const &layout) {
    auto const area = cell_area(layout);
    auto const best = best_arrangement(layout, area);
    if (auto const *misfit = std::get_if<Misfit>(&best)) {
        return *misfit;
    }
    return place(std::get<Arrangement>(best), layout, area);
}

} // namespace sheet
