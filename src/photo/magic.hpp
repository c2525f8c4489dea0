// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "base/bytes.hpp"
#include "base/words.hpp"

namespace photo {

/// What a file that is no JPEG is instead, by its first bytes, as a person calls it.
[[nodiscard]] base::Words name_by_magic(base::ByteView file);

} // namespace photo
