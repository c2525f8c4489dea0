// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "cups/spooler.hpp"
#include "print/driver.hpp"

namespace print::cups {

/// What became of a sheet whose job this is:
/// - printed: completed, and something was counted;
/// - uncertain: completed and nothing was counted; given up after something was counted, or canceled once it
///   was begun: paper may have come out;
/// - not printed: given up and nothing was counted, or canceled before it was begun;
/// - pending: all else.
[[nodiscard]] Outcome outcome_of(SpoolJob const &job);

/// The job that a sheet was sent as, by its name, when nobody remembers the job's number: the newest of the
/// queue \p resource since the intent to print it. \p intent_ago in the server's own time.
[[nodiscard]] SpoolJob const *job_named(std::vector<SpoolJob> const &history, std::string const &resource,
                                        std::string const &serial, std::int64_t intent_ago);

/// What became of a sheet of which the server shows no job. It never arrived, unless the server forgets jobs
/// or hides their names: it must still remember one that was done before the intent, and since then no job
/// without a name can have come to the queue.
[[nodiscard]] Outcome outcome_without_job(std::vector<SpoolJob> const &history, std::string const &resource,
                                          std::int64_t intent_ago);

} // namespace print::cups
