// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
/// \file
/// Who gives paper to whom: the print room, colleges, other offices of the school, the archives.
#include "desk/station.hpp"
#include "store/handovers.hpp"

namespace desk {

/// print-room, archive, unit:法学院 or office:教务处, as commands and files write a side.
[[nodiscard]] std::string party_key(store::Party const &party);
/// 打印室, 档案馆, 法学院, 教务处.
[[nodiscard]] base::Words party_words(store::Party const &party);

/// Reads what party_key writes; the names of colleges are those of the campaign at hand. An office need not
/// have been entered. \return bad_input for what is none; not_found for an unknown college
base::Result<store::Party> read_party(Station &station, std::string const &typed);

/// print-room→unit, office, archive; unit→office, archive, print-room; office→unit, archive, print-room.
/// \return not_allowed where paper does not go that way, or where the campaign's notice makes none (S2-18)
base::Result<> check_way(Station &station, store::Party const &from, store::Party const &to);
/// Which way the notice wants paper to go from here, where it says so and this is another; the way is allowed
/// all the same.
[[nodiscard]] std::optional<base::Words> other_way_wanted(Station &station, store::Party const &from,
                                                          store::Party const &to);
/// Enters an office that was not known. \pre a Change is open
base::Result<> enter_office(store::Change &change, store::Party const &party);

} // namespace desk
