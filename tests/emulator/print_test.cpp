// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/printer_bench.hpp"
#include "support/temp_folder.hpp"
#include <fstream>
#include <png.h>
#include <sstream>

using namespace support;
using Bench = PrinterBench;

namespace {

struct Png {
    int width = 0, height = 0;
    base::Bytes rgb;
    png_uint_32 per_metre_x = 0, per_metre_y = 0;
};

Png read_png(std::filesystem::path const &path) {
    Png png;
    std::unique_ptr<std::FILE, int (*)(std::FILE *)> const file{std::fopen(path.c_str(), "rb"), std::fclose};
    REQUIRE(file);
    auto *reader = png_create_read_struct(PNG_LIBPNG_VER_STRING, nullptr, nullptr, nullptr);
    auto *info = png_create_info_struct(reader);
    png_init_io(reader, file.get());
    png_read_png(reader, info, PNG_TRANSFORM_IDENTITY, nullptr);
    png.width = static_cast<int>(png_get_image_width(reader, info));
    png.height = static_cast<int>(png_get_image_height(reader, info));
    png.per_metre_x = png_get_x_pixels_per_meter(reader, info);
    png.per_metre_y = png_get_y_pixels_per_meter(reader, info);
    auto *const *rows = png_get_rows(reader, info);
    for (int y = 0; y < png.height; ++y) {
        png.rgb.insert(png.rgb.end(), rows[y], rows[y] + png.width * 3);
    }
    png_destroy_read_struct(&reader, &info, nullptr);
    return png;
}

bool shows(Png const &png, support::MadeUpPicture const &picture) {
    std::size_t at = 0;
    for (int y = 0; y < png.height; ++y) {
        for (int x = 0; x < png.width; ++x) {
            for (int channel = 0; channel < 3; ++channel) {
                if (png.rgb[at++] != picture.at(x, y, channel)) {
                    return false;
                }
            }
        }
    }
    return png.width == picture.width && png.height == picture.height;
}

std::string text_of(std::filesystem::path const &path) {
    std::ostringstream text;
    text << std::ifstream{path}.rdbuf();
    return text.str();
}

} // namespace

TEST_CASE("what was sent comes out, pixel for pixel, at 300 and at 600 dpi") {
    support::TempFolder const folder;
    Bench bench{{.tray = folder.path()}};
    support::JobOptions const plain{.seed = 1}, doubled{.doubled = true, .seed = 2};
    REQUIRE(bench.print(plain) == Poll::done);
    REQUIRE(bench.print(doubled) == Poll::done);
    bench.wait(60);
    CHECK(bench.status() == 0);
    auto const first = read_png(folder / "000001.png");
    CHECK(first.width == 1844);
    CHECK(first.height == 1240);
    CHECK(shows(first, support::picture_of(bench.size(2), plain)));
    auto const second = read_png(folder / "000002.png");
    CHECK(second.height == 2480);
    CHECK(shows(second, support::picture_of(bench.size(2), doubled)));
    CHECK(second.per_metre_x == 11811);
    CHECK(second.per_metre_y == 23622);
}

TEST_CASE("every model prints on each of its rolls") {
    for (auto const &model : print::dnp::models()) {
        for (auto const &[media, prints] : model.rolls) {
            Bench bench{{.model = model.name, .media = media}};
            auto const code = print::dnp::media(media)->prints.front();
            CAPTURE(model.name);
            CAPTURE(code);
            if (model.size(code) != nullptr) {
                CHECK(bench.print({}, code) == Poll::done);
                bench.wait(120);
                CHECK(bench.printer->sheets() == 1);
            }
        }
    }
}

TEST_CASE("status goes 0, 1, 0 and a buffered page goes on without passing 0") {
    Bench bench;
    bench.print();
    CHECK(bench.status() == 0);
    CHECK(bench.ask("INFO", "FREE_PBUFFER") == "FBP01");
    bench.wait(4.3);
    CHECK(bench.status() == 1);
    bench.print();
    CHECK(bench.ask("INFO", "FREE_PBUFFER") == "FBP00");
    bench.wait(12.4);
    CHECK(bench.status() == 1);
    CHECK(bench.ask("INFO", "FREE_PBUFFER") == "FBP01");
    CHECK(bench.printer->sheets() == 1);
    bench.wait(12.4);
    CHECK(bench.status() == 0);
    CHECK(bench.printer->sheets() == 2);
}

TEST_CASE("a hundred times as fast is a hundred times as fast") {
    Bench bench{{.speed = 100}};
    bench.print();
    bench.wait(0.17);
    CHECK(bench.printer->sheets() == 1);
}

