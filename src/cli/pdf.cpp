// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/verbs.hpp"
#include "desk/pdf_print.hpp"
#include "desk/printers.hpp"
#include <limits>

namespace cli {

using base::Json;
using base::words;

namespace {

constexpr int all_pages = std::numeric_limits<int>::min();

struct Options {
    std::string file, printer;
    int page = all_pages;
    bool fit = false;
};

Json json_of(desk::PdfPage const &page) {
    auto one = Json::object();
    one.set("page", page.laid.page).set("state", page.certain ? "printed" : "uncertain");
    one.set("width_mm", page.laid.paper.width.mm()).set("height_mm", page.laid.paper.height.mm());
    one.set("scale", page.laid.scale).set("turned", page.laid.turned).set("place", page.place);
    return one;
}

int print(Door &door, Options const &options) {
    desk::PdfOrder order{options.file, options.printer, {}, options.fit};
    if (options.page != all_pages) {
        order.page = options.page;
    }
    auto station = door.open();
    if (!station && station.fault().kind != base::Trouble::not_found) {
        return door.fail(station.fault());
    }
    auto const setting = door.setting();
    auto const report = desk::print_pdf(setting, station ? &*station : nullptr, order);
    if (!report) {
        return door.fail(report.fault());
    }
    auto prints = Json::list();
    std::size_t uncertain = 0;
    for (auto const &page : report->printed) {
        prints.add(json_of(page));
        uncertain += page.certain ? 0 : 1;
        door.line(words("第 {} 页已送出：{}", "page {} is out: {}", page.laid.page,
                        page.place.empty() ? options.printer : page.place));
    }
    auto object = Json::object();
    object.set("file", options.file).set("pages", report->printed.size()).set("of", report->pages);
    door.answer(object.set("uncertain", uncertain).set("prints", prints));
    if (uncertain > 0) {
        auto const doubt = desk::in_doubt(options.printer);
        door.remark({doubt.text(base::Language::zh), doubt.text(base::Language::en)});
        return static_cast<int>(doubt.kind);
    }
    return 0;
}

} // namespace

void add_pdf(CommandLine &line, Door &door) {
    line.noun("pdf", {"别处来的 PDF", "PDFs from elsewhere"});
    auto const options = std::make_shared<Options>();
    line.verb("pdf", "print", {"按原尺寸打印一个 PDF", "print a PDF at its true size"})
        .required_text("file", options->file, {"PDF 文件", "PDF file"})
        .required_text("--printer", options->printer, {"打印机地址", "printer"})
        .whole("--page", options->page,
               {"第几页（默认全部，最多 20 页）", "which page (else all, of 20 at most)"})
        .flag("--fit", options->fit,
              {"缩放到打印机的纸（不知道时按 152.4×101.6 毫米）",
               "scale to the printer's paper (where it is not known, to 152.4 x 101.6 mm)"})
        .does([&door, options] { return print(door, *options); });
}

} // namespace cli
