// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
/// \file
/// Portraits of people who do not exist: what the demonstration and the tests print instead of anybody's
/// face.
#include "base/bytes.hpp"
#include "base/result.hpp"
#include <cstdint>

namespace render {

struct PortraitWish {
    std::uint64_t seed = 1; ///< the same seed gives the same person
    bool male = false;
    bool from_abroad = false; ///< draws from more skin tones
    bool glasses = false;     ///< most notices want them taken off
    int width = 480;          ///< pixels; the height is four thirds of it
};

/// A made-up certificate photo as domain facts 1.1 want one: light blue background, hair from 50 to 110
/// pixels below the edge, eyes at 200 to 300 of 640, face 180 to 300 of 480 wide. Baseline JPEG, JFIF at 300
/// dpi. At 480 wide it has 31,000 to 39,500 bytes, so that it becomes a master as it is.
base::Result<base::Bytes> portrait(PortraitWish const &wish);

} // namespace render
