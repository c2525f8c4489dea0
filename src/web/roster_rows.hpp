// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "base/finding.hpp"
#include "base/json.hpp"
#include <filesystem>

namespace web {

/// Sets "headings" and "faulty_rows" of the model: the rows of a table file that have findings, as the file
/// has them, with the faulty cells marked. Long numbers are masked (domain facts 2.4). At most \p most rows;
/// nothing where the file cannot be read as a table any more.
void add_faulty_rows(base::Json &model, std::filesystem::path const &file, base::Findings const &findings,
                     std::size_t most);

} // namespace web
