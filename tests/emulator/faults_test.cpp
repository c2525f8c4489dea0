// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/toml.hpp"
#include "support/printer_bench.hpp"

using namespace support;
using Bench = PrinterBench;

namespace {

FaultScript script(std::string_view text) {
    auto file = base::TomlFile::parse(text, "faults.toml");
    return read_fault_script(file);
}

} // namespace

TEST_CASE("a script is read with everything that it says") {
    auto const read = script(R"(format = 1
[[fault]]
kind = "unplug"
at = "data"
sheet = 2
plane = "M"
byte = 100000
back_after = 2.5
[[fault]]
kind = "status"
at = "printing"
sheet = 0
after = 3
code = 2300
[[fault]]
kind = "silent"
query = "INFO MEDIA"
times = 2
)");
    CHECK(read.findings.empty());
    REQUIRE(read.faults.size() == 3);
    CHECK(read.faults[0].kind == FaultKind::unplug);
    CHECK(read.faults[0].at == FaultAt::data);
    CHECK(read.faults[0].plane == 'M');
    CHECK(read.faults[0].byte == 100'000);
    CHECK(read.faults[0].back_after == 2.5);
    CHECK(read.faults[1].code == 2300);
    CHECK_FALSE(read.faults[1].seconds);
    CHECK(read.faults[2].query == "INFO MEDIA");
}

TEST_CASE("mistakes in a script are found with their lines") {
    auto const read = script(R"(format = 1
[[fault]]
kind = "explode"
[[fault]]
kind = "stall"
at = "printing"
[[fault]]
kind = "unplug"
code = 1000
[[fault]]
kind = "no_count"
at = "transfer"
transfer = 0
)");
    std::string lines;
    for (auto const &finding : read.findings) {
        lines += std::to_string(finding.line) + " ";
    }
    CAPTURE(lines);
    REQUIRE(read.findings.size() == 5);
    CHECK(read.findings[0].line == 3);
    CHECK(read.findings[0].text(base::Language::en).starts_with("faults.toml:3:"));
    CHECK(read.findings[1].line == 6);
    CHECK(read.findings[2].line == 9);
}

TEST_CASE("power lost in mid-print spoils the sheet and empties the buffers, whatever the retry setting") {
    for (bool const retry : {true, false}) {
        Bench bench{{.faults = {{.kind = FaultKind::power_loss,
                                 .at = FaultAt::printing,
                                 .sheet = 1,
                                 .after = 3,
                                 .back_after = 5.0}}}};
        bench.print({.retry = retry});
        bench.print({.retry = retry});
        bench.wait(8);
        CHECK_FALSE(bench.printer->attached());
        bench.wait(5);
        CHECK(bench.printer->attached());
        CHECK(bench.printer->plugs() == 2);
        bench.wait(60);
        CHECK(bench.ask("INFO", "FREE_PBUFFER") == "FBP02");
        CHECK(bench.printer->memory().life == 0);
        REQUIRE(bench.sheets.size() == 2);
        CHECK(bench.sheets[0].fate == Fate::spoiled);
        CHECK(bench.sheets[1].fate == Fate::dropped);
    }
}

TEST_CASE("unplugged while it prints, it prints on") {
    Bench bench{{.faults = {{.kind = FaultKind::unplug, .at = FaultAt::printing, .back_after = 2.0}}}};
    bench.print();
    bench.wait(30);
    CHECK(bench.printer->sheets() == 1);
    CHECK(bench.ask("MNT_RD", "COUNTER_LIFE") == "CL0000001");
}

TEST_CASE("a fault in a plane strikes at its byte") {
    Bench bench{{.faults = {{.kind = FaultKind::stall, .at = FaultAt::data, .plane = 'C', .byte = 5000}}}};
    auto const job = support::page(bench.size(2));
    auto const before = job.size() - 32 - 2'381'888; // the C plane and START are last
    std::size_t done = 0;
    CHECK(bench.write(job, &done) == Poll::stalled);
    CHECK(done == before + 5000);
    bench.printer->clear_halt(0x01);
    CHECK(bench.write(base::ByteView{job}.subspan(done)) == Poll::done);
    bench.wait(30);
    CHECK(bench.printer->sheets() == 1);
}

TEST_CASE("a transfer can be left without an answer, or be cut short") {
    Bench bench{
        {.faults = {{.kind = FaultKind::timeout, .at = FaultAt::transfer, .transfer = 1},
                    {.kind = FaultKind::short_write, .at = FaultAt::transfer, .transfer = 2, .bytes = 10}}}};
    std::size_t done = 0;
    CHECK(bench.write(command("STATUS", ""), &done) == Poll::pending);
    CHECK(done == 0);
    CHECK(bench.write(command("STATUS", ""), &done) == Poll::pending);
    CHECK(done == 10);
}

TEST_CASE("a sheet that is never counted, and one that jams after it was") {
    Bench bench{
        {.faults = {
             {.kind = FaultKind::no_count, .at = FaultAt::start, .sheet = 1},
             {.kind = FaultKind::count_then_jam, .at = FaultAt::printing, .sheet = 2, .seconds = 10.0}}}};
    bench.print();
    bench.wait(20);
    CHECK(bench.status() == 0);
    CHECK(bench.printer->memory().life == 0);
    bench.print();
    bench.wait(20);
    CHECK(bench.status() == 1300);
    CHECK(bench.printer->memory().life == 1);
    bench.wait(10);
    CHECK(bench.status() == 0);
    CHECK(bench.printer->sheets() == 0);
    REQUIRE(bench.sheets.size() == 2);
    CHECK(bench.sheets[0].fate == Fate::never_came);
    CHECK(bench.sheets[1].fate == Fate::spoiled);
}

TEST_CASE("queries can be lost once or more often") {
    Bench bench;
    bench.printer->arm({.kind = FaultKind::lost_status});
    bench.printer->arm({.kind = FaultKind::silent, .times = 2, .query = "INFO MEDIA"});
    CHECK(bench.ask("STATUS") == "?");
    CHECK(bench.ask("STATUS") == "00000");
    CHECK(bench.ask("INFO", "MEDIA") == "?");
    CHECK(bench.ask("INFO", "MEDIA") == "?");
    CHECK(bench.ask("INFO", "MEDIA") == "MT00300");
}

TEST_CASE("another roll is another code, and a page that does not fit it is refused") {
    Bench bench;
    bench.printer->arm({.kind = FaultKind::roll_change, .seconds = 20.0, .media = 210, .remaining = 5});
    CHECK(bench.status() == 1000);
    bench.wait(21);
    CHECK(bench.status() == 0);
    CHECK(bench.ask("INFO", "MEDIA") == "MT00210");
    bench.print();
    CHECK(bench.status() == 1500);
}

TEST_CASE("every transfer is told before any of it goes over") {
    Bench bench;
    std::vector<std::uint64_t> seen;
    bench.printer->on_transfer([&](std::uint64_t index) { seen.push_back(index); });
    bench.status();
    CHECK(seen == std::vector<std::uint64_t>{1, 2, 3});
}
