// SPDX-License-Identifier: GPL-3.0-or-later
/// \file
/// PDF files of sheets against the least that libharu can do: the photo and the code, no text.
#include "render/pdf.hpp"
#include "bench/bench.hpp"
#include "bench/people.hpp"
#include "code/qr.hpp"
#include "support/fresh_store.hpp"
#include "support/sample_sheet.hpp"
#include <algorithm>
#include <hpdf.h>

namespace bench {

namespace {

using support::sure;
using Scenes = std::vector<render::Scene>;

/// libharu takes the places of the scene; nothing is measured or cut.
class Least {
public:
    void page(render::Scene const &scene) {
        auto *page = HPDF_AddPage(file_);
        HPDF_Page_SetWidth(page, 432);
        HPDF_Page_SetHeight(page, 288);
        auto const &jpeg = *scene.pictures.front().picture;
        auto *photo = HPDF_LoadJpegImageFromMem(file_, jpeg.data(), static_cast<HPDF_UINT>(jpeg.size()));
        for (auto const &placed : scene.pictures) {
            HPDF_Page_DrawImage(page, photo, points(placed.box.x), points(placed.box.y),
                                points(placed.box.width), points(placed.box.height));
        }
        for (auto const &placed : scene.codes) {
            draw(page, *code::write_qr(placed.content), points(placed.box.x), points(placed.box.y));
        }
    }
    std::size_t size() {
        HPDF_SaveToStream(file_);
        std::vector<unsigned char> bytes(HPDF_GetStreamSize(file_));
        auto length = static_cast<HPDF_UINT32>(bytes.size());
        HPDF_ReadFromStream(file_, bytes.data(), &length);
        keep(bytes.data());
        return length;
    }
    Least() { HPDF_SetCompressionMode(file_, HPDF_COMP_ALL); }
    Least(Least const &) = delete;
    Least &operator=(Least const &) = delete;
    ~Least() { HPDF_Free(file_); }

private:
    static float points(base::Length length) { return static_cast<float>(length.pixels(72)); }
    static void draw(HPDF_Page page, code::Qr const &qr, float left, float bottom) {
        for (int i = 0; i < qr.modules * qr.modules; ++i) {
            if (qr.at(i % qr.modules, i / qr.modules)) {
                HPDF_Page_Rectangle(page, left + static_cast<float>(i % qr.modules),
                                    bottom + static_cast<float>(i / qr.modules), 1, 1);
            }
        }
        HPDF_Page_Fill(page);
    }

    HPDF_Doc file_ = HPDF_New(nullptr, nullptr);
};

Scenes scenes(int count) {
    auto const sample = support::sheet_33x48();
    Scenes all;
    for (int i = 0; i < count; ++i) {
        all.push_back(sure(render::compose_sheet(sample.layout, sample.plan,
                                                 photos()[static_cast<std::size_t>(i)], label_of(i))));
    }
    return all;
}

void single_files(Report &report, Scenes const &all) {
    render::PdfWriter fresh;
    render::PdfWriter prepared;
    std::vector<std::string> texts;
    for (auto const &scene : all) {
        for (auto const &text : scene.texts) {
            texts.push_back(text.text);
        }
    }
    prepared.prepare(texts);
    std::size_t over = 0;
    auto const write = [&](render::PdfWriter &writer, int i) {
        auto const &scene = all[static_cast<std::size_t>(i)];
        auto const size = sure(writer.write({&scene, 1}, {"7KQ2M9"})).size();
        over = std::max(over, size - scene.pictures.front().picture->size());
    };
    auto const times = side_by_side({[&](int i) {
                                         Least file;
                                         file.page(all[static_cast<std::size_t>(i)]);
                                         file.size();
                                     },
                                     [&](int i) { write(fresh, i); }, [&](int i) { write(prepared, i); }},
                                    static_cast<int>(all.size()), 3);
    report.add({"pdf",
                {"一张相片纸一个 PDF，标签可检索（CPU）", "a PDF of one sheet, label searchable, CPU"},
                times[1],
                times[0],
                1.5,
                {},
                "ms",
                {{"bytes_over_jpeg", static_cast<double>(over)}}});
    report.add({"pdf-batch",
                {"同上，字体已为整批准备", "the same, with the fonts of the batch prepared"},
                times[2],
                times[0],
                1.5});
}

void one_file(Report &report, Scenes const &all) {
    auto const pages = static_cast<double>(all.size());
    render::PdfWriter writer;
    std::size_t size = 0;
    auto const ours = once(3, [&] { size = sure(writer.write(all, {"1000"})).size(); }) / pages;
    auto const least = once(3,
                            [&] {
                                Least file;
                                for (auto const &scene : all) {
                                    file.page(scene);
                                }
                                file.size();
                            }) /
                       pages;
    report.add({"pdf-page",
                {"一千页的 PDF 中的一页（CPU）", "a page in a PDF of a thousand, CPU"},
                ours,
                least,
                0.5,
                {},
                "ms",
                {{"bytes_a_page", static_cast<double>(size) / pages}}});
}

} // namespace

void pdf(Report &report) {
    report.say("  making 1,000 photos and labels");
    auto const all = scenes(static_cast<int>(photos().size()));
    single_files(report, all);
    one_file(report, all);
}

} // namespace bench
