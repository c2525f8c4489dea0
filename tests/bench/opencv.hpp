// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "base/bytes.hpp"
#include <functional>

namespace bench {

/// The fastest peer of the measurements: eight photos laid out as HivisionIDPhotos does it, with OpenCV
/// (INTER_LINEAR, three bytes a pixel, RGB at the end). Empty where the bench was built without OpenCV.
[[nodiscard]] std::function<void(base::Bytes const &jpeg)> opencv_layout();

} // namespace bench
