// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
/// \file
/// Moving boxes to other shelves, volumes and items to other boxes: each one act, taken back as one. A 档号
/// does not change by being moved (DA/T 13-2022: stable once given).
#include "desk/station.hpp"
#include "store/moves.hpp"

namespace desk {

/// Either boxes to a shelf, or boxes' volumes, single volumes and items to another box.
struct MoveOrder {
    std::vector<std::string> boxes{};   ///< with \c box: all their volumes, which merges the boxes
    std::vector<std::string> volumes{}; ///< by id
    std::vector<std::string> serials{};
    std::string shelf{}; ///< where the boxes go
    std::string box{};   ///< where volumes and items go
    std::string by{};    ///< empty: who is at the desk
};
/// A volume joins its class's one in the new box, where there is one. \return usage where it is not said
/// whereto; bad_input where nothing would move; not_allowed where the box does not take it; not_found
base::Result<store::Act> move_filed(Station &station, MoveOrder const &order);

/// Takes a whole act back, as an act of its own; a volume whose number another has by now takes the next.
/// What was moved since and taken back again does not stand in the way. \return not_allowed where something
/// of it was moved since, where it was taken back already or took back another, and where a box out of which
/// it was moved is not open or has another volume of its class; not_found
base::Result<store::Act> undo_act(Station &station, std::string const &act, std::string const &by);

/// For people: 盒 B01 → 架 3-2, 40 件.
[[nodiscard]] base::Words act_words(store::Act const &act);

} // namespace desk
