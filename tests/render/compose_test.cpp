// SPDX-License-Identifier: GPL-3.0-or-later
#include "render/compose.hpp"
#include "render/raster.hpp"
#include "support/pixels.hpp"
#include "support/portrait.hpp"
#include "support/sample_sheet.hpp"
#include <cairo.h>
#include <doctest/doctest.h>
#include <zbar.h>

using base::Length;
using sheet::Field;
using support::Area;

namespace {

constexpr render::Canvas dye_sub{1844, 1240, 300, 300};

render::Scene without_pictures(render::Scene scene) {
    scene.pictures.clear();
    return scene;
}

/// Where a sheet's label left ink, in millimetres on the trimmed sheet.
struct Ink {
    double left = 0, top = 0, right = 0, bottom = 0;
};

Ink ink_of(render::Scene const &scene) {
    render::RasterPainter painter;
    auto const raster = painter.paint(without_pictures(scene), dye_sub);
    REQUIRE(raster);
    auto const found = support::extent(*raster, support::whole(*raster), support::is_ink);
    REQUIRE_FALSE(found.empty());
    auto const left = (dye_sub.width - scene.paper.width.pixels(300)) / 2;
    auto const top = (dye_sub.height - scene.paper.height.pixels(300)) / 2;
    auto const mm = [](double pixels) { return pixels * 25.4 / 300; };
    return {mm(found.left - left), mm(found.top - top), mm(found.right - left), mm(found.bottom - top)};
}

/// Turned about its middle by so many degrees, on white, as it may lie on a scanner.
base::Bytes turned_grey(render::Raster const &raster, double degrees) {
    auto *from =
        cairo_image_surface_create_for_data(const_cast<unsigned char *>(raster.pixels), CAIRO_FORMAT_RGB24,
                                            raster.width, raster.height, static_cast<int>(raster.stride));
    auto *to = cairo_image_surface_create(CAIRO_FORMAT_RGB24, raster.width, raster.height);
    auto *pen = cairo_create(to);
    cairo_set_source_rgb(pen, 1, 1, 1);
    cairo_paint(pen);
    cairo_translate(pen, raster.width / 2.0, raster.height / 2.0);
    cairo_rotate(pen, degrees * 3.14159265358979 / 180);
    cairo_set_source_surface(pen, from, -raster.width / 2.0, -raster.height / 2.0);
    cairo_paint(pen);
    cairo_destroy(pen);
    cairo_surface_flush(to);
    base::Bytes grey;
    auto const stride = static_cast<std::size_t>(cairo_image_surface_get_stride(to));
    for (std::size_t y = 0; y < static_cast<std::size_t>(raster.height); ++y) {
        for (std::size_t x = 0; x < static_cast<std::size_t>(raster.width); ++x) {
            grey.push_back(cairo_image_surface_get_data(to)[y * stride + x * 4 + 1]);
        }
    }
    cairo_surface_destroy(to);
    cairo_surface_destroy(from);
    return grey;
}

std::string read_by_zbar(base::Bytes grey, int width, int height) {
    auto *scanner = zbar::zbar_image_scanner_create();
    auto *image = zbar::zbar_image_create();
    zbar::zbar_image_set_format(image, 0x30303859); // Y800
    zbar::zbar_image_set_size(image, static_cast<unsigned>(width), static_cast<unsigned>(height));
    zbar::zbar_image_set_data(image, grey.data(), grey.size(), nullptr);
    zbar::zbar_scan_image(scanner, image);
    std::string text;
    if (auto const *symbol = zbar::zbar_image_first_symbol(image)) {
        text = zbar::zbar_symbol_get_data(symbol);
    }
    zbar::zbar_image_destroy(image);
    zbar::zbar_image_scanner_destroy(scanner);
    return text;
}

render::Scene sample(support::SampleSheet const &sheet, std::string name = "欧阳小明") {
    auto scene = support::sample_scene(sheet, support::picture_of(support::portrait(1)), std::move(name));
    REQUIRE(scene);
    return std::move(*scene);
}

support::SampleSheet whole_cell() {
    auto sheet = support::sheet_33x48();
    sheet.layout.label.place = sheet::LabelPlace::whole_cell;
    sheet.plan.label = sheet.plan.cells.back().box;
    sheet.plan.cells.pop_back();
    return sheet;
}

} // namespace

TEST_CASE("every cell holds the photo, turned where the plan says so") {
    auto sheet = support::sheet_33x48();
    sheet.plan.cells[2].turned = true;
    auto const scene = sample(sheet);
    REQUIRE(scene.pictures.size() == 8);
    for (std::size_t i = 0; i < 8; ++i) {
        CHECK(scene.pictures[i].box == sheet.plan.cells[i].box);
        CHECK(scene.pictures[i].turn == (i == 2 ? render::Turn::quarter : render::Turn::none));
        CHECK(scene.pictures[i].picture == scene.pictures[0].picture);
    }
}

