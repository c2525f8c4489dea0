// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
/// \file
/// For this room: a camera on USB. A thread of its own speaks to it, hears of each picture at once and
/// fetches them in order.
#include "camera/camera.hpp"

namespace camera {

struct TetherTerms {
    std::chrono::milliseconds transfer{10'000}; ///< patience with each transfer
};

/// \p which is what follows camera: in a URI. Terms and faults as \c open.
base::Result<std::unique_ptr<Camera>> open_tethered(std::string const &which, TetherTerms terms = {});

} // namespace camera
