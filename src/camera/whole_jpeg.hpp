// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "base/bytes.hpp"

namespace camera {

enum class Wholeness {
    whole,   ///< a JPEG from SOI to EOI; anything may follow
    partial, ///< the beginning of one, or room that is yet to be filled
    other,   ///< no JPEG
};

/// Goes from marker to marker (ITU T.81, B.1.1), so that the end of a thumbnail inside is not taken for its
/// own. Whether it can be decoded is not asked.
[[nodiscard]] Wholeness wholeness(base::ByteView file);

} // namespace camera
