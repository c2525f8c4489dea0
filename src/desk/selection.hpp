// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "desk/station.hpp"

namespace desk {

/// Two units may each have a class of the same name. \return usage, naming the units, where \p who means a
/// class without saying whose and several units have it
base::Result<> sure_of_class(Station &station, store::Selection const &who);

} // namespace desk
