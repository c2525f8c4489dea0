// SPDX-License-Identifier: GPL-3.0-or-later
#include "cups/fate.hpp"
#include <algorithm>

namespace print::cups {

namespace {

/// Servers tell whole seconds: a moment after another can seem to be one more second ago.
constexpr std::int64_t rounding = 1;

bool since(SpoolJob const &job, std::string const &resource, std::int64_t intent_ago) {
    return job.resource == resource && job.created_ago <= intent_ago + rounding;
}

} // namespace

Outcome outcome_of(SpoolJob const &job) {
    if (job.active()) {
        return Outcome::pending;
    }
    if (job.state == SpoolJob::State::completed) {
        return job.sheets > 0 ? Outcome::printed : Outcome::uncertain;
    }
    auto const interfered = job.state == SpoolJob::State::canceled && job.begun;
    return job.sheets > 0 || interfered ? Outcome::uncertain : Outcome::not_printed;
}

SpoolJob const *job_named(std::vector<SpoolJob> const &history, std::string const &resource,
                          std::string const &serial, std::int64_t intent_ago) {
    SpoolJob const *newest = nullptr;
    for (auto const &job : history) {
        if (job.name == serial && since(job, resource, intent_ago) &&
            (newest == nullptr || job.id > newest->id)) {
            newest = &job;
        }
    }
    return newest;
}

Outcome outcome_without_job(std::vector<SpoolJob> const &history, std::string const &resource,
                            std::int64_t intent_ago) {
    auto const hidden = std::any_of(history.begin(), history.end(), [&](auto const &job) {
        return !job.name && since(job, resource, intent_ago);
    });
    auto const reaches_back = std::any_of(history.begin(), history.end(), [&](auto const &job) {
        return job.done_ago && *job.done_ago > intent_ago + rounding;
    });
    return reaches_back && !hidden ? Outcome::not_printed : Outcome::uncertain;
}

} // namespace print::cups
