// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "base/clock.hpp"
#include "base/result.hpp"
#include <filesystem>

namespace web {

/// A certificate and its key, PEM, and what people compare: SHA-256 of the certificate as AB:CD:...
struct TlsFiles {
    std::string certificate, key;
    std::string fingerprint;
    base::Instant not_after;
};

/// \return not_found where either is missing; bad_input where they cannot be read or do not belong together
base::Result<TlsFiles> read_tls(std::filesystem::path const &certificate, std::filesystem::path const &key);

/// Makes an EC key (P-256) and a certificate for these names and addresses, signed by itself and good for 825
/// days, the most that browsers take, and writes them as tls.pem and tls.key into the folder, the key
/// readable by its owner alone. \return not_allowed where there is one already and \p replace is false; usage
/// for a name that is none
base::Result<TlsFiles> make_tls(std::filesystem::path const &folder, std::vector<std::string> const &names,
                                bool replace, base::Instant now);

} // namespace web
