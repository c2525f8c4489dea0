// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
/// \file
/// What no machine sees: at the camera a person goes through the profile's list for a visit and ticks it off.
#include "desk/station.hpp"
#include "store/capture.hpp"

namespace desk {

enum class TickAnswer { ok, missed };

/// One line of the list.
struct TickLine {
    policy::Tick tick;
    std::string answer; ///< ok missed exempt; empty: not looked at yet
    std::string reason; ///< of an exemption
    std::string by;     ///< who answered
    /// Keeps the photo from being confirmed.
    [[nodiscard]] bool blocks() const;
};
/// In the order of the profile. \return not_found where there is no such visit
base::Result<std::vector<TickLine>> tick_list(Station &station, std::string const &visit);

/// \p exemption: why it is missed and the person is captured all the same, such as faith or health; it is
/// kept beside the ledger. The later of two answers holds. \return not_found for a key that the profile does
/// not have; not_allowed where the visit is over, or the notice knows no exemption from it
base::Result<TickLine> tick_off(Station &station, std::string const &visit, std::string const &key,
                                TickAnswer answer, std::string const &exemption = {});

/// \return not_allowed with the rule where something was not looked at, or was missed that refuses
base::Result<> check_ticks(Station &station, store::Visit const &visit);

} // namespace desk
