// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/printer_bench.hpp"
#include <algorithm>

using namespace support;
using Bench = PrinterBench;

TEST_CASE("a header and its payload may be split at any byte") {
    auto const bytes = command("MNT_WT", "COUNTERP_SET", "00000042");
    for (std::size_t at = 0; at <= bytes.size(); ++at) {
        CAPTURE(at);
        Bench bench;
        CHECK(bench.write(base::ByteView{bytes}.first(at)) == Poll::done);
        CHECK(bench.write(base::ByteView{bytes}.subspan(at)) == Poll::done);
        CHECK(bench.ask("MNT_RD", "COUNTER_P") == "CP0000042");
    }
}

TEST_CASE("several commands in one transfer are several commands") {
    Bench bench;
    auto bytes = command("STATUS", "");
    auto const more = command("INFO", "FREE_PBUFFER");
    bytes.insert(bytes.end(), more.begin(), more.end());
    REQUIRE(bench.write(bytes) == Poll::done);
    std::string text;
    for (auto const *wanted : {"00000006", "00000\r", "00000006", "FBP02\r"}) {
        CHECK(bench.read(text) == Poll::done);
        CHECK(text == wanted);
    }
    CHECK(bench.read(text) == Poll::pending);
}

TEST_CASE("a length of zeros is as good as one of spaces") {
    Bench bench;
    auto bytes = command("STATUS", "");
    std::fill(bytes.begin() + 24, bytes.end(), '0');
    bench.write(bytes);
    std::string text;
    CHECK(bench.read(text) == Poll::done);
}

TEST_CASE("a header padded with NUL is ignored, unless the printer is lenient") {
    auto bytes = command("STATUS", "");
    std::replace(bytes.begin(), bytes.end(), static_cast<unsigned char>(' '), static_cast<unsigned char>(0));
    std::string text;
    Bench strict;
    CHECK(strict.write(bytes) == Poll::done);
    CHECK(strict.read(text) == Poll::pending);
    CHECK(strict.status() == 0); // the stream has gone on
    Quirks lenient;
    lenient.strict_padding = false;
    Bench other{{.quirks = lenient}};
    CHECK(other.write(bytes) == Poll::done);
    CHECK(other.read(text) == Poll::done);
}

TEST_CASE("unknown queries and commands are met with silence") {
    Bench bench;
    std::string text;
    CHECK(bench.say("INFO", "FW_VER") == Poll::done);
    CHECK(bench.read(text) == Poll::pending);
    CHECK(bench.say("CNTRL", "DANCE", "00000001") == Poll::done);
    CHECK(bench.read(text) == Poll::pending);
    CHECK(bench.printer->ignored() == std::vector<std::string>{"INFO FW_VER", "CNTRL DANCE"});
    CHECK(bench.status() == 0);
}

TEST_CASE("every shape of reply carries the same value") {
    struct Wanted {
        Shape shape;
        std::vector<std::string> transfers;
    };
    std::string const spaces(10, ' ');
    std::string const nuls(10, '\0');
    for (auto const &[shape, transfers] :
         std::vector<Wanted>{{Shape::cr, {"00000006", "00000\r"}},
                             {Shape::spaces16, {"00000016", "00000\r" + spaces}},
                             {Shape::spaces32, {"00000032", "00000\r" + spaces + std::string(16, ' ')}},
                             {Shape::nuls16, {"00000016", "00000\r" + nuls}},
                             {Shape::split, {"00000006", "000", "00\r"}},
                             {Shape::one_packet, {"0000000600000\r"}}}) {
        Bench bench;
        Quirks quirks;
        quirks.shape = shape;
        bench.printer->set_quirks(quirks);
        bench.say("STATUS", "");
        for (auto const &wanted : transfers) {
            std::string text;
            CHECK(bench.read(text) == Poll::done);
            CHECK(text == wanted);
        }
    }
}

TEST_CASE("one packet for both parts overflows a host that asks for eight bytes") {
    Quirks quirks;
    quirks.shape = Shape::one_packet;
    Bench bench{{.quirks = quirks}};
    bench.say("STATUS", "");
    std::string text;
    CHECK(bench.read(text, 8) == Poll::overflow);
    CHECK(bench.read(text) == Poll::pending);
}

TEST_CASE("a late reply comes when it is due") {
    Quirks quirks;
    quirks.late = std::chrono::milliseconds{800};
    Bench bench{{.quirks = quirks}};
    bench.say("STATUS", "");
    std::string text;
    CHECK(bench.read(text) == Poll::pending);
    bench.wait(0.8);
    CHECK(bench.read(text) == Poll::done);
}

TEST_CASE("a soft reset ends a half-sent command") {
    Bench bench;
    auto const bytes = command("MNT_WT", "COUNTERP_SET", "00000042");
    bench.write(base::ByteView{bytes}.first(36));
    Transfer reset;
    reset.kind = Transfer::Kind::control;
    reset.setup = {0x21, 2, 0, 0, 0};
    CHECK(bench.printer->poll(reset) == Poll::done);
    CHECK(bench.status() == 0);
}

TEST_CASE("the gates of a firmware decide which queries are answered") {
    Bench old{{.model = "DS-RX1", .firmware = "1.00"}};
    CHECK(old.ask("INFO", "MEDIA_OFFSET") == "?");
    CHECK(old.ask("INFO", "MQTY_DEFAULT") == "?");
    CHECK(old.ask("MNT_RD", "STANDBY_TIME") == "?");
    Bench hs;
    CHECK(hs.ask("INFO", "MEDIA_OFFSET") == "MOFS0050");
    CHECK(hs.ask("INFO", "MLOT") == "ML0123456789AB");
    CHECK(hs.ask("INFO", "MEDIA") == "MT00300");
    Bench loader{{.bootloader = true}};
    CHECK(loader.ask("INFO", "FVER") == "DS-RX1_RW_2.21");
    CHECK(loader.ask("STATUS") == "?");
}

TEST_CASE("the raw count is what the host's correction makes the true one of") {
    CHECK(Bench{{.model = "DS40", .remaining = 230}}.ask("INFO", "MQTY") == "MQTY0279"); // + 1 - 50
    CHECK(Bench{{.model = "DS-RX1HS", .remaining = 230}}.ask("INFO", "MQTY") == "MQTY0279");
    CHECK(Bench{{.model = "DS620", .remaining = 230}}.ask("INFO", "MQTY") == "MQTY0230");
}
