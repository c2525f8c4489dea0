// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "cli/emulator.hpp"
#include "print/driver.hpp"
#include <filesystem>

namespace cli {

/// The whole command line: reads it, does what it says, returns the exit status. \p home holds layouts/ and
/// data/. Without \p emulator there are no verbs of that name.
int run(int argc, char const *const *argv, std::filesystem::path const &home,
        std::span<print::Family const> families, EmulatorDoor const *emulator = nullptr);

} // namespace cli
