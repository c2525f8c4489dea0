// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
/// \file
/// One client of UsbipServer: what it says, what the printers make of it, and what it is told. Bytes in,
/// bytes out; nothing here knows sockets.
#include "emulator/printer.hpp"
#include <list>
#include <span>

namespace emulator {

class UsbipClient {
public:
    using IsTaken = std::function<bool(Printer const &)>;

    /// \p printers outlive it and have the bus ids 1-1, 1-2, ... \p is_taken says whether a printer is some
    /// client's already.
    UsbipClient(std::span<Printer *const> printers, IsTaken is_taken)
        : printers_{printers}, is_taken_{std::move(is_taken)} {}

    void receive(base::ByteView bytes) { received_.insert(received_.end(), bytes.begin(), bytes.end()); }
    /// Answers whatever has come whole, and asks its printer for news.
    void work();
    [[nodiscard]] base::ByteView to_send() const { return to_send_; }
    void sent(std::size_t size);

    [[nodiscard]] Printer const *printer() const { return printer_; } ///< that it imported, or nullptr
    [[nodiscard]] bool waits() const { return !urbs_.empty(); }       ///< for news of its printer
    /// It broke the protocol, or its printer was unplugged: its connection is to end.
    [[nodiscard]] bool broken() const { return broken_; }

private:
    /// A URB on its way.
    struct Urb {
        std::uint32_t number = 0;
        Transfer transfer;
    };

    /// \return whether there was a whole message
    bool read_message() { return printer_ == nullptr ? read_request() : read_urb(); }
    bool read_request();
    void list();
    void import(std::string_view bus);
    bool read_urb();
    void take_submit(base::ByteView header, base::ByteView data);
    void take_unlink(base::ByteView header);
    void poll();
    void answer(std::uint32_t command, std::uint32_t urb, std::uint32_t status, std::uint32_t length);

    std::span<Printer *const> printers_;
    IsTaken is_taken_;
    base::Bytes received_, to_send_;
    Printer *printer_ = nullptr;
    std::uint64_t plug_ = 0;
    std::list<Urb> urbs_;
    bool broken_ = false;
};

} // namespace emulator
