// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
/// \file
/// A bag of another station (bag.hpp) checked, and taken in: the people, their photos, sheets and whatever is
/// on record of them. What that station's ledger said stays as it is and is shown with the sheet's life; it
/// is no part of this station's chain.
#include "desk/bag.hpp"

namespace desk {

struct BagChecked {
    store::Bag bag; ///< as it says of itself
    std::string school, made_on, software;
};

/// Reads all of it. A zip is unpacked beside it first, and what was unpacked is gone again. \return
/// bad_input, naming what is wrong, where it is no bag, not whole, or not what its manifests say, where a
/// name leads out of data/, or where something in it is neither file nor folder; not_found
base::Result<BagChecked> check_bag(Setting const &setting, std::filesystem::path const &path);

/// Checks it, and takes it in as one change. Campaigns, units and classes that are here already are joined by
/// name. \return what check_bag says; not_allowed where it was taken in before, or where a person, a sheet, a
/// 档号 or a box of it is here already, or where it is this station's own
base::Result<BagChecked> take_bag_in(store::Store &store, Setting const &setting,
                                     std::filesystem::path const &path);

} // namespace desk
