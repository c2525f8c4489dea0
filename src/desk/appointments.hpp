// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
/// \file
/// Where people choose their times (S2-08): each time of the plan takes so many.
#include "desk/plan.hpp"

namespace desk {

/// \return not_allowed with the rule where the notice knows no appointments, the time is full, or the person
/// has a photo or another appointment; not_found where the plan has no such time
base::Result<store::Appointment> book(Station &station, std::string const &student_no,
                                      std::string const &date, std::string const &from);
/// \return not_found where there is none
base::Result<store::Person> cancel_appointment(Station &station, std::string const &student_no);

struct Booked {
    store::Appointment appointment;
    store::Person person;
};
/// By time; an empty date: of all days.
base::Result<std::vector<Booked>> booked(Station &station, std::string const &date);

} // namespace desk
