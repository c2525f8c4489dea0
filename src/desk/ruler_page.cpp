// SPDX-License-Identifier: GPL-3.0-or-later
#include "desk/ruler_page.hpp"
#include <fmt/format.h>

namespace desk {

using base::Length;
using render::Scene;

namespace {

constexpr double preview_dpi = 300;
constexpr auto fine = Length::hundredths(10);
/// The rulers go on beyond the trimmed edges, as far as printers trim beside them.
constexpr int beyond = 3;
/// Where the figures of both rulers would meet.
constexpr int crossing = 20;

Length tick(int millimetre) {
    return Length::mm(millimetre % 10 == 0 ? 5 : millimetre % 5 == 0 ? 3.5 : 2);
}

void line(Scene &scene, Length x1, Length y1, Length x2, Length y2) {
    scene.lines.push_back({{x1, y1}, {x2, y2}, fine});
}

/// A ruler across the sheet at this height, its zero at the design's left edge.
void ruler_across(Scene &scene, Length y) {
    line(scene, Length::mm(-beyond), y, scene.paper.width + Length::mm(beyond), y);
    for (int mm = -beyond; mm <= 155; ++mm) {
        line(scene, Length::mm(mm), y, Length::mm(mm), y + tick(mm));
        if (mm % 10 == 0 && mm > 0 && mm < 150 && mm != crossing) {
            scene.texts.push_back({std::to_string(mm),
                                   {Length::mm(mm), y + Length::mm(8)},
                                   Length::mm(2.4),
                                   {},
                                   render::Align::centre});
        }
    }
}

void ruler_down(Scene &scene, Length x) {
    line(scene, x, Length::mm(-beyond), x, scene.paper.height + Length::mm(beyond));
    for (int mm = -beyond; mm <= 104; ++mm) {
        line(scene, x, Length::mm(mm), x + tick(mm), Length::mm(mm));
        if (mm % 10 == 0 && mm > 0 && mm < 100 && mm != crossing) {
            scene.texts.push_back({std::to_string(mm),
                                   {x + Length::mm(6), Length::mm(mm) + Length::mm(0.8)},
                                   Length::mm(2.4),
                                   {}});
        }
    }
}

/// A line to measure, with its ends marked.
void measure(Scene &scene, sheet::Point from, Length across, Length down, std::string const &name) {
    auto const end = sheet::Point{from.x + across, from.y + down};
    scene.lines.push_back({from, end, Length::hundredths(25)});
    auto const half = Length::mm(2);
    for (auto const &at : {from, end}) {
        if (down == Length{}) {
            line(scene, at.x, at.y - half, at.x, at.y + half);
        } else {
            line(scene, at.x - half, at.y, at.x + half, at.y);
        }
    }
    draw_text(scene, name, (from.x + across / 2 + (down == Length{} ? Length{} : Length::mm(2))).mm(),
              (from.y + down / 2 - (down == Length{} ? Length::mm(1) : Length{})).mm(), 3);
}

void cross(Scene &scene, Length x, Length y) {
    auto const arm = Length::mm(3);
    line(scene, x - arm, y, x + arm, y);
    line(scene, x, y - arm, x, y + arm);
}

} // namespace

base::Result<base::Raster> PageArtwork::raster(int width, int height, double dpi_x, double dpi_y) {
    return painter_.paint(scene_, calibrated({width, height, dpi_x, dpi_y}, calibration_));
}

base::Result<base::Bytes> PageArtwork::pdf() {
    return writer_.write({&scene_, 1}, {title_});
}

base::Result<base::Bytes> PageArtwork::png() {
    auto painted = painter_.paint(scene_, render::canvas_of(scene_.paper, preview_dpi));
    if (!painted) {
        return std::move(painted).fault();
    }
    return render::png_of(*painted, preview_dpi);
}

sheet::Size six_inch() {
    return {Length::mm(152.4), Length::mm(101.6)};
}

void draw_cell(Scene &scene, sheet::Box const &box, std::string const &name) {
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

void draw_text(Scene &scene, std::string const &text, double x, double y, double em) {
    auto const room = scene.paper.width - Length::mm(x) - Length::mm(6);
    scene.texts.push_back({text, {Length::mm(x), Length::mm(y)}, Length::mm(em), room});
}

Scene calibration_scene(std::string const &printer, std::string const &date) {
    Scene scene;
    scene.paper = six_inch();
    ruler_across(scene, Length::mm(12));
    ruler_down(scene, Length::mm(12));
    measure(scene, {Length::mm(30), Length::mm(30)}, Length::mm(100), Length{}, "100");
    measure(scene, {Length::mm(145), Length::mm(19)}, Length{}, Length::mm(80), "80");
    draw_text(scene, "0", 1.2, 19.5, 3.2); // the marks that the cut edges are read against
    draw_text(scene, "0", 18.2, 1.6 + 1.2, 3.2);
    double y = 44;
    for (auto const &[text, em] :
         {std::pair{std::string{"打印机校准页"}, 5.0},
          std::pair{std::string{"① 左边切口在横尺上是几毫米（露白为负）"}, 3.6},
          std::pair{std::string{"② 上边切口在竖尺上是几毫米（露白为负）"}, 3.6},
          std::pair{std::string{"③ 用真尺量横线“100”，④ 再量竖线“80”，精确到 0.1 毫米"}, 3.6},
          std::pair{std::string{"(1) mark at the left cut edge  (2) mark at the top cut edge"}, 2.8},
          std::pair{std::string{"(3) true length of the line 100  (4) of the line 80, to 0.1 mm"}, 2.8},
          std::pair{fmt::format("{}    {}", printer, date), 2.4}}) {
        draw_text(scene, text, 30, y, em);
        y += em + 2.6;
    }
    return scene;
}

Scene proof_scene(std::string const &printer, std::string const &date) {
    Scene scene;
    scene.paper = six_inch();
    draw_cell(scene, {Length::mm(12), Length::mm(14), Length::mm(33), Length::mm(48)}, "33×48");
    draw_cell(scene, {Length::mm(52), Length::mm(14), Length::mm(35), Length::mm(45)}, "35×45");
    draw_cell(scene, {Length::mm(94), Length::mm(14), Length::mm(25), Length::mm(35)}, "25×35");
    for (auto const x : {Length::mm(5), scene.paper.width - Length::mm(5)}) {
        cross(scene, x, scene.paper.height / 2);
    }
    for (auto const y : {Length::mm(5), scene.paper.height - Length::mm(5)}) {
        cross(scene, scene.paper.width / 2, y);
    }
    double y = 72;
    for (auto const &[text, em] :
         {std::pair{
              std::string{"校准验证页：方框用尺量应与所标毫米数相符；四个十字离各自的切口都是 5 毫米。"},
              3.4},
          std::pair{std::string{"Proof: the boxes measure what they say; each cross is 5 mm from its edge."},
                    2.8},
          std::pair{fmt::format("{}    {}", printer, date), 2.4}}) {
        draw_text(scene, text, 12, y, em);
        y += em + 2.6;
    }
    return scene;
}

} // namespace desk
