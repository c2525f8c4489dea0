// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
/// \file
/// The register of discrepancies (domain facts 4.3, 12): each is opened by what happened, explained and
/// closed by somebody, and never edited away.
#include "desk/station.hpp"
#include "store/custody.hpp"

namespace desk {

[[nodiscard]] base::Words discrepancy_words(std::string_view kind);

/// How a discrepancy ends: found lost accepted sent-back mistake.
[[nodiscard]] base::Words outcome_words(std::string_view outcome);
inline constexpr std::array outcomes{"found", "lost", "accepted", "sent-back", "mistake"};

/// Opens one that no list brought out. \return not_found for an unknown serial
base::Result<> open_discrepancy(store::Change &change, std::string const &subject, std::string_view kind,
                                std::string const &serial);

/// Says what happened. \return not_found; not_allowed where it is closed; usage without a text or a name
base::Result<store::Discrepancy> explain_discrepancy(Station &station, std::string const &id,
                                                     std::string const &explanation, std::string const &by);
/// Ends it, with an explanation of its own or the one that was given. \return as above, and not_allowed where
/// nobody explained anything; bad_input for an unknown outcome
base::Result<store::Discrepancy> close_discrepancy(Station &station, std::string const &id,
                                                   std::string const &outcome, std::string const &by);

} // namespace desk
