// SPDX-License-Identifier: GPL-3.0-or-later
#include "desk/disc.hpp"
#include "base/files.hpp"
#include "desk/capture_rules.hpp"
#include "desk/csv_text.hpp"
#include "desk/disc_image.hpp"
#include "desk/steps.hpp"
#include "render/pdf.hpp"
#include "render/table.hpp"
#include <cmath>
#include <numbers>

namespace desk {

namespace fs = std::filesystem;
using base::Length;
using base::words;

namespace {

/// Of the first eight of its list's digest somebody who holds a disc finds its list.
std::string id_of(std::string const &csv) {
    constexpr std::size_t digits = 8;
    return base::sha256(base::as_bytes(csv)).hex().substr(0, digits);
}

std::string list_of(std::vector<ExportedPhoto> const &photos) {
    CsvText csv{{"序号", "学号", "姓名", "单位", "班级", "文件名", "字节", "SHA-256"}};
    std::size_t number = 0;
    for (auto const &one : photos) {
        csv.row({std::to_string(++number), one.person.student_no, one.person.name, one.person.unit,
                 one.person.class_name, one.name, std::to_string(one.bytes), one.digest});
    }
    return csv.text();
}

/// Lists that are signed and filed are Chinese whatever the operator's language.
render::TableDocument document_of(Station const &station, std::vector<ExportedPhoto> const &photos,
                                  std::string const &id) {
    auto const &campaign = station.campaign();
    render::TableDocument document;
    document.title = "毕业生图像采集照片光盘清单";
    document.facts = {fmt::format("{} {}届    院校代码 {}    盘号 {}", campaign.school_name, campaign.year,
                                  campaign.school_code, id),
                      fmt::format("制作日期：{}    共 {} 张照片", station.setting().clock.now().local_date(),
                                  photos.size())};
    document.columns = {{"序号", Length::mm(11), render::Align::centre, false},
                        {"学号", Length::mm(28), render::Align::left, false},
                        {"姓名", Length::mm(24), render::Align::left, false},
                        {"班级", Length::mm(32), render::Align::left, false},
                        {"文件名", Length::mm(52), render::Align::left, false},
                        {"字节", Length::mm(16), render::Align::right, false},
                        {"摘要前八位", Length::mm(20), render::Align::left, false}};
    std::size_t number = 0;
    for (auto const &one : photos) {
        document.rows.push_back({std::to_string(++number), one.person.student_no, one.person.name,
                                 one.person.class_name, one.name, std::to_string(one.bytes),
                                 one.digest.substr(0, 8)});
    }
    document.summary = {"照片和本人确认时逐字节相同；完整的摘要在光盘的 list.csv 里。"};
    document.signatures = {"制作人（签字）", "接收人（签字）", "接收单位（盖章）", "日期"};
    document.footer = fmt::format("盘号 {}", id);
    return document;
}

void draw_circle(render::Scene &scene, render::Point middle, double radius_mm) {
    constexpr int parts = 120;
    auto const at = [&](int i) {
        auto const angle = 2.0 * std::numbers::pi * i / parts;
        return render::Point{middle.x + Length::mm(radius_mm * std::cos(angle)),
                             middle.y + Length::mm(radius_mm * std::sin(angle))};
    };
    for (int i = 0; i < parts; ++i) {
        scene.lines.push_back({at(i), at(i + 1), Length::mm(0.15)});
    }
}

/// What is printed on the disc, in true size in the middle of A4: a disc is 120 mm wide, its label 118 mm,
/// and keeps off 46 mm about the hole.
render::Scene label_of(Station const &station, std::size_t photos, std::string const &id) {
    auto const &campaign = station.campaign();
    auto const &photo = station.profile().photo;
    render::Scene scene;
    scene.paper = {Length::mm(210), Length::mm(297)};
    render::Point const middle{Length::mm(105), Length::mm(148.5)};
    draw_circle(scene, middle, 59);
    draw_circle(scene, middle, 23);
    draw_circle(scene, middle, 7.5);
    auto const line = [&](double below_mm, double em_mm, double room_mm, std::string text) {
        scene.texts.push_back({std::move(text),
                               {middle.x, middle.y + Length::mm(below_mm)},
                               Length::mm(em_mm),
                               Length::mm(room_mm),
                               render::Align::centre,
                               render::Turn::none});
    };
    line(-42, 5.4, 66, campaign.school_name);
    line(-34, 4.6, 84, fmt::format("{}届毕业生图像采集照片", campaign.year));
    line(-27, 3.4, 90, fmt::format("院校代码 {}", campaign.school_code));
    line(30, 3.4, 86,
         fmt::format("{} 张，JPG，{}-{} KB", photos, photo.least_bytes / 1000, photo.most_bytes / 1000));
    line(37, 3.4, 78, fmt::format("盘号 {}", id));
    line(44, 3.4, 64, station.setting().clock.now().local_date());
    line(-70, 3.4, 180, "按实际大小打印（100%，不缩放）；沿外圈和内圈裁开");
    return scene;
}

base::Result<> write_pdf(fs::path const &file, std::vector<render::Scene> const &pages,
                         std::string const &title) {
    auto const pdf = render::PdfWriter{}.write(pages, {title});
    return pdf ? base::write_file(file, *pdf) : base::Result<>{base::Fault{pdf.fault()}};
}

base::Result<> check_bytes(policy::Profile const &profile, std::vector<ExportedPhoto> const &photos) {
    for (auto const &one : photos) {
        if (one.bytes < profile.photo.least_bytes || one.bytes > profile.photo.most_bytes) {
            return base::Fault{base::Trouble::not_allowed,
                               with_rule(profile, "bytes",
                                         words("{} 的照片是 {} 字节，不能上光盘", "{}'s photo has {} bytes",
                                               one.person.student_no, one.bytes)),
                               {}};
        }
    }
    return {};
}

base::Words medium_for(std::uintmax_t bytes) {
    constexpr std::uintmax_t cd = 700'000'000, dvd = 4'700'000'000;
    return bytes <= cd ? base::Words{"一张 CD-R 装得下", "goes on one CD-R"}
           : bytes <= dvd
               ? base::Words{"要用 DVD", "needs a DVD"}
               : base::Words{"一张 DVD 装不下，请按单位分开", "is too much for one DVD: part it by units"};
}

base::Result<> write_image(Station &station, DiscAsked const &asked,
                           std::vector<ExportedPhoto> const &photos) {
    if (asked.image.empty()) {
        return {};
    }
    std::vector<OnDisc> files{{"list.csv", asked.folder / "list.csv"},
                              {"list.pdf", asked.folder / "list.pdf"}};
    for (auto const &one : photos) {
        files.push_back({"photos/" + one.name, asked.folder / "photos" / one.name});
    }
    auto const volume = fmt::format("{}_{}", station.campaign().school_code, station.campaign().year);
    return write_disc_image(asked.image, volume, files, station.setting().clock.now());
}

} // namespace

base::Result<Disc> write_disc(Station &station, DiscAsked const &asked) {
    auto const written = export_photos(station, asked.folder / "photos", asked.name_template);
    if (!written) {
        return base::Fault{written.fault()};
    }
    auto const csv = list_of(written->photos);
    Disc disc{written->photos.size(), csv.size(), asked.folder, id_of(csv), {}};
    for (auto const &one : written->photos) {
        disc.bytes += one.bytes;
    }
    disc.medium = medium_for(disc.bytes);
    auto const document = document_of(station, written->photos, disc.id);
    auto const pages = render::compose_table(document);
    if (!pages) {
        return base::Fault{pages.fault()};
    }
    auto done = in_order([&] { return check_bytes(station.profile(), written->photos); },
                         [&] { return base::write_file(asked.folder / "list.csv", base::as_bytes(csv)); },
                         [&] { return write_pdf(asked.folder / "list.pdf", *pages, document.title); },
                         [&] {
                             return write_pdf(asked.folder / "label.pdf",
                                              {label_of(station, disc.photos, disc.id)}, "光盘盘面");
                         },
                         [&] { return write_image(station, asked, written->photos); });
    return done ? base::Result{std::move(disc)} : std::move(done).fault();
}

} // namespace desk
