// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
/// \file
/// What stands in the report of a day beside the counts.
#include "store/capture.hpp"

namespace store {

/// Who came away without a photo, by number.
base::Result<std::vector<Visit>> visits_without_photo(Store const &store, std::int64_t campaign);

/// Somebody answered for a check that did not pass, by time.
struct Answered {
    std::int64_t number = 0; ///< of the visit
    std::string kind;        ///< of the check
    std::string name, reason;
    base::Instant at;
};
base::Result<std::vector<Answered>> answered_checks(Store const &store, std::int64_t campaign);

/// Something was looked at before a shot and was not as it should be, by time.
struct Missed {
    std::int64_t number = 0;
    std::string key;    ///< of the tick
    std::string answer; ///< missed exempt
    std::string by;
    base::Instant at;
};
base::Result<std::vector<Missed>> missed_ticks(Store const &store, std::int64_t campaign);

} // namespace store
