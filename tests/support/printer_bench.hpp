// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
/// \file
/// A printer without a bus, and what a host would do to it.
#include "emulator/memory.hpp"
#include "emulator/printer.hpp"
#include "support/dye_sub_job.hpp"
#include "support/jump_clock.hpp"
#include <doctest/doctest.h>

namespace support {

using namespace emulator; // NOLINT: tests of the emulator only

struct PrinterBench {
    explicit PrinterBench(Options options = {}) {
        options.rate = 0;
        auto opened = Printer::open(std::move(options), clock);
        REQUIRE(opened);
        printer = std::move(*opened);
        printer->on_sheet([this](Sheet const &sheet) { sheets.push_back(sheet); });
    }

    Poll write(base::ByteView bytes, std::size_t *done = nullptr) {
        Transfer transfer;
        transfer.bytes.assign(bytes.begin(), bytes.end());
        auto const poll = printer->poll(transfer);
        if (done != nullptr) {
            *done = transfer.done;
        }
        return poll;
    }
    Poll say(std::string_view group, std::string_view name, std::string_view payload = {}) {
        return write(command(group, name, payload));
    }
    Poll read(std::string &text, std::size_t most = 512) {
        Transfer transfer;
        transfer.kind = Transfer::Kind::bulk_in;
        transfer.most = most;
        auto const poll = printer->poll(transfer);
        text = base::as_text(transfer.bytes);
        return poll;
    }
    /// The value up to CR; "?" where nothing comes.
    std::string ask(std::string_view group, std::string_view name = "") {
        say(group, name);
        std::string length, value;
        if (read(length) != Poll::done || read(value) != Poll::done) {
            return "?";
        }
        return value.substr(0, value.find('\r'));
    }
    int status() { return std::stoi("0" + ask("STATUS")); }
    void wait(double seconds) {
        clock.wait(std::chrono::milliseconds{static_cast<std::int64_t>(seconds * 1000)});
    }
    Poll print(JobOptions const &options = {}, int code = 2) { return write(page(size(code), options)); }
    [[nodiscard]] print::dnp::PrintSize const &size(int code) const {
        return *print::dnp::model_named(printer->memory().model)->size(code);
    }

    JumpClock clock;
    std::unique_ptr<Printer> printer;
    std::vector<Sheet> sheets;
};

} // namespace support
