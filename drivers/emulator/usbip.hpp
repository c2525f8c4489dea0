// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
/// \file
/// Emulated printers over USB/IP (protocol 1.1.1, Linux Documentation/usb/usbip_protocol.rst): any Linux
/// desktop attaches them with usbip, kernel and all.
#include "emulator/printer.hpp"

namespace emulator {

class UsbipServer {
public:
    /// \p address as 127.0.0.1:3240, port 0: any that is free. Printers get the bus ids 1-1, 1-2, ... and
    /// outlive the server. \return usage for no address, busy where the port is taken
    static base::Result<std::unique_ptr<UsbipServer>> listen(std::string const &address,
                                                             std::vector<Printer *> printers);
    ~UsbipServer();
    UsbipServer(UsbipServer const &) = delete;
    UsbipServer &operator=(UsbipServer const &) = delete;

    [[nodiscard]] int port() const;
    /// Until \p stop can be read. A client that breaks the protocol loses its connection, no more; each
    /// printer has one client at a time.
    void serve(int stop);

private:
    class Inner;
    explicit UsbipServer(std::unique_ptr<Inner> inner);
    std::unique_ptr<Inner> inner_;
};

} // namespace emulator
