// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "base/result.hpp"
#include "print/uri.hpp"

namespace print::cups {

/// Where a print server listens.
struct Server {
    std::string host; ///< to connect to; the path of a socket where it begins with /
    int port = 631;

    [[nodiscard]] std::string uri() const; ///< ipp://HOST[:PORT]/
};

/// The server that libcups means when nobody names one: CUPS_SERVER, client.conf, else this machine's.
[[nodiscard]] Server default_server();

/// A queue of a print server.
struct Address {
    Server server;
    std::string resource; ///< /printers/NAME or /classes/NAME, NAME in lower case as CUPS does not tell case

    [[nodiscard]] std::string name() const; ///< of the queue alone
    [[nodiscard]] std::string uri() const;  ///< ipp://HOST[:PORT]/printers/NAME, this machine as localhost
};

/// /printers/office of a URI that a server gave, as an Address spells it; empty where it has none.
[[nodiscard]] std::string resource_of(std::string const &uri);

/// From ipp://HOST[:PORT]/printers/NAME or ipp:NAME. \return usage where it is neither
base::Result<Address> read_address(Uri const &uri);

} // namespace print::cups
