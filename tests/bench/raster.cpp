// SPDX-License-Identifier: GPL-3.0-or-later
/// \file
/// A full sheet (eight photos, label, code, 1844x1240 px) against a floor written by hand, plain Cairo with
/// Pango, and OpenCV.
#include "render/raster.hpp"
#include "bench/bench.hpp"
#include "bench/opencv.hpp"
#include "bench/people.hpp"
#include "code/qr.hpp"
#include "support/fresh_store.hpp"
#include "support/sample_sheet.hpp"
#include <cairo.h>
#include <cstring>
#include <memory>
#include <pango/pangocairo.h>
#include <pixman.h>
#include <turbojpeg.h>

namespace bench {

namespace {

using support::sure;

constexpr render::Canvas canvas{1844, 1240, 300, 300};

pixman_image_t *image_over(std::vector<std::uint32_t> &pixels, int width, int height) {
    return pixman_image_create_bits(PIXMAN_x8r8g8b8, width, height, pixels.data(), width * 4);
}

/// Decode once, scale once, copy eight times; one code, one label that is already drawn.
class Floor {
public:
    void photos_only(base::Bytes const &jpeg) {
        tjDecompress2(decoder_, jpeg.data(), jpeg.size(), reinterpret_cast<unsigned char *>(decoded_.data()),
                      480, 480 * 4, 640, TJPF_BGRX, 0);
        scale();
        std::memset(page_.data(), 0xFF, page_.size() * 4);
        for (int i = 0; i < 8; ++i) {
            blit(cell_, 390, 567, 48 + i % 4 * 390, 55 + i / 4 * 567);
        }
        keep(page_.data());
    }
    void whole(base::Bytes const &jpeg, std::string const &serial) {
        photos_only(jpeg);
        auto const qr = code::write_qr(serial);
        for (int y = 0; y < qr->modules * 4; ++y) {
            for (int x = 0; x < qr->modules * 4; ++x) {
                page_[static_cast<std::size_t>((60 + y) * 1844 + 1660 + x)] =
                    qr->at(x / 4, y / 4) ? 0 : 0xFFFFFFFF;
            }
        }
        blit(label_, 160, 980, 1640, 200);
        keep(page_.data());
    }

private:
    void scale() {
        auto *from = image_over(decoded_, 480, 640);
        auto *to = image_over(cell_, 390, 567);
        pixman_transform_t transform;
        pixman_transform_init_scale(&transform, pixman_double_to_fixed(440.0 / 390),
                                    pixman_double_to_fixed(640.0 / 567));
        pixman_transform_translate(&transform, nullptr, pixman_int_to_fixed(20), 0);
        pixman_image_set_transform(from, &transform);
        pixman_image_set_filter(from, PIXMAN_FILTER_BILINEAR, nullptr, 0);
        pixman_image_set_repeat(from, PIXMAN_REPEAT_PAD);
        pixman_image_composite32(PIXMAN_OP_SRC, from, nullptr, to, 0, 0, 0, 0, 0, 0, 390, 567);
        pixman_image_unref(from);
        pixman_image_unref(to);
    }
    void blit(std::vector<std::uint32_t> const &from, int width, int height, int left, int top) {
        for (int y = 0; y < height; ++y) {
            std::memcpy(&page_[static_cast<std::size_t>((top + y) * 1844 + left)],
                        &from[static_cast<std::size_t>(y * width)], static_cast<std::size_t>(width) * 4);
        }
    }

