// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
/// \file
/// libusb's objects, owned. Included by usb_bus.cpp and usb_port.cpp and nobody else.
#include "base/handle.hpp"
#include "print/usb_bus.hpp"
#include <libusb.h>
#include <optional>

namespace print {

using UsbContext = base::Handle<libusb_context, libusb_exit>;
using UsbDevice = base::Handle<libusb_device_handle, libusb_close>;

/// Where on a device its printer is.
struct PrinterInterface {
    int configuration = 0, number = 0, setting = 0;
    bool settings = false; ///< there is more than one alternate setting
    std::uint8_t out = 0, in = 0;
    std::size_t packet = 512; ///< of the pipe in
};

/// The printer interface with a pipe in both directions: 7/1/2 rather than 7/1/1, and never IPP over USB
/// (7/1/4).
[[nodiscard]] std::optional<PrinterInterface> printer_interface(libusb_device *device);

base::Result<std::unique_ptr<UsbPort>> take_device(libusb_device *device, UsbPrinter const &printer,
                                                   base::Clock const &clock, int claims);

} // namespace print
