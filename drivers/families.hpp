// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "print/driver.hpp"

namespace print {

/// Every family that this program was built with, in probing order. Only main asks.
[[nodiscard]] std::span<Family const> families();

} // namespace print
