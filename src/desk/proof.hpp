// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
/// \file
/// Proofreading (校对, 勘误): people look at their image once more, what is wrong becomes a case, a case is
/// put right or leads to a new photo; a unit reports its cases in one list.
#include "desk/station.hpp"
#include "desk/tickets.hpp"
#include "store/proof.hpp"

namespace desk {

/// What may be found: the notice's categories, or the station's own where it names none.
[[nodiscard]] std::vector<ReasonCode> proof_categories(policy::Profile const &profile);
/// corrected, recaptured, unfounded, in words.
[[nodiscard]] base::Words words_of_outcome(std::string_view outcome);

struct OpenedCase {
    store::ProofCase found;
    base::Words
        said; ///< where it comes outside the notice's time, with the rule; it is recorded all the same
};
/// \p note: what is wrong, and which papers came with it. \return bad_input, listing the categories, where it
/// is none; not_allowed where the person has no photo or a case that is open
base::Result<OpenedCase> open_case(Station &station, std::string const &student_no,
                                   std::string const &category, std::string const &note);
/// \p outcome: corrected or unfounded. \return not_allowed where it is closed already
base::Result<store::ProofCase> close_case(Station &station, std::string const &id, std::string const &outcome,
                                          std::string const &note);
/// The photo is wrong: in one act the person's sheet is void and they may be captured once more, whatever the
/// notice says of retakes; the new photo closes the case. \return not_allowed where the case is not open;
/// busy where the sheet is being printed
base::Result<store::ProofCase> recapture(Station &station, std::string const &id);

/// The person looked at the image and found it right. \return not_allowed without a photo
base::Result<store::Person> note_checked(Station &station, std::string const &student_no);
/// People were reminded: the days of their corrections count from here.
base::Result<> note_reminder(Station &station);
/// Somebody says that proofreading is over.
base::Result<> end_proofreading(Station &station);

/// Where the notice has photos proofread before they leave (S4-29). \return not_allowed, with the rule, while
/// cases are open or the time is not over
base::Result<> check_export(Station &station);

/// One line of the report.
struct ProofLine {
    store::ProofCase found;
    store::Person person;
};
/// An empty unit: of all. By unit, class and student number.
base::Result<std::vector<ProofLine>> proof_lines(Station &station, std::string const &unit);
/// The unit's list, for whoever verifies and corrects: CSV with a mark of its encoding, or PDF to be signed.
base::Result<std::string> proof_csv(Station &station, std::string const &unit);
base::Result<base::Bytes> proof_pdf(Station &station, std::string const &unit);

} // namespace desk
