// SPDX-License-Identifier: GPL-3.0-or-later
#include "desk/pdf_print.hpp"
#include "base/digest.hpp"
#include "base/files.hpp"
#include "base/text.hpp"
#include "desk/page_printer.hpp"
#include <algorithm>

namespace desk {

namespace {

using base::Length;
using base::Trouble;
using render::LaidPage;
using sheet::Size;

constexpr double preview_dpi = 300;
constexpr std::uintmax_t largest_file = 256U << 20U;
constexpr int most_unasked = 20;                    ///< pages that nobody can have asked for by mistake
constexpr auto tolerance = Length::hundredths(100); // A4 in whole points is not quite A4
constexpr std::size_t longest_name = 60;            // characters; a file's name holds 255 bytes

Size six_inch() {
    return {Length::mm(152.4), Length::mm(101.6)};
}

bool has_room(Size paper, Size page) {
    return page.width <= paper.width + tolerance && page.height <= paper.height + tolerance;
}

/// As large as the paper allows, upright unless lying is larger.
LaidPage fitted(int page, Size size, Size paper) {
    auto const scale = [&](Size of) {
        return std::min(paper.width.points() / of.width.points(), paper.height.points() / of.height.points());
    };
    auto const turned = scale(size.turned()) > scale(size);
    return {page, paper, scale(turned ? size.turned() : size), turned};
}

/// The ways to print a page at its true size, the best first: on paper of its own size, and in the middle of
/// what is loaded.
std::vector<LaidPage> true_size_ways(int page, Size size, std::optional<Size> paper) {
    LaidPage const upright{page, size, 1, false};
    LaidPage const turned{page, size.turned(), 1, true};
    if (!paper || has_room(*paper, size)) {
        std::vector ways{upright, turned};
        if (paper) {
            ways.push_back({page, *paper, 1, false});
        }
        return ways;
    }
    if (has_room(*paper, size.turned())) {
        return {turned, {page, *paper, 1, true}, upright};
    }
    return {upright, turned};
}

base::Fault too_large(int page, Size size, Size paper) {
    return base::fault(
        Trouble::device,
        "第 {} 页是 {:.1f}×{:.1f} 毫米，打印机的纸是 {:.1f}×{:.1f} 毫米，放不下；加 --fit 缩小到纸上",
        "page {} is {:.1f} x {:.1f} mm and the printer's paper is {:.1f} x {:.1f} mm; say --fit to "
        "scale it to the paper",
        page, size.width.mm(), size.height.mm(), paper.width.mm(), paper.height.mm());
}

base::Result<LaidPage> laid(print::Driver &driver, int page, Size size, bool fit) {
    auto const standing = driver.ask();
    if (!standing) {
        return base::Fault{standing.fault()};
    }
    std::optional<Size> paper;
    if (standing->paper) {
        paper = Size{standing->paper->width, standing->paper->height};
    }
    auto const ways =
        fit ? std::vector{fitted(page, size, paper.value_or(six_inch()))} : true_size_ways(page, size, paper);
    std::optional<base::Fault> refused;
    for (auto const &way : ways) {
        auto suits = driver.check({way.paper.width, way.paper.height});
        if (suits) {
            return way;
        }
        refused = refused ? std::move(refused) : std::move(suits).fault();
    }
    if (fit) {
        return std::move(*refused);
    }
    return paper && !has_room(*paper, size) && !has_room(*paper, size.turned())
               ? too_large(page, size, *paper)
               : std::move(*refused).within(
                     {"可加 --fit 缩放到打印机的纸上", "--fit scales it to the paper"});
}

/// What the printer calls the page: the file's name, told from other files of that name by its content.
std::string title_of(PdfOrder const &order, base::Bytes const &file, int page) {
    std::u32string name;
    for (auto const character : base::characters(order.file.stem().string())) {
        name += character < U' ' || character == U'\x7f' || character == U'\uFFFD' ? U'_' : character;
    }
    name.resize(std::min(name.size(), longest_name));
    return fmt::format("{}-{}-p{}", base::utf8(name), base::sha256(file).hex().substr(0, 6), page);
}

base::Result<std::pair<int, int>> pages_of(PdfOrder const &order, int pages) {
    if (order.page && (*order.page < 1 || *order.page > pages)) {
        return base::fault(Trouble::not_found, "没有第 {} 页，共 {} 页", "there is no page {}, only {}",
                           *order.page, pages);
    }
    if (!order.page && pages > most_unasked) {
        return base::fault(
            Trouble::usage, "这个 PDF 有 {} 页；用 --page N 说明打印哪一页（不超过 {} 页时才全部打印）",
            "this PDF has {} pages; say with --page N which one to print (all are printed of no "
            "more than {})",
            pages, most_unasked);
    }
    return order.page ? std::pair{*order.page, *order.page} : std::pair{1, pages};
}

base::Result<PdfPage> print_one(PagePrinter &printer, render::PdfReader &reader, int page, bool fit,
                                std::string const &title) {
    auto const size = reader.page_size(page);
    if (!size) {
        return base::Fault{size.fault()};
    }
    if (size->width <= Length{} || size->height <= Length{}) {
        return base::fault(Trouble::bad_input, "第 {} 页没有大小", "page {} has no size", page);
    }
    auto const way = laid(printer.driver(), page, *size, fit);
    if (!way) {
        return base::Fault{way.fault()};
    }
    PdfArtwork artwork{reader, *way, printer.calibration()};
    auto end = printer.print(title, artwork);
    if (!end) {
        return std::move(end).fault();
    }
    return PdfPage{*way, std::move(end->place), end->certain};
}

} // namespace

base::Result<base::Raster> PdfArtwork::raster(int width, int height, double dpi_x, double dpi_y) {
    return reader_.paint(laid_, calibrated({width, height, dpi_x, dpi_y}, calibration_));
}

base::Result<base::Bytes> PdfArtwork::pdf() {
    return reader_.extract(laid_);
}

base::Result<base::Bytes> PdfArtwork::png() {
    auto const painted = reader_.paint(laid_, render::canvas_of(laid_.paper, preview_dpi));
    return painted ? render::png_of(*painted, preview_dpi) : base::Fault{painted.fault()};
}

base::Result<PdfReport> print_pdf(Setting const &setting, Station *station, PdfOrder const &order) {
    auto const file = base::read_file(order.file, largest_file);
    if (!file) {
        return base::Fault{file.fault()};
    }
    auto reader = render::PdfReader::open(*file);
    if (!reader) {
        return std::move(reader).fault().within({order.file.string(), order.file.string()});
    }
    auto const asked = pages_of(order, reader->pages());
    if (!asked) {
        return base::Fault{asked.fault()};
    }
    auto printer = PagePrinter::open(setting, station, order.printer);
    if (!printer) {
        return std::move(printer).fault();
    }
    auto const [first, last] = *asked;
    auto const total = static_cast<std::size_t>(last) - static_cast<std::size_t>(first) + 1;
    PdfReport report{{}, reader->pages()};
    for (int page = first; page <= last; ++page) {
        setting.progress.at({"打印", "printing"}, report.printed.size(), total);
        auto printed = print_one(**printer, *reader, page, order.fit, title_of(order, *file, page));
        if (!printed) {
            if (first == last) {
                return std::move(printed).fault();
            }
            auto const before = report.printed.size();
            return std::move(printed).fault().within(base::words("打印第 {} 页时；前面 {} 页已送出",
                                                                 "printing page {}; {} before it were sent",
                                                                 page, before));
        }
        report.printed.push_back(std::move(*printed));
    }
    return report;
}

} // namespace desk
