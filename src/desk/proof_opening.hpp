// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
/// \file
/// For this room: a proofreading case that is opened as a part of something larger.
#include "desk/station.hpp"

namespace desk {

struct NewCase {
    std::string student_no, category, note;
};
/// Opens a case within \p change, which the caller commits. \return its id; as open_case
base::Result<std::string> open_case_within(Station &station, store::Change &change, NewCase const &wanted);

} // namespace desk
