// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "cups/spooler.hpp"
#include "print/standing.hpp"

namespace print::cups {

/// How the queue stands, from its state and its reasons (RFC 8011, 5.4.11 and 5.4.12).
[[nodiscard]] Standing standing_of(Queue const &queue);

} // namespace print::cups
