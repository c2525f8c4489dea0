// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "photo/checks.hpp"

namespace photo {

/// What to do about a value that is under its band, or over it: a sentence for whoever stands at the camera.
[[nodiscard]] base::Words advice(CheckKind kind, bool under);

} // namespace photo
