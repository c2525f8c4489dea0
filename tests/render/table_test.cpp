// SPDX-License-Identifier: GPL-3.0-or-later
#include "render/pdf.hpp"
#include "render/pdf_reader.hpp"
#include "render/table.hpp"
#include <algorithm>
#include <doctest/doctest.h>

using base::Length;

namespace {

render::TableDocument list_of(std::size_t rows, bool codes = false) {
    auto const mm = [](double x) { return Length::mm(x); };
    render::TableDocument document;
    document.title = "毕业生纸质照片移交清单";
    document.facts = {"移交单位：图像采集室", "接收单位：计算机学院", "移交日期：2026-06-01"};
    document.columns = {{"序号", mm(12), render::Align::right}, {"姓名", mm(30)}, {"相纸编号", mm(40)}};
    if (codes) {
        document.columns.push_back({"二维码", mm(20), render::Align::centre, true});
    }
    for (std::size_t i = 1; i <= rows; ++i) {
        auto const serial = fmt::format("7KQ2M9-{:05}-X", i);
        document.rows.push_back({std::to_string(i), "李娜𬱖", serial, serial});
    }
    document.summary = {fmt::format("合计 {} 张", rows)};
    document.signatures = {"移交人（签字）", "接收人（签字）", "日期"};
    document.copy = "第一联 移交方留存";
    document.footer = "H-2026-0017";
    return document;
}

std::vector<render::Scene> pages_of(render::TableDocument const &document) {
    auto pages = render::compose_table(document);
    REQUIRE(pages);
    return std::move(*pages);
}

int count(render::Scene const &page, std::string_view text) {
    return static_cast<int>(std::count_if(page.texts.begin(), page.texts.end(),
                                          [&](render::PlacedText const &one) { return one.text == text; }));
}

int serials(render::Scene const &page) {
    return static_cast<int>(
        std::count_if(page.texts.begin(), page.texts.end(),
                      [](render::PlacedText const &one) { return one.text.starts_with("7KQ2M9-"); }));
}

} // namespace

TEST_CASE("every row stands in the list once, in its order, however long the list is") {
    for (std::size_t rows = 0; rows <= 120; ++rows) {
        std::vector<std::string> seen;
        for (auto const &page : pages_of(list_of(rows))) {
            for (auto const &text : page.texts) {
                if (text.text.starts_with("7KQ2M9-")) {
                    seen.push_back(text.text);
                }
            }
        }
        REQUIRE(seen.size() == rows);
        CHECK(std::is_sorted(seen.begin(), seen.end()));
    }
}

TEST_CASE("heading, copy mark and page number stand on every page, signatures on the last and never alone") {
    for (std::size_t rows :
         {0U, 1U, 20U, 24U, 25U, 26U, 27U, 28U, 29U, 30U, 31U, 32U, 33U, 60U, 61U, 64U, 100U}) {
        auto const pages = pages_of(list_of(rows));
        for (std::size_t i = 0; i < pages.size(); ++i) {
            CHECK(count(pages[i], "相纸编号") == 1);
            CHECK(count(pages[i], "第一联 移交方留存") == 1);
            CHECK(count(pages[i], fmt::format("第 {} 页 共 {} 页", i + 1, pages.size())) == 1);
            CHECK(count(pages[i], "接收人（签字）") == (i + 1 == pages.size() ? 1 : 0));
        }
        CHECK((rows == 0 || serials(pages.back()) >= 1));
    }
}

TEST_CASE("nothing of a list reaches into the margins, and nothing of the table below its page") {
    for (std::size_t rows : {0U, 24U, 29U, 61U, 100U}) {
        for (auto const &page : pages_of(list_of(rows, rows > 29))) {
            CHECK(page.paper == sheet::Size{Length::mm(210), Length::mm(297)});
            for (auto const &line : page.lines) {
                CHECK(line.from.x >= Length::mm(15));
                CHECK(line.to.x <= Length::mm(200));
                CHECK(std::max(line.from.y, line.to.y) <= Length::mm(281));
            }
            for (auto const &text : page.texts) {
                CHECK(text.at.y <= Length::mm(288));
                CHECK(text.room > Length{});
            }
        }
    }
}

TEST_CASE("a column of codes has one code a row, inside its row") {
    auto const pages = pages_of(list_of(40, true));
    std::size_t codes = 0;
    for (auto const &page : pages) {
        codes += page.codes.size();
        for (auto const &code : page.codes) {
            CHECK(code.box.width == code.box.height);
            CHECK(code.box.width >= Length::mm(12));
        }
    }
    CHECK(codes == 40);
}

TEST_CASE("the list as a PDF is text that can be searched") {
    render::PdfWriter writer;
    auto const pages = pages_of(list_of(40));
    auto const file = writer.write(pages, {"毕业生纸质照片移交清单"});
    REQUIRE(file);
    auto const reader = render::PdfReader::open(*file);
    REQUIRE(reader);
    REQUIRE(reader->pages() == 2);
    auto const first = *reader->text(1);
    CHECK(first.find("毕业生纸质照片移交清单") != std::string::npos);
    CHECK(first.find("李娜𬱖") != std::string::npos);
    CHECK(first.find("7KQ2M9-00001-X") != std::string::npos);
    CHECK(reader->text(2)->find("接收人（签字）") != std::string::npos);
}

TEST_CASE("a list without columns, or with more facts than a page holds, is refused") {
    CHECK_FALSE(render::compose_table({}));
    auto document = list_of(3);
    document.facts.assign(60, "x");
    auto const pages = render::compose_table(document);
    REQUIRE_FALSE(pages);
    CHECK(pages.fault().kind == base::Trouble::bad_input);
}

TEST_CASE("a row with fewer cells than columns leaves the rest empty") {
    auto document = list_of(2);
    document.rows[1] = {"2"};
    CHECK(serials(pages_of(document).front()) == 1);
}
