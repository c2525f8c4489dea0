// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
/// \file
/// Whom each unit named to bring its people (S0-21, S1-07). Names and telephone numbers: not in the ledger,
/// which says only that a unit named somebody.
#include "desk/station.hpp"
#include "store/plan.hpp"

namespace desk {

/// \return bad_input without a unit or a name; not_found where the roster has no such unit
base::Result<> note_liaison(Station &station, store::Liaison const &liaison);
/// \return not_found where the unit named nobody of that name
base::Result<> forget_liaison(Station &station, std::string const &unit, std::string const &name);

struct UnitLiaisons {
    std::string unit;
    std::vector<store::Liaison> liaisons; ///< empty: nobody named yet
};
/// Every unit of the roster, by name.
base::Result<std::vector<UnitLiaisons>> liaisons_of_units(Station &station);

} // namespace desk
