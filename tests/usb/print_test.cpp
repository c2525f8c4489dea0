// SPDX-License-Identifier: GPL-3.0-or-later
#include "desk/printers.hpp"
#include "dnp/fit.hpp"
#include "usb/usb_office.hpp"

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

emulator::Options model(std::string const &name, int media = 300) {
    emulator::Options options;
    options.model = name;
    options.media = media;
    options.remaining = 100;
    options.lot = "HS0001";
    return options;
}

/// The roll ends this long into a print; two minutes later somebody has put in a new one.
emulator::Fault paper_end(int sheet, double after) {
    static std::optional<std::string> const next_lot{"HS0002"};
    emulator::Fault end;
    end.kind = emulator::FaultKind::paper_end;
    end.at = emulator::FaultAt::printing;
    end.sheet = sheet;
    end.after = after;
    end.seconds = 120;
    end.media = 300;
    end.remaining = 700;
    end.lot = next_lot;
    return end;
}

desk::PrintReport print_one(UsbOffice &usb, std::string const &uri, int person = 0) {
    auto station = usb.office.station();
    auto order = usb.office.order(uri);
    order.who.student_no = Office::number(person);
    return sure(desk::print_sheets(station, order));
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
        auto &printer = usb.plug(model(one.name, *roll));
        std::vector<std::string> ways{"?finish=glossy", "?finish=matte"};
        if (one.feed600.from) {
            ways.emplace_back("?resolution=300x600");
            ways.emplace_back("?resolution=300x600&finish=matte");
        }
        int person = 0;
        for (auto const &way : ways) {
            CAPTURE(way);
            auto const report = print_one(usb, "usb://" + one.make + "/" + one.name + way, person);
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
    auto &printer = usb.plug(model("DS40", 200));
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
    auto &printer = usb.plug(model("DS-RX1HS"));
    auto const setting = usb.office.setting();
    for (int const code :
         {0,    1,    500,  510,  900,  1000, 1010, 1100, 1200, 1300, 1400, 1500, 1600, 2000,
          2010, 2100, 2200, 2300, 2400, 2500, 2600, 2610, 2700, 2800, 2900, 3000, 5001, 777}) {
        CAPTURE(code);
        emulator::Fault fault;
        fault.kind = emulator::FaultKind::status;
        fault.code = code;
        printer.arm(fault);
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
        auto options = model("DS-RX1HS");
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
        CHECK(print_one(usb, "usb:").count("printed") == 1);
    }
}

TEST_CASE("a STATUS that is swallowed is asked for again") {
    UsbOffice usb;
    auto options = model("DS-RX1HS");
    options.quirks.loses_status = true;
    auto &printer = usb.plug(options);
    emulator::Fault lost;
    lost.kind = emulator::FaultKind::lost_status;
    lost.times = 2;
    printer.arm(lost);
    CHECK(usb.office.print("usb:").count("printed") == Office::people);
    CHECK(usb.tray().size() == Office::people);
}

TEST_CASE("cooling is waited for, however long") {
    UsbOffice usb;
    auto &printer = usb.plug(model("DS-RX1HS"));
    emulator::Fault cooling;
    cooling.kind = emulator::FaultKind::cooling;
    cooling.at = emulator::FaultAt::printing;
    cooling.sheet = 2;
    cooling.seconds = 900;
    printer.arm(cooling);
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
            auto &printer = usb.plug(model("DS-RX1HS"));
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
        auto &printer = usb.plug(model("DS-RX1HS"));
        emulator::Fault loss;
        loss.kind = emulator::FaultKind::power_loss;
        loss.at = emulator::FaultAt::printing;
        loss.sheet = sheet;
        loss.after = 5;
        loss.back_after = 60;
        printer.arm(loss);
        auto const report = usb.office.print("usb:");
        CHECK_FALSE(report.stopped);
        CHECK(report.count("printed") == Office::people);
        CHECK(usb.tray().size() == Office::people);
    }
}

