// SPDX-License-Identifier: GPL-3.0-or-later
#include "desk/printers.hpp"
#include "render/pdf.hpp"
#include "render/raster.hpp"

namespace desk {

namespace {

using base::Length;
using render::Scene;

constexpr auto fine = Length::hundredths(10);
constexpr auto edge = Length::hundredths(400); ///< the scales stand this far inside the trimmed edge

sheet::Size six_inch() {
    return {Length::mm(152.4), Length::mm(101.6)};
}

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

void cell(Scene &scene, sheet::Box const &box, std::string const &name) {
    sheet::Point const corners[] = {
        {box.x, box.y}, {box.right(), box.y}, {box.right(), box.bottom()}, {box.x, box.bottom()}};
    for (std::size_t i = 0; i < 4; ++i) {
        scene.lines.push_back({corners[i], corners[(i + 1) % 4], fine});
    }
    scene.texts.push_back({name,
                           {box.x + box.width / 2, box.y + box.height / 2},
                           Length::mm(3.2),
                           box.width - Length::mm(2),
                           render::Align::centre});
}

Scene test_scene(std::string const &printer, std::string const &date) {
    Scene scene;
    scene.paper = six_inch();
    scales(scene);
    cell(scene, {Length::mm(20), Length::mm(20), Length::mm(33), Length::mm(48)}, "33×48");
    cell(scene, {Length::mm(58), Length::mm(20), Length::mm(35), Length::mm(45)}, "35×45");
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

/// Drawn from nothing but its scene.
class PageArtwork final : public print::Artwork {
public:
    explicit PageArtwork(Scene scene) : scene_{std::move(scene)} {}

    [[nodiscard]] print::Page page() const override { return {scene_.paper.width, scene_.paper.height}; }

    base::Result<base::Raster> raster(int width, int height, double dpi_x, double dpi_y) override {
        return painter_.paint(scene_, {width, height, dpi_x, dpi_y});
    }
    base::Result<base::Bytes> pdf() override { return writer_.write({&scene_, 1}, {"platen test page"}); }
    base::Result<base::Bytes> png() override {
        auto painted = painter_.paint(scene_, render::canvas_of(scene_.paper, dots));
        if (!painted) {
            return std::move(painted).fault();
        }
        return render::png_of(*painted, dots);
    }

private:
    static constexpr double dots = 300;
    Scene scene_;
    render::RasterPainter painter_;
    render::PdfWriter writer_;
};

} // namespace

base::Result<std::string> print_test_page(Setting const &setting, std::string const &uri) {
    auto driver = open_printer(setting, uri);
    if (!driver) {
        return std::move(driver).fault();
    }
    PageArtwork artwork{test_scene((*driver)->name(), setting.clock.now().local_text())};
    return print_page(setting, **driver, "platen-test-page", artwork);
}

} // namespace desk
