// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/text.hpp"
#include "desk/archive_papers.hpp"
#include "desk/boxes.hpp"
#include "render/pdf.hpp"
#include <algorithm>
#include <fmt/format.h>

namespace desk {

using base::fault;
using base::Length;
using base::Trouble;
using render::Align;
using render::Box;
using render::Scene;

namespace {

constexpr std::string_view code_start = "BOX-";

Length mm(double millimetres) {
    return Length::mm(millimetres);
}

Scene a4() {
    Scene page;
    page.paper = {mm(210), mm(297)};
    return page;
}

void write(Scene &page, std::string text, Box const &line, Length em, Align align = Align::centre) {
    auto const x = align == Align::left ? line.x : line.x + line.width / 2;
    page.texts.push_back(
        {std::move(text), {x, line.y + line.height / 2 + em * 38 / 100}, em, line.width, align});
}

void frame(Scene &page, Box const &box, Length width) {
    page.lines.push_back({{box.x, box.y}, {box.right(), box.y}, width});
    page.lines.push_back({{box.x, box.bottom()}, {box.right(), box.bottom()}, width});
    page.lines.push_back({{box.x, box.y}, {box.x, box.bottom()}, width});
    page.lines.push_back({{box.right(), box.y}, {box.right(), box.bottom()}, width});
}

std::string retention_words(std::string const &code) {
    return code == "D30" ? "30年" : code == "D10" ? "10年" : "永久";
}

/// What both label and stamp say of a box.
struct Shown {
    store::Box box;
    store::Campaign campaign;
    std::string retention, office;
    std::vector<store::Volume> volumes;
    std::vector<store::Filed> items;
    std::int64_t first = 0, last = 0; ///< 件号
};

base::Result<Shown> shown(Station &station, std::string const &typed) {
    auto box = find_box(station, typed);
    auto items = box ? store::filed_in(station.store(), box->name) : base::Fault{box.fault()};
    if (!items || items->empty()) {
        return items
                   ? fault(Trouble::not_found, "盒 {} 是空的，没有标签可出", "the box {} is empty", box->name)
                   : std::move(items).fault();
    }
    auto volumes = store::volumes(station.store(), box->name);
    auto campaign = volumes ? store::campaign_of_person(station.store(), items->front().person)
                            : base::Fault{volumes.fault()};
    auto const profile =
        campaign ? load_profile(station.setting(), campaign->profile) : base::Fault{campaign.fault()};
    if (!profile) {
        return base::Fault{profile.fault()};
    }
    Shown one{std::move(*box),     std::move(*campaign), retention_words(profile->paper.retention), {},
              std::move(*volumes), std::move(*items)};
    one.office = one.box.unit == 0 ? "多个单位" : one.items.front().unit_name;
    auto const [least, most] =
        std::ranges::minmax(one.items, {}, [](auto const &line) { return line.item.number; });
    one.first = least.item.number;
    one.last = most.item.number;
    return one;
}

/// 45 x 240 mm: read from the front of the shelf.
void draw_spine(Scene &page, Shown const &one, Length left, Length top) {
    Box const spine{left, top, mm(45), mm(240)};
    frame(page, spine, mm(0.2));
    std::vector<std::tuple<std::string, std::string, double>> const parts{
        {"全宗", one.campaign.school_name, 5},
        {"全宗号", one.campaign.school_code, 6},
        {"年度", std::to_string(one.campaign.year), 8},
        {"保管期限", one.retention, 6},
        {"机构", one.office, 5},
        {"起止件号", fmt::format("{:03}—{:03}", one.first, one.last), 6},
        {"盒号", one.box.name, 11}};
    auto y = top;
    for (auto const &[caption, text, em] : parts) {
        auto const height = caption == "盒号" ? mm(33) : mm(27);
        write(page, caption, {left + mm(2), y + mm(2), mm(41), mm(6)}, mm(3.4));
        write(page, text, {left + mm(2), y + mm(9), mm(41), height - mm(11)}, mm(em));
        y += height;
        page.lines.push_back({{left, y}, {left + mm(45), y}, mm(0.15)});
    }
    page.codes.push_back({box_code(one.box.name), {left + mm(5), y + mm(5), mm(35), mm(35)}});
}

/// 125 x 170 mm: pasted on the front.
void draw_cover(Scene &page, Shown const &one, Length left, Length top) {
    Box const cover{left, top, mm(125), mm(170)};
    frame(page, cover, mm(0.2));
    write(page, one.campaign.school_name, {left + mm(5), top + mm(6), mm(115), mm(9)}, mm(6));
    write(page, "毕业生证件相片档案", {left + mm(5), top + mm(17), mm(115), mm(11)}, mm(8));
    auto y = top + mm(34);
    for (auto const &line : {fmt::format("年度  {}    保管期限  {}", one.campaign.year, one.retention),
                             fmt::format("机构  {}", one.office),
                             fmt::format("盒号  {}    架位  {}", one.box.name,
                                         one.box.shelf.empty() ? "＿＿＿＿" : one.box.shelf),
                             fmt::format("共 {} 卷 {} 件，件号 {:03}—{:03}", one.volumes.size(),
                                         one.items.size(), one.first, one.last)}) {
        write(page, line, {left + mm(10), y, mm(105), mm(8)}, mm(4.6), Align::left);
        y += mm(9);
    }
    y += mm(3);
    constexpr std::size_t most_listed = 6;
    for (std::size_t i = 0; i < std::min(most_listed, one.volumes.size()); ++i) {
        auto const &volume = one.volumes[i];
        write(page, fmt::format("第 {} 卷  {}（{} 件）", volume.number, volume.title, volume.items),
              {left + mm(10), y, mm(105), mm(7)}, mm(4), Align::left);
        y += mm(7.5);
    }
    if (one.volumes.size() > most_listed) {
        write(page, fmt::format("……等 {} 卷，见卷内目录", one.volumes.size()),
              {left + mm(10), y, mm(105), mm(7)}, mm(4), Align::left);
    }
    page.codes.push_back({box_code(one.box.name), {left + mm(85), top + mm(130), mm(35), mm(35)}});
    write(page, "扫码打开本盒", {left + mm(10), top + mm(144), mm(70), mm(6)}, mm(3.6), Align::left);
}

/// 45 x 16 mm in two rows of three (DA/T 22-2015).
void draw_stamp(Scene &page, Shown const &one, store::Filed const &line, Length left, Length top) {
    Length const width = mm(15), height = mm(8);
    std::array<std::pair<std::string, std::string>, 6> const cells{
        {{"全宗号", one.campaign.school_code},
         {"年度", std::to_string(one.campaign.year)},
         {"件号", fmt::format("{:03}", line.item.number)},
         {"机构", line.unit_name},
         {"保管期限", one.retention},
         {"页数", "1"}}};
    for (std::size_t i = 0; i < cells.size(); ++i) {
        Box const cell{left + width * static_cast<std::int64_t>(i % 3),
                       top + height * static_cast<std::int64_t>(i / 3), width, height};
        frame(page, cell, mm(0.2));
        write(page, cells.at(i).first, {cell.x + mm(0.5), cell.y + mm(0.3), width - mm(1), mm(2.6)}, mm(1.9));
        write(page, cells.at(i).second, {cell.x + mm(0.5), cell.y + mm(2.9), width - mm(1), mm(4.8)},
              mm(3.4));
    }
}

base::Result<ArchivePaper> saved(std::string name, std::vector<Scene> const &pages,
                                 std::string const &title) {
    auto pdf = render::PdfWriter{}.write(pages, {title});
    return pdf ? base::Result{ArchivePaper{std::move(name), std::move(*pdf)}} : std::move(pdf).fault();
}

} // namespace

std::string box_code(std::string const &box) {
    return std::string{code_start} + box;
}

std::optional<std::string> box_of_code(std::string_view scanned) {
    auto const text = base::upper_ascii(base::half_width(base::trimmed(scanned)));
    return text.starts_with(code_start) && text.size() > code_start.size()
               ? std::optional{text.substr(code_start.size())}
               : std::nullopt;
}

base::Result<ArchivePaper> box_labels(Station &station, std::string const &box) {
    auto const one = shown(station, box);
    if (!one) {
        return base::Fault{one.fault()};
    }
    auto page = a4();
    draw_spine(page, *one, mm(15), mm(20));
    draw_cover(page, *one, mm(70), mm(20));
    write(page, "请按 100%（实际大小）打印，沿线裁下：盒脊 45 × 240 毫米，盒面 125 × 170 毫米。",
          {mm(15), mm(268), mm(180), mm(6)}, mm(3.4), Align::left);
    return saved(fmt::format("盒{} 盒脊盒面.pdf", one->box.name), {page}, "盒脊盒面");
}

base::Result<ArchivePaper> stamp_labels(Station &station, std::string const &box) {
    constexpr std::size_t across = 3, down = 12;
    auto const one = shown(station, box);
    if (!one) {
        return base::Fault{one.fault()};
    }
    std::vector<Scene> pages;
    for (std::size_t i = 0; i < one->items.size(); ++i) {
        auto const place = i % (across * down);
        if (place == 0) {
            pages.push_back(a4());
        }
        auto const left = mm(22) + mm(60) * static_cast<std::int64_t>(place % across);
        auto const top = mm(14) + mm(23) * static_cast<std::int64_t>(place / across);
        draw_stamp(pages.back(), *one, one->items[i], left, top);
        write(pages.back(), one->items[i].student_no + " " + one->items[i].name,
              {left, top + mm(16.4), mm(45), mm(3)}, mm(2.2));
    }
    return saved(fmt::format("盒{} 归档章.pdf", one->box.name), pages, "归档章");
}

} // namespace desk
