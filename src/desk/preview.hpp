// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "desk/station.hpp"
#include "store/sheets.hpp"

namespace desk {

/// What a label of this person says today, without the serial.
[[nodiscard]] store::LabelWords label_words(Station const &station, store::Person const &person);

/// A sheet to look at on a screen: a JPEG of the trimmed sheet at \c preview_dpi.
inline constexpr double preview_dpi = 200;
struct Preview {
    base::Bytes jpeg;
    sheet::Size paper;
};
/// The sheet as its record says it. \return not_found
base::Result<Preview> preview_sheet(Station &station, std::string const &serial);
/// What printing this person now would give, with the profile's layout where none is named.
/// \return not_found where there is nobody, or no photo yet; not_allowed where the profile makes no paper
base::Result<Preview> preview_person(Station &station, std::string const &student_no,
                                     std::string const &layout);

/// \return not_allowed where the profile makes no paper and no layout is named
base::Result<std::string> layout_name(Station const &station, std::string const &wanted);

} // namespace desk