TEST_CASE("with no buffer free the pipe stands still, and goes on where it stood") {
    Bench bench;
    bench.print();
    bench.print();
    auto const third = support::page(bench.size(2));
    Transfer transfer;
    transfer.bytes = third;
    CHECK(bench.printer->poll(transfer) == Poll::pending);
    CHECK(transfer.done < 300);
    bench.wait(18);
    CHECK(bench.printer->poll(transfer) == Poll::done);
    bench.wait(60);
    CHECK(bench.printer->sheets() == 3);
}

TEST_CASE("where buffers are strict, data that has no room is a data error") {
    Quirks quirks;
    quirks.strict_buffers = true;
    Bench bench{{.quirks = quirks}};
    bench.print();
    bench.print();
    CHECK(bench.print() == Poll::done);
    CHECK(bench.status() == 1600);
    bench.say("CNTRL", "CANCEL");
    CHECK(bench.status() < 1000);
}

TEST_CASE("a change of overcoat waits until every buffer is free") {
    Bench bench;
    bench.print();
    CHECK(bench.print({.overcoat = 1}) == Poll::pending);
    bench.wait(20);
    CHECK(bench.printer->sheets() == 1);
}

TEST_CASE("counters step by one a sheet, those of matte with matte ones") {
    Bench bench{{.remaining = 10}};
    bench.print({.copies = 2});
    bench.wait(40);
    bench.print({.overcoat = 1});
    bench.wait(40);
    auto const memory = bench.printer->memory();
    CHECK(memory.life == 3);
    CHECK(memory.a == 3);
    CHECK(memory.b == 3);
    CHECK(memory.m == 1);
    CHECK(memory.matte == 1);
    CHECK(memory.remaining == 7);
    bench.say("MNT_WT", "COUNTER_CLEAR", std::string_view{"CA\r\0", 4});
    CHECK(bench.ask("MNT_RD", "COUNTER_A") == "CA0000000");
    CHECK(bench.ask("MNT_RD", "COUNTER_LIFE") == "CL0000003");
}

TEST_CASE("counters can step at the beginning of a print, or after the cut") {
    Quirks early, late;
    early.counts_at = CountsAt::print_start;
    late.counts_at = CountsAt::after_cut;
    Bench first{{.quirks = early}}, second{{.quirks = late}};
    for (auto *bench : {&first, &second}) {
        bench->print();
        bench->wait(5);
    }
    CHECK(first.printer->memory().life == 1);
    CHECK(first.printer->sheets() == 0);
    second.wait(12);
    CHECK(second.status() == 0);
    CHECK(second.printer->memory().life == 0);
    second.wait(3);
    CHECK(second.printer->memory().life == 1);
}

TEST_CASE("what the printer remembers outlives it") {
    support::TempFolder const folder;
    {
        Bench bench{{.serial = "CB2D63218295", .media = 310, .remaining = 9, .tray = folder.path()}};
        bench.print();
        bench.wait(30);
        CHECK(bench.status() == 0);
    }
    Bench bench{{.tray = folder.path()}};
    CHECK(bench.ask("INFO", "SERIAL_NUMBER") == "CB2D63218295");
    CHECK(bench.ask("MNT_RD", "COUNTER_LIFE") == "CL0000001");
    CHECK(bench.ask("INFO", "MEDIA") == "MT00310");
    CHECK(bench.printer->memory().remaining == 8);
    CHECK(bench.printer->memory().retry);
    bench.print();
    bench.wait(30);
    CHECK(bench.status() == 0);
    CHECK(std::filesystem::exists(folder / "000002.png"));
}

TEST_CASE("one tray is one printer's") {
    support::TempFolder const folder;
    { Bench const bench{{.tray = folder.path()}}; }
    support::JumpClock const clock;
    auto const other = Printer::open({.model = "DS620", .tray = folder.path()}, clock);
    REQUIRE_FALSE(other);
    CHECK(other.fault().kind == base::Trouble::usage);
}

TEST_CASE("a job that is not right is refused at its START") {
    Bench bench;
    auto const refused = [&](int status) {
        CHECK(bench.status() == status);
        bench.say("CNTRL", "CANCEL");
        CHECK(bench.status() == 0);
    };
    bench.say("CNTRL", "START");
    refused(1600);
    auto job = support::page(bench.size(2));
    auto const magic = std::search(job.begin(), job.end(), std::begin("BM"), std::begin("BM") + 2);
    *magic = 'X';
    bench.write(job);
    refused(1600);
    bench.print({}, 4); // 6x8 on a roll of 6x4
    refused(1500);
    CHECK(bench.printer->sheets() == 0);
}