    tjhandle decoder_ = tjInitDecompress();
    std::vector<std::uint32_t> decoded_ = std::vector<std::uint32_t>(480 * 640);
    std::vector<std::uint32_t> cell_ = std::vector<std::uint32_t>(390 * 567);
    std::vector<std::uint32_t> label_ = std::vector<std::uint32_t>(160 * 980, 0xFFFFFFFF);
    std::vector<std::uint32_t> page_ = std::vector<std::uint32_t>(1844 * 1240);
};

/// As one would write it at first: eight scaled paints, Pango for every line. The surface is kept, because
/// fresh pages would cost it more than its work.
class Plain {
public:
    void paint(base::Bytes const &jpeg, render::LabelText const &label) {
        using sheet::Field;
        tjDecompress2(decoder_, jpeg.data(), jpeg.size(), cairo_image_surface_get_data(photo_), 480,
                      cairo_image_surface_get_stride(photo_), 640, TJPF_BGRX, 0);
        cairo_surface_mark_dirty(photo_);
        auto *pen = cairo_create(page_);
        cairo_set_source_rgb(pen, 1, 1, 1);
        cairo_paint(pen);
        for (int i = 0; i < 8; ++i) {
            paint_photo(pen, 48 + i % 4 * 390, 55 + i / 4 * 567);
        }
        cairo_set_source_rgb(pen, 0, 0, 0);
        paint_code(pen, label.at(Field::serial));
        text(pen, label.at(Field::name), 1790, 200, 47);
        text(pen, label.at(Field::student_no), 1790, 430, 35);
        text(pen, label.at(Field::class_name) + "  " + label.at(Field::unit), 1730, 200, 28);
        text(pen, label.at(Field::campaign) + "  " + label.at(Field::serial), 1690, 200, 28);
        cairo_destroy(pen);
        cairo_surface_flush(page_);
        keep(cairo_image_surface_get_data(page_));
    }

private:
    void paint_photo(cairo_t *pen, double x, double y) {
        cairo_save(pen);
        cairo_translate(pen, x, y);
        cairo_rectangle(pen, 0, 0, 390, 567);
        cairo_clip(pen);
        cairo_scale(pen, 390.0 / 440, 567.0 / 640);
        cairo_set_source_surface(pen, photo_, -20, 0);
        cairo_pattern_set_filter(cairo_get_source(pen), CAIRO_FILTER_BILINEAR);
        cairo_paint(pen);
        cairo_restore(pen);
    }
    static void paint_code(cairo_t *pen, std::string const &serial) {
        auto const qr = code::write_qr(serial);
        for (int i = 0; i < qr->modules * qr->modules; ++i) {
            if (qr->at(i % qr->modules, i / qr->modules)) {
                cairo_rectangle(pen, 1660 + i % qr->modules * 4, 60 + i / qr->modules * 4, 4, 4);
            }
        }
        cairo_fill(pen);
    }
    static void text(cairo_t *pen, std::string const &words, double x, double y, int pixels) {
        auto *layout = pango_cairo_create_layout(pen);
        auto *font = pango_font_description_from_string("WenQuanYi Zen Hei");
        pango_font_description_set_absolute_size(font, pixels * PANGO_SCALE);
        pango_layout_set_font_description(layout, font);
        pango_layout_set_text(layout, words.c_str(), -1);
        cairo_save(pen);
        cairo_translate(pen, x, y);
        cairo_rotate(pen, 1.5707963267948966);
        pango_cairo_show_layout(pen, layout);
        cairo_restore(pen);
        pango_font_description_free(font);
        g_object_unref(layout);
    }

    tjhandle decoder_ = tjInitDecompress();
    cairo_surface_t *photo_ = cairo_image_surface_create(CAIRO_FORMAT_RGB24, 480, 640);
    cairo_surface_t *page_ = cairo_image_surface_create(CAIRO_FORMAT_RGB24, canvas.width, canvas.height);
};

base::Bytes const &jpeg_of(int item) {
    return *photos()[static_cast<std::size_t>(item)];
}

void full_sheets(Report &report, int count) {
    auto const sample = support::sheet_33x48();
    std::vector<render::LabelText> labels;
    for (int i = 0; i < count; ++i) {
        labels.push_back(label_of(i));
    }
    auto const label = [&](int i) -> auto const & {
        return labels[static_cast<std::size_t>(i)];
    };
    Floor floor;
    Plain plain;
    render::RasterPainter painter;
    auto const times =
        side_by_side({[&](int i) { floor.whole(jpeg_of(i), label(i).at(sheet::Field::serial)); },
                      [&](int i) {
                          auto const scene = sure(render::compose_sheet(
                              sample.layout, sample.plan, photos()[static_cast<std::size_t>(i)], label(i)));
                          keep(sure(painter.paint(scene, canvas)));
                      },
                      [&](int i) { plain.paint(jpeg_of(i), label(i)); }},
                     count, 3);
    report.add({"raster",
                {"一张相片纸的像素，含标签和二维码（CPU）", "pixels of a sheet with label and code, CPU"},
                times[1],
                times[0],
                times[2],
                1.25});
    report.add({"raster-cairo",
                {"同行：Cairo 和 Pango 做同样的事", "peer: Cairo and Pango, the same work"},
                times[2],
                times[0]});
}

void bare_sheets(Report &report, int count) {
    auto const sample = support::sheet_33x48();
    auto const layout = opencv_layout();
    Floor floor;
    render::RasterPainter painter;
    std::vector<Work> contenders{
        [&](int i) { floor.photos_only(jpeg_of(i)); },
        [&](int i) {
            render::Scene scene;
            scene.paper = sample.plan.paper;
            for (auto const &cell : sample.plan.cells) {
                scene.pictures.push_back({photos()[static_cast<std::size_t>(i)], cell.box});
            }
            keep(sure(painter.paint(scene, canvas)));
        }};
    if (layout) {
        contenders.emplace_back([&](int i) { layout(jpeg_of(i)); });
    }
    auto const times = side_by_side(contenders, count, 3);
    auto const peer = layout ? std::optional{times[2]} : std::nullopt;
    report.add({"raster-photos",
                {"只有八张照片的像素（CPU）", "pixels of the eight photos alone, CPU"},
                times[1],
                times[0],
                peer,
                1.25});
    report.add({"raster-opencv",
                {"同行：HivisionIDPhotos 的排版（OpenCV）", "peer: HivisionIDPhotos' layout with OpenCV"},
                peer,
                times[0],
                {},
                {},
                "ms",
                {},
                layout ? "" : "needs libopencv-core-dev and libopencv-imgproc-dev"});
}

} // namespace

void raster(Report &report) {
    report.say("  making 1,000 photos");
    auto const count = static_cast<int>(photos().size());
    full_sheets(report, count);
    bare_sheets(report, count);
}

} // namespace bench
