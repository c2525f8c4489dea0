// SPDX-License-Identifier: GPL-3.0-or-later
/// \file
/// Both backends draw the same scene: the PDF, rendered by Poppler, against the raster of our own.
#include "render/pdf.hpp"
#include "render/pdf_reader.hpp"
#include "render/raster.hpp"
#include "support/pixels.hpp"
#include "support/portrait.hpp"
#include "support/sample_sheet.hpp"
#include <doctest/doctest.h>

using base::Length;
using support::Area;

namespace {

struct Both {
    render::RasterPainter painter;
    std::optional<render::PdfReader> reader;
    render::Raster ours, theirs;
};

/// Rendered at 300 dpi, as large as the trimmed sheet.
std::unique_ptr<Both> both_of(render::Scene const &scene) {
    auto both = std::make_unique<Both>();
    auto ours = both->painter.paint(scene, render::canvas_of(scene.paper, 300));
    REQUIRE(ours);
    render::PdfWriter writer;
    auto const file = writer.write({&scene, 1}, {"x"});
    REQUIRE(file);
    auto reader = render::PdfReader::open(*file);
    REQUIRE(reader);
    both->reader = std::move(*reader);
    auto theirs = both->reader->render(1, 300);
    REQUIRE(theirs);
    both->ours = *ours;
    both->theirs = *theirs;
    REQUIRE(both->ours.width == both->theirs.width);
    REQUIRE(both->ours.height == both->theirs.height);
    return both;
}

Area on_sheet(sheet::Box const &box, render::Scene const &scene, int around = 0) {
    auto const canvas = render::canvas_of(scene.paper, 300);
    auto area = support::area_of(box, scene.paper, canvas, around);
    return {std::max(0, area.left), std::max(0, area.top), std::min(canvas.width, area.right),
            std::min(canvas.height, area.bottom)};
}

void check_same_extent(Both const &both, Area area) {
    auto const ours = support::extent(both.ours, area, support::is_ink);
    auto const theirs = support::extent(both.theirs, area, support::is_ink);
    REQUIRE_FALSE(ours.empty());
    CHECK(std::abs(ours.left - theirs.left) <= 1);
    CHECK(std::abs(ours.right - theirs.right) <= 1);
    CHECK(std::abs(ours.top - theirs.top) <= 1);
    CHECK(std::abs(ours.bottom - theirs.bottom) <= 1);
}

double ink_in(render::Raster const &raster, Area area) {
    double ink = 0;
    for (int y = area.top; y < area.bottom; ++y) {
        for (int x = area.left; x < area.right; ++x) {
            ink += 255 - support::channel(support::pixel(raster, x, y), 8);
        }
    }
    return ink;
}

} // namespace

TEST_CASE("photos, text and code of a sheet coincide in the PDF and the raster") {
    for (auto const &sample : {support::sheet_33x48(), support::sheet_35x45()}) {
        auto const scene = support::sample_scene(sample, support::picture_of(support::portrait(3)),
                                                 "李娜 㛃䶮𬱖𠅤é");
        REQUIRE(scene);
        auto const both = both_of(*scene);
        for (auto const &placed : scene->pictures) {
            // Poppler scales in its own way: 1.0-1.6; a photo moved by one pixel has a mean of 1.6-2.9.
            auto const off = support::difference(both->ours, both->theirs, on_sheet(placed.box, *scene, -2));
            CHECK(off.mean < 1.75);
            CHECK(off.large < 0.0006);
        }
        for (auto const &code : scene->codes) {
            auto const area = on_sheet(code.box, *scene);
            check_same_extent(*both, area);
            CHECK(support::difference(both->ours, both->theirs, area).large < 0.12);
        }
        auto const label = on_sheet(sample.plan.label, *scene, -1); // not the edge of a photo beside it
        check_same_extent(*both, label);
        CHECK(ink_in(both->ours, label) == doctest::Approx(ink_in(both->theirs, label)).epsilon(0.02));
        // Less than 0.006; text moved by one pixel has 0.06.
        CHECK(support::difference(both->ours, both->theirs, label).large < 0.01);
    }
}

TEST_CASE("each line of text lies in the same place in both, in every turn and alignment") {
    auto const mm = [](double x) { return Length::mm(x); };
    render::Scene scene;
    scene.paper = {mm(150), mm(100)};
    scene.texts = {{"欧阳小明 José", {mm(10), mm(12)}, mm(6), mm(60), {}, {}},
                   {"李娜㛃䶮𬱖𠅤", {mm(75), mm(30)}, mm(5), mm(60), render::Align::centre, {}},
                   {"202211010234", {mm(140), mm(42)}, mm(4), mm(60), render::Align::right, {}},
                   {"阿卜杜热西提·买买提明·阿卜杜热西提·买买提明", {mm(10), mm(54)}, mm(5), mm(40), {}, {}},
                   {"计算机与信息工程学院", {mm(130), mm(50)}, mm(4), mm(45), {}, render::Turn::quarter},
                   {"阿卜杜热西提·买买提明·阿卜杜热西提",
                    {mm(110), mm(75)},
                    mm(4),
                    mm(30),
                    render::Align::centre,
                    render::Turn::quarter}};
    auto const both = both_of(scene);
    for (auto const &box :
         {sheet::Box{mm(5), mm(4), mm(80), mm(12)}, sheet::Box{mm(40), mm(22), mm(70), mm(12)},
          sheet::Box{mm(95), mm(36), mm(50), mm(9)}, sheet::Box{mm(5), mm(47), mm(60), mm(10)},
          sheet::Box{mm(126), mm(48), mm(10), mm(50)}, sheet::Box{mm(106), mm(48), mm(10), mm(50)}}) {
        auto const area = on_sheet(box, scene);
        check_same_extent(*both, area);
        CHECK(ink_in(both->ours, area) == doctest::Approx(ink_in(both->theirs, area)).epsilon(0.03));
    }
}

TEST_CASE("a picture turned by a quarter is turned the same way in both, and cropped the same") {
    auto const mm = [](double x) { return Length::mm(x); };
    render::Scene scene;
    scene.paper = {mm(120), mm(80)};
    auto const photo = support::picture_of(support::portrait(5));
    scene.pictures = {{photo, {mm(5.3), mm(5.1), mm(48), mm(33)}, render::Turn::quarter},
                      {photo, {mm(60.2), mm(7.7), mm(20), mm(50)}, render::Turn::none},
                      {photo, {mm(5.2), mm(45.4), mm(50), mm(20)}, render::Turn::quarter}};
    auto const both = both_of(scene);
    for (auto const &placed : scene.pictures) {
        auto const off = support::difference(both->ours, both->theirs, on_sheet(placed.box, scene, -2));
        CHECK(off.mean < 2.0);
        CHECK(off.large < 0.001);
    }
}

TEST_CASE("rules of a table lie in the same place in both") {
    auto const mm = [](double x) { return Length::mm(x); };
    render::Scene scene;
    scene.paper = {mm(100), mm(80)};
    scene.lines = {{{mm(10), mm(20)}, {mm(90), mm(20)}, mm(0.35)},
                   {{mm(30), mm(10)}, {mm(30), mm(70)}, mm(0.35)}};
    auto const both = both_of(scene);
    check_same_extent(*both, support::whole(both->ours));
}
