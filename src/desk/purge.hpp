// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
/// \file
/// Purge (清除): a campaign's names, numbers, addresses, remarks and photos go when its term is over; that
/// its sheets were, and what became of them, stays. The ledger still holds, and whatever follows from it.
#include "desk/station.hpp"
#include "store/keeping_purge.hpp"

namespace desk {

struct PurgeOrder {
    bool dry_run = true;
    std::string second{};     ///< who sees it done; not who is at the desk
    std::string by{};         ///< empty: who is at the desk
    bool before_term = false; ///< with a reason
    std::string reason{};
};

struct PurgeReport {
    store::PurgePlan plan;
    bool done = false;
    bool again = false; ///< it was purged before: what that run could not finish is done now
};

/// Of the campaign at hand. A dry run says what would go, whatever the term. Files are overwritten and
/// removed; a run that was killed, or met a program that held the store open, is finished by the next, which
/// may be done as often as one likes. \return usage without a second name, or without a reason before the
/// term; not_allowed before the term, and where one of its sheets is lent, on its way or in the post; busy
/// where the records are gone and the database's file could not be swept yet
base::Result<PurgeReport> purge_campaign(Station &station, PurgeOrder const &order);

/// Tables as people call what is in them.
[[nodiscard]] base::Words purged_words(std::string_view table);

} // namespace desk
