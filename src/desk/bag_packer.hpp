// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
/// \file
/// For this room: what goes into a bag, person by person and list by list.
#include "desk/artwork.hpp"
#include "desk/bag_folder.hpp"
#include "desk/bag_pages.hpp"
#include "desk/csv_text.hpp"
#include "store/keeping_bag.hpp"
#include <set>

namespace desk {

/// Everything while one bag is made. Station, rows and folder outlive it.
class BagPacker {
public:
    BagPacker(Station &station, store::BagRows const &rows, BagFolder &folder, BagFacts facts,
              bool with_id_numbers)
        : station_{station}, rows_{rows}, folder_{folder}, facts_{std::move(facts)}, with_id_numbers_{
                                                                                         with_id_numbers} {}

    /// Adds every file of the payload to the folder. \return storage where a kept file is damaged
    base::Result<> pack();
    [[nodiscard]] std::int64_t people() const { return people_; } ///< packed so far
    [[nodiscard]] std::int64_t sheets() const { return sheets_; }

private:
    base::Result<> pack_people();
    base::Result<> pack_person(store::BagPerson const &one);
    base::Result<BagSheet> pack_sheet(std::string const &serial);
    base::Result<BagPersonPage> page_of(store::BagPerson const &one);
    void list(store::BagPerson const &one, BagPersonPage const &page);
    base::Result<> pack_lists();
    base::Result<> pack_files();
    base::Result<> pack_layouts();
    base::Result<> pack_records();
    base::Result<> pack_kept(std::string const &digest);

    Station &station_;
    store::BagRows const &rows_;
    BagFolder &folder_;
    BagFacts facts_;
    bool with_id_numbers_;
    SheetArtist artist_{station_.store()};
    CsvText people_csv_{people_heading()}, sheets_csv_{sheets_heading()};
    std::vector<BagClass> classes_;
    std::set<std::string> photos_, layouts_;
    std::int64_t people_ = 0, sheets_ = 0;
};

} // namespace desk
