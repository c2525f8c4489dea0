// SPDX-License-Identifier: GPL-3.0-or-later
#include "desk/preview.hpp"
#include "desk/artwork.hpp"
#include "desk/printing.hpp"
#include "photo/codec.hpp"
#include "policy/source.hpp"

namespace desk {

using base::fault;
using base::Trouble;

store::LabelWords label_words(Station const &station, store::Person const &person) {
    auto const &campaign = station.campaign();
    return {{"name", person.name},
            {"student_no", person.student_no},
            {"class", person.class_name},
            {"unit", person.unit},
            {"major", person.major},
            {"date", station.setting().clock.now().local_date()},
            {"campaign", fmt::format("{} {}届", campaign.school_name, campaign.year)}};
}

base::Result<std::string> layout_name(Station const &station, std::string const &wanted) {
    if (!wanted.empty()) {
        return wanted;
    }
    auto const &profile = station.profile();
    if (!profile.paper.layout.empty()) {
        return profile.paper.layout;
    }
    auto const why = policy::by_topic(
        profile, "paper",
        base::words("规则 {} 不做纸质照片", "the profile {} makes no paper photos", profile.name));
    return base::Fault{
        Trouble::not_allowed,
        {why.zh + "；确要打印请用 --layout 指明版式", why.en + "; name a --layout to print all the same"},
        {}};
}

namespace {

base::Result<Preview> drawn(SheetArtist &artist, render::Scene const &scene) {
    auto raster = artist.raster(scene, render::canvas_of(scene.paper, preview_dpi));
    if (!raster) {
        return std::move(raster).fault();
    }
    photo::Picture picture{raster->width, raster->height};
    auto *to = picture.rgb.data();
    for (int y = 0; y < raster->height; ++y) {
        auto const *from = raster->pixels + static_cast<std::size_t>(y) * raster->stride;
        for (int x = 0; x < raster->width; ++x, from += 4) {
            *to++ = from[2];
            *to++ = from[1];
            *to++ = from[0];
        }
    }
    constexpr int quality = 88;
    auto jpeg = photo::encoded(picture, quality, photo::Chroma::full, static_cast<int>(preview_dpi));
    if (!jpeg) {
        return fault(Trouble::storage, "内存不够，画不出预览", "not enough memory for a preview");
    }
    return Preview{std::move(*jpeg), scene.paper};
}

} // namespace

base::Result<Preview> preview_sheet(Station &station, std::string const &serial) {
    auto sheet = find_sheet(station, serial);
    if (!sheet) {
        return std::move(sheet).fault();
    }
    SheetArtist artist{station.store()};
    auto scene = artist.scene(*sheet);
    return scene ? drawn(artist, *scene) : std::move(scene).fault();
}

base::Result<Preview> preview_person(Station &station, std::string const &student_no,
                                     std::string const &layout) {
    store::Selection who;
    who.student_no = student_no;
    auto due = store::due(station.store(), station.campaign().id, who);
    if (!due) {
        return std::move(due).fault();
    }
    if (due->empty()) {
        return fault(Trouble::not_found, "名册里没有学号 {}",
                     "nobody on the roster has the student number {}", student_no);
    }
    auto const &person = due->front();
    if (person.photo.empty()) {
        return fault(Trouble::not_found, "{} 还没有照片", "{} has no photo yet", student_no);
    }
    auto name = layout_name(station, layout);
    auto solved =
        name ? load_layout(station.setting(), *name) : base::Result<SolvedLayout>{base::Fault{name.fault()}};
    auto photo = station.store().kept(person.photo);
    if (!solved || !photo) {
        return solved ? std::move(photo).fault() : std::move(solved).fault();
    }
    SheetArtist artist{station.store()};
    auto scene = artist.scene(*solved, std::move(*photo), label_words(station, person.person));
    return scene ? drawn(artist, *scene) : std::move(scene).fault();
}

} // namespace desk
