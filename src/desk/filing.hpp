// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
/// \file
/// Filing (归档): sheets become items of their class's volume in a box, each with a 档号 (DA/T 13-2022:
/// unique, stable once given, simple; domain facts 4.1).
#include "desk/station.hpp"
#include "store/filing.hpp"

namespace desk {

/// What is to be filed: these sheets, all that waits of a hand-over, or all that waits of a class.
struct FilingOrder {
    std::string box;
    std::vector<std::string> serials{};
    std::string handover{};
    std::string class_name{}; ///< of the campaign at hand
    std::string by{};         ///< who signs; empty: who is at the desk
};

/// Files sheets in a box, made where there is none, in the order of student numbers: each joins its class's
/// volume there, after what lies there already, and gets a 档号 by the profile's template. A box takes one
/// school year and one unit, unless it was made for several. All of them or none. \return not_allowed where a
/// sheet is void, not printed, filed already or in other hands than those of the archives, the print room, a
/// college or an office; where the box does not take it; where the template gives a 档号 that was given
/// before; not_found; bad_input for a bad box name
base::Result<std::vector<store::Item>> file_sheets(Station &station, FilingOrder const &order);
base::Result<std::vector<store::Item>> file_sheets(Station &station, std::string const &box,
                                                   std::vector<std::string> const &serials);

/// Where a filed sheet stands: what to look for on the shelf, and between which two.
struct Position {
    store::Item item;
    store::Box box;
    std::string volume_title{};
    std::int64_t volume_number = 0;
    std::size_t at = 0, of = 0;    ///< in its volume, from 1
    std::string before{}, after{}; ///< student number and name of the neighbours; empty at an end
    std::string student_no{}, name{};
};
/// \return not_found where the sheet was never filed
base::Result<Position> position_of(Station &station, std::string const &serial);

/// 某学院某届某班毕业生证件相片 (domain facts 4.1)
[[nodiscard]] std::string volume_title(store::Campaign const &campaign, store::Belonging const &whose);

/// For this room: the volume of the class in the box, opened within \p change where there is none.
base::Result<std::string> volume_within(store::Change &change, store::Campaign const &campaign,
                                        store::Belonging const &whose, std::string const &box);
/// For this room: opens one with this number. \pre the class has none there, and the number is free
base::Result<std::string> open_volume(store::Change &change, store::Campaign const &campaign,
                                      store::Belonging const &whose, std::string const &box,
                                      std::int64_t number);

} // namespace desk
