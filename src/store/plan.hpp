// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
/// \file
/// The plan of the day: the annex's times, who came when, appointments, and who answers for a unit.
#include "store/people.hpp"

namespace store {

/// A time of the annex for one class, or for a whole unit.
struct AnnexSlot {
    std::string date, from, to; ///< such as 2025-10-18, 08:00
    std::string campus, room, unit, class_name;
    std::int64_t capacity = 0; ///< appointments that it takes; 0: as the notice says
};
base::Result<std::vector<AnnexSlot>> annex_slots(Store const &store, std::int64_t campaign); ///< as imported

/// Somebody came: once for each visit, by number.
struct Arrival {
    std::string unit, class_name;
    std::optional<std::int64_t> person;
    base::Instant at;
};
base::Result<std::vector<Arrival>> arrivals(Store const &store, std::int64_t campaign);
/// Classmates with a smaller student number who have neither come nor a photo nor a reason, by number.
base::Result<std::vector<std::string>> not_come_before(Store const &store, std::int64_t person);

struct Appointment {
    std::int64_t person = 0;
    std::string date, from;
    base::Instant booked_at;
};
/// By time.
base::Result<std::vector<Appointment>> appointments(Store const &store, std::int64_t campaign);

struct Liaison {
    std::string unit, name, phone;
};
base::Result<std::vector<Liaison>> liaisons(Store const &store, std::int64_t campaign); ///< by unit and name
base::Result<> note_liaison(Change &change, std::int64_t campaign, Liaison const &liaison);
/// \return whether there was one
base::Result<bool> forget_liaison(Change &change, std::int64_t campaign, std::string const &unit,
                                  std::string const &name);

} // namespace store
