// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
/// \file
/// Certificates are made with the prints of a whole class at once, and get their numbers (S1-03).
#include "base/finding.hpp"
#include "desk/cells.hpp"

namespace desk {

struct ClassUse {
    std::int64_t unit = 0;
    std::string class_name; ///< empty: the whole unit
    std::string purpose;    ///< as CellUse
    std::int64_t count = 1; ///< prints of each sheet
    std::string by;
};
struct ClassUsed {
    std::size_t sheets = 0;             ///< that prints were marked on
    std::vector<store::Person> already; ///< theirs has prints for this purpose marked; nothing was done
    std::vector<store::Person> away;    ///< theirs is not with the unit, or they have none
};
/// Marks prints on every sheet of the class that lies with its unit, on all of them or none. \return
/// not_allowed, naming whose, where a sheet has not enough left; as use_cells
base::Result<ClassUsed> use_cells_of_class(Station &station, ClassUse const &use);

/// Notes the number of somebody's certificate. \param unit whose people a fault may name; empty: all. \return
/// bad_input for a number that is none or is somebody
/// else's, or for a purpose that is no certificate of this campaign; not_found
base::Result<> note_certificate(Station &station, std::string const &student_no, std::string const &purpose,
                                std::string const &number, std::string const &unit = {});

struct CertificateImport {
    std::size_t rows = 0;
    std::size_t noted = 0;   ///< numbers, new or other than before
    std::size_t refused = 0; ///< rows with a finding; nothing of them is noted
    base::Findings findings; ///< kinds: missing unknown_person duplicate excel_damaged odd
};
/// Columns by heading: 学号 and 毕业证书编号, 学位证书编号. \param unit whose people alone are meant; empty:
/// all. \return bad_input where the file is no such table
base::Result<CertificateImport> import_certificates(Station &station, std::filesystem::path const &file,
                                                    std::string const &unit);

} // namespace desk
