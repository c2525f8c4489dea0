// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/text.hpp"
#include "dnp/fit.hpp"
#include <doctest/doctest.h>

using namespace print;
using namespace print::dnp;
using base::Length;

namespace {

Page const six_inch{Length::mm(152.4), Length::mm(101.6)};
Page const five_inch{Length::mm(127), Length::mm(89)};

Model const &model(std::string_view name) {
    auto const *found = model_named(name);
    REQUIRE(found != nullptr);
    return *found;
}

} // namespace

TEST_CASE("the table of models that ships has no findings") {
    for (auto const &finding : check_models(models_text())) {
        FAIL(finding.text(base::Language::en));
    }
    CHECK(models().size() == 11);
}

TEST_CASE("a mistake in the table is found with its line") {
    auto text = std::string{models_text()};
    text +=
        "\n[[model]]\nname = \"X\"\nmake = \"X\"\nmaker = \"\"\nusb = [\"zz\"]\nhead = 1920\nbuffers = 2\n"
        "correction = 0\nreserve = 0\nmatte = \"maybe\"\nsizes = [\"none\"]\nrolls = [\"999:1\"]\n";
    auto const findings = check_models(text);
    REQUIRE(findings.size() == 4);
    for (auto const &finding : findings) {
        CHECK(finding.line > 100);
    }
}

TEST_CASE("one USB id is several products, told apart by maker and firmware") {
    CHECK(identify({0x1343, 0x0005}, "Dai Nippon Printing", {1, 33})->name == "DS-RX1");
    CHECK(identify({0x1343, 0x0005}, "Dai Nippon Printing", {2, 21})->name == "DS-RX1HS");
    CHECK(identify({0x1343, 0x0005}, "CITIZEN SYSTEMS", {2, 21})->name == "CY");
    CHECK(identify({0x1343, 0x0003}, "Dai Nippon Printing", {1, 60})->name == "DS40");
    CHECK(identify({0x1343, 0x0003}, "CITIZEN", {1, 60})->name == "CX");
    CHECK(identify({0x1343, 0x0005}, "", {2, 21})->name == "DS-RX1HS");
    CHECK(identify({0x1452, 0x8b01}, "Dai Nippon Printing", {1, 52})->name == "DS620");
    CHECK(identify({0x04b8, 0x0005}, "EPSON", {1, 0}) == nullptr);
}

TEST_CASE("a 6-inch sheet is the PC print of every 6-inch model, on a PC roll and on larger ones") {
    for (auto const *name : {"DS40", "CX", "DS-RX1", "DS-RX1HS", "CY", "CW-02", "DS620", "CX-02"}) {
        CAPTURE(name);
        for (int const media : {300, 310}) {
            auto const found = fit(model(name), {2, 10}, media, six_inch);
            REQUIRE(found);
            CHECK(found->size.code == 2);
            CHECK_FALSE(found->turned);
            CHECK(found->size.image_width() == 1844);
            CHECK(found->size.rows == 1240);
        }
    }
}

TEST_CASE("a model with a narrower head prints the sheet turned by a quarter") {
    auto const found = fit(model("QW410"), {1, 0}, 150, six_inch);
    REQUIRE(found);
    CHECK(found->size.code == 48);
    CHECK(found->turned);
    CHECK(found->size.image_width() == 1266);
}

TEST_CASE("a 5-inch sheet needs an L or 2L roll, and the sentence says so") {
    auto const found = fit(model("DS40"), {1, 60}, 200, five_inch);
    REQUIRE(found);
    CHECK(found->size.code == 1);
    auto const refused = fit(model("DS40"), {1, 60}, 300, five_inch);
    REQUIRE_FALSE(refused);
    CHECK(refused.fault().kind == base::Trouble::device);
    CHECK(refused.fault().text(base::Language::zh).find("L 3.5x5 (200)") != std::string::npos);
}

TEST_CASE("no roll, an unknown roll and a size that the model lacks are told apart from a fit") {
    CHECK_FALSE(fit(model("DS40"), {1, 60}, 0, six_inch));
    CHECK_FALSE(fit(model("DS40"), {1, 60}, 110, six_inch));
    CHECK_FALSE(fit(model("DS80"), {1, 42}, 510, six_inch));
    Page const a4{Length::mm(210), Length::mm(297)};
    CHECK(fit(model("DS820"), {1, 6}, 600, a4));
    CHECK_FALSE(fit(model("DS820"), {1, 6}, 510, a4));
    // 6x6 came to the DS40 with firmware 1.60
    Page const square{Length::mm(152.4), Length::mm(152.4)};
    CHECK_FALSE(fit(model("DS40"), {1, 59}, 310, square));
    CHECK(fit(model("DS40"), {1, 60}, 310, square));
}
