// SPDX-License-Identifier: GPL-3.0-or-later
#include "render/font_cut.hpp"
#include "render/fonts.hpp"
#include "render/line.hpp"
#include <doctest/doctest.h>

namespace {

std::string file_for(render::FontBook &book, char32_t character) {
    auto const *font = book.font_for(character);
    return font == nullptr ? "" : font->path().substr(font->path().rfind('/') + 1);
}

hb_codepoint_t glyph_of(render::Font const &font, char32_t character) {
    hb_codepoint_t glyph = 0;
    hb_font_get_nominal_glyph(font.shaping(), character, &glyph);
    return glyph;
}

} // namespace

TEST_CASE("Zen Hei draws what it can, Noto the rare characters, other fonts the rest") {
    render::FontBook book;
    for (auto c : U"李娜A0é·（㛃 ") {
        if (c != 0) {
            CHECK(file_for(book, c) == "wqy-zenhei.ttc");
        }
    }
    CHECK(file_for(book, U'𬱖') == "NotoSansCJK-Regular.ttc");
    CHECK(file_for(book, U'𠅤') == "NotoSansCJK-Regular.ttc");
    CHECK(file_for(book, U'\u0627') == "DejaVuSans.ttf"); // Arabic alef
    CHECK(file_for(book, U'\uE000').empty());
    CHECK(file_for(book, U'\U0010FFFD').empty());
}

TEST_CASE("private and control characters are drawn by nothing, whatever is installed") {
    render::FontBook book;
    for (auto c : {U'\uE000', U'\uF8FF', U'\U000F0000', U'\t', U'\n', U'\u0085'}) {
        CHECK(book.font_for(c) == nullptr);
    }
}

TEST_CASE("a line measures what its glyphs measure, without kerning") {
    render::FontBook book;
    CHECK(render::set_line(book, "国国国")->width == doctest::Approx(3));
    auto const a = render::set_line(book, "A")->width;
    auto const v = render::set_line(book, "V")->width;
    CHECK(render::set_line(book, "AV")->width == doctest::Approx(a + v));
    CHECK(render::set_line(book, "")->glyphs.empty());
}

TEST_CASE("each glyph of a line tells its own text, a selector goes with its character") {
    render::FontBook book;
    auto const line = render::set_line(book, "葛\U000E0100李𬱖");
    REQUIRE(line);
    REQUIRE(line->glyphs.size() == 3);
    CHECK(line->glyphs[0].text == "葛\U000E0100");
    CHECK(line->glyphs[1].text == "李");
    CHECK(line->glyphs[2].text == "𬱖");
}

TEST_CASE("a cut font is small and holds what was asked for, out of a batch too") {
    render::FontBook book;
    for (char32_t const first : {U'李', U'𬱖'}) {
        auto const *font = book.font_for(first);
        REQUIRE(font != nullptr);
        auto const second = first == U'李' ? U'娜' : U'𠅤';
        render::FontCutter cutter;
        render::GlyphSet const both{glyph_of(*font, first), glyph_of(*font, second)};
        auto const direct = cutter.cut(*font, both);
        REQUIRE(direct);
        CHECK(direct->program().size() < 4000);
        CHECK(hb_face_get_glyph_count(direct->face.get()) == 3);
        cutter.prepare(*font, both);
        auto const through = cutter.cut(*font, {*both.begin()});
        REQUIRE(through);
        CHECK(through->renumbered.at(*both.begin()) == 1);
        CHECK(hb_face_get_glyph_count(through->face.get()) == 2);
        CHECK(cutter.cut(*font, {glyph_of(*font, first), 1}));
    }
}

TEST_CASE("a file that is no font is no font") {
    CHECK(render::Font::open("/dev/null", 0) == nullptr);
    CHECK(render::Font::open("/nowhere.ttf", 0) == nullptr);
}
