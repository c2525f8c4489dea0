// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
/// \file
/// For this room: small tables whose columns are found by what stands above them.
#include "desk/table.hpp"
#include <map>
#include <span>
#include <string_view>

namespace desk {

/// A column and the words that may stand above it, apart by blanks, letters in upper case.
struct KnownHeading {
    std::string_view key, words;
};

/// Where each column of a table stands, once its header was seen.
class HeadingColumns {
public:
    explicit HeadingColumns(std::span<KnownHeading const> known) : known_{known} {}

    /// Whether \p row is the header: it names the first of the known columns and one more.
    bool is_header(std::vector<Cell> const &row);
    [[nodiscard]] bool found() const { return !places_.empty(); }
    [[nodiscard]] bool has(std::string_view key) const { return places_.contains(key); }
    /// In one spelling (clean_text); '' where there is no such column or the row is shorter.
    [[nodiscard]] std::string text(std::vector<Cell> const &row, std::string_view key) const;
    /// Whether the spreadsheet may have changed the digits: a number that had zeros in front or was too long.
    [[nodiscard]] bool was_number(std::vector<Cell> const &row, std::string_view key) const;

private:
    [[nodiscard]] Cell const *cell(std::vector<Cell> const &row, std::string_view key) const;
    std::span<KnownHeading const> known_;
    std::map<std::string_view, std::size_t> places_;
};

} // namespace desk
