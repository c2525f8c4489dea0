// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "dnp/session.hpp"

namespace print::dnp {

/// What a URI says of how pages are to be printed.
struct Options {
    bool fine = false; ///< 300x600
    bool matte = false;
    bool retry = true; ///< after a fault the printer goes on with what it has
};

/// usb://MAKE/MODEL?serial=…, without the serial where the printer has told none
[[nodiscard]] std::string uri_of(Identity const &identity);
/// Any model has this USB id.
[[nodiscard]] bool is_known(UsbId id);

/// Drives one printer of the bus: sheets are sent to it one stream at a time, and where it is unplugged it is
/// looked for again. \param clock outlives the driver
[[nodiscard]] std::unique_ptr<Driver> drive(UsbBus bus, Session session, Options options,
                                            base::Clock const &clock);

} // namespace print::dnp
