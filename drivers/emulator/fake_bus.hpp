// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
/// \file
/// Emulated devices where libusb looks for real ones: a made-up /sys, /dev and usbfs (umockdev), for this
/// process and the programs that it starts. No kernel module, no rights. The process must run with
/// libumockdev-preload.so.0 preloaded; the programs that it starts inherit that.
#include "base/clock.hpp"
#include "base/result.hpp"
#include "emulator/usb_device.hpp"
#include <memory>

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

    /// Gives the device a port of its own, where it is plugged in whenever UsbDevice::attached. It outlives
    /// the bus. The kernel's usblp is bound to a printer.
    void add(UsbDevice &device);
    /// Waits until what the devices did by now is to be seen: plugged in, pulled out.
    void settle();

    [[nodiscard]] std::string address(UsbDevice const &device) const; ///< "001/002"; empty: not plugged in
    void bind_usblp(UsbDevice const &device, bool bound);
    [[nodiscard]] bool usblp_bound(UsbDevice const &device) const;
    [[nodiscard]] int given_back(UsbDevice const &device) const; ///< times that usblp got the interface back
    [[nodiscard]] bool claimed(UsbDevice const &device) const;
    /// The next so many claims are refused as busy.
    void refuse_claims(UsbDevice const &device, int times);
    /// The device node cannot be opened (EACCES), not even by root.
    void deny_access(UsbDevice const &device, bool denied);

private:
    class Inner;
    explicit FakeBus(std::unique_ptr<Inner> inner);
    std::unique_ptr<Inner> inner_;
};

/// Whether libumockdev-preload.so.0 is in this process.
[[nodiscard]] bool preloaded();

} // namespace emulator