TEST_CASE("a roll that is no HS roll is refused by a DS-RX1HS") {
    Bench bench{{.lot = ""}};
    CHECK(bench.ask("INFO", "MLOT") == "ML");
    bench.print();
    CHECK(bench.status() == 1500);
}

TEST_CASE("an empty roll stops the next page, which is printed on the new one") {
    Bench bench{{.remaining = 1}};
    bench.print();
    bench.print();
    bench.wait(30);
    CHECK(bench.status() == 1100);
    CHECK(bench.printer->sheets() == 1);
    bench.printer->arm({.kind = FaultKind::paper_end, .remaining = 700});
    bench.printer->fix();
    bench.wait(30);
    CHECK(bench.printer->sheets() == 2);
    CHECK(bench.printer->memory().remaining == 699);
}

TEST_CASE("with retry a fault costs a sheet and no page, without it the buffers are lost") {
    for (bool const retry : {true, false}) {
        CAPTURE(retry);
        Bench bench;
        bench.print({.retry = retry});
        bench.print({.retry = retry});
        bench.wait(10);
        bench.printer->arm({.kind = FaultKind::cover_open});
        CHECK(bench.status() == 1000);
        CHECK(bench.ask("INFO", "FREE_PBUFFER") == (retry ? "FBP00" : "FBP02"));
        REQUIRE_FALSE(bench.sheets.empty());
        CHECK(bench.sheets.front().fate == Fate::spoiled);
        bench.printer->fix();
        bench.wait(60);
        CHECK(bench.status() == 0);
        CHECK(bench.printer->sheets() == (retry ? 2 : 0));
        CHECK(bench.printer->memory().life == (retry ? 2 : 0));
    }
}

TEST_CASE("a service error loses the buffers and stays until the printer is switched off") {
    Bench bench;
    bench.print();
    bench.wait(10);
    bench.printer->arm({.kind = FaultKind::status, .code = 2300});
    CHECK(bench.status() == 2300);
    CHECK(bench.ask("INFO", "FREE_PBUFFER") == "FBP02");
    bench.wait(3600);
    CHECK(bench.status() == 2300);
    bench.printer->power_cycle();
    CHECK(bench.status() == 0);
}

TEST_CASE("CANCEL drops what waits and finishes, or spoils, what is in print") {
    for (bool const stops : {false, true}) {
        CAPTURE(stops);
        Quirks quirks;
        quirks.cancel_stops_print = stops;
        Bench bench{{.quirks = quirks}};
        bench.print();
        bench.print();
        bench.wait(8);
        bench.say("CNTRL", "CANCEL");
        bench.wait(60);
        CHECK(bench.status() == 0);
        CHECK(bench.ask("INFO", "FREE_PBUFFER") == "FBP02");
        CHECK(bench.printer->sheets() == (stops ? 0 : 1));
    }
}

TEST_CASE("cooling holds a print up and nothing else") {
    Bench bench;
    bench.print();
    bench.wait(8);
    bench.printer->arm({.kind = FaultKind::cooling, .seconds = 30.0});
    CHECK(bench.status() == 500);
    bench.wait(29);
    CHECK(bench.printer->sheets() == 0);
    bench.wait(15);
    CHECK(bench.printer->sheets() == 1);
}

TEST_CASE("standby is 900 and data wakes it") {
    Bench bench;
    bench.printer->sleep();
    CHECK(bench.status() == 900);
    bench.print();
    CHECK(bench.status() == 0);
    bench.wait(20);
    CHECK(bench.printer->sheets() == 1);
}

TEST_CASE("STATUS is lost for three seconds after a print, where that quirk is on") {
    Quirks quirks;
    quirks.loses_status = true;
    Bench bench{{.quirks = quirks}};
    bench.print();
    bench.wait(16.65 + 1);
    CHECK(bench.ask("STATUS") == "?");
    CHECK(bench.ask("INFO", "FREE_PBUFFER") == "FBP02");
    bench.wait(3);
    CHECK(bench.status() == 0);
}

TEST_CASE("the log tells of every sheet") {
    support::TempFolder const folder;
    Bench bench{{.tray = folder.path()}};
    bench.print();
    bench.wait(8);
    bench.printer->arm({.kind = FaultKind::power_loss, .back_after = 1.0});
    bench.wait(2);
    bench.print();
    bench.wait(20);
    CHECK(bench.status() == 0);
    auto const log = text_of(folder / "events.jsonl");
    CHECK(log.find(R"("fate":"spoiled","why":"power_loss")") != std::string::npos);
    CHECK(log.find(R"("fate":"printed","file":"000001.png","size":"PC")") != std::string::npos);
}
