// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "print/driver.hpp"
#include <filesystem>

namespace cli {

/// The whole command line: reads it, does what it says, returns the exit status. \p home holds layouts/ and
/// data/.
int run(int argc, char const *const *argv, std::filesystem::path const &home,
        std::span<print::Family const> families);

} // namespace cli
