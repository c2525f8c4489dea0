// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
/// \file
/// For this room: 档号 by the template of a school's profile.
#include "desk/station.hpp"
#include "store/filing.hpp"
#include <map>

namespace desk {

/// What a 档号 may be made of.
struct ReferenceParts {
    store::Campaign const &campaign;
    store::Belonging const &whose;
    std::string box;
    std::int64_t item = 0;   ///< 件号
    std::int64_t volume = 0; ///< its number in the box
};

/// Keeps the profiles of a batch.
class References {
public:
    explicit References(Station &station) : station_{station} {}

    /// \return not_allowed where the 档号 was given before, saying how to mend the template
    base::Result<std::string> next(ReferenceParts const &parts);

private:
    Station &station_;
    std::map<std::string, policy::Profile> profiles_;
};

} // namespace desk
