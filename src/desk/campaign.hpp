// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "desk/station.hpp"

namespace desk {

struct NewCampaign {
    std::string school_code; ///< five digits (domain facts 2.3)
    std::string school_name;
    int year = 0;
    std::string profile;
};

/// Makes the store where there is none yet. \return bad_input for a wrong code or year, not_found for an
/// unknown profile, not_allowed where the same campaign is there already
base::Result<store::Campaign> create_campaign(std::filesystem::path const &folder, NewCampaign const &wanted,
                                              Setting const &setting);

} // namespace desk
