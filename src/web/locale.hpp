// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "base/finding.hpp"
#include "base/result.hpp"
#include <filesystem>
#include <map>
#include <string>

namespace web {

/// The words of the pages in one language, by "table.key".
using Texts = std::map<std::string, std::string, std::less<>>;

/// data/locale/zh.toml or en.toml: tables of texts, which may hold the placeholders of templates.
/// \return bad_input with the first mistake, with its line
base::Result<Texts> read_texts(std::filesystem::path const &file);

} // namespace web
