// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
/// \file
/// Sheets given to their students and taken back, several at once; what is left after the certificates are
/// made goes back to the student.
#include "desk/station.hpp"
#include "store/sheets.hpp"

namespace desk {

struct HandOut {
    std::vector<std::string> serials; ///< as they were scanned
    std::string by;
    bool leftovers = false; ///< for good: every print that is still on it counts as given back
    std::string unit{};     ///< only what this unit has; empty: what print room, college or office have
};
/// All of them or none. \return not_allowed, saying where it is, for a sheet that they do not have, that is
/// promised to the post, or that is void; with the rule where the notice keeps leftovers; bad_input where one
/// was scanned twice
base::Result<std::vector<store::Sheet>> hand_out(Station &station, HandOut const &order);
/// From their students, to the college of each, or to the print room. \return not_allowed for what is with no
/// student, or has no print left
base::Result<std::vector<store::Sheet>> take_back(Station &station, HandOut const &order,
                                                  bool to_print_room = false);

/// To be signed by everybody who got one: in the order of student numbers, with what is left on each.
base::Result<base::Bytes> hand_out_list(Station &station, std::vector<std::string> const &serials,
                                        std::string const &by);

} // namespace desk
