// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/text.hpp"
#include "render/pdf.hpp"
#include "render/pdf_reader.hpp"
#include "support/portrait.hpp"
#include "support/sample_sheet.hpp"
#include "support/temp_folder.hpp"
#include <doctest/doctest.h>

using base::Length;

namespace {

std::size_t count_of(base::Bytes const &part, base::Bytes const &whole) {
    std::size_t count = 0;
    auto const text = base::as_text(whole);
    for (auto at = text.find(base::as_text(part)); at != std::string_view::npos;
         at = text.find(base::as_text(part), at + 1)) {
        ++count;
    }
    return count;
}

render::Scene sheet_with(std::string const &name, unsigned seed = 1) {
    auto scene =
        support::sample_scene(support::sheet_33x48(), support::picture_of(support::portrait(seed)), name);
    REQUIRE(scene);
    return std::move(*scene);
}

base::Bytes written(render::PdfWriter &writer, std::vector<render::Scene> const &pages) {
    auto file = writer.write(pages, {"7KQ2M9-00012-X"});
    REQUIRE(file);
    return std::move(*file);
}

std::string text_of(base::Bytes const &file) {
    auto const reader = render::PdfReader::open(file);
    REQUIRE(reader);
    auto text = reader->text(1);
    REQUIRE(text);
    return *text;
}

render::Scene line_of(std::string text) {
    render::Scene scene;
    scene.paper = {Length::mm(150), Length::mm(100)};
    scene.texts.push_back(
        {std::move(text), {Length::mm(10), Length::mm(50)}, Length::mm(5), Length::mm(130), {}, {}});
    return scene;
}

} // namespace

TEST_CASE("a photo's bytes stand in the file once and untouched, however often it is drawn") {
    render::PdfWriter writer;
    auto const scene = sheet_with("欧阳小明");
    REQUIRE(scene.pictures.size() == 8);
    CHECK(count_of(*scene.pictures[0].picture, written(writer, {scene})) == 1);
    CHECK(count_of(*scene.pictures[0].picture, written(writer, {scene, scene})) == 1);
}

TEST_CASE("a file of one sheet is at most 12 KB larger than its photo") {
    render::PdfWriter writer;
    unsigned seed = 0;
    for (auto const *name :
         {"王明", "欧阳小明", "李娜 㛃䶮𬱖𠅤", "阿卜杜热西提·买买提明", "José Peña Müller"}) {
        auto const scene = sheet_with(name, ++seed);
        auto const file = written(writer, {scene});
        CHECK(file.size() <= scene.pictures[0].picture->size() + 12 * 1024);
    }
}

TEST_CASE("all text comes back out of the file, rare characters and composite glyphs too") {
    render::PdfWriter writer;
    for (std::string const name :
         {"欧阳小明", "李娜 㛃䶮𬱖𠅤", "阿卜杜热西提·买买提明", "José Peña Müller"}) {
        auto const text = text_of(written(writer, {sheet_with(name)}));
        CHECK_MESSAGE(text.find(name) != std::string::npos, text);
        for (auto const *field : {"202211010234", "软件工程2202班", "计算机与信息工程学院",
                                  "2026届毕业生图像采集", "7KQ2M9-00012-X"}) {
            CHECK_MESSAGE(text.find(field) != std::string::npos, text);
        }
    }
}

TEST_CASE("a letter with its accent behind it comes back as one") {
    render::PdfWriter writer;
    CHECK(text_of(written(writer, {line_of("Jose\u0301")})) == "José");
}

TEST_CASE("characters that share a glyph come back as themselves") {
    render::PdfWriter writer;
    // U+2F00 and U+4E00 look the same, and a font may draw both with one glyph.
    for (std::string const text : {"一\u2F00一", "葛\U000E0100葛", "\u2126\u03A9"}) {
        CHECK(text_of(written(writer, {line_of(text)})) == base::nfc(text));
    }
}

TEST_CASE("the file depends on the scenes and nothing else") {
    render::PdfWriter first;
    render::PdfWriter second;
    std::vector const pages{sheet_with("欧阳小明"), sheet_with("李娜 㛃䶮𬱖𠅤", 2)};
    auto const once = written(first, pages);
    written(second, {sheet_with("王明")});
    CHECK(written(second, pages) == once);
    CHECK(base::as_text(once).find("CreationDate") == std::string_view::npos);
    CHECK(base::as_text(once).find("/ID") == std::string_view::npos);
}

TEST_CASE("fonts that were cut for a batch give the same text, also for a file that was not foreseen") {
    render::PdfWriter writer;
    std::vector<std::string> const texts{"欧阳小明", "李娜𬱖", "202211010234", "\uE000"};
    writer.prepare(texts);
    CHECK(text_of(written(writer, {line_of("欧阳小明 2022")})) == "欧阳小明 2022");
    CHECK(text_of(written(writer, {line_of("李娜𬱖")})) == "李娜𬱖");
    CHECK(text_of(written(writer, {line_of("赵钱孙李𠅤")})) == "赵钱孙李𠅤");
}

TEST_CASE("a page has the size of the trimmed sheet") {
    render::PdfWriter writer;
    auto const file = written(writer, {sheet_with("王明"), line_of("第二页")});
    auto const reader = render::PdfReader::open(file);
    REQUIRE(reader);
    CHECK(reader->pages() == 2);
    CHECK(*reader->page_size(1) == sheet::Size{Length::mm(152.4), Length::mm(101.6)});
    CHECK(*reader->page_size(2) == sheet::Size{Length::mm(150), Length::mm(100)});
    CHECK(*reader->text(2) == "第二页");
}

TEST_CASE("qpdf finds nothing wrong with the file") {
    REQUIRE_MESSAGE(std::system("qpdf --version > /dev/null 2>&1") == 0,
                    "qpdf is missing; ./platen test installs it");
    render::PdfWriter writer;
    support::TempFolder const folder;
    auto const file = written(writer, {sheet_with("李娜 㛃䶮𬱖𠅤é"), line_of("\u2126一\u2F00")});
    auto const path = folder.file("sheet.pdf", base::as_text(file));
    CHECK(std::system(("qpdf --check " + path.string() + " > /dev/null 2>&1").c_str()) == 0);
}

TEST_CASE("a character that no font has stops the file and is named") {
    render::PdfWriter writer;
    std::vector const pages{line_of("张\uE000三")};
    auto const file = writer.write(pages, {"x"});
    REQUIRE_FALSE(file);
    CHECK(file.fault().kind == base::Trouble::bad_input);
    CHECK(file.fault().what.en.find("U+E000") != std::string::npos);
}

TEST_CASE("a picture that is no JPEG stops the file, and the writer goes on with the next") {
    render::PdfWriter writer;
    auto scene = sheet_with("王明");
    for (auto &placed : scene.pictures) {
        placed.picture = support::picture_of({'n', 'o', 't', ' ', 'a', ' ', 'j', 'p', 'e', 'g'});
    }
    std::vector const pages{scene};
    auto const file = writer.write(pages, {"x"});
    REQUIRE_FALSE(file);
    CHECK(file.fault().kind == base::Trouble::bad_input);
    CHECK(text_of(written(writer, {line_of("王明")})) == "王明");
}
