// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
/// \file
/// What a sheet is to look like, as a person wrote it in layouts/*.toml. Nothing here is placed yet:
/// solver.hpp turns a Layout into a Plan.
#include "base/digest.hpp"
#include "base/finding.hpp"
#include "base/result.hpp"
#include "sheet/geometry.hpp"
#include <filesystem>
#include <string>
#include <vector>

namespace sheet {

/// Whether a cell may lie on its side.
enum class Turning { never, allowed, always };

/// Cells of one size, in the order in which they are placed.
struct Block {
    std::string name; ///< the trade name of the photo size, such as 小二寸
    int count = 0;
    Size size; ///< of one upright cell
    Turning turning = Turning::never;
};

/// Where the label lies. The lines of a side column run downwards: it is
/// read with the sheet turned counter-clockwise by a quarter.
enum class LabelPlace { none, right_column, left_column, bottom_band, whole_cell };

/// What a label can say. There is deliberately none for the ID number (domain facts 2.4).
enum class Field { name, student_no, class_name, unit, campaign, serial, major, date, address, phone };

struct Label {
    LabelPlace place = LabelPlace::none;
    Length extent;             ///< width of a column, height of a band
    Length code;               ///< edge of the code with its quiet zone; zero where there is none
    Length text;               ///< em of the largest line
    std::vector<Field> fields; ///< in reading order
};

/// What fills the cells: the photo, or (sheets of sleeve or address labels) one label each.
enum class Content { photo, label };

struct Layout {
    std::string name; ///< its file without .toml; what --layout takes
    base::Words title;
    Content content = Content::photo;
    std::string paper_name; ///< such as 6寸
    Size paper;             ///< trimmed
    Length safe_edge;       ///< nothing that matters comes nearer to the trimmed edge
    Size gap;               ///< between cells, across and down; zero means that neighbours share a cut
    std::vector<Block> blocks;
    Label label;
    base::Digest digest; ///< of the file's bytes: a sheet's record names it
    std::string text;    ///< the file's bytes, kept with the sheets that were made with it
};

/// A layout with what is wrong with it; usable only without findings.
struct Reading {
    Layout layout;
    base::Findings findings;
};

/// Two passes over one file: shape (keys, types, ranges), then, only if that is clean, sense (does it fit?).
/// \p name is the file's name, with or without .toml.
[[nodiscard]] Reading read_layout(std::string_view text, std::string const &name);
/// \return not_found where there is no such file; findings are in the Reading
base::Result<Reading> read_layout_file(std::filesystem::path const &path);

[[nodiscard]] std::string_view word_of(Field field); ///< as layouts write it: student_no

} // namespace sheet
