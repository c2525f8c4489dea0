// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
/// \file
/// Who looked at what (domain facts 4.3, 10), and copies with the archives' mark.
#include "desk/station.hpp"
#include "store/loans.hpp"
#include "store/sheets.hpp"

namespace desk {

/// A record is noted as looked at once in so long by the same person.
inline constexpr std::chrono::minutes one_look{10};

/// Notes that who is at the desk opened a record. Where the store cannot be written, nothing is noted and
/// nothing said: nobody is kept from finding a sheet by a full disk.
void note_look(Station &station, std::string const &subject, std::string const &actor);
/// Of a person's record.
[[nodiscard]] std::string person_subject(std::int64_t person);

struct CopyMade {
    store::Copy copy;
    base::Bytes pdf;
};
/// A picture of the sheet as it was printed, on A4 with the mark 档案馆复制件, its 档号, its number and for
/// whom; drawn from the record. \return usage where it is not said for whom; not_found; not_allowed for a
/// sheet that was never printed
base::Result<CopyMade> make_copy(Station &station, std::string const &serial, std::string const &for_whom,
                                 std::string const &by);

} // namespace desk
