// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
/// \file
/// For this room: what the pages of boxes, stocktakes and loans share.
#include "desk/archive_papers.hpp"
#include "web/visit.hpp"

namespace web {

/// A paper to be looked at in the browser.
[[nodiscard]] base::Result<Answer> paper_answer(base::Result<desk::ArchivePaper> paper);
/// The page that says that there is no campaign yet, or the fault itself.
[[nodiscard]] base::Result<Answer> unopened(base::Fault const &fault);
[[nodiscard]] std::string box_path(std::string const &box);

} // namespace web
