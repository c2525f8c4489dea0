// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
/// \file
/// The list of a class as a spreadsheet and on paper: where every sheet is, since when, and what of it was
/// used. Lists that are filed are Chinese whatever the operator's language.
#include "desk/cells.hpp"
#include "store/unit_sheets.hpp"

namespace desk {

struct ClassLine {
    store::UnitLine found;
    std::int64_t prints = 0; ///< on the sheet at first
    std::int64_t left = 0;   ///< prints = uses + left
    base::Words where;
};
struct ClassList {
    std::string unit, class_name;      ///< class empty: the whole unit
    std::vector<std::string> purposes; ///< columns; the last is to_student
    std::vector<ClassLine> lines;      ///< by class and student number
    std::map<std::string, std::int64_t> used;
    std::int64_t sheets = 0, prints = 0, left = 0; ///< prints = what was used + left
};
base::Result<ClassList> class_list(Station &station, std::int64_t unit, store::UnitFilter const &filter);

[[nodiscard]] std::string class_list_csv(ClassList const &list);
base::Result<base::Bytes> class_list_pdf(Station &station, ClassList const &list);
/// A workbook at \p path. \return storage where it cannot be written
base::Result<> write_class_list(Station &station, ClassList const &list, std::filesystem::path const &path);

} // namespace desk
