// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
/// \file
/// The printer behind its lock; seen by printer*.cpp only.
#include "emulator/engine.hpp"
#include "emulator/printer.hpp"
#include "emulator/replies.hpp"
#include "emulator/wire.hpp"
#include <deque>
#include <mutex>

namespace emulator {

class Printer::Inner final : public CommandSink {
public:
    Inner(Options given, Identity who, Memory known, base::Clock const &time);

    // CommandSink
    bool begin(Command const &command) override;
    std::size_t payload(base::ByteView bytes) override;
    void end() override;

    void advance() { agenda.run(clock.now()); }
    Poll poll(Transfer &transfer);
    void arm(Fault const &fault);
    void disarm();
    void plug(bool powered_up);
    void switch_off(std::string const &why);
    void bus_reset();
    void clear_halt(unsigned char endpoint);
    [[nodiscard]] std::optional<base::Instant> next() const;

    std::mutex mutable lock;
    Options options;
    Identity identity;
    Memory memory;
    base::Clock const &clock;
    Agenda agenda;
    Tray tray;
    Engine engine;
    CommandStream stream;

    bool attached = true;
    bool shows_serial = false;
    std::uint64_t plugs = 1, transfers = 0;
    bool halted_out = false, halted_in = false;
    int whole_sheets = 0;
    std::vector<std::string> ignored;
    std::optional<base::Fault> trouble;
    std::function<void(Sheet const &)> on_sheet;
    std::function<void(std::uint64_t)> on_transfer;

private:
    struct Outgoing {
        base::Bytes bytes;
        base::Instant from;
    };

    // printer.cpp: transfers
    void begin_transfer(Transfer &transfer);
    Poll control(Transfer &transfer);
    Poll bulk_out(Transfer &transfer);
    Poll bulk_in(Transfer &transfer);
    std::optional<base::Bytes> standard_request(SetupPacket const &setup);
    std::optional<base::Bytes> class_request(SetupPacket const &setup);

    // printer_faults.cpp
    void strike(Fault const &fault);
    void strike_transfer(Fault const &fault, Transfer &transfer);
    static void strike_page(Fault const &fault, Page &page);
    void strike_printing(Page &page);
    void strike_start(Page &page);
    void forget_half_sent();
    void leave(Fault const &fault);
    void change_roll(Fault const &fault, int code);
    std::optional<Fault> take_fault(std::function<bool(Fault const &)> const &matches);
    std::optional<std::size_t> bytes_until_fault() const;
    bool swallowed(Command const &query);

    // printer_commands.cpp
    void query(Command const &command);
    bool begin_plane(Command const &command);
    void control_command();
    void maintenance_write();
    void start();
    int flaw_of_job() const; ///< 0, or the STATUS code that its START brings
    int flaw_of_planes(print::dnp::PrintSize const &size) const;
    void remember();
    void sheet_done(Sheet const &sheet);
    [[nodiscard]] int number() const; ///< of the small payload

    std::deque<Outgoing> outgoing_;
    double ready_at_ = 0; ///< ms, when the wire takes the next bytes
    std::vector<Fault> armed_, silences_;
    Command command_;
    base::Bytes small_;    ///< payload of everything but planes
    int plane_ = -1;       ///< which one is coming
    bool swallow_ = false; ///< a payload that goes nowhere
    std::optional<Fault> struck_;
    JobSettings settings_;
    Planes planes_;
    int started_ = 0; ///< STARTs
    int last_speed_ = 0;
};

} // namespace emulator
