// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
/// \file
/// For this room: use cases of several steps, each of which may fail.
#include "base/result.hpp"

namespace desk {

/// Takes each step, which returns a Result<>, until one fails. \return its fault
template <typename... Steps>
base::Result<> in_order(Steps const &...steps) {
    base::Result<> done;
    static_cast<void>(((done = steps(), static_cast<bool>(done)) && ...));
    return done;
}

} // namespace desk