TEST_CASE("a cable that is pulled leaves the printer to its work, and its counter tells what came out") {
    UsbOffice usb;
    auto &printer = usb.plug(model("DS-RX1HS"));
    emulator::Fault pulled;
    pulled.kind = emulator::FaultKind::unplug;
    pulled.at = emulator::FaultAt::printing;
    pulled.sheet = 2;
    pulled.after = 1;
    pulled.back_after = 90;
    printer.arm(pulled);
    auto const report = usb.office.print("usb:");
    CHECK(report.count("printed") == Office::people);
    CHECK(usb.tray().size() == Office::people);
}

TEST_CASE(
    "a printer that stays away leaves its sheets on record, and the next run finds out what became of them") {
    UsbOffice usb;
    auto &printer = usb.plug(model("DS-RX1HS"));
    emulator::Fault pulled;
    pulled.kind = emulator::FaultKind::unplug;
    pulled.at = emulator::FaultAt::printing;
    pulled.sheet = 2;
    pulled.after = 1;
    printer.arm(pulled);
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
    auto &printer = usb.plug(model("DS-RX1HS"));
    emulator::Fault jam;
    jam.kind = emulator::FaultKind::count_then_jam;
    jam.at = emulator::FaultAt::printing;
    jam.sheet = 2;
    jam.after = 5;
    jam.seconds = 60;
    printer.arm(jam);
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
    auto &printer = usb.plug(model("DS-RX1HS"));
    emulator::Fault nothing;
    nothing.kind = emulator::FaultKind::no_count;
    nothing.at = emulator::FaultAt::start;
    nothing.sheet = 6;
    printer.arm(nothing);
    auto const report = usb.office.print("usb:");
    CHECK(report.count("printed") == Office::people);
    CHECK(usb.tray().size() == Office::people);
}

TEST_CASE("a printer that calls the data faulty is cancelled, and the run stops instead of trying for ever") {
    UsbOffice usb;
    auto &printer = usb.plug(model("DS-RX1HS"));
    emulator::Fault faulty;
    faulty.kind = emulator::FaultKind::status;
    faulty.code = 1600;
    faulty.at = emulator::FaultAt::start;
    faulty.sheet = 1;
    printer.arm(faulty);
    auto const report = usb.office.print("usb:");
    REQUIRE(report.stopped);
    CHECK(report.stopped->kind == base::Trouble::device);
    CHECK(usb.tray().size() == report.count("printed"));
}

TEST_CASE("a roll that an RX1HS does not take is named before printing") {
    UsbOffice usb;
    auto options = model("DS-RX1HS");
    options.lot = "";
    usb.plug(options);
    auto station = usb.office.station();
    auto const refused = desk::print_sheets(station, usb.office.order("usb:"));
    REQUIRE_FALSE(refused);
    CHECK(refused.fault().text(base::Language::en).find("HS roll") != std::string::npos);
}

TEST_CASE("too little paper is asked about before anything is printed") {
    UsbOffice usb;
    auto options = model("DS-RX1HS");
    options.remaining = 4;
    usb.plug(options);
    auto station = usb.office.station();
    auto order = usb.office.order("usb:");
    auto const refused = desk::print_sheets(station, order);
    REQUIRE_FALSE(refused);
    CHECK(refused.fault().text(base::Language::zh).find("只够 4 张") != std::string::npos);
    CHECK(usb.tray().empty());
}

TEST_CASE("two of a kind are told apart by their serials, and one has to be named") {
    UsbOffice usb;
    auto one = model("DS-RX1HS"), two = model("DS-RX1HS");
    one.serial = "CB2D00000001";
    two.serial = "CB2D00000002";
    usb.plug(one);
    auto &second = usb.plug(two);
    auto const vague = desk::printer_standing(usb.office.setting(), "usb://DNP/DS-RX1HS");
    REQUIRE_FALSE(vague);
    CHECK(vague.fault().kind == base::Trouble::usage);
    CHECK(vague.fault().text(base::Language::zh).find("serial=CB2D00000002") != std::string::npos);
    CHECK(print_one(usb, "usb://DNP/DS-RX1HS?serial=CB2D00000002").count("printed") == 1);
    CHECK(second.memory().life == 1);
}

