// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
/// \file
/// A printer of the family, without a bus: USB transfers in, USB transfers out. Two front ends carry it:
/// FakeBus (fake_bus.hpp) and UsbipServer (usbip.hpp).
#include "emulator/options.hpp"
#include "emulator/tray.hpp"
#include "emulator/usb_device.hpp"
#include <functional>
#include <memory>

namespace emulator {

struct Identity;
struct Memory;

/// Every member may be called from any thread. Callbacks run inside and must not call back.
class Printer final : public UsbDevice {
public:
    /// \p clock outlives the printer. \return usage for an unknown model, storage where the tray refuses
    static base::Result<std::unique_ptr<Printer>> open(Options options, base::Clock const &clock);
    ~Printer() override;
    Printer(Printer const &) = delete;
    Printer &operator=(Printer const &) = delete;

    // The bus.
    Poll poll(Transfer &transfer) override;
    [[nodiscard]] bool attached() const override; ///< plugged in and switched on
    [[nodiscard]] std::uint64_t plugs() const override;
    void clear_halt(unsigned char endpoint) override;
    void bus_reset() override;
    [[nodiscard]] UsbFace face() const override;
    /// When something will happen by itself next.
    [[nodiscard]] std::optional<base::Instant> next() const;
    [[nodiscard]] bool shows_serial() const; ///< iSerialNumber is there
    [[nodiscard]] Identity const &identity() const;

    // The operator.
    void arm(Fault const &fault);
    void disarm(); ///< what was armed and has not happened yet will not
    void fix();    ///< whatever STATUS complains of
    void plug_in();
    void pull_out();
    void power_cycle(); ///< off and on again; a new device on the bus
    void sleep();       ///< into standby
    void set_quirks(Quirks const &quirks);

    // What a test looks at.
    [[nodiscard]] int status() const;
    [[nodiscard]] bool busy() const; ///< it prints, or is about to, without anybody's help
    [[nodiscard]] Memory memory() const;
    [[nodiscard]] std::uint64_t transfers() const;          ///< begun so far
    [[nodiscard]] int sheets() const;                       ///< that came out whole, since the emulator began
    [[nodiscard]] std::vector<std::string> ignored() const; ///< commands that it did not understand
    [[nodiscard]] std::optional<base::Fault> trouble() const; ///< the first thing that the tray refused
    /// Each sheet, whatever became of it.
    void on_sheet(std::function<void(Sheet const &)> callback);
    /// At the beginning of each transfer, with its number from 1: before any of it went over.
    void on_transfer(std::function<void(std::uint64_t)> callback);

private:
    class Inner;
    explicit Printer(std::unique_ptr<Inner> inner);
    std::unique_ptr<Inner> inner_;
};

} // namespace emulator
