// SPDX-License-Identifier: GPL-3.0-or-later
#include "photo/jpeg.hpp"
#include "photo/jpeg_maker.hpp"
#include <doctest/doctest.h>

using jpeg_maker::jpeg;
using jpeg_maker::Making;
using photo::ColourSpace;

namespace {

photo::JpegFacts facts_of(Making const &making) {
    auto facts = photo::read_facts(jpeg(making));
    REQUIRE(facts);
    return *facts;
}

} // namespace

TEST_CASE("size, density and completeness are read from the header") {
    auto const facts = facts_of({.width = 120, .height = 160});
    CHECK(facts.width == 120);
    CHECK(facts.height == 160);
    CHECK(facts.jfif);
    CHECK(facts.dpi_x == 300);
    CHECK(facts.dpi_y == 300);
    CHECK(facts.bits == 8);
    CHECK(facts.complete);
    CHECK(facts.baseline);
    CHECK_FALSE(facts.several_scans);
    CHECK(facts.orientation == 1);
}

TEST_CASE("density in dots per centimetre is converted") {
    auto const facts = facts_of({.width = 16, .height = 16, .dpi = 118, .density_unit = 2});
    CHECK(facts.dpi_x == 300);
}

TEST_CASE("a density without unit is none") {
    CHECK(facts_of({.width = 16, .height = 16, .dpi = 0}).dpi_x == 0);
}

TEST_CASE("every quality setting of libjpeg is recognised exactly") {
    for (int quality = 5; quality <= 100; ++quality) {
        CHECK(facts_of({.width = 16, .height = 16, .quality = quality}).quality == quality);
    }
}

TEST_CASE("colour spaces and codings are told apart") {
    CHECK(facts_of({.width = 16, .height = 16}).colour == ColourSpace::ycbcr);
    CHECK(facts_of({.width = 16, .height = 16, .rgb_inside = true}).colour == ColourSpace::rgb);
    CHECK(facts_of({.width = 16, .height = 16, .from = JCS_GRAYSCALE}).colour == ColourSpace::grey);
    CHECK(facts_of({.width = 16, .height = 16, .from = JCS_CMYK}).colour == ColourSpace::cmyk);
    auto const progressive = facts_of({.width = 16, .height = 16, .progressive = true});
    CHECK(progressive.progressive);
    CHECK(progressive.several_scans);
    CHECK_FALSE(facts_of({.width = 16, .height = 16, .arithmetic = true}).baseline);
}

TEST_CASE("subsampling is counted in the samples") {
    CHECK(facts_of({.width = 32, .height = 32}).samples == 32 * 32 * 3 / 2);
}

TEST_CASE("all eight orientations are read from EXIF, and nonsense counts as upright") {
    for (int orientation = 1; orientation <= 8; ++orientation) {
        CHECK(facts_of({.width = 16, .height = 16, .orientation = orientation}).orientation == orientation);
    }
    CHECK(facts_of({.width = 16, .height = 16, .orientation = 9}).orientation == 1);
}

TEST_CASE("a thumbnail inside a segment neither ends nor describes the picture") {
    auto file = jpeg({.width = 48, .height = 64});
    auto const thumbnail = jpeg({.width = 16, .height = 16});
    base::Bytes segment{0xFF, 0xED, static_cast<unsigned char>((thumbnail.size() + 2) >> 8U),
                        static_cast<unsigned char>((thumbnail.size() + 2) & 255U)};
    segment.insert(segment.end(), thumbnail.begin(), thumbnail.end());
    file.insert(file.begin() + 2, segment.begin(), segment.end());
    auto const facts = photo::read_facts(file);
    REQUIRE(facts);
    CHECK(facts->width == 48);
    CHECK(facts->complete);
    file.erase(file.end() - 10, file.end());
    auto const cut = photo::read_facts(file);
    REQUIRE(cut);
    CHECK_FALSE(cut->complete);
}

TEST_CASE("what is no JPEG is bad input, not a crash") {
    CHECK_FALSE(photo::read_facts({}));
    CHECK_FALSE(photo::read_facts(base::as_bytes("\xFF\xD8\xFF")));
    CHECK_FALSE(photo::read_facts(base::as_bytes("not a picture at all")));
    CHECK(photo::read_facts({}).fault().kind == base::Trouble::bad_input);
}

TEST_CASE("a plain header drops comments, EXIF and what follows the end, and keeps the coded data") {
    auto const clean = jpeg({.width = 48, .height = 64});
    auto file =
        jpeg({.width = 48, .height = 64, .dpi = 72, .orientation = 1, .comment = "made by a program"});
    file.resize(file.size() + 1000, 0x55);
    CHECK(photo::with_plain_header(file, 300) == clean);
}
