// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
/// \file
/// What the verbs serve and tls ask for. This door does not know the other one: main hands it in.
#include "desk/station.hpp"

namespace cli {

struct ServeOrder {
    std::filesystem::path store;
    std::string listen, certificate, key;
    std::vector<std::string> cameras;
    std::function<void(std::string const &address, std::optional<std::string> const &setup_link)> ready;
};

struct TlsMade {
    std::filesystem::path certificate;
    std::string fingerprint;
    base::Instant not_after;
};

struct WebDoor {
    base::Result<> (*serve)(ServeOrder const &order, desk::Setting const &setting);
    base::Result<TlsMade> (*make_tls)(std::filesystem::path const &store,
                                      std::vector<std::string> const &names, bool replace, base::Instant now);
};

} // namespace cli
