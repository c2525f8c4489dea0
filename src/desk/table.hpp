// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
/// \file
/// Tables that people hand in, row by row and without holding the file: CSV as every spreadsheet program of
/// the last twenty years writes it, and XLSX. Which it is, its content tells, never its name.
#include "base/result.hpp"
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace desk {

struct Cell {
    std::string text; ///< UTF-8; dates as yyyy-mm-dd, numbers as the file has them
    bool was_number =
        false; ///< a number to the spreadsheet: leading zeros and digits after the 15th are lost
};

/// Called for each row that is not wholly empty, in order. \c row_number is what the spreadsheet program
/// shows at its left, from 1. The cells are only borrowed. \return false to stop reading, which is no fault
using RowSink = std::function<bool(int row_number, std::vector<Cell> const &cells)>;

/// The columns that are looked at; what stands further right is not read.
inline constexpr std::size_t most_columns = 256;
inline constexpr int most_rows = 1'048'576;

/// UTF-8 with or without mark, UTF-16 with mark, GB18030; comma, semicolon or tab; RFC 4180 quotes; any line
/// end; Excel's ="0012". Bytes that belong to no encoding become U+FFFD where they are few.
base::Result<> read_csv(std::filesystem::path const &path, RowSink const &sink);

/// The first visible sheet. Formulas by their last result. What inflates beyond reason is refused.
base::Result<> read_xlsx(std::filesystem::path const &path, RowSink const &sink);

/// Either, by content. \return bad_input where the file is no table that we read, with what to do about it
base::Result<> read_table(std::filesystem::path const &path, RowSink const &sink);

} // namespace desk
