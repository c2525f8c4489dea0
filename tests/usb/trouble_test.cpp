// SPDX-License-Identifier: GPL-3.0-or-later
#include "usb/usb_office.hpp"

using emulator::FaultAt;
using emulator::FaultKind;
using support::loaded;
using support::Office;
using support::sure;
using support::UsbOffice;

namespace {

/// The roll ends this long into a print; two minutes later somebody has put in a new one.
emulator::Fault paper_end(int sheet, double after) {
    return {.kind = FaultKind::paper_end,
            .at = FaultAt::printing,
            .sheet = sheet,
            .after = after,
            .seconds = 120,
            .media = 300,
            .remaining = 700,
            .lot = "HS0002"};
}

} // namespace

TEST_CASE("a STATUS that is swallowed is asked for again") {
    UsbOffice usb;
    auto options = loaded("DS-RX1HS");
    options.quirks.loses_status = true;
    auto &printer = usb.plug(options);
    printer.arm({.kind = FaultKind::lost_status, .times = 2});
    CHECK(usb.office.print("usb:").count("printed") == Office::people);
    CHECK(usb.tray().size() == Office::people);
}

TEST_CASE("cooling is waited for, however long") {
    UsbOffice usb;
    auto &printer = usb.plug(loaded("DS-RX1HS"));
    printer.arm({.kind = FaultKind::cooling, .at = FaultAt::printing, .sheet = 2, .seconds = 900});
    auto const report = usb.office.print("usb:");
    CHECK(report.count("printed") == Office::people);
    CHECK(usb.tray().size() == Office::people);
}

TEST_CASE(
    "paper that ends mid-run is waited for, with the printer's retry and without, and no sheet is doubled") {
    for (std::string const uri : {"usb://DNP/DS-RX1HS", "usb://DNP/DS-RX1HS?retry=off"}) {
        for (double const after : {0.5, 6.0, 12.0}) {
            CAPTURE(uri);
            CAPTURE(after);
            UsbOffice usb;
            auto &printer = usb.plug(loaded("DS-RX1HS"));
            printer.arm(paper_end(2, after));
            std::vector<std::string> told;
            auto station = usb.office.station();
            auto order = usb.office.order(uri);
            order.tell = [&](base::Words const &words) { told.push_back(words.en); };
            auto const report = sure(desk::print_sheets(station, order));
            CHECK_FALSE(report.stopped);
            for (auto const &sheet : report.sheets) {
                CAPTURE(sheet.note.en);
                CHECK(sheet.state == "printed");
            }
            CHECK(usb.tray().size() == Office::people);
            REQUIRE_FALSE(told.empty());
            CHECK(told[0].find("out of paper") != std::string::npos);
        }
    }
}

TEST_CASE("power that fails mid-run loses what was in the printer, which is sent again once it is back") {
    for (int const sheet : {1, 2, 4}) {
        CAPTURE(sheet);
        UsbOffice usb;
        auto &printer = usb.plug(loaded("DS-RX1HS"));
        printer.arm({.kind = FaultKind::power_loss,
                     .at = FaultAt::printing,
                     .sheet = sheet,
                     .after = 5,
                     .back_after = 60});
        auto const report = usb.office.print("usb:");
        CHECK_FALSE(report.stopped);
        CHECK(report.count("printed") == Office::people);
        CHECK(usb.tray().size() == Office::people);
    }
}

TEST_CASE("a cable that is pulled leaves the printer to its work, and its counter tells what came out") {
    UsbOffice usb;
    auto &printer = usb.plug(loaded("DS-RX1HS"));
    printer.arm(
        {.kind = FaultKind::unplug, .at = FaultAt::printing, .sheet = 2, .after = 1, .back_after = 90});
    auto const report = usb.office.print("usb:");
    CHECK(report.count("printed") == Office::people);
    CHECK(usb.tray().size() == Office::people);
}

