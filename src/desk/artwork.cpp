// SPDX-License-Identifier: GPL-3.0-or-later
#include "desk/artwork.hpp"

namespace desk {

namespace {

constexpr double file_dpi = 300;

/// Label words are kept by the layouts' own word for a field.
render::LabelText label_text(store::LabelWords const &words, sheet::Layout const &layout) {
    render::LabelText text;
    for (auto field : layout.label.fields) {
        auto const found = words.find(std::string{sheet::word_of(field)});
        text[field] = found == words.end() ? std::string{} : found->second;
    }
    auto const serial = words.find(std::string{sheet::word_of(sheet::Field::serial)});
    text[sheet::Field::serial] = serial == words.end() ? std::string{} : serial->second;
    return text;
}

} // namespace

base::Result<SolvedLayout const *> SheetArtist::layout(std::string const &digest) {
    auto const known = layouts_.find(digest);
    if (known != layouts_.end()) {
        return &known->second;
    }
    auto kept = store::kept_layout(store_, digest);
    if (!kept) {
        return std::move(kept).fault();
    }
    if (!*kept) {
        return base::fault(base::Trouble::storage, "档案库里没有版式 {}", "the store lacks the layout {}",
                           digest);
    }
    auto solved = solve_layout_text((*kept)->text, (*kept)->name);
    if (!solved) {
        return std::move(solved).fault();
    }
    return &layouts_.emplace(digest, std::move(*solved)).first->second;
}

base::Result<render::Scene> SheetArtist::scene(store::Sheet const &sheet) {
    auto solved = layout(sheet.layout);
    if (!solved) {
        return std::move(solved).fault();
    }
    auto words = store::label_of(store_, sheet.serial);
    if (!words) {
        return std::move(words).fault();
    }
    auto photo = store_.kept(sheet.photo);
    if (!photo) {
        return std::move(photo).fault();
    }
    return scene(**solved, std::move(*photo), *words);
}

base::Result<render::Scene> SheetArtist::scene(SolvedLayout const &layout, base::Bytes photo,
                                               store::LabelWords const &words) {
    auto const picture = std::make_shared<base::Bytes const>(std::move(photo));
    return render::compose_sheet(layout.layout, layout.plan, picture, label_text(words, layout.layout));
}

base::Result<base::Bytes> SheetArtist::pdf(render::Scene const &scene, std::string const &serial) {
    return writer_.write({&scene, 1}, {serial});
}

base::Result<base::Bytes> SheetArtist::png(render::Scene const &scene) {
    auto painted = painter_.paint(scene, render::canvas_of(scene.paper, file_dpi));
    if (!painted) {
        return std::move(painted).fault();
    }
    return render::png_of(*painted, file_dpi);
}

base::Result<base::Raster> SheetArtist::raster(render::Scene const &scene, render::Canvas canvas) {
    return painter_.paint(scene, canvas);
}

render::Canvas calibrated(render::Canvas canvas, std::optional<store::Calibration> const &calibration) {
    if (calibration) {
        constexpr double millionth = 1e-6;
        canvas.shift_x = calibration->shift_x.pixels(canvas.dpi_x);
        canvas.shift_y = calibration->shift_y.pixels(canvas.dpi_y);
        canvas.dpi_x *= static_cast<double>(calibration->scale_x) * millionth;
        canvas.dpi_y *= static_cast<double>(calibration->scale_y) * millionth;
    }
    return canvas;
}

base::Result<base::Raster> SheetArtwork::raster(int width, int height, double dpi_x, double dpi_y) {
    return artist_.raster(scene_, calibrated({width, height, dpi_x, dpi_y}, calibration_));
}

base::Result<base::Bytes> SheetArtwork::pdf() {
    return artist_.pdf(scene_, serial_);
}

base::Result<base::Bytes> SheetArtwork::png() {
    return artist_.png(scene_);
}

} // namespace desk
