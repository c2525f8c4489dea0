// SPDX-License-Identifier: GPL-3.0-or-later
#include "code/qr.hpp"
#include "render/raster.hpp"
#include "support/pixels.hpp"
#include "support/portrait.hpp"
#include "support/sample_sheet.hpp"
#include <doctest/doctest.h>

using base::Length;
using support::Area;
using support::pixel;

namespace {

constexpr render::Canvas dye_sub{1844, 1240, 300, 300};
constexpr std::uint32_t white = 0xFFFFFF;
constexpr std::uint32_t red = 0xD02020, blue = 0x2030C0;

Length mm(double x) {
    return Length::mm(x);
}

render::Scene one_picture(render::Turn turn = render::Turn::none) {
    render::Scene scene;
    scene.paper = {mm(100), mm(80)};
    scene.pictures.push_back({support::picture_of(support::striped_jpeg(480, 640, {red, blue})),
                              {mm(20), mm(10), mm(30), mm(50)},
                              turn});
    return scene;
}

render::Scene one_text(render::PlacedText text) {
    render::Scene scene;
    scene.paper = {mm(100), mm(100)};
    scene.texts.push_back(std::move(text));
    return scene;
}

base::Bytes bits(render::Raster const &raster) {
    return {raster.pixels, raster.pixels + raster.stride * static_cast<std::size_t>(raster.height)};
}

/// Every edge of every cell, in millimetres off its place.
double worst_edge(support::SampleSheet const &sample, render::Canvas canvas) {
    render::Scene scene;
    scene.paper = sample.plan.paper;
    auto const photo = support::picture_of(support::striped_jpeg(480, 640, {red}));
    double worst = 0;
    for (auto const &cell : sample.plan.cells) {
        scene.pictures = {{photo, cell.box, render::Turn::none}};
        render::RasterPainter painter;
        auto const raster = painter.paint(scene, canvas);
        REQUIRE(raster);
        auto const found =
            support::extent(*raster, support::whole(*raster), [](auto c) { return c != white; });
        auto const left = (canvas.width - scene.paper.width.pixels(canvas.dpi_x)) / 2;
        auto const top = (canvas.height - scene.paper.height.pixels(canvas.dpi_y)) / 2;
        auto const off = [&](double at, double origin, double dpi, Length wanted) {
            worst = std::max(worst, std::abs((at - origin) * 25.4 / dpi - wanted.mm()));
        };
        off(found.left, left, canvas.dpi_x, cell.box.x);
        off(found.right, left, canvas.dpi_x, cell.box.right());
        off(found.top, top, canvas.dpi_y, cell.box.y);
        off(found.bottom, top, canvas.dpi_y, cell.box.bottom());
    }
    return worst;
}

} // namespace

TEST_CASE("every edge of every cell lies within half a pixel of its place") {
    for (auto const &sample : {support::sheet_33x48(), support::sheet_35x45()}) {
        CHECK(worst_edge(sample, dye_sub) <= 0.0425);
        CHECK(worst_edge(sample, {1844, 2480, 300, 600}) <= 0.0425);
        CHECK(worst_edge(sample, render::canvas_of(sample.plan.paper, 300)) <= 0.0425);
    }
}

TEST_CASE("cells that share a cut leave no white line between them") {
    for (auto const &sample : {support::sheet_33x48(), support::sheet_35x45()}) {
        auto photo = support::picture_of(support::striped_jpeg(480, 640, {red}));
        auto const scene = support::sample_scene(sample, photo);
        REQUIRE(scene);
        render::RasterPainter painter;
        auto const raster = painter.paint(*scene, dye_sub);
        REQUIRE(raster);
        auto const &first = sample.plan.cells.front().box;
        auto const &last = sample.plan.cells.back().box;
        sheet::Box const block{first.x, first.y, last.right() - first.x, last.bottom() - first.y};
        auto const area = support::area_of(block, sample.plan.paper, dye_sub, -1);
        auto const other = support::extent(*raster, area, [](auto c) { return !support::like(c, red); });
        CHECK(other.empty());
    }
}

TEST_CASE("a picture is cropped about its centre and not stretched") {
    auto const scene = one_picture();
    auto const canvas = render::canvas_of(scene.paper, 300);
    render::RasterPainter painter;
    auto const raster = painter.paint(scene, canvas);
    REQUIRE(raster);
    auto const box = support::area_of(scene.pictures[0].box, scene.paper, canvas);
    auto const left = support::extent(*raster, box, [](auto c) { return support::like(c, red, 20); });
    auto const right = support::extent(*raster, box, [](auto c) { return support::like(c, blue, 20); });
    CHECK(std::abs(left.right - (box.left + box.right) / 2) <= 2);
    CHECK(std::abs(right.left - (box.left + box.right) / 2) <= 2);
}

