// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
/// \file
/// Visits and shots by the ids that pages and commands name.
#include "desk/station.hpp"
#include "store/capture.hpp"

namespace desk {

/// \return not_found
base::Result<store::Visit> visit_named(Station &station, std::string const &id);
/// \return not_found; not_allowed, saying what became of it, where it is over
base::Result<store::Visit> open_visit(Station &station, std::string const &id);
/// \return not_found
base::Result<store::Shot> shot_named(Station &station, std::string const &id);

/// How a visit that is over ended, for people: a refusal in the profile's words.
[[nodiscard]] base::Words ending_of(policy::Profile const &profile, store::Visit const &visit);

} // namespace desk
