// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
/// \file
/// Identity numbers are shown masked (base::masked_number). To look at a whole one is an act of its own, with
/// a reason and on record (domain facts 2.4).
#include "store/store.hpp"

namespace desk {

/// In characters; short of this nobody can tell later what it was for.
inline constexpr std::size_t shortest_reason = 4;
inline constexpr std::size_t longest_reason = 200;

/// The whole identity number of one person, once it is on record who looked and why. Whether the actor may is
/// asked at the door. \return not_found for the person, or where the roster has no number; bad_input for a
/// reason that is too short or too long, or holds what must not stand in the ledger: the person's name or
/// number, or any run of fifteen digits
base::Result<std::string> unmask(store::Store &store, std::int64_t person, std::string_view reason,
                                 std::string const &actor, base::Instant now);

} // namespace desk
