// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "base/bytes.hpp"

namespace photo {

/// EXIF orientation 1-8 of the body of an APP1 segment; 1 where it states none or nonsense.
[[nodiscard]] int exif_orientation(base::ByteView app1);

} // namespace photo
