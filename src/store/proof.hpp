// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
/// \file
/// Proofreading as the store knows it. What is said of people stands beside the ledger.
#include "store/people.hpp"

namespace store {

struct ProofCase {
    std::string id;
    std::int64_t person = 0;
    std::string category;
    std::string state;   ///< open recapture closed
    std::string outcome; ///< corrected recaptured unfounded
    base::Instant opened_at;
    std::string opened_by;
    std::optional<base::Instant> closed_at;
    std::string closed_by;
    std::string note, close_note;
};
base::Result<std::optional<ProofCase>> proof_case(Store const &store, std::string const &id);
/// By time.
base::Result<std::vector<ProofCase>> proof_cases(Store const &store, std::int64_t campaign);
/// The person's case that lets them be captured once more.
base::Result<std::optional<ProofCase>> recapture_case(Store const &store, std::int64_t person);
base::Result<> note_proof(Change &change, std::string const &id, std::string const &note);
base::Result<> note_proof_closed(Change &change, std::string const &id, std::string const &note);

/// People of the campaign who looked at their image and found it right.
base::Result<std::vector<std::int64_t>> proof_checked(Store const &store, std::int64_t campaign);

struct ProofPhase {
    std::optional<base::Instant> reminded_at, ended_at;
};
base::Result<ProofPhase> proof_phase(Store const &store, std::int64_t campaign);

} // namespace store
