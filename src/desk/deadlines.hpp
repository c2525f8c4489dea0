// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
/// \file
/// The days of a notice: for each deadline who has not done yet what it asks, as far as a station can know.
#include "desk/station.hpp"

namespace desk {

enum class Standing {
    unknown, ///< its days count from something that has not happened
    ahead,   ///< its window has not begun
    running,
    past,
};
[[nodiscard]] std::string_view word_of(Standing standing);

struct DeadlineLine {
    policy::Deadline deadline;
    std::string at; ///< last day, counted where the notice counts; empty where it is unknown
    Standing standing = Standing::unknown;
    std::int64_t days_left = 0;        ///< until the last day; below zero: so many days ago
    std::vector<store::Person> people; ///< who is late, or at risk while it runs
    std::vector<std::string> units;    ///< the same, of units
    base::Words said;                  ///< with the rule
};
/// In the order of the notice. \p today such as 2025-11-16
base::Result<std::vector<DeadlineLine>> deadlines(Station &station, std::string const &today);

/// Whole days from one date to the other, both such as 2025-11-16; nothing where one is no date.
[[nodiscard]] std::optional<std::int64_t> days_between(std::string_view from, std::string_view to);
/// The date so many days later.
[[nodiscard]] std::string date_after(std::string_view date, std::int64_t days);

} // namespace desk
