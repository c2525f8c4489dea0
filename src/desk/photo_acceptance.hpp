// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
/// \file
/// For this room: how a photo becomes somebody's one true photo, wherever it came from.
#include "desk/station.hpp"
#include "photo/spec.hpp"
#include "store/capture.hpp"

namespace desk {

/// The spec of the profile, with the profile's own limits of bytes.
base::Result<photo::Spec> spec_of(Station const &station);

/// Where the notice says how old a photo may be (recency_days): the sentence with the rule where the camera
/// says that this one is older. Empty where it is not, or nobody can tell.
[[nodiscard]] base::Words too_old(Station const &station, base::ByteView file);

/// \return not_allowed where the person has a sheet that counts: it has to be void before another photo is
/// theirs
base::Result<> check_no_sheet(Station &station, store::Person const &person);

/// Records that the person's photo is this shot's. \return as check_no_sheet
base::Result<> accept_shot(Station &station, store::Change &change, store::Shot const &shot,
                           store::Person const &person, std::string const &replaces_because);

/// Of visits without a person, whose they turned out to be: the photo that was confirmed there.
/// \return not_allowed where several were confirmed, or the person has a photo already
base::Result<> accept_confirmed(Station &station, store::Change &change,
                                std::vector<store::Visit> const &visits, store::Person const &person);

} // namespace desk
