// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "desk/station.hpp"

namespace desk {

/// Somebody of the campaign's roster, by what was typed. \return not_found
base::Result<store::Person> person_numbered(Station &station, std::string const &student_no);

} // namespace desk
