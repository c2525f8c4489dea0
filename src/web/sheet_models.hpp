// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
/// \file
/// For this room: what an archivist asks of one sheet and of one person's photos (domain facts 4.3).
#include "web/visit.hpp"

namespace web {

/// Since when it is where it is and on whose signature, its prints and what they were used for, whether its
/// photo is the one that counts and when its file was last checked, and how long it is kept.
base::Result<> add_custody(Visit const &visit, desk::Station &station, store::Sheet const &sheet,
                           base::Json &model);

/// Each photo that somebody had, and which one counts.
base::Result<> add_photos(Visit const &visit, desk::Station &station, std::int64_t person, base::Json &model);

} // namespace web
