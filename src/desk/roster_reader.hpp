// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
/// \file
/// A school's roster, read and checked. Nothing here knows a store: what is clean may be imported, what is
/// not goes back to the school with its row and its column.
#include "base/finding.hpp"
#include "base/progress.hpp"
#include "base/result.hpp"
#include <chrono>
#include <filesystem>
#include <string>
#include <vector>

namespace desk {

/// One enrolment record. All text is NFC and trimmed; what the roster does not say is empty.
struct PersonRow {
    std::string student_no, name;
    std::string sex; ///< 男 or 女
    std::string id_type, id_no;
    std::string birth; ///< yyyymmdd
    std::string unit, unit_code, class_name, major, level, exam_no, ethnic;
    std::string code; ///< content of the collection code
    int row = 0; ///< as the spreadsheet program counts
};

struct RosterReading {
    std::vector<PersonRow> clean; ///< rows without a finding, in their order
    base::Findings findings;      ///< by row
    std::size_t rows = 0;         ///< people in the file, clean or not
    std::vector<std::string> ignored_columns;
};

/// Findings are of the kinds of cli.md: id_checksum id_birth_date id_sex excel_damaged missing duplicate
/// unknown_characters header encoding. A file that is no table at all is one finding too.
/// \return a fault only where the file cannot be opened or read
/// \param progress told now and then how many rows were read, where it is given
base::Result<RosterReading> read_roster(std::filesystem::path const &path, std::chrono::year_month_day today,
                                        base::Progress *progress = nullptr);

} // namespace desk
