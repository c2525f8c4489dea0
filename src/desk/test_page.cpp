// SPDX-License-Identifier: GPL-3.0-or-later
#include "desk/page_printer.hpp"
#include "desk/ruler_page.hpp"

namespace desk {

namespace {

using base::Length;
using render::Scene;

constexpr auto fine = Length::hundredths(10);
constexpr auto edge = Length::hundredths(400); ///< the scales stand this far inside the trimmed edge

Length tick(int millimetre) {
    return Length::mm(millimetre % 10 == 0 ? 4 : millimetre % 5 == 0 ? 3 : 2);
}

void scales(Scene &scene) {
    for (int mm = 0; mm <= 140; ++mm) {
        auto const x = edge + Length::mm(mm);
        scene.lines.push_back({{x, edge}, {x, edge + tick(mm)}, fine});
        if (mm % 10 == 0 && mm > 0) {
            scene.texts.push_back(
                {std::to_string(mm), {x, edge + Length::mm(7)}, Length::mm(2.4), {}, render::Align::centre});
        }
    }
    for (int mm = 0; mm <= 90; ++mm) {
        auto const y = edge + Length::mm(mm);
        scene.lines.push_back({{edge, y}, {edge + tick(mm), y}, fine});
        if (mm % 10 == 0 && mm > 0) {
            scene.texts.push_back(
                {std::to_string(mm), {edge + Length::mm(5), y + Length::mm(0.8)}, Length::mm(2.4), {}});
        }
    }
}

Scene test_scene(std::string const &printer, std::string const &date) {
    Scene scene;
    scene.paper = six_inch();
    scales(scene);
    draw_cell(scene, {Length::mm(20), Length::mm(20), Length::mm(33), Length::mm(48)}, "33×48");
    draw_cell(scene, {Length::mm(58), Length::mm(20), Length::mm(35), Length::mm(45)}, "35×45");
    scene.codes.push_back(
        {"PLATEN TEST PAGE", {Length::mm(100), Length::mm(20), Length::mm(14), Length::mm(14)}});
    auto const room = Length::mm(126);
    auto y = Length::mm(76);
    for (auto const &[text, em] :
         {std::pair{std::string{"打印测试页：用尺量，刻度和方框应与所标毫米数相符。"}, 3.6},
          std::pair{std::string{"Test page: hold a ruler to the scales and the two boxes."}, 3.0},
          std::pair{std::string{"小字 张三 李娜 0123456789 ABCDEFG"}, 2.0},
          std::pair{printer + "    " + date, 2.4}}) {
        scene.texts.push_back({text, {Length::mm(20), y}, Length::mm(em), room});
        y += Length::mm(5.2);
    }
    return scene;
}

} // namespace

base::Result<std::string> print_test_page(Setting const &setting, Station *station, std::string const &uri) {
    auto printer = PagePrinter::open(setting, station, uri);
    if (!printer) {
        return std::move(printer).fault();
    }
    auto &held = **printer;
    PageArtwork artwork{test_scene(held.driver().name(), setting.clock.now().local_text()),
                        "platen test page", held.calibration()};
    auto page = held.print("platen-test-page", artwork);
    if (!page) {
        return std::move(page).fault();
    }
    return page->certain ? base::Result{std::move(page->place)} : in_doubt(held.driver().name());
}

} // namespace desk
