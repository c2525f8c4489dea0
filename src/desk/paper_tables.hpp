// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
/// \file
/// For this room: tables as one PDF.
#include "desk/archive_papers.hpp"
#include "render/table.hpp"

namespace desk {

/// The documents one after the other, under the first one's title. \pre there is one
base::Result<ArchivePaper> drawn_paper(std::string name, std::vector<render::TableDocument> const &documents);

} // namespace desk
