// SPDX-License-Identifier: GPL-3.0-or-later
#include "desk/printers.hpp"
#include "dnp/fit.hpp"
#include "usb/usb_office.hpp"

using support::loaded;
using support::Office;
using support::sure;
using support::UsbOffice;
using namespace std::chrono_literals;

namespace {

print::Page const six_inch{base::Length::mm(152.4), base::Length::mm(101.6)};

/// A roll on which the model can print a 6-inch sheet; nothing where it cannot.
std::optional<int> roll_for(print::dnp::Model const &model) {
    for (auto const &[code, prints] : model.rolls) {
        if (print::dnp::fit(model, {9, 0}, code, six_inch)) {
            return code;
        }
    }
    return std::nullopt;
}

} // namespace

TEST_CASE("every model prints the sheet's own raster, pixel for pixel, at each resolution and finish") {
    for (auto const &one : print::dnp::models()) {
        auto const roll = roll_for(one);
        if (!roll) {
            continue; // 8-inch models have no 6-inch paper
        }
        CAPTURE(one.name);
        UsbOffice usb;
        auto &printer = usb.plug(loaded(one.name, *roll));
        std::vector<std::string> ways{"?finish=glossy", "?finish=matte"};
        if (one.feed600.from) {
            ways.emplace_back("?resolution=300x600");
            ways.emplace_back("?resolution=300x600&finish=matte");
        }
        int person = 0;
        for (auto const &way : ways) {
            CAPTURE(way);
            auto const report = usb.print_one("usb://" + one.make + "/" + one.name + way, person);
            REQUIRE_FALSE(report.stopped);
            CHECK(report.count("printed") == 1);
            auto const tray = usb.tray();
            REQUIRE(tray.size() == static_cast<std::size_t>(person) + 1);
            auto const &sheet = tray.back();
            auto const turned = sheet.size.across < sheet.size.along;
            CHECK(sheet.overcoat == (way.ends_with("matte") ? 1 : 0));
            CHECK(sheet.dpi() == (way.find("600") == std::string::npos ? 300 : 600));
            CHECK(sheet.picture() == usb.expected(usb.office.sheet(person), sheet.size, sheet.rows, turned));
            person += 1;
        }
        CHECK(printer.ignored().empty());
        CHECK(printer.memory().life == person);
    }
}

TEST_CASE("a 5-inch layout goes on an L roll, and a 6-inch roll is refused before a byte is sent") {
    UsbOffice usb;
    auto &printer = usb.plug(loaded("DS40", 200));
    auto station = usb.office.station();
    auto order = usb.office.order("usb://DNP/DS40");
    order.layout = "9x25x35";
    order.who.student_no = Office::number(0);
    CHECK(sure(desk::print_sheets(station, order)).count("printed") == 1);
    order.who.student_no = Office::number(1);
    order.layout.clear();
    auto const refused = desk::print_sheets(station, order);
    REQUIRE_FALSE(refused);
    CHECK(refused.fault().kind == base::Trouble::device);
    CHECK(refused.fault().text(base::Language::zh).find("PC 6x4 (300)") != std::string::npos);
    CHECK(usb.tray().size() == 1);
    CHECK(printer.memory().life == 1);
}

TEST_CASE("every status code gives its standing") {
    UsbOffice usb;
    auto &printer = usb.plug(loaded("DS-RX1HS"));
    auto const setting = usb.office.setting();
    for (int const code :
         {0,    1,    500,  510,  900,  1000, 1010, 1100, 1200, 1300, 1400, 1500, 1600, 2000,
          2010, 2100, 2200, 2300, 2400, 2500, 2600, 2610, 2700, 2800, 2900, 3000, 5001, 777}) {
        CAPTURE(code);
        printer.arm({.kind = emulator::FaultKind::status, .code = code});
        auto const standing = sure(desk::printer_standing(setting, "usb://DNP/DS-RX1HS"));
        CHECK(standing.code.starts_with(fmt::format("{:05}", code)));
        CHECK(standing.ready() == (code < 1000 && code != 777));
        printer.fix();
    }
}

TEST_CASE("counters, media and firmware are read in every shape of reply") {
    using enum emulator::Shape;
    for (auto const shape : {cr, spaces16, spaces32, nuls16, split, one_packet}) {
        CAPTURE(static_cast<int>(shape));
        UsbOffice usb;
        auto options = loaded("DS-RX1HS");
        options.quirks.shape = shape;
        options.quirks.marked_media = true;
        auto &printer = usb.plug(options);
        auto const standing = sure(desk::printer_standing(usb.office.setting(), "usb://DNP/DS-RX1HS"));
        CHECK(standing.ready());
        CHECK(standing.media == "PC 6x4 (300)");
        CHECK(standing.counters.remaining == 100);
        CHECK(standing.roll == 700);
        CHECK(standing.counters.life == 0);
        CHECK(standing.counters.media_lot == "HS0001");
        CHECK(standing.counters.printer_serial == printer.memory().serial);
        CHECK(usb.print_one("usb:").count("printed") == 1);
    }
}

TEST_CASE("too little paper is asked about before anything is printed") {
    UsbOffice usb;
    auto options = loaded("DS-RX1HS");
    options.remaining = 4;
    usb.plug(options);
    auto station = usb.office.station();
    auto order = usb.office.order("usb:");
    auto const refused = desk::print_sheets(station, order);
    REQUIRE_FALSE(refused);
    CHECK(refused.fault().text(base::Language::zh).find("只够 4 张") != std::string::npos);
    CHECK(usb.tray().empty());
}

TEST_CASE("with both buffers used a long run keeps the printer's own pace") {
    constexpr int sheets = 100;
    UsbOffice usb;
    auto options = loaded("DS-RX1HS");
    options.remaining = 700;
    usb.plug(options);
    std::string rows = "学号,姓名,学院,班级\n";
    auto const photo = support::portrait(0);
    for (int i = Office::people; i < sheets; ++i) {
        rows += Office::number(i) + ",张三,法学院,法学2201\n";
        static_cast<void>(usb.office.folder.file("more/" + Office::number(i) + ".jpg", base::as_text(photo)));
    }
    usb.office.import(rows);
    auto station = usb.office.station();
    sure(desk::import_photos(station, usb.office.folder / "more", ""));
    auto const begun = usb.clock.now();
    auto const report = usb.office.print("usb:");
    auto const took = usb.clock.now() - begun;
    CHECK(report.count("printed") == sheets);
    CHECK(usb.tray().size() == sheets);
    constexpr auto pace = 12'400ms * sheets;
    std::printf("pace: %d sheets in %.1f s, %.4f of the printer's own\n", sheets,
                static_cast<double>(took.count()) / 1000,
                static_cast<double>(took.count()) / static_cast<double>(pace.count()));
    CHECK(took <= pace * 102 / 100);
}
