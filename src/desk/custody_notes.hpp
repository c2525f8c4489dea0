// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
/// \file
/// For this room: lines of a sheet's life between the print room and the archives.
#include "store/custody.hpp"

namespace desk {

/// What an event of mail, of a student's hands or of scissors says to a person; its kind where it is none.
[[nodiscard]] base::Words custody_note(store::Moment const &moment);

} // namespace desk
