// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
/// \file
/// The queue outside (S0-23 to S0-30): a liaison reports heads and draws a number, the number is called,
/// heads are counted at the door. Whoever is absent when called loses the number and draws another.
#include "desk/station.hpp"
#include "store/queue.hpp"

namespace desk {

/// \param class_name empty: the unit comes as one. \return not_allowed where it has a number that still
/// counts
base::Result<store::Ticket> draw_ticket(Station &station, std::string const &unit,
                                        std::string const &class_name, std::int64_t heads);
/// The lowest number that waits, nothing where none does. Two desks that call at once call two numbers.
base::Result<std::optional<store::Ticket>> call_next(Station &station);
/// \return not_allowed, saying how it stands, where it does not wait
base::Result<store::Ticket> call_ticket(Station &station, std::int64_t number);

struct Counted {
    store::Ticket ticket;
    base::Words alarm; ///< where fewer or more came than were reported; empty where it agrees
};
/// They came, and somebody counted them at the door.
base::Result<Counted> count_in(Station &station, std::int64_t number, std::int64_t heads);
/// Absent when called: the number is void and never given again.
base::Result<store::Ticket> void_ticket(Station &station, std::int64_t number);
/// All of them have been through.
base::Result<store::Ticket> end_ticket(Station &station, std::int64_t number);

/// Why somebody was not captured: a code of absence_codes().
/// \return not_allowed where they have a photo
base::Result<store::Person> note_absence(Station &station, std::string const &student_no,
                                         std::string const &code);
/// It turned out otherwise. \return not_found where none was noted
base::Result<store::Person> withdraw_absence(Station &station, std::string const &student_no);

/// Somebody without a photo was told that they were not captured (S1-04): the proof of it. The later of two
/// holds. \param how one of told_ways() \param date such as 2025-10-18; empty: today
/// \return not_allowed where they have a photo
base::Result<store::Person> note_told(Station &station, std::string const &student_no, std::string const &how,
                                      std::string const &date);

struct ReasonCode {
    std::string code;
    base::Words text;
};
[[nodiscard]] std::vector<ReasonCode> absence_codes(policy::Profile const &profile);
[[nodiscard]] std::vector<ReasonCode> told_ways();
/// 10-18 电话, of somebody who was told; empty where nobody was.
[[nodiscard]] base::Words told_words(store::Missing const &missing);

} // namespace desk