TEST_CASE("a picture turned by a quarter has its left side above") {
    auto const scene = one_picture(render::Turn::quarter);
    auto const canvas = render::canvas_of(scene.paper, 300);
    render::RasterPainter painter;
    auto const raster = painter.paint(scene, canvas);
    REQUIRE(raster);
    auto const box = support::area_of(scene.pictures[0].box, scene.paper, canvas);
    auto const middle = (box.left + box.right) / 2;
    CHECK(support::like(pixel(*raster, middle, box.top + 5), red));
    CHECK(support::like(pixel(*raster, middle, box.bottom - 6), blue));
}

TEST_CASE("a picture much larger than its cell is averaged, not thinned out") {
    // Stripes of one pixel that a sampling of single pixels would turn into bands.
    std::vector<unsigned> stripes;
    for (int i = 0; i < 2000; ++i) {
        stripes.push_back(i % 2 == 0 ? 0x000000 : 0xFFFFFF);
    }
    render::Scene scene;
    scene.paper = {mm(40), mm(40)};
    scene.pictures.push_back({support::picture_of(support::striped_jpeg(2000, 2000, stripes)),
                              {mm(5), mm(5), mm(30), mm(30)},
                              {}});
    render::RasterPainter painter;
    auto const raster = painter.paint(scene, render::canvas_of(scene.paper, 300));
    REQUIRE(raster);
    auto const inside = Area{80, 80, 380, 380};
    auto const far = support::extent(*raster, inside, [](auto c) { return !support::like(c, 0x808080, 30); });
    CHECK(far.empty());
}

TEST_CASE("painters come and go by the hundred") {
    // Cairo keeps some fonts after their painter is gone; they must not outlive what they are made of.
    render::Scene scene;
    scene.paper = {mm(40), mm(40)};
    for (int i = 0; i < 400; ++i) {
        scene.texts = {{"张", {mm(5), mm(20)}, mm(2 + i * 0.02), {}}};
        render::RasterPainter painter;
        REQUIRE(painter.paint(scene, render::canvas_of(scene.paper, 72)));
    }
}

TEST_CASE("the same scene gives the same bits, whoever paints it and whatever was painted before") {
    auto const scene = support::sample_scene(support::sheet_33x48(),
                                             support::picture_of(support::portrait(1)), "李娜𬱖");
    REQUIRE(scene);
    render::RasterPainter first;
    render::RasterPainter second;
    auto const once = bits(*first.paint(*scene, dye_sub));
    REQUIRE(second.paint(one_picture(), dye_sub));
    REQUIRE(second.paint(one_picture(), {100, 100, 40, 40}));
    CHECK(bits(*second.paint(*scene, dye_sub)) == once);
}

TEST_CASE("a code is black or white and nothing between, and can be read") {
    for (auto const canvas : {dye_sub, render::Canvas{1844, 2480, 300, 600}}) {
        render::Scene scene;
        scene.paper = {mm(152.4), mm(101.6)};
        scene.codes.push_back({"7KQ2M9-00012-X", {mm(31.33), mm(22.21), mm(13), mm(13)}});
        render::RasterPainter painter;
        auto const raster = painter.paint(scene, canvas);
        REQUIRE(raster);
        auto const box = support::area_of(scene.codes[0].box, scene.paper, canvas);
        auto const ink = support::extent(*raster, support::whole(*raster), [](auto c) { return c == 0; });
        CHECK(support::extent(*raster, box, [](auto c) { return c != 0 && c != white; }).empty());
        // 13 mm are 153.5 dots: 29 modules with the quiet zone, of 5 dots each.
        CHECK(ink.right - ink.left == 21 * 5);
        CHECK(std::abs(ink.left + ink.right - box.left - box.right) <= 2);
        base::Bytes grey;
        for (int y = 0; y < raster->height; ++y) {
            for (int x = 0; x < raster->width; ++x) {
                grey.push_back(static_cast<unsigned char>(pixel(*raster, x, y) & 0xFF));
            }
        }
        CHECK(code::read_qr(grey, raster->width, raster->height) == "7KQ2M9-00012-X");
    }
}

TEST_CASE("a text that is wider than its room is set smaller, then narrower, and stays inside") {
    render::RasterPainter painter;
    for (auto const *name : {"欧阳小明", "阿卜杜热西提买买提明江",
                             "一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十"}) {
        for (auto const align : {render::Align::left, render::Align::centre, render::Align::right}) {
            auto const scene = one_text({name, {mm(50), mm(50)}, mm(5), mm(30), align, render::Turn::none});
            auto const canvas = render::canvas_of(scene.paper, 300);
            auto const raster = painter.paint(scene, canvas);
            REQUIRE(raster);
            auto const ink = support::extent(*raster, support::whole(*raster), support::is_ink);
            auto const from = align == render::Align::left     ? 50.0
                              : align == render::Align::centre ? 35.0
                                                               : 20.0;
            CHECK(ink.left >= from * 300 / 25.4 - 2);
            CHECK(ink.right <= (from + 30) * 300 / 25.4 + 2);
        }
    }
}

TEST_CASE("a text with room is set at its size") {
    render::RasterPainter painter;
    auto const scene = one_text({"国国", {mm(10), mm(50)}, mm(10), mm(80), {}, {}});
    auto const raster = painter.paint(scene, render::canvas_of(scene.paper, 300));
    REQUIRE(raster);
    auto const ink = support::extent(*raster, support::whole(*raster), support::is_ink);
    CHECK((ink.right - ink.left) * 25.4 / 300 == doctest::Approx(19.2).epsilon(0.05));
}

