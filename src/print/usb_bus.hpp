// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
/// \file
/// The printers on USB, as libusb sees them. What a device says in words needs it to be opened, which may be
/// forbidden: then its strings are empty.
#include "base/clock.hpp"
#include "base/result.hpp"
#include "print/port.hpp"
#include "print/usb_id.hpp"
#include <memory>
#include <string>
#include <vector>

namespace print {

/// One printer interface (USB class 7/1/1 or 7/1/2) as it was when the bus was looked at.
struct UsbPrinter {
    UsbId id;
    int bus = 0, address = 0;
    std::string maker, product; ///< iManufacturer, iProduct
    bool forbidden = false;     ///< it is there and may not be opened

    [[nodiscard]] std::string name() const; ///< 1343:0005 Dai Nippon Printing DS-RX1
};

/// A printer's pipe. The kernel's own printer driver is set aside while it is open and given back when it
/// closes. Chunks of 64 KiB with a deadline of 15 s each (printer facts 15.2).
class UsbPort : public Port {
public:
    /// IEEE 1284 device id (class request GET_DEVICE_ID); empty where the printer has none.
    virtual std::string device_id() = 0;
    /// As if it had been unplugged and plugged in again; the port is gone afterwards.
    virtual void reset_device() = 0;
};

class UsbBus {
public:
    /// \return device where this system has no USB
    static base::Result<UsbBus> open();
    UsbBus(UsbBus &&) noexcept;
    UsbBus &operator=(UsbBus &&) noexcept;
    ~UsbBus();

    [[nodiscard]] base::Result<std::vector<UsbPrinter>> printers();
    /// Takes a printer for this process. The bus must outlive the port.
    /// \param claims how often it is tried, a second apart, where another program holds it
    /// \return not_allowed where the user may not (and how to be allowed); busy where another program holds
    /// it;
    ///         device where it is not there any more
    base::Result<std::unique_ptr<UsbPort>> take(UsbPrinter const &printer, base::Clock const &clock,
                                                int claims);
    /// Whether a device has come since this was last asked; always true where libusb cannot tell.
    [[nodiscard]] bool arrived();

    struct Inner;

private:
    explicit UsbBus(std::unique_ptr<Inner> inner);
    std::unique_ptr<Inner> inner_;
};

} // namespace print
