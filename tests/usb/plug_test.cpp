// SPDX-License-Identifier: GPL-3.0-or-later
#include "desk/printers.hpp"
#include "usb/usb_office.hpp"
#include <algorithm>
#include <set>

using emulator::FaultAt;
using emulator::FaultKind;
using support::loaded;
using support::Office;
using support::sure;
using support::UsbOffice;
using namespace std::chrono_literals;

TEST_CASE("a roll that an RX1HS does not take is named before printing") {
    UsbOffice usb;
    auto options = loaded("DS-RX1HS");
    options.lot = "";
    usb.plug(options);
    auto station = usb.office.station();
    auto const refused = desk::print_sheets(station, usb.office.order("usb:"));
    REQUIRE_FALSE(refused);
    CHECK(refused.fault().text(base::Language::en).find("HS roll") != std::string::npos);
}

TEST_CASE("two of a kind are told apart by their serials, and one has to be named") {
    UsbOffice usb;
    auto one = loaded("DS-RX1HS"), two = loaded("DS-RX1HS");
    one.serial = "CB2D00000001";
    two.serial = "CB2D00000002";
    usb.plug(one);
    auto &second = usb.plug(two);
    auto const vague = desk::printer_standing(usb.office.setting(), "usb://DNP/DS-RX1HS");
    REQUIRE_FALSE(vague);
    CHECK(vague.fault().kind == base::Trouble::usage);
    CHECK(vague.fault().text(base::Language::zh).find("serial=CB2D00000002") != std::string::npos);
    CHECK(usb.print_one("usb://DNP/DS-RX1HS?serial=CB2D00000002").count("printed") == 1);
    CHECK(second.memory().life == 1);
}

TEST_CASE("another printer in the place of the one that was begun on leaves its sheets held") {
    UsbOffice usb;
    auto one = loaded("DS-RX1HS"), two = loaded("DS-RX1HS");
    one.serial = "CB2D00000001";
    two.serial = "CB2D00000002";
    auto &first = usb.plug(one);
    first.arm({.kind = FaultKind::unplug, .at = FaultAt::data, .sheet = 2, .plane = 'M', .byte = 1000});
    auto const report = usb.office.print("usb:");
    REQUIRE(report.stopped);
    usb.plug(two);
    auto const next = usb.office.print("usb:");
    CHECK(next.count("uncertain") == report.count("uncertain"));
    CHECK(usb.tray().size() >= Office::people - next.count("uncertain"));
    first.plug_in();
    usb.bus().settle();
    CHECK(usb.office.print("usb://DNP/DS-RX1HS?serial=CB2D00000001").count("uncertain") == 0);
    CHECK(usb.tray().size() == Office::people);
}

TEST_CASE("a printer is used though the kernel's driver holds it, and given back afterwards") {
    UsbOffice usb;
    auto &printer = usb.plug(loaded("DS-RX1HS"));
    REQUIRE(usb.bus().usblp_bound(printer));
    CHECK(usb.print_one("usb:").count("printed") == 1);
    CHECK(usb.bus().usblp_bound(printer));
    CHECK(usb.bus().given_back(printer) >= 1);
}

TEST_CASE("who may not use a printer is told which rule to install") {
    UsbOffice usb;
    auto &printer = usb.plug(loaded("DS-RX1HS"));
    usb.bus().deny_access(printer, true);
    auto const denied = desk::printer_standing(usb.office.setting(), "usb:");
    REQUIRE_FALSE(denied);
    CHECK(denied.fault().kind == base::Trouble::not_allowed);
    CHECK(denied.fault().text(base::Language::zh).find("drivers/udev/70-platen.rules") != std::string::npos);
}

TEST_CASE("a printer that another program holds is waited for, but not for ever") {
    UsbOffice usb;
    auto &printer = usb.plug(loaded("DS-RX1HS"));
    usb.bus().refuse_claims(printer, 3);
    CHECK(desk::printer_standing(usb.office.setting(), "usb:"));
    usb.bus().refuse_claims(printer, 1000);
    auto const held = desk::printer_standing(usb.office.setting(), "usb:");
    REQUIRE_FALSE(held);
    CHECK(held.fault().kind == base::Trouble::busy);
}