TEST_CASE("a text turned by a quarter runs downwards") {
    render::RasterPainter painter;
    auto const scene = one_text({"一二三四五", {mm(50), mm(20)}, mm(5), mm(70), {}, render::Turn::quarter});
    auto const raster = painter.paint(scene, render::canvas_of(scene.paper, 300));
    REQUIRE(raster);
    auto const ink = support::extent(*raster, support::whole(*raster), support::is_ink);
    CHECK(ink.top >= 20 * 300 / 25.4 - 2);
    CHECK(ink.bottom - ink.top > 4 * 5 * 300 / 25.4 * 0.9);
    CHECK(ink.right - ink.left < 6 * 300 / 25.4);
    // Upright letters stand on the base line; turned clockwise, they stand to its right.
    CHECK(ink.left > 48 * 300 / 25.4);
}

TEST_CASE("a character that no font has stops the sheet and is named") {
    render::RasterPainter painter;
    auto const raster =
        painter.paint(one_text({"张\uE000三", {mm(10), mm(50)}, mm(5), mm(80), {}, {}}), dye_sub);
    REQUIRE_FALSE(raster);
    CHECK(raster.fault().kind == base::Trouble::bad_input);
    CHECK(raster.fault().what.en.find("U+E000") != std::string::npos);
    CHECK(raster.fault().what.zh.find("U+E000") != std::string::npos);
    CHECK(raster.fault().what.zh.find("张\uE000三") != std::string::npos);
}

TEST_CASE("a variation selector after a character is no reason to stop") {
    render::RasterPainter painter;
    CHECK(painter.paint(one_text({"葛\U000E0100城", {mm(10), mm(50)}, mm(5), mm(80), {}, {}}), dye_sub));
}

TEST_CASE("a picture that is no JPEG, or ends early, stops the sheet") {
    auto scene = one_picture();
    auto const whole = *scene.pictures[0].picture;
    render::RasterPainter painter;
    scene.pictures[0].picture = support::picture_of({'n', 'o'});
    CHECK_FALSE(painter.paint(scene, dye_sub));
    scene.pictures[0].picture =
        support::picture_of({whole.begin(), whole.begin() + static_cast<long>(whole.size() / 2)});
    auto const half = painter.paint(scene, dye_sub);
    REQUIRE_FALSE(half);
    CHECK(half.fault().kind == base::Trouble::bad_input);
    CHECK(painter.paint(one_picture(), dye_sub));
}

TEST_CASE("a canvas that cannot be is refused") {
    render::RasterPainter painter;
    CHECK_FALSE(painter.paint(one_picture(), {0, 100, 300, 300}));
    CHECK_FALSE(painter.paint(one_picture(), {100, 100000, 300, 300}));
    CHECK_FALSE(painter.paint(one_picture(), {100, 100, 300, 0}));
}

TEST_CASE("what lies outside the canvas is left out without harm") {
    auto scene = one_picture();
    scene.pictures[0].box.x = mm(-20);
    scene.pictures[0].box.y = mm(60);
    scene.codes.push_back({"7KQ2M9", {mm(95), mm(-5), mm(12), mm(12)}});
    scene.lines.push_back({{mm(-10), mm(-1)}, {mm(200), mm(-1)}, mm(0.2)});
    scene.lines.push_back({{mm(120), mm(-5)}, {mm(120), mm(200)}, mm(0.2)});
    render::RasterPainter painter;
    CHECK(painter.paint(scene, render::canvas_of(scene.paper, 300)));
    CHECK(painter.paint(scene, {64, 48, 20, 20}));
}

TEST_CASE("a PNG file has the raster's pixels and notes its resolution") {
    render::RasterPainter painter;
    auto const raster = painter.paint(one_picture(), {200, 160, 50.8, 50.8});
    REQUIRE(raster);
    auto const png = render::png_of(*raster, 300);
    REQUIRE(png);
    auto const text = base::as_text(*png);
    CHECK(text.substr(1, 3) == "PNG");
    auto const chunk = text.find("pHYs");
    REQUIRE(chunk != std::string_view::npos);
    CHECK(text.substr(chunk + 4, 9) == std::string_view{"\0\0\x2e\x23\0\0\x2e\x23\1", 9});
}

TEST_CASE("on a canvas smaller than the sheet, cells are cut off where they are and not moved") {
    auto const scene = one_picture();
    render::RasterPainter painter;
    // 100x80 mm of sheet behind 60x60 mm of canvas: the sheet's 20 mm are the canvas's 0.
    auto const raster = painter.paint(scene, {709, 709, 300, 300});
    REQUIRE(raster);
    auto const found =
        support::extent(*raster, support::whole(*raster), [](auto c) { return support::like(c, red, 20); });
    CHECK(std::abs(found.right - 15 * 300 / 25.4) <= 3);
    CHECK(found.top == 0);
}
