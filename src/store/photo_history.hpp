// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
/// \file
/// Which photos somebody had, and which is theirs now (domain facts 4.3, 9).
#include "store/store.hpp"
#include <map>
#include <string>
#include <vector>

namespace store {

struct PhotoHad {
    base::Instant at;
    std::string actor;
    std::string master; ///< digest
    std::string note, source;
    bool now = false;                 ///< it is the one that counts
    std::vector<std::string> serials; ///< of the sheets that show it
};
/// Oldest first; the last that was accepted is the one that counts.
base::Result<std::vector<PhotoHad>> photos_had(Store const &store, std::int64_t person);

/// Why somebody of the class was not captured, as codes of the profile, by person.
base::Result<std::map<std::int64_t, std::string>> absences_of(Store const &store, std::int64_t unit,
                                                              std::string const &class_name);

} // namespace store
