// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "desk/station.hpp"

namespace web {

struct ServeOrder {
    std::filesystem::path store;            ///< made, where there is none
    std::string listen = "127.0.0.1:8620";  ///< ADDRESS:PORT; port 0: any free one
    std::vector<std::string> cameras;       ///< folder:PATH that desks may choose, beside those on USB
    std::filesystem::path certificate, key; ///< PEM; empty: those of tls init, if there are any
    std::function<void(std::string const &address, std::optional<std::string> const &setup_link)> ready;
};

/// Serves the desks until SIGINT or SIGTERM. \return busy where the port is taken; not_allowed where the
/// address is not loopback and there is no certificate; bad_input for a certificate that cannot be used; what
/// opening the store gives
base::Result<> serve(ServeOrder const &order, desk::Setting const &setting);

} // namespace web
