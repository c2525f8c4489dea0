// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
/// \file
/// What the pages of the day of capture have in common: people as they are shown at a desk, the queue of
/// visits, the addresses that they lead to.
#include "desk/swipes.hpp"
#include "web/visit.hpp"

namespace web {

/// A person as whoever stands before the desk may be compared with: the ID number by its end only.
[[nodiscard]] base::Json person_card(store::Person const &person);
/// A visit with whoever came, as far as that is known: a person, a name that they said, or what a code shows.
base::Result<base::Json> visit_card(Visit const &visit, desk::Station &station, store::Visit const &came);
/// The family name only, for a screen that everybody sees: two characters of 欧阳 and its like.
[[nodiscard]] std::string family_name(std::string_view name);

/// Fills in "visits", those that are open, by number.
base::Result<> add_open_visits(Visit const &visit, desk::Station &station, base::Json &model);
/// What the profile's rules make these pages show: second proof, order, fee, strangers, code only.
void add_capture_rules(Visit const &visit, desk::Station const &station, base::Json &model);

/// A whole number as somebody typed it, with full-width digits too. 0 where it is none.
[[nodiscard]] std::int64_t whole_number(std::string_view typed);

/// Shown on the next page, with a bad sound.
void warn(Visit const &visit, base::Words said);

/// The page "no-campaign" where there is none yet, else the fault.
base::Result<Answer> without_campaign(base::Fault const &fault);

} // namespace web
