// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "desk/station.hpp"
#include "support/temp_folder.hpp"

namespace bench {

/// A store with one campaign in a folder of its own, on the disk of the temporary folder, gone with it.
class Office {
public:
    Office();
    desk::Station &station() { return station_; }
    store::Store &store() { return station_.store(); }
    [[nodiscard]] support::TempFolder const &folder() const { return folder_; }
    [[nodiscard]] std::filesystem::path store_folder() const { return folder_ / "store"; }
    /// The people of bench/people.hpp by import_roster, through a CSV file.
    void take_in(int people);

private:
    support::TempFolder folder_;
    desk::Station station_;
};

} // namespace bench
