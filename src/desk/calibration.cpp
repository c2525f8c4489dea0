// SPDX-License-Identifier: GPL-3.0-or-later
#include "desk/calibration.hpp"
#include "base/text.hpp"
#include "desk/ruler_page.hpp"
#include <cmath>

namespace desk {

using base::fault;
using base::Length;
using base::Trouble;

namespace {

constexpr double most_beside = 3.0; ///< mm; a raster reaches less than 2 mm beyond the cut
constexpr double most_off = 0.03;
constexpr double line_across = 100, line_down = 80;

/// A print whose lengths come out m times too long, and whose cut edge shows the mark r: with the picture
/// shrunk by m about its middle c, the middle lies right where the drawing is moved by c/m - c + r.
Length shift(double middle, double magnified, double reading) {
    return Length::mm(middle / magnified - middle + reading);
}

bool possible(double reading, double truth) {
    return std::isfinite(reading) && std::abs(reading / truth - 1) <= most_off;
}

} // namespace

base::Result<store::Calibration> solve(Readings const &readings, sheet::Size paper) {
    for (double const reading : {readings.left, readings.top}) {
        if (!std::isfinite(reading) || std::abs(reading) > most_beside) {
            return fault(Trouble::bad_input, "切口读数 {} 毫米不对，应在 -{} 到 {} 之间；请再看一次校准页",
                         "a cut edge at {} mm cannot be; it lies between -{} and {}: look at the page again",
                         reading, most_beside, most_beside);
        }
    }
    if (!possible(readings.width, line_across) || !possible(readings.height, line_down)) {
        return fault(Trouble::bad_input, "量得 {} 和 {} 毫米不对，应接近 100 和 80；请再量一次",
                     "lengths of {} and {} mm cannot be; they are near 100 and 80: measure again",
                     readings.width, readings.height);
    }
    auto const across = readings.width / line_across;
    auto const down = readings.height / line_down;
    store::Calibration solved;
    solved.shift_x = shift(paper.width.mm() / 2, across, readings.left);
    solved.shift_y = shift(paper.height.mm() / 2, down, readings.top);
    solved.scale_x = std::llround(1e6 / across);
    solved.scale_y = std::llround(1e6 / down);
    return solved;
}

base::Result<std::string> print_calibration_page(Station &station, std::string const &uri) {
    auto printer = PagePrinter::open(station.setting(), &station, uri);
    if (!printer) {
        return std::move(printer).fault();
    }
    auto &held = **printer;
    PageArtwork artwork{calibration_scene(held.driver().name(), station.setting().clock.now().local_text()),
                        "platen calibration page",
                        {}};
    auto page = held.print("platen-calibration", artwork);
    return page ? base::Result{std::move(page->place)} : std::move(page).fault();
}

base::Result<std::string> calibrate(Station &station, std::string const &uri, Readings const &readings,
                                    std::string const &by) {
    auto solved = solve(readings, six_inch());
    if (!solved) {
        return std::move(solved).fault();
    }
    auto printer = PagePrinter::open(station.setting(), &station, uri);
    if (!printer) {
        return std::move(printer).fault();
    }
    auto &held = **printer;
    auto const &serial = held.standing().counters.printer_serial;
    if (serial.empty() || !held.standing().counters.life) {
        return fault(Trouble::not_allowed, "打印机 {} 不用校准：它没有自己的序列号和计数",
                     "the printer {} is not calibrated: it has no serial and no counters of its own",
                     held.driver().name());
    }
    auto change = station.change();
    if (!change) {
        return std::move(change).fault();
    }
    auto body = base::Json::object();
    body.set("shift_x", solved->shift_x.hundredths()).set("shift_y", solved->shift_y.hundredths());
    body.set("scale_x", solved->scale_x).set("scale_y", solved->scale_y).set("by", by);
    auto noted = change->record("printer.calibrated", serial, body);
    noted = noted ? change->commit() : std::move(noted);
    if (!noted) {
        return std::move(noted).fault();
    }
    PageArtwork artwork{proof_scene(held.driver().name(), station.setting().clock.now().local_text()),
                        "platen calibration proof", *solved};
    auto page = held.print("platen-calibration-proof", artwork);
    return page ? base::Result{std::move(page->place)} : std::move(page).fault();
}

} // namespace desk
