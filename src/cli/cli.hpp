// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "cli/emulator.hpp"
#include "cli/serve.hpp"
#include "print/driver.hpp"
#include <filesystem>

namespace cli {

/// The whole command line: reads it, does what it says, returns the exit status. \p home holds layouts/ and
/// data/. Without \p emulator or \p web there are no verbs of theirs.
int run(int argc, char const *const *argv, std::filesystem::path const &home,
        std::span<print::Family const> families, EmulatorDoor const *emulator = nullptr,
        WebDoor const *web = nullptr);

} // namespace cli
