// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace base {

/// What calls itself so in audits and bags, and when asked for its version.
inline constexpr auto program_name = "platen 0.1.0";

} // namespace base
