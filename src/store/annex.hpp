// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
/// \file
/// What belongs to a campaign beside its people.
#include "store/people.hpp"

namespace store {

struct Annex {
    std::string title, digest;
    std::string name; ///< of the file
    base::Instant kept_at;
};
base::Result<std::vector<Annex>> annexes(Store const &store, std::int64_t campaign); ///< by title

/// Somebody asks to be captured online.
struct Application {
    std::int64_t person = 0;
    std::string state; ///< asked approved declined
    base::Instant asked_at;
    std::string decided_by;
    std::string reason;
};
base::Result<std::vector<Application>> applications(Store const &store, std::int64_t campaign); ///< by time
base::Result<> note_application(Change &change, std::int64_t person, std::string const &reason);

} // namespace store
