// SPDX-License-Identifier: GPL-3.0-or-later
/// \file
/// CPU time of a full sheet (eight photos, label, code, 1844x1240) against a floor written by hand and
/// against plain Cairo with Pango; of PDF files. Build it for release: platen's own figures mean nothing with
/// sanitizers.
#include "code/qr.hpp"
#include "render/pdf.hpp"
#include "render/raster.hpp"
#include "support/portrait.hpp"
#include "support/sample_sheet.hpp"
#include <algorithm>
#include <cairo.h>
#include <cstdio>
#include <cstring>
#include <functional>
#include <pango/pangocairo.h>
#include <pixman.h>
#include <sys/resource.h>
#include <turbojpeg.h>

namespace {

constexpr render::Canvas canvas{1844, 1240, 300, 300};
constexpr int photos = 200;

double cpu_ms() {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    auto const ms = [](timeval const &t) {
        return static_cast<double>(t.tv_sec) * 1e3 + static_cast<double>(t.tv_usec) / 1e3;
    };
    return ms(usage.ru_utime) + ms(usage.ru_stime);
}

/// Median of five rounds, after one that is not counted, over all photos.
double per_sheet(std::function<void(int)> const &work, int count = photos) {
    std::vector<double> rounds;
    for (int round = 0; round < 6; ++round) {
        auto const before = cpu_ms();
        for (int i = 0; i < count; ++i) {
            work(i);
        }
        rounds.push_back((cpu_ms() - before) / count);
    }
    std::sort(rounds.begin() + 1, rounds.end());
    return rounds[3];
}

template <typename T>
T must(base::Result<T> result) {
    if (!result) {
        std::fprintf(stderr, "%s\n", result.fault().text(base::Language::en).c_str());
        std::exit(1);
    }
    return std::move(*result);
}

pixman_image_t *image_over(std::vector<std::uint32_t> &pixels, int width, int height) {
    return pixman_image_create_bits(PIXMAN_x8r8g8b8, width, height, pixels.data(), width * 4);
}

/// Decode once, scale once, copy eight times, one code, one label that is already drawn.
class Floor {
public:
    void paint(base::Bytes const &jpeg) {
        tjDecompress2(decoder_, jpeg.data(), jpeg.size(), reinterpret_cast<unsigned char *>(decoded_.data()),
                      480, 480 * 4, 640, TJPF_BGRX, 0);
        scale();
        std::memset(page_.data(), 0xFF, page_.size() * 4);
        for (int i = 0; i < 8; ++i) {
            blit(cell_, 390, 567, 48 + i % 4 * 390, 55 + i / 4 * 567);
        }
        auto const qr = code::write_qr("7KQ2M9-00012-X");
        for (int y = 0; y < 21 * 4; ++y) {
            for (int x = 0; x < 21 * 4; ++x) {
                page_[static_cast<std::size_t>((60 + y) * 1844 + 1660 + x)] =
                    qr->at(x / 4, y / 4) ? 0 : 0xFFFFFFFF;
            }
        }
        blit(label_, 160, 980, 1640, 200);
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

void paint_text(cairo_t *pen, char const *words, double x, double y, int pixels) {
    auto *layout = pango_cairo_create_layout(pen);
    auto *font = pango_font_description_from_string("WenQuanYi Zen Hei");
    pango_font_description_set_absolute_size(font, pixels * PANGO_SCALE);
    pango_layout_set_font_description(layout, font);
    pango_layout_set_text(layout, words, -1);
    cairo_save(pen);
    cairo_translate(pen, x, y);
    cairo_rotate(pen, 1.5707963267948966);
    pango_cairo_show_layout(pen, layout);
    cairo_restore(pen);
    pango_font_description_free(font);
    g_object_unref(layout);
}

/// As one would write it at first: a new surface, eight scaled paints, Pango for every line.
void paint_plainly(base::Bytes const &jpeg, char const *name) {
    static auto *decoder = tjInitDecompress();
    auto *photo = cairo_image_surface_create(CAIRO_FORMAT_RGB24, 480, 640);
    tjDecompress2(decoder, jpeg.data(), jpeg.size(), cairo_image_surface_get_data(photo), 480,
                  cairo_image_surface_get_stride(photo), 640, TJPF_BGRX, 0);
    cairo_surface_mark_dirty(photo);
    auto *page = cairo_image_surface_create(CAIRO_FORMAT_RGB24, canvas.width, canvas.height);
    auto *pen = cairo_create(page);
    cairo_set_source_rgb(pen, 1, 1, 1);
    cairo_paint(pen);
    for (int i = 0; i < 8; ++i) {
        cairo_save(pen);
        cairo_translate(pen, 48 + i % 4 * 390, 55 + i / 4 * 567);
        cairo_rectangle(pen, 0, 0, 390, 567);
        cairo_clip(pen);
        cairo_scale(pen, 390.0 / 440, 567.0 / 640);
        cairo_set_source_surface(pen, photo, -20, 0);
        cairo_paint(pen);
        cairo_restore(pen);
    }
    cairo_set_source_rgb(pen, 0, 0, 0);
    auto const qr = code::write_qr("7KQ2M9-00012-X");
    for (int i = 0; i < 21 * 21; ++i) {
        if (qr->at(i % 21, i / 21)) {
            cairo_rectangle(pen, 1660 + i % 21 * 4, 60 + i / 21 * 4, 4, 4);
        }
    }
    cairo_fill(pen);
    paint_text(pen, name, 1790, 200, 47);
    paint_text(pen, "202211010234", 1790, 430, 35);
    paint_text(pen, "软件工程2202班  计算机与信息工程学院", 1730, 200, 28);
    paint_text(pen, "2026届毕业生图像采集  7KQ2M9-00012-X", 1690, 200, 28);
    cairo_destroy(pen);
    cairo_surface_destroy(page);
    cairo_surface_destroy(photo);
}

std::string name_of(int i) {
    static char const *const surnames[] = {"王", "李", "张", "欧阳", "刘", "陈", "杨", "赵"};
    static char const *const given[] = {"小明", "伟", "秀英", "娜", "敏", "静怡", "浩然", "子轩", "雨桐"};
    return std::string{surnames[i % 8]} + given[i % 9];
}

std::vector<render::Scene> scenes() {
    std::vector<render::Scene> all;
    for (int i = 0; i < photos; ++i) {
        auto photo = support::picture_of(support::portrait(static_cast<unsigned>(i)));
        all.push_back(must(support::sample_scene(support::sheet_33x48(), std::move(photo), name_of(i))));
    }
    return all;
}

void rasters(std::vector<render::Scene> const &all) {
    auto const jpeg = [&](int i) -> base::Bytes const & {
        return *all[static_cast<std::size_t>(i)].pictures[0].picture;
    };
    Floor floor;
    render::RasterPainter painter;
    auto const least = per_sheet([&](int i) { floor.paint(jpeg(i)); });
    auto const ours =
        per_sheet([&](int i) { must(painter.paint(all[static_cast<std::size_t>(i)], canvas)); });
    auto const plain = per_sheet([&](int i) { paint_plainly(jpeg(i), name_of(i).c_str()); });
    std::printf("raster floor %.3f ms, ours %.3f ms (x%.2f), plain cairo+pango %.3f ms (x%.2f)\n", least,
                ours, ours / least, plain, plain / least);
}

void pdfs(std::vector<render::Scene> const &all) {
    render::PdfWriter writer;
    std::size_t over = 0;
    auto const one = [&](int i) {
        auto const &scene = all[static_cast<std::size_t>(i)];
        auto const size = must(writer.write({&scene, 1}, {"7KQ2M9-00012-X"})).size();
        over = std::max(over, size - scene.pictures[0].picture->size());
    };
    auto const alone = per_sheet(one);
    std::vector<std::string> texts;
    for (auto const &scene : all) {
        for (auto const &text : scene.texts) {
            texts.push_back(text.text);
        }
    }
    writer.prepare(texts);
    auto const prepared = per_sheet(one);
    std::vector<render::Scene> thousand;
    for (int i = 0; i < 1000; ++i) {
        thousand.push_back(all[static_cast<std::size_t>(i % photos)]);
        for (auto &placed : thousand.back().pictures) {
            placed.picture =
                support::picture_of(*all[static_cast<std::size_t>(i % photos)].pictures[0].picture);
            break;
        }
        for (auto &placed : thousand.back().pictures) {
            placed.picture = thousand.back().pictures[0].picture;
        }
    }
    auto const many = per_sheet([&](int) { must(writer.write(thousand, {"1000"})); }, 1) / 1000;
    std::printf("pdf one sheet %.3f ms, of a prepared batch %.3f ms, at most %zu bytes over the JPEG; "
                "1,000 pages %.3f ms a page\n",
                alone, prepared, over, many);
}

void long_run(std::vector<render::Scene> const &all) {
    render::PdfWriter writer;
    for (int i = 0; i < 10000; ++i) {
        must(writer.write({&all[static_cast<std::size_t>(i % photos)], 1}, {"7KQ2M9-00012-X"}));
    }
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    std::printf("10,000 PDF files: peak %ld MiB\n", usage.ru_maxrss / 1024);
}

} // namespace

int main(int argc, char **argv) {
    auto const all = scenes();
    if (argc > 1 && std::strcmp(argv[1], "long") == 0) {
        long_run(all);
        return 0;
    }
    rasters(all);
    pdfs(all);
}