TEST_CASE(
    "a printer that stays away leaves its sheets on record, and the next run finds out what became of them") {
    UsbOffice usb;
    auto &printer = usb.plug(loaded("DS-RX1HS"));
    printer.arm({.kind = FaultKind::unplug, .at = FaultAt::printing, .sheet = 2, .after = 1});
    auto const report = usb.office.print("usb:");
    REQUIRE(report.stopped);
    CHECK(report.count("printed") == 1);
    CHECK(report.count("uncertain") >= 1);
    CHECK(usb.tray().size() >= 2); // it went on by itself
    printer.plug_in();
    usb.bus().settle();
    auto const next = usb.office.print("usb:");
    CHECK_FALSE(next.stopped);
    CHECK(next.count("uncertain") == 0);
    CHECK(usb.tray().size() == Office::people);
}

TEST_CASE("a sheet that jams after it was counted is held, with all that the printer had, and a scan answers "
          "for it") {
    UsbOffice usb;
    auto &printer = usb.plug(loaded("DS-RX1HS"));
    printer.arm(
        {.kind = FaultKind::count_then_jam, .at = FaultAt::printing, .sheet = 2, .after = 5, .seconds = 60});
    auto const report = usb.office.print("usb:");
    auto const held = report.count("uncertain");
    CHECK(held >= 1);
    CHECK(held <= 2);
    CHECK(report.count("printed") + held == Office::people);
    auto station = usb.office.station();
    for (auto const &sheet : report.sheets) {
        if (sheet.state == "uncertain") {
            CHECK(sure(desk::scan_sheet(station, sheet.serial)).settled);
        }
    }
    CHECK(usb.office.print("usb:").already == Office::people);
}

TEST_CASE("a print that never comes and is not counted is sent again") {
    UsbOffice usb;
    auto &printer = usb.plug(loaded("DS-RX1HS"));
    printer.arm({.kind = FaultKind::no_count, .at = FaultAt::start, .sheet = 6});
    auto const report = usb.office.print("usb:");
    CHECK(report.count("printed") == Office::people);
    CHECK(usb.tray().size() == Office::people);
}

TEST_CASE("a printer that calls the data faulty is cancelled, and the run stops instead of trying for ever") {
    UsbOffice usb;
    auto &printer = usb.plug(loaded("DS-RX1HS"));
    printer.arm({.kind = FaultKind::status, .at = FaultAt::start, .sheet = 1, .code = 1600});
    auto const report = usb.office.print("usb:");
    REQUIRE(report.stopped);
    CHECK(report.stopped->kind == base::Trouble::device);
    CHECK(usb.tray().size() == report.count("printed"));
}

TEST_CASE("two printers share a run, and where one fails the other prints what it certainly did not") {
    UsbOffice usb;
    auto one = loaded("DS-RX1HS"), two = loaded("DS620");
    auto &first = usb.plug(one);
    auto &second = usb.plug(two);
    first.arm({.kind = FaultKind::status, .at = FaultAt::printing, .sheet = 2, .after = 2, .code = 2300});
    auto station = usb.office.station();
    auto order = usb.office.order("usb://DNP/DS-RX1HS");
    order.printers.emplace_back("usb://DNP/DS620");
    auto const report = sure(desk::print_sheets(station, order));
    CHECK(report.count("uncertain") <= 2);
    CHECK(report.count("printed") + report.count("uncertain") == Office::people);
    CHECK(second.memory().life >= 3);
    CHECK(usb.tray().size() >= report.count("printed"));
}

TEST_CASE("where a hub goes away with both printers of a run, the run says why it stopped") {
    UsbOffice usb;
    for (auto const *name : {"DS-RX1HS", "DS620"}) {
        auto &printer = usb.plug(loaded(name));
        printer.arm({.kind = FaultKind::unplug, .at = FaultAt::data, .byte = 1000});
    }
    auto station = usb.office.station();
    auto order = usb.office.order("usb://DNP/DS-RX1HS");
    order.printers.emplace_back("usb://DNP/DS620");
    auto const report = sure(desk::print_sheets(station, order));
    REQUIRE(report.stopped);
    CHECK(report.stopped->kind == base::Trouble::device);
    CHECK(report.count("uncertain") == 2);
    CHECK(usb.tray().empty());
}
