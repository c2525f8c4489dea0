// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "base/bytes.hpp"
#include <string>

namespace photo {

/// EXIF orientation 1-8 of the body of an APP1 segment; 1 where it states none or nonsense.
[[nodiscard]] int exif_orientation(base::ByteView app1);

/// The day on which the camera says it took the file's picture, such as 2025-10-18; empty where it says none
/// or nonsense. Clocks of cameras are often wrong: who holds somebody to it lets another answer for it.
[[nodiscard]] std::string taken_on(base::ByteView file);

} // namespace photo
