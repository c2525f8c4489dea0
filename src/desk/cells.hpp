// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
/// \file
/// The prints of a sheet, one by one: which were cut off, for what, by whom. prints on sheet = used for
/// certificates and cards + given back to the student + left on the sheet (requirements 3.4, S1-03).
#include "desk/station.hpp"
#include "store/custody.hpp"

namespace desk {

/// What prints are used for where the notice does not say (S1-03): 毕业证, 学位证, 学籍卡.
[[nodiscard]] std::vector<std::string> purposes(policy::Profile const &profile);
/// The purpose of a print that its student got back.
inline constexpr auto to_student = "student";
/// A purpose for people.
[[nodiscard]] base::Words purpose_words(std::string const &purpose);

struct CellCount {
    std::int64_t all = 0;
    std::vector<store::CellUse> used;               ///< by number
    std::map<std::string, std::int64_t> by_purpose; ///< adds up to used.size()
    [[nodiscard]] std::int64_t left() const { return all - static_cast<std::int64_t>(used.size()); }
    /// Whether nothing was cut off: what a college hands in and takes in whole (S0-42, S0-43).
    [[nodiscard]] bool whole() const { return used.empty(); }
};
base::Result<CellCount> count_cells(Station &station, store::Sheet const &sheet);

/// Which prints, and what for.
struct CellUse {
    std::string serial;
    std::string purpose;             ///< one of purposes(), or to_student
    std::vector<std::int64_t> cells; ///< from 1; empty: the next \c count that are free
    std::int64_t count = 1;
    std::string by;
};
/// Marks prints as cut off. \return bad_input for a purpose or a print that there is not; not_allowed where a
/// print is used already, too few are left, or the sheet is not in the hands of somebody who cuts
base::Result<CellCount> use_cells(Station &station, CellUse const &use);
/// The same within \p change, which the caller commits.
base::Result<store::Sheet> use_cells_within(Station &station, store::Change &change, CellUse const &use);
/// They are on the sheet after all. \return usage without a reason; not_allowed where one was not marked
base::Result<CellCount> free_cells(Station &station, std::string const &serial,
                                   std::vector<std::int64_t> const &cells, std::string const &reason);

} // namespace desk