TEST_CASE("two printers share a run, and where one fails the other prints what it certainly did not") {
    UsbOffice usb;
    auto one = model("DS-RX1HS"), two = model("DS620");
    auto &first = usb.plug(one);
    auto &second = usb.plug(two);
    emulator::Fault jam;
    jam.kind = emulator::FaultKind::status;
    jam.code = 2300;
    jam.at = emulator::FaultAt::printing;
    jam.sheet = 2;
    jam.after = 2;
    first.arm(jam);
    auto station = usb.office.station();
    auto order = usb.office.order("usb://DNP/DS-RX1HS");
    order.printers.emplace_back("usb://DNP/DS620");
    auto const report = sure(desk::print_sheets(station, order));
    CHECK(report.count("uncertain") <= 2);
    CHECK(report.count("printed") + report.count("uncertain") == Office::people);
    CHECK(second.memory().life >= 3);
    CHECK(usb.tray().size() >= report.count("printed"));
}

TEST_CASE("where both printers of a run stay away, the run says why it stopped and how to go on") {
    UsbOffice usb;
    for (auto const *name : {"DS-RX1HS", "DS620"}) {
        auto &printer = usb.plug(model(name));
        emulator::Fault pulled;
        pulled.kind = emulator::FaultKind::unplug;
        pulled.at = emulator::FaultAt::data;
        pulled.byte = 1000;
        printer.arm(pulled);
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

TEST_CASE("another printer in the place of the one that was begun on leaves its sheets held") {
    UsbOffice usb;
    auto one = model("DS-RX1HS"), two = model("DS-RX1HS");
    one.serial = "CB2D00000001";
    two.serial = "CB2D00000002";
    auto &first = usb.plug(one);
    emulator::Fault pulled;
    pulled.kind = emulator::FaultKind::unplug;
    pulled.at = emulator::FaultAt::data;
    pulled.sheet = 2;
    pulled.plane = 'M';
    pulled.byte = 1000;
    first.arm(pulled);
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
    auto &printer = usb.plug(model("DS-RX1HS"));
    REQUIRE(usb.bus().usblp_bound(printer));
    CHECK(print_one(usb, "usb:").count("printed") == 1);
    CHECK(usb.bus().usblp_bound(printer));
    CHECK(usb.bus().given_back(printer) >= 1);
}

TEST_CASE("who may not use a printer is told which rule to install") {
    UsbOffice usb;
    auto &printer = usb.plug(model("DS-RX1HS"));
    usb.bus().deny_access(printer, true);
    auto const denied = desk::printer_standing(usb.office.setting(), "usb:");
    REQUIRE_FALSE(denied);
    CHECK(denied.fault().kind == base::Trouble::not_allowed);
    CHECK(denied.fault().text(base::Language::zh).find("drivers/udev/70-platen.rules") != std::string::npos);
}

TEST_CASE("a printer that another program holds is waited for, but not for ever") {
    UsbOffice usb;
    auto &printer = usb.plug(model("DS-RX1HS"));
    usb.bus().refuse_claims(printer, 3);
    CHECK(desk::printer_standing(usb.office.setting(), "usb:"));
    usb.bus().refuse_claims(printer, 1000);
    auto const held = desk::printer_standing(usb.office.setting(), "usb:");
    REQUIRE_FALSE(held);
    CHECK(held.fault().kind == base::Trouble::busy);
}

TEST_CASE("a printer that waits for firmware is left alone") {
    UsbOffice usb;
    auto options = model("DS-RX1HS");
    options.bootloader = true;
    usb.plug(options);
    auto const standing = sure(desk::printer_standing(usb.office.setting(), "usb:"));
    CHECK(standing.has(print::Reason::firmware_update));
    CHECK_FALSE(standing.ready());
}

TEST_CASE("with both buffers used a long run keeps the printer's own pace") {
    constexpr int sheets = 100;
    UsbOffice usb;
    auto options = model("DS-RX1HS");
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
