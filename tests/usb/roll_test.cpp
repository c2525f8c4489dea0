// SPDX-License-Identifier: GPL-3.0-or-later
#include "desk/calibration.hpp"
#include "desk/media.hpp"
#include "usb/usb_office.hpp"

using emulator::FaultAt;
using emulator::FaultKind;
using support::Office;
using support::sure;
using support::UsbOffice;

namespace {

emulator::Options hs_roll(std::string const &serial) {
    auto options = support::loaded("DS-RX1HS");
    options.serial = serial;
    return options;
}

} // namespace

TEST_CASE("every print of a roll is accounted for: printed, spoiled, pages, and what nobody here printed") {
    UsbOffice usb;
    usb.plug(hs_roll("CB2D00000001"));
    usb.office.print("usb:");
    auto station = usb.office.station();
    auto const setting = usb.office.setting();
    sure(desk::reprint_sheet(station, usb.office.sheet(0).serial, "污损", usb.office.order("usb:")));
    sure(desk::print_test_page(setting, &station, "usb:"));
    sure(desk::print_test_page(setting, nullptr, "usb:")); // another program's, as far as this store knows
    sure(desk::print_test_page(setting, &station, "usb:"));
    auto const rolls = sure(desk::roll_balances(station));
    REQUIRE(rolls.size() == 1);
    auto const &roll = rolls[0];
    CHECK(roll.printer_serial == "CB2D00000001");
    CHECK(roll.media_lot == "HS0001");
    CHECK(roll.printed == Office::people);
    CHECK(roll.spoiled == 1);
    CHECK(roll.pages == 2);
    CHECK(roll.unexplained == 1);
    CHECK(roll.used == Office::people + 4);
    CHECK(roll.left == 100 - Office::people - 4);
}

TEST_CASE("a new roll is a new account") {
    UsbOffice usb;
    auto &printer = usb.plug(hs_roll("CB2D00000001"));
    printer.arm({.kind = FaultKind::paper_end,
                 .at = FaultAt::printing,
                 .sheet = 3,
                 .after = 2,
                 .seconds = 60,
                 .media = 300,
                 .remaining = 700,
                 .lot = "HS0002"});
    CHECK(usb.office.print("usb:").count("printed") == Office::people);
    auto station = usb.office.station();
    auto const rolls = sure(desk::roll_balances(station));
    REQUIRE(rolls.size() == 2);
    CHECK(rolls[1].media_lot == "HS0002");
    CHECK(rolls[0].printed + rolls[1].printed == Office::people);
}

TEST_CASE("a calibration moves and stretches what its printer prints, and no other's") {
    UsbOffice usb;
    usb.plug(hs_roll("CB2D00000001"));
    usb.plug(hs_roll("CB2D00000002"));
    auto station = usb.office.station();
    std::string const first = "usb://DNP/DS-RX1HS?serial=CB2D00000001",
                      second = "usb://DNP/DS-RX1HS?serial=CB2D00000002";
    sure(desk::print_calibration_page(station, first));
    sure(desk::calibrate(station, first, {0.5, -0.3, 99.5, 80.2}, "李师傅"));
    usb.clear();
    auto order = usb.office.order(first);
    order.who.student_no = Office::number(0);
    sure(desk::print_sheets(station, order));
    order.printers = {second};
    order.who.student_no = Office::number(1);
    sure(desk::print_sheets(station, order));
    auto const tray = usb.tray();
    REQUIRE(tray.size() == 2);
    CHECK(tray[0].picture() != usb.expected(usb.office.sheet(0), tray[0].size, tray[0].rows, false));
    CHECK(tray[1].picture() == usb.expected(usb.office.sheet(1), tray[1].size, tray[1].rows, false));
    desk::SheetArtist artist{station.store()};
    auto const scene = sure(artist.scene(usb.office.sheet(0)));
    auto const known = sure(store::calibration(station.store(), "CB2D00000001"));
    REQUIRE(known);
    auto const raster = sure(artist.raster(scene, desk::calibrated({1844, 1240, 300, 300}, known)));
    base::Bytes rgb;
    for (int y = 0; y < raster.height; ++y) {
        auto const *pixel = raster.pixels + static_cast<std::size_t>(y) * raster.stride;
        for (int x = 0; x < raster.width; ++x, pixel += 4) {
            rgb.insert(rgb.end(), {pixel[2], pixel[1], pixel[0]});
        }
    }
    CHECK(rgb == tray[0].picture());
}

TEST_CASE(
    "a page is refused while sheets of an interrupted run are in the printer, and their count is safe") {
    UsbOffice usb;
    auto &printer = usb.plug(hs_roll("CB2D00000001"));
    printer.arm({.kind = FaultKind::unplug, .at = FaultAt::printing, .sheet = 2, .after = 1});
    REQUIRE(usb.office.print("usb:").stopped);
    printer.plug_in();
    usb.bus().settle();
    auto station = usb.office.station();
    sure(desk::print_test_page(usb.office.setting(), &station, "usb:"));
    auto const next = usb.office.print("usb:");
    CHECK(next.count("uncertain") == 0);
    CHECK(usb.tray().size() == Office::people + 1);
}
