// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
/// \file
/// Lists on A4 paper that are signed and filed, such as a hand-over list (移交清单).
#include "base/result.hpp"
#include "render/scene.hpp"
#include <map>
#include <vector>

namespace render {

struct Column {
    std::string heading;
    Length width;
    Align align = Align::left;
    bool code = false; ///< the cell's text is drawn as a QR code
};

/// What stands on a place to sign already.
struct Written {
    std::string text; ///< a typed name, a number; empty: none
    Picture drawn{};  ///< a signature; nothing: none
};

struct TableDocument {
    std::string title;
    std::vector<std::string> facts; ///< lines above the table: from, to, date, counts
    std::vector<Column> columns;
    std::vector<std::vector<std::string>> rows;
    std::vector<std::string> summary;       ///< lines below the table, on the last page
    std::vector<std::string> signatures;    ///< places to sign, each with its caption, on the last page
    std::map<std::size_t, Written> written; ///< by the place of its caption among the signatures
    std::string copy;   ///< such as 第一联 移交方留存, at the upper right of every page
    std::string footer; ///< at the lower left; pages are numbered 第 1 页 共 3 页 at the right
};

/// Pages of A4, upright. The heading row stands on every page; a row is never split; signatures are never
/// alone on a page without a row of the table.
base::Result<std::vector<Scene>> compose_table(TableDocument const &document);

} // namespace render
