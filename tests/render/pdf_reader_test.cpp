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
