// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "desk/station.hpp"
#include "store/ledger.hpp"

namespace desk {

struct Rebuilt {
    std::vector<std::string> different; ///< tables that did not agree with the ledger
    bool rebuilt = false;
};

/// Holds what is known now against the ledger and, unless it is a dry run, makes it anew where they differ.
/// \return storage where the ledger itself does not hold: nothing is taken over from one that was tampered
/// with
base::Result<Rebuilt> rebuild(Station &station, bool dry_run);

} // namespace desk
