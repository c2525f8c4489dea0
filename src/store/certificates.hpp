// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
/// \file
/// Numbers of certificates that prints were pasted on. Beside the ledger: a number names a person.
#include "store/store.hpp"
#include <map>
#include <optional>

namespace store {

/// Takes the place of what was noted before.
base::Result<> put_certificate(Change &change, std::int64_t person, std::string const &purpose,
                               std::string const &number);
/// By purpose.
base::Result<std::map<std::string, std::string>> certificates_of(Store const &store, std::int64_t person);
/// Whoever has a certificate of that purpose and number.
base::Result<std::optional<std::int64_t>> owner_of_certificate(Store const &store, std::string const &purpose,
                                                               std::string const &number);

} // namespace store
