// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
/// \file
/// What a bus carries: a device without a bus, whose transfers are polled. Printers and cameras are such.
#include "base/bytes.hpp"
#include "print/usb_id.hpp"
#include <cstdint>
#include <optional>
#include <string>

namespace emulator {

/// The eight bytes that a control transfer begins with.
struct SetupPacket {
    unsigned char request_type = 0, request = 0;
    std::uint16_t value = 0, index = 0, length = 0;
};

/// One transfer on its way. Filled in by a front end, and polled until it is no longer pending.
struct Transfer {
    enum class Kind { control, bulk_out, bulk_in, interrupt_in };
    Kind kind = Kind::bulk_out;
    SetupPacket setup;    ///< control
    base::Bytes bytes;    ///< out: what is sent; in: what came
    std::size_t most = 0; ///< in: how much the host takes
    std::size_t done = 0; ///< bytes that went over, whatever became of the rest

    // Of the device.
    std::uint64_t index = 0;
    bool silent = false;
    std::optional<std::size_t> limit;
};

/// How a transfer stands. Pending: the device answers NAK, ask again later. Overflow: more came than the
/// host had asked for, and is lost.
enum class Poll { pending, done, stalled, overflow, gone };

/// What a host learns of a device before it speaks to it.
struct UsbFace {
    print::UsbId id;
    std::string manufacturer, product, serial; ///< serial empty: it shows none
    base::Bytes descriptors;                   ///< of the device, then of its one configuration
    unsigned char out_endpoint = 0, in_endpoint = 0, event_endpoint = 0; ///< 0: there is none
    bool printer_driver = false;                                         ///< the kernel binds usblp to it
};

/// Every member may be called from any thread.
class UsbDevice {
public:
    virtual ~UsbDevice() = default;
    virtual Poll poll(Transfer &transfer) = 0;
    [[nodiscard]] virtual bool attached() const = 0; ///< plugged in, after whatever was due by now
    /// Times that it was plugged in; each is a new device.
    [[nodiscard]] virtual std::uint64_t plugs() const = 0;
    virtual void clear_halt(unsigned char endpoint) = 0;
    virtual void bus_reset() = 0;
    [[nodiscard]] virtual UsbFace face() const = 0; ///< as of its next plug
};

} // namespace emulator