TEST_CASE("a printer that waits for firmware is left alone") {
    UsbOffice usb;
    auto options = loaded("DS-RX1HS");
    options.bootloader = true;
    usb.plug(options);
    auto const standing = sure(desk::printer_standing(usb.office.setting(), "usb:"));
    CHECK(standing.has(print::Reason::firmware_update));
    CHECK_FALSE(standing.ready());
}

TEST_CASE("a printer of another make on the port is named, and sent to CUPS") {
    UsbOffice usb;
    auto stranger = loaded("DS-RX1HS");
    stranger.usb_id = print::UsbId{0x03F0, 0x002A};
    usb.plug(stranger);
    auto const none = desk::printer_standing(usb.office.setting(), "usb:");
    REQUIRE_FALSE(none);
    CHECK(none.fault().kind == base::Trouble::device);
    CHECK(none.fault().text(base::Language::zh).find("03f0:002a") != std::string::npos);
    CHECK(none.fault().text(base::Language::zh).find("CUPS") != std::string::npos);
}

TEST_CASE(
    "a printer of another make in the place of the one that prints gets nothing, and the sheets are held") {
    UsbOffice usb;
    auto &printer = usb.plug(loaded("DS-RX1HS"));
    auto stranger = loaded("DS-RX1HS");
    stranger.usb_id = print::UsbId{0x03F0, 0x002A};
    printer.arm({.kind = FaultKind::unplug, .at = FaultAt::printing, .sheet = 2, .after = 1});
    REQUIRE(usb.office.print("usb:").stopped);
    auto &other = usb.plug(stranger);
    auto station = usb.office.station();
    CHECK_FALSE(desk::print_sheets(station, usb.office.order("usb:")));
    CHECK(other.transfers() < 100);
    CHECK(other.memory().life == 0);
    printer.plug_in();
    usb.bus().settle();
    CHECK(usb.office.print("usb:").count("uncertain") == 0);
    CHECK(usb.tray().size() == Office::people);
}

TEST_CASE("a roll that the model does not know is named before a byte is sent, with those that would do") {
    for (int const unheard_of : {630, 998}) {
        CAPTURE(unheard_of);
        UsbOffice usb;
        auto &printer = usb.plug(loaded("DS-RX1HS", unheard_of));
        auto station = usb.office.station();
        auto const refused = desk::print_sheets(station, usb.office.order("usb:"));
        REQUIRE_FALSE(refused);
        CHECK(refused.fault().kind == base::Trouble::device);
        auto const text = refused.fault().text(base::Language::zh);
        CHECK(text.find(fmt::format("编号 {}", unheard_of)) != std::string::npos);
        CHECK(text.find("PC 6x4 (300)") != std::string::npos);
        CHECK(printer.sheets() == 0);
    }
}

TEST_CASE("one printer is opened without waiting for another that is held") {
    UsbOffice usb;
    usb.plug(loaded("DS-RX1HS"));
    usb.plug(loaded("DS620"));
    auto const first = sure(desk::open_printer(usb.office.setting(), "usb://DNP/DS-RX1HS"));
    auto const begun = usb.clock.now();
    auto const second = sure(desk::open_printer(usb.office.setting(), "usb://DNP/DS620"));
    CHECK(usb.clock.now() - begun < 2s);
}

TEST_CASE("printers that cannot be used are listed with the reason") {
    UsbOffice usb;
    auto &forbidden = usb.plug(loaded("DS-RX1HS"));
    usb.plug(loaded("DS620"));
    auto stranger = loaded("DS40");
    stranger.usb_id = print::UsbId{0x03F0, 0x002A};
    usb.plug(stranger);
    usb.bus().deny_access(forbidden, true);
    auto const setting = usb.office.setting();
    auto const family = std::find_if(setting.families.begin(), setting.families.end(),
                                     [](auto const &one) { return one.scheme == "usb"; });
    auto const printers = family->find(usb.clock);
    REQUIRE(printers.size() == 3);
    CHECK(printers[0].name.starts_with("usb://DNP/DS620"));
    CHECK_FALSE(printers[0].hidden);
    std::set<base::Trouble> reasons;
    for (std::size_t i = 1; i < 3; ++i) {
        REQUIRE(printers[i].hidden);
        reasons.insert(printers[i].hidden->kind);
    }
    CHECK(reasons == std::set{base::Trouble::not_allowed, base::Trouble::device});
}