TEST_CASE("a label stays in its box and off the safe edge, whatever the name") {
    for (auto sheet : {support::sheet_33x48(), support::sheet_35x45(), whole_cell()}) {
        sheet.layout.safe_edge = Length::mm(3);
        for (auto const &name :
             std::vector<std::string>{"王明", "阿卜杜热西提·买买提明", std::string(240, 'W')}) {
            auto const ink = ink_of(sample(sheet, name));
            auto const &box = sheet.plan.label;
            CHECK(ink.left >= std::max(box.x.mm(), 3.0) - 0.05);
            CHECK(ink.top >= std::max(box.y.mm(), 3.0) - 0.05);
            CHECK(ink.right <= std::min(box.right().mm(), 149.4) + 0.05);
            CHECK(ink.bottom <= std::min(box.bottom().mm(), 98.6) + 0.05);
        }
    }
}

TEST_CASE("the name is the largest line, and a field without text leaves no trace") {
    auto const scene = sample(support::sheet_33x48());
    REQUIRE_FALSE(scene.texts.empty());
    for (auto const &text : scene.texts) {
        CHECK(text.em <= scene.texts[0].em);
        CHECK(text.em >= Length::mm(1.5));
    }
    CHECK(scene.texts[0].text == "欧阳小明");
    auto const sheet = support::sheet_33x48();
    auto label = support::sample_label();
    label[Field::class_name] = "\u3000";
    auto const less = render::compose_sheet(sheet.layout, sheet.plan, scene.pictures[0].picture, label);
    REQUIRE(less);
    for (auto const &text : less->texts) {
        CHECK(text.text.find("\u3000") == std::string::npos);
    }
}

TEST_CASE("no line of a label covers another, or the code") {
    for (auto const &sheet : {support::sheet_33x48(), support::sheet_35x45(), whole_cell()}) {
        auto const scene = sample(sheet, "阿卜杜热西提·买买提明");
        // Ink of all together is the sum of the ink of each: nothing overlaps.
        auto const ink = [](render::Scene const &drawn) {
            render::RasterPainter painter;
            auto const raster = painter.paint(drawn, dye_sub);
            REQUIRE(raster);
            double sum = 0;
            for (int y = 0; y < raster->height; ++y) {
                for (int x = 0; x < raster->width; ++x) {
                    sum += 255 - support::channel(support::pixel(*raster, x, y), 8);
                }
            }
            return sum;
        };
        double each = 0;
        for (auto const &text : scene.texts) {
            render::Scene alone;
            alone.paper = scene.paper;
            alone.texts = {text};
            each += ink(alone);
        }
        render::Scene code;
        code.paper = scene.paper;
        code.codes = scene.codes;
        each += ink(code);
        CHECK(ink(without_pictures(scene)) == doctest::Approx(each).epsilon(0.001));
    }
}

TEST_CASE("the label's code is read from a scan that lies askew and was saved badly") {
    for (auto const &sheet : {support::sheet_33x48(), support::sheet_35x45(), whole_cell()}) {
        render::RasterPainter painter;
        auto const raster = painter.paint(sample(sheet), dye_sub);
        REQUIRE(raster);
        for (double degrees : {0.0, 3.0, -3.0}) {
            auto const scan =
                support::through_jpeg(turned_grey(*raster, degrees), raster->width, raster->height, 50);
            CHECK(read_by_zbar(scan, raster->width, raster->height) == "7KQ2M9-00012-X");
        }
    }
}

TEST_CASE("a label without a serial has no code") {
    auto const sheet = support::sheet_33x48();
    auto label = support::sample_label();
    label.erase(Field::serial);
    auto const scene =
        render::compose_sheet(sheet.layout, sheet.plan, support::picture_of(support::portrait(1)), label);
    REQUIRE(scene);
    CHECK(scene->codes.empty());
    CHECK_FALSE(scene->texts.empty());
}

TEST_CASE("a label that could not be read is refused") {
    auto sheet = support::sheet_35x45();
    sheet.plan.label.height = Length::mm(1.8);
    auto const scene = render::compose_sheet(
        sheet.layout, sheet.plan, support::picture_of(support::portrait(1)), support::sample_label());
    REQUIRE_FALSE(scene);
    CHECK(scene.fault().kind == base::Trouble::bad_input);
}

TEST_CASE("a page of labels has one in each cell, inside it, and no more than there are cells") {
    auto sheet = support::sheet_33x48();
    sheet.layout.content = sheet::Content::label;
    sheet.layout.label.fields = {Field::name, Field::address, Field::phone, Field::serial};
    auto label = support::sample_label();
    label[Field::address] = "湖南省长沙市岳麓区麓山南路932号中南大学新校区图书馆后勤服务中心收发室";
    label[Field::phone] = "13800000000";
    auto const scene = render::compose_labels(sheet.layout, sheet.plan, {label, label, label});
    REQUIRE(scene);
    CHECK(scene->codes.size() == 3);
    CHECK(scene->pictures.empty());
    auto const ink = ink_of(*scene);
    CHECK(ink.left >= sheet.plan.cells[0].box.x.mm());
    CHECK(ink.right <= sheet.plan.cells[2].box.right().mm());
    CHECK(ink.bottom <= sheet.plan.cells[2].box.bottom().mm());
    auto const many = render::compose_labels(sheet.layout, sheet.plan, std::vector(9, label));
    REQUIRE_FALSE(many);
    CHECK(many.fault().kind == base::Trouble::usage);
}
