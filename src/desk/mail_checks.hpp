// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
/// \file
/// For this room: what has to be so before an envelope is sent or taken in.
#include "desk/station.hpp"
#include "store/mail.hpp"

namespace desk {

/// In capitals, half width. \return bad_input for what is no carrier's number, or is the serial of a sheet
base::Result<std::string> read_carrier_number(std::string const &typed);

/// One number, one envelope. \return bad_input, naming whose it is already
base::Result<> check_number_is_free(Station &station, std::string const &id, std::string const &number);

/// \return not_allowed, with where it is, for a sheet that does not lie in the print room in this envelope
base::Result<> check_sheets_are_here(Station &station, store::Consignment const &one);

/// \return not_allowed for a sheet that is neither with its student, nor posted, nor with its own college
base::Result<> check_sheets_may_come(Station &station, store::Consignment const &one);

} // namespace desk
