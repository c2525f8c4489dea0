// SPDX-License-Identifier: GPL-3.0-or-later
// A printer without a printer, from the command line.
#include "support/program.hpp"
#include "support/temp_folder.hpp"
#include <doctest/doctest.h>

namespace {

using Words = std::vector<std::string>;

support::Run emulated(support::TempFolder const &folder, Words options, Words const &command) {
    Words words{"emulator", "run", "--tray", (folder / "tray").string()};
    words.insert(words.end(), options.begin(), options.end());
    words.emplace_back("--");
    words.insert(words.end(), command.begin(), command.end());
    return support::platen(words);
}

} // namespace

TEST_CASE("a command finds the emulated printer on its USB bus, and what it prints is in the tray") {
    support::TempFolder const folder;
    auto const status =
        emulated(folder, {"--model", "ds620", "--remaining", "12"}, {PLATEN_BINARY, "printer", "list"});
    CHECK(status.status == 0);
    CHECK(status.out.find("usb://DNP/DS620?serial=EM0000000001") != std::string::npos);
    auto const printed = emulated(folder, {"--model", "DS620", "--speed", "50"},
                                  {PLATEN_BINARY, "printer", "test-page", "usb:"});
    CAPTURE(printed.err);
    CHECK(printed.status == 0);
    CHECK(std::filesystem::exists(folder / "tray/000001.png"));
}

TEST_CASE("several serials are several printers, each with a tray of its own") {
    support::TempFolder const folder;
    auto const run = emulated(folder, {"--serial", "A00000000001", "--serial", "B00000000002"},
                              {PLATEN_BINARY, "printer", "list"});
    CHECK(run.out.find("serial=A00000000001") != std::string::npos);
    CHECK(run.out.find("serial=B00000000002") != std::string::npos);
    CHECK(std::filesystem::exists(folder / "tray/A00000000001/counters.json"));
    CHECK(std::filesystem::exists(folder / "tray/B00000000002/counters.json"));
}

TEST_CASE("the command's words stay as they are, and so does its exit status") {
    support::TempFolder const folder;
    auto const run =
        emulated(folder, {}, {"sh", "-c", "echo \"$*\"; exit 7", "sh", "--json", "--lang", "zh", "--", "-x"});
    CHECK(run.status == 7);
    CHECK(run.out == "--json --lang zh -- -x\n");
    CHECK(emulated(folder, {}, {"sh", "-c", "kill -TERM $$"}).status == 128 + 15);
}

TEST_CASE("what is wrong with the request is said before anything starts") {
    support::TempFolder const folder;
    auto const model = emulated(folder, {"--model", "DS1"}, {"true"});
    CHECK(model.status == 2);
    CHECK(model.err.find("DS-RX1HS") != std::string::npos);
    CHECK(emulated(folder, {}, {}).status == 2);
    CHECK(emulated(folder, {}, {"/no/such/program"}).status == 3);
    auto const script = folder.file("faults.toml", "format = 1\n[[fault]]\nkind = \"bang\"\n").string();
    auto const faults = emulated(folder, {"--faults", script}, {"true"});
    CHECK(faults.status == 1);
    CHECK((faults.out + faults.err).find("faults.toml:3") != std::string::npos);
    CHECK(support::platen({"emulator", "serve", "--tray", (folder / "tray").string(), "--listen", "x"})
              .status == 2);
}
