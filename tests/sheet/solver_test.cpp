// SPDX-License-Identifier: GPL-3.0-or-later
#include "sheet/solver.hpp"
#include <doctest/doctest.h>

using namespace sheet;

namespace {

Layout on_six_inch(std::vector<Block> blocks) {
    Layout layout;
    layout.paper = {Length::mm(152.4), Length::mm(101.6)};
    layout.safe_edge = Length::mm(1.5);
    layout.blocks = std::move(blocks);
    return layout;
}

Block cells(int count, double width, double height, Turning turning = Turning::allowed) {
    return {"", count, {Length::mm(width), Length::mm(height)}, turning};
}

Plan solved(Layout const &layout) {
    auto result = solve(layout);
    REQUIRE(std::holds_alternative<Plan>(result));
    return std::get<Plan>(result);
}

} // namespace

TEST_CASE("8 x 33x48 stand upright in two rows of four with 8 cuts") {
    auto const plan = solved(on_six_inch({cells(8, 33, 48)}));
    REQUIRE(plan.cells.size() == 8);
    CHECK_FALSE(plan.cells[0].turned);
    CHECK(plan.cells[0].box == Box{Length::mm(10.2), Length::mm(2.8), Length::mm(33), Length::mm(48)});
    CHECK(plan.cells[7].box.right() == Length::mm(142.2));
    CHECK(plan.cells[7].box.bottom() == Length::mm(98.8));
    CHECK(plan.cuts.size() == 8);
}

TEST_CASE("a gap between the cells costs four more cuts") {
    auto layout = on_six_inch({cells(8, 33, 48)});
    layout.gap = {Length::mm(1), Length::mm(1)};
    CHECK(solved(layout).cuts.size() == 12);
}

TEST_CASE("8 one-inch and 4 one-and-a-half-inch fit only with the one-inch cells turned") {
    auto const plan = solved(on_six_inch({cells(8, 25, 35), cells(4, 33, 48)}));
    REQUIRE(plan.cells.size() == 12);
    for (std::size_t i = 0; i < 8; ++i) {
        CHECK(plan.cells[i].turned);
    }
    for (std::size_t i = 8; i < 12; ++i) {
        CHECK_FALSE(plan.cells[i].turned);
    }
    auto upright = on_six_inch({cells(8, 25, 35, Turning::never), cells(4, 33, 48, Turning::never)});
    CHECK(std::holds_alternative<Misfit>(solve(upright)));
}

TEST_CASE("what does not fit says by how much") {
    auto const result = solve(on_six_inch({cells(8, 35, 53, Turning::never)}));
    REQUIRE(std::holds_alternative<Misfit>(result));
    auto const misfit = std::get<Misfit>(result);
    CHECK(misfit.width == Length::mm(0));
    CHECK(misfit.height == Length::mm(7.4));
    CHECK(misfit.words().en == "does not fit: 0.00 mm too wide, 7.40 mm too high");
}

TEST_CASE("the label's column is kept free of cells and inside the safe edge") {
    auto layout = on_six_inch({cells(8, 33, 48)});
    layout.label.place = LabelPlace::right_column;
    layout.label.extent = Length::mm(13.5);
    auto const plan = solved(layout);
    CHECK(plan.label.right() == Length::mm(150.9));
    for (auto const &cell : plan.cells) {
        CHECK(cell.box.right() <= plan.label.x);
        CHECK(cell.box.x >= layout.safe_edge);
    }
}

TEST_CASE("nine places of 33x48 give eight photos and a whole cell for the label") {
    auto layout = on_six_inch({cells(8, 33, 48)});
    layout.safe_edge = Length::mm(1.2);
    layout.label.place = LabelPlace::whole_cell;
    auto const plan = solved(layout);
    CHECK(plan.cells.size() == 8);
    CHECK(plan.cells[0].turned);
    CHECK(plan.label.size() == Size{Length::mm(48), Length::mm(33)});
}

TEST_CASE("cells never overlap and never leave the safe area, whatever the counts") {
    for (int count = 1; count <= 20; ++count) {
        auto const result = solve(on_six_inch({cells(count, 22, 32), cells(2, 25, 35)}));
        auto const *plan = std::get_if<Plan>(&result);
        if (plan == nullptr) {
            continue;
        }
        REQUIRE(plan->cells.size() == static_cast<std::size_t>(count) + 2);
        for (auto const &a : plan->cells) {
            CHECK(a.box.x >= Length::mm(1.5));
            CHECK(a.box.right() <= Length::mm(150.9));
            CHECK(a.box.bottom() <= Length::mm(100.1));
            for (auto const &b : plan->cells) {
                auto const apart = &a == &b || a.box.right() <= b.box.x || b.box.right() <= a.box.x ||
                                   a.box.bottom() <= b.box.y || b.box.bottom() <= a.box.y;
                CHECK(apart);
            }
        }
    }
}
