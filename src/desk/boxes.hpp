// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
/// \file
/// Boxes on their shelves. A box's name is given once: it stands in the 档号 of all that was filed in it.
#include "desk/station.hpp"
#include "store/filing.hpp"

namespace desk {

/// The one spelling of a box's name: b01, Ｂ０１ and B01 are one box on the shelf. \return bad_input for what
/// cannot name one
base::Result<std::string> box_named(std::string const &typed);
/// \return not_found where no such box was ever made
base::Result<store::Box> find_box(Station &station, std::string const &typed);

/// For people: open, closed, retired.
[[nodiscard]] base::Words box_state_words(std::string_view state);

struct BoxOrder {
    std::string name;
    std::string shelf{}; ///< where it will stand
    std::string unit{}; ///< whose sheets it takes, of the campaign at hand; empty: of the first that is filed
    bool mixed = false; ///< takes sheets of several units
    std::string by{};   ///< empty: who is at the desk
};
/// \return not_allowed where there is, or ever was, a box of that name; not_found for an unknown unit
base::Result<store::Box> make_box(Station &station, BoxOrder const &order);

/// Full and in order: nothing is filed in it any more. \return not_allowed where it is not open
base::Result<store::Box> close_box(Station &station, std::string const &box);
/// What is filed from then on stands at the end of its volume (延期毕业生). \return not_allowed where it is
/// not closed
base::Result<store::Box> reopen_box(Station &station, std::string const &box);
/// Out of use; its name is not given again. \return not_allowed where something lies in it that was not
/// destroyed
base::Result<store::Box> retire_box(Station &station, std::string const &box);

/// What a shelf is called, in its one spelling. \return bad_input for more than 40 characters
base::Result<std::string> shelf_named(std::string const &typed);

/// For this room: whether the box takes what belongs there. \return not_allowed, saying whose box it is
base::Result<> check_box_takes(store::Box const &box, store::Belonging const &whose);
/// For this room: whether anything may be laid in it at all. \return not_allowed where it is closed or
/// retired
base::Result<> check_box_open(store::Box const &box);
/// For this room: a box that was nobody's becomes that of the first thing laid in it.
void settle_box(store::Box &box, store::Belonging const &first);
/// For this room: records a box within \p change.
base::Result<> make_within(store::Change &change, store::Box const &box, std::string const &by);

} // namespace desk
