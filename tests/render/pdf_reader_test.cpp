// SPDX-License-Identifier: GPL-3.0-or-later
#include "render/pdf.hpp"
#include "render/pdf_file.hpp"
#include "render/pdf_reader.hpp"
#include "support/pixels.hpp"
#include <doctest/doctest.h>

using base::Length;

namespace {

base::Bytes a_file() {
    render::Scene scene;
    scene.paper = {Length::mm(100), Length::mm(50)};
    scene.texts.push_back(
        {"存档相纸", {Length::mm(10), Length::mm(25)}, Length::mm(8), Length::mm(80), {}, {}});
    render::PdfWriter writer;
    auto file = writer.write({&scene, 1}, {"x"});
    REQUIRE(file);
    return std::move(*file);
}

base::Bytes file_with_password() {
    auto file = render::PdfFile::create();
    REQUIRE(file);
    file->page(100, 100);
    HPDF_SetPassword(file->doc(), "owner", "user");
    auto bytes = file->save();
    REQUIRE(bytes);
    return std::move(*bytes);
}

} // namespace

TEST_CASE("pages, sizes and text of a file are read") {
    auto const reader = render::PdfReader::open(a_file());
    REQUIRE(reader);
    CHECK(reader->pages() == 1);
    CHECK(*reader->page_size(1) == sheet::Size{Length::mm(100), Length::mm(50)});
    CHECK(*reader->text(1) == "存档相纸");
}

TEST_CASE("a page is drawn on white at the resolution that is asked for") {
    auto reader = render::PdfReader::open(a_file());
    REQUIRE(reader);
    for (int dpi : {72, 300}) {
        auto const raster = reader->render(1, dpi);
        REQUIRE(raster);
        CHECK(raster->width == std::lround(100 * dpi / 25.4));
        CHECK(raster->height == std::lround(50 * dpi / 25.4));
        CHECK(support::pixel(*raster, 0, 0) == 0xFFFFFF);
        CHECK_FALSE(support::extent(*raster, support::whole(*raster), support::is_ink).empty());
        CHECK(render::png_of(*raster, dpi));
    }
}

TEST_CASE("a page that is not there is not found") {
    auto reader = render::PdfReader::open(a_file());
    REQUIRE(reader);
    for (int page : {0, 2, -1}) {
        CHECK(reader->text(page).fault().kind == base::Trouble::not_found);
        CHECK(reader->page_size(page).fault().kind == base::Trouble::not_found);
        CHECK(reader->render(page, 300).fault().kind == base::Trouble::not_found);
    }
    CHECK(reader->render(1, 100000).fault().kind == base::Trouble::usage);
}

TEST_CASE("what is no PDF, or only a piece of one, is refused in plain words") {
    auto const file = a_file();
    for (auto const &bytes : {base::Bytes{}, base::Bytes{'h', 'e', 'l', 'l', 'o'},
                              base::Bytes{file.begin(), file.begin() + 60}}) {
        auto const reader = render::PdfReader::open(bytes);
        REQUIRE_FALSE(reader);
        CHECK(reader.fault().kind == base::Trouble::bad_input);
    }
}

TEST_CASE("a file with a password is told from a damaged one") {
    auto const reader = render::PdfReader::open(file_with_password());
    REQUIRE_FALSE(reader);
    CHECK(reader.fault().what.en == "this PDF asks for a password");
}

TEST_CASE("a page laid on paper has its middle on the paper's, scaled and turned as asked") {
    auto reader = render::PdfReader::open(a_file());
    REQUIRE(reader);
    sheet::Size const paper{Length::mm(120), Length::mm(120)};
    auto const upright = reader->extract({1, paper, 1, false});
    auto const turned = reader->extract({1, paper, 0.5, true});
    REQUIRE(upright);
    REQUIRE(turned);
    CHECK(*upright == *reader->extract({1, paper, 1, false}));
    auto const ink = [](base::Bytes const &file) {
        auto extracted = render::PdfReader::open(file);
        REQUIRE(extracted);
        CHECK(*extracted->text(1) == "存档相纸");
        auto const raster = extracted->render(1, 254);
        REQUIRE(raster);
        return support::extent(*raster, support::whole(*raster), support::is_ink);
    };
    // The words begin 10 mm from the left of the 100 x 50 mm page and stand on a line in its middle.
    auto const first = ink(*upright);
    CHECK(first.left == doctest::Approx(200).epsilon(0.03));
    CHECK(first.bottom == doctest::Approx(600).epsilon(0.03));
    auto const second = ink(*turned);
    CHECK(second.bottom ==
          doctest::Approx(800).epsilon(0.02)); // what was left is below: 20 mm from the middle
    CHECK(second.right == doctest::Approx(600).epsilon(0.03));
    CHECK(second.bottom - second.top == doctest::Approx((first.right - first.left) / 2.0).epsilon(0.03));
}

TEST_CASE("a laid page is painted in the middle of any canvas, at two resolutions at once") {
    auto reader = render::PdfReader::open(a_file());
    REQUIRE(reader);
    render::LaidPage const laid{1, {Length::mm(100), Length::mm(50)}, 1, false};
    auto const ink = [&](render::Canvas canvas) {
        auto const raster = reader->paint(laid, canvas);
        REQUIRE(raster);
        CHECK(support::pixel(*raster, 0, 0) == 0xFFFFFF);
        return support::extent(*raster, support::whole(*raster), support::is_ink);
    };
    auto const plain = ink({1000, 500, 254, 254});
    auto const roomy = ink({1100, 1200, 254, 508});
    CHECK(roomy.left == doctest::Approx(plain.left + 50).epsilon(0.02));
    CHECK(roomy.right - roomy.left == doctest::Approx(plain.right - plain.left).epsilon(0.02));
    CHECK(roomy.bottom - roomy.top == doctest::Approx(2 * (plain.bottom - plain.top)).epsilon(0.03));
    CHECK(roomy.bottom == doctest::Approx(2 * plain.bottom + 100).epsilon(0.02));
    CHECK(reader->paint(laid, {40000, 10, 300, 300}).fault().kind == base::Trouble::usage);
    CHECK(reader->paint({2, laid.paper, 1, false}, {10, 10, 300, 300}).fault().kind ==
          base::Trouble::not_found);
    CHECK(reader->extract({2, laid.paper, 1, false}).fault().kind == base::Trouble::not_found);
}
