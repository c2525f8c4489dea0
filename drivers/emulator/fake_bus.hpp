// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
/// \file
/// Emulated printers where libusb looks for real ones: a made-up /sys, /dev and usbfs (umockdev), for this
/// process and the programs that it starts. No kernel module, no rights. The process must run with
/// libumockdev-preload.so.0 preloaded; the programs that it starts inherit that.
#include "emulator/printer.hpp"

namespace emulator {

struct BusSettings {
    /// How far a clock that does not run by itself is pushed in a millisecond in which a transfer waits.
    std::chrono::milliseconds step{20};
};

/// Every member may be called from any thread. One bus a process at a time.
class FakeBus {
public:
    /// \p clock outlives the bus. \return not_found where the library is not preloaded
    static base::Result<std::unique_ptr<FakeBus>> create(base::Clock const &clock, BusSettings settings = {});
    ~FakeBus();
    FakeBus(FakeBus const &) = delete;
    FakeBus &operator=(FakeBus const &) = delete;

    /// Gives the printer a port of its own, where it is plugged in whenever Printer::attached. It outlives
    /// the bus. The kernel's usblp is bound to it.
    void add(Printer &printer);
    /// Waits until what the printers did by now is to be seen: plugged in, pulled out.
    void settle();

    [[nodiscard]] std::string address(Printer const &printer) const; ///< "001/002"; empty: not plugged in
    void bind_usblp(Printer const &printer, bool bound);
    [[nodiscard]] bool usblp_bound(Printer const &printer) const;
    [[nodiscard]] int given_back(Printer const &printer) const; ///< times that usblp got the interface back
    [[nodiscard]] bool claimed(Printer const &printer) const;
    /// The next so many claims are refused as busy.
    void refuse_claims(Printer const &printer, int times);
    /// The device node cannot be opened (EACCES), not even by root.
    void deny_access(Printer const &printer, bool denied);

private:
    class Inner;
    explicit FakeBus(std::unique_ptr<Inner> inner);
    std::unique_ptr<Inner> inner_;
};

/// Whether libumockdev-preload.so.0 is in this process.
[[nodiscard]] bool preloaded();

} // namespace emulator
