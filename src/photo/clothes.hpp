// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "photo/backdrop.hpp"
#include <map>
#include <string_view>

namespace photo {

/// What somebody wears, as far as it shows below the chin. In pixels of the half-size picture.
struct Clothes {
    Area area;
    double swallowed = 0;                       ///< share that cannot be told from the backdrop, 0-1
    std::map<std::string_view, double> colours; ///< share of each of colour_names()
};

/// Nothing where the picture ends at the chin.
[[nodiscard]] std::optional<Clothes> look_at_clothes(LabPicture const &picture, Backdrop const &backdrop,
                                                     Area const &jaw);

/// One of colour_names().
[[nodiscard]] std::string_view colour_name(Lab const &colour);

} // namespace photo
