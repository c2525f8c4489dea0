// SPDX-License-Identifier: GPL-3.0-or-later
#include "render/pdf.hpp"
#include "render/pdf_page.hpp"
#include <algorithm>

namespace render {

namespace {

using base::Trouble;

using SetLines = std::vector<Line>;
using Images = std::map<base::Bytes const *, HPDF_Image>;

base::Result<HPDF_Image> image_of(PdfFile &file, Images &images, base::Bytes const &jpeg) {
    auto const known = images.find(&jpeg);
    if (known != images.end()) {
        return known->second;
    }
    auto *image = file.picture(jpeg);
    if (image == nullptr) {
        return base::fault(Trouble::bad_input, "照片不是完好的 JPEG，无法放入 PDF",
                           "the picture is not a sound JPEG and cannot go into the PDF");
    }
    images.emplace(&jpeg, image);
    return image;
}

/// Where two pictures share an edge, a viewer blends each with the white paper and a pale line shows between
/// them. The one that is drawn first reaches a little under the other, about a dot of 300 dpi.
Length reach(std::vector<PlacedPicture> const &pictures, std::size_t i) {
    auto const &box = pictures[i].box;
    auto const covers = [&](PlacedPicture const &next) {
        return next.box.x == box.right() && next.box.y <= box.y && next.box.bottom() >= box.bottom();
    };
    auto const from = pictures.begin() + static_cast<std::ptrdiff_t>(i) + 1;
    return std::any_of(from, pictures.end(), covers) ? Length::hundredths(10) : Length{};
}

base::Result<> write_page(PdfFile &file, PdfFonts const &fonts, Images &images, Scene const &scene,
                          SetLines const &lines) {
    PdfPage page{file, fonts, scene.paper};
    for (std::size_t i = 0; i < scene.pictures.size(); ++i) {
        auto image = image_of(file, images, *scene.pictures[i].picture);
        if (!image) {
            return std::move(image).fault();
        }
        page.draw_picture(scene.pictures[i], *image, reach(scene.pictures, i));
    }
    for (auto const &code : scene.codes) {
        if (auto drawn = page.draw_code(code); !drawn) {
            return drawn;
        }
    }
    for (auto const &line : scene.lines) {
        page.draw_line(line);
    }
    for (std::size_t i = 0; i < lines.size(); ++i) {
        page.draw_text(lines[i], scene.texts[i]);
    }
    page.finish();
    return file.check();
}

} // namespace

struct PdfWriter::Inner {
    FontBook book;
    FontCutter cutter;

    base::Result<std::vector<SetLines>> set(std::span<Scene const> pages, PdfFonts &fonts);
};

// All lines are set before anything is written: a font is cut once, to all glyphs of the file.
base::Result<std::vector<SetLines>> PdfWriter::Inner::set(std::span<Scene const> pages, PdfFonts &fonts) {
    std::vector<SetLines> all;
    for (auto const &scene : pages) {
        SetLines lines;
        for (auto const &text : scene.texts) {
            auto line = set_line(book, text.text);
            if (!line) {
                return std::move(line).fault();
            }
            fonts.add(*line);
            lines.push_back(std::move(*line));
        }
        all.push_back(std::move(lines));
    }
    return all;
}

PdfWriter::PdfWriter() : inner_{std::make_unique<Inner>()} {}
PdfWriter::PdfWriter(PdfWriter &&) noexcept = default;
PdfWriter &PdfWriter::operator=(PdfWriter &&) noexcept = default;
PdfWriter::~PdfWriter() = default;

void PdfWriter::prepare(std::span<std::string const> texts) {
    PdfFonts fonts;
    for (auto const &text : texts) {
        // A text that cannot be set is told of by the file that shows it.
        if (auto line = set_line(inner_->book, text)) {
            fonts.add(*line);
        }
    }
    for (auto const &font : fonts.all()) {
        inner_->cutter.prepare(font->font(), font->glyphs());
    }
}

base::Result<base::Bytes> PdfWriter::write(std::span<Scene const> pages, PdfInfo const &info) {
    PdfFonts fonts;
    auto lines = inner_->set(pages, fonts);
    if (!lines) {
        return std::move(lines).fault();
    }
    auto file = PdfFile::create();
    if (!file) {
        return std::move(file).fault();
    }
    file->title(info.title);
    for (auto const &font : fonts.all()) {
        if (auto embedded = font->embed(*file, inner_->cutter, inner_->book.library().get()); !embedded) {
            return std::move(embedded).fault();
        }
    }
    Images images;
    for (std::size_t i = 0; i < pages.size(); ++i) {
        if (auto written = write_page(*file, fonts, images, pages[i], (*lines)[i]); !written) {
            return std::move(written).fault();
        }
    }
    return file->save();
}

} // namespace render
