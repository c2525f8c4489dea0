// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
/// \file
/// Consignments (S0-40..43): a sheet goes to its student by post in an envelope of its own, is checked there,
/// and comes whole to the college. made, sent, arrived, confirmed, handed-in; or returned, lost, cancelled.
#include "desk/station.hpp"
#include "store/mail.hpp"

namespace desk {

[[nodiscard]] base::Words mail_state_words(std::string_view state);
/// Every state, in the order in which one comes after the other.
inline constexpr std::array mail_states{"made",      "sent",     "arrived", "confirmed",
                                        "handed-in", "returned", "lost",    "cancelled"};

/// \return not_allowed, with the rule, where the notice makes no paper (S2-18)
base::Result<> check_mail(Station const &station);

struct MailMade {
    std::vector<store::Consignment> made;
    std::vector<store::Mailable> without_address; ///< nothing was made for these
};
/// One consignment for each person of \p who whose sheet lies in the print room. \param dispersed only those
/// who were not captured at this station. \return not_found where nobody's sheet can be posted; bad_input
/// where the one who is meant has no address; not_allowed as check_mail
base::Result<MailMade> make_consignments(Station &station, store::Selection const &who, bool dispersed);

/// By its own id, a sheet's serial or the carrier's number, however it was typed. \return not_found
base::Result<store::Consignment> find_consignment(Station &station, std::string const &typed);

/// \return not_allowed where it is not made but something else already, or its sheet is elsewhere; bad_input
/// for a number that another consignment has, that is a sheet's serial, or that no carrier gives
base::Result<store::Consignment> send_consignment(Station &station, std::string const &id,
                                                  std::string const &carrier, std::string const &number);
/// \return not_allowed where it was not sent
base::Result<store::Consignment> note_arrived(Station &station, std::string const &id);

/// What the student says of photo and data (S0-41).
struct MailConfirmation {
    std::string id;
    bool right = true;
    std::string category{}; ///< of proof_categories, where something is wrong
    std::string note{};
};
struct Confirmed {
    store::Consignment consignment;
    std::string proof_case; ///< opened, where something is wrong
};
/// \return not_allowed where it is neither sent nor arrived; as open_case
base::Result<Confirmed> confirm_consignment(Station &station, MailConfirmation const &said);

/// What a student brings to the college.
struct HandIn {
    std::string id;
    std::string by;       ///< of the college, who takes it
    std::int64_t cut = 0; ///< prints that are missing on it; they count as kept by the student
    std::string unit{};   ///< whose people alone are meant; empty: all
};
struct HandedIn {
    store::Consignment consignment;
    base::Words said; ///< with the rule, where it is not whole (S0-42)
};
/// The sheet is the college's from now on. One that is not whole is taken in all the same, and opens the
/// discrepancy "cut". \return not_found for another unit's; not_allowed for what was never sent or is in
/// already
base::Result<HandedIn> hand_in(Station &station, HandIn const &handed);

/// It came back and lies in the print room again. \return not_allowed where it was not sent
base::Result<store::Consignment> note_returned(Station &station, std::string const &id,
                                               std::string const &by);
/// Nobody knows where it is; opens the discrepancy "missing". \return not_allowed where it was not sent
base::Result<store::Consignment> note_lost(Station &station, std::string const &id);
/// \return not_allowed where it was sent
base::Result<store::Consignment> cancel_consignment(Station &station, std::string const &id);

} // namespace desk
