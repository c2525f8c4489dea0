// SPDX-License-Identifier: GPL-3.0-or-later
#include "desk/layouts.hpp"
#include "base/files.hpp"
#include "render/compose.hpp"
#include "render/raster.hpp"

namespace desk {

namespace {

using base::Length;
using base::words;

constexpr double preview_dpi = 300;

render::LabelText made_up_label() {
    using sheet::Field;
    return {{Field::name, "张三"},
            {Field::student_no, "2022010001"},
            {Field::class_name, "会计2201"},
            {Field::unit, "财经学院"},
            {Field::campaign, "某大学 2026届"},
            {Field::serial, "7KQ2M9-00012-X"},
            {Field::major, "会计学"},
            {Field::date, "2026-06-01"},
            {Field::address, "某省某市某区某路 1 号"},
            {Field::phone, "000-0000 0000"}};
}

/// Cells as outlined boxes, for a picture of the layout itself.
void outline(render::Scene &scene, sheet::Box const &box) {
    auto const width = Length::mm(0.1);
    sheet::Point const corners[] = {
        {box.x, box.y}, {box.right(), box.y}, {box.right(), box.bottom()}, {box.x, box.bottom()}};
    for (std::size_t i = 0; i < 4; ++i) {
        scene.lines.push_back({corners[i], corners[(i + 1) % 4], width});
    }
}

void write_size(render::Scene &scene, sheet::Box const &box, sheet::Block const &block) {
    sheet::Point const middle{box.x + box.width / 2, box.y + box.height / 2};
    scene.texts.push_back({fmt::format("{} {}×{}", block.name, block.size.width.mm(), block.size.height.mm()),
                           middle, Length::mm(3), box.width - Length::mm(2), render::Align::centre});
}

base::Result<render::Scene> drawing(SolvedLayout const &solved) {
    auto const &[layout, plan] = solved;
    if (layout.content == sheet::Content::label) {
        return render::compose_labels(layout, plan,
                                      std::vector<render::LabelText>(plan.cells.size(), made_up_label()));
    }
    auto scene = render::compose_sheet(layout, plan, nullptr, made_up_label());
    if (!scene) {
        return scene;
    }
    scene->pictures.clear();
    for (auto const &cell : plan.cells) {
        outline(*scene, cell.box);
        write_size(*scene, cell.box, layout.blocks[cell.block]);
    }
    return scene;
}

} // namespace

std::vector<base::Words> cut_plan(sheet::Plan const &plan) {
    std::vector<base::Words> lines{words("共裁 {} 刀（从左上角量，毫米）：",
                                         "{} cuts (in millimetres from the upper left):", plan.cuts.size())};
    std::size_t number = 0;
    for (auto const &cut : plan.cuts) {
        auto const whole = cut.from == Length::hundredths(0);
        auto const from = cut.from.mm();
        auto const to = cut.to.mm();
        ++number;
        if (whole) {
            lines.push_back(
                cut.vertical ? words("  {}. 竖裁 {:.2f}", "  {}. vertical at {:.2f}", number, cut.at.mm())
                             : words("  {}. 横裁 {:.2f}", "  {}. horizontal at {:.2f}", number, cut.at.mm()));
        } else {
            lines.push_back(cut.vertical ? words("  {}. 竖裁 {:.2f}（{:.2f} 到 {:.2f} 的条）",
                                                 "  {}. vertical at {:.2f} (strips from {:.2f} to {:.2f})",
                                                 number, cut.at.mm(), from, to)
                                         : words("  {}. 横裁 {:.2f}（{:.2f} 到 {:.2f} 的条）",
                                                 "  {}. horizontal at {:.2f} (strips from {:.2f} to {:.2f})",
                                                 number, cut.at.mm(), from, to));
        }
    }
    return lines;
}

base::Result<> preview_layout(Setting const &setting, std::string const &name,
                              std::filesystem::path const &to) {
    if (to.extension() != ".png") {
        return base::fault(base::Trouble::usage, "文件名要以 .png 结尾：{}", "the file must end in .png: {}",
                           to.string());
    }
    auto solved = load_layout(setting, name);
    if (!solved) {
        return std::move(solved).fault();
    }
    auto scene = drawing(*solved);
    if (!scene) {
        return std::move(scene).fault();
    }
    render::RasterPainter painter;
    auto raster = painter.paint(*scene, render::canvas_of(scene->paper, preview_dpi));
    if (!raster) {
        return std::move(raster).fault();
    }
    auto png = render::png_of(*raster, preview_dpi);
    if (!png) {
        return std::move(png).fault();
    }
    return base::write_file(to, *png);
}

} // namespace desk
