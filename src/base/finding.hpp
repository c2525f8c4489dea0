// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "base/words.hpp"
#include <string>
#include <vector>

namespace base {

/// A mistake in something that a person wrote or handed in. Findings are collected, all of them, and shown
/// with their place; they never stop the reading of the rest.
struct Finding {
    std::string file;   ///< name as the person knows it
    int line = 0;       ///< line or row, from 1; 0 where the whole file is meant
    std::string column; ///< column heading or key; empty where none is meant
    std::string kind;   ///< a word for machines, such as id_checksum
    Words message;

    /// file:line: [column] message, as compilers say it.
    [[nodiscard]] std::string text(Language language) const;
};

using Findings = std::vector<Finding>;

} // namespace base
