// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
/// \file
/// Acts of moving, and stocktakes. Changes go through Change::record.
#include "store/filing.hpp"

namespace store {

struct Act {
    std::string id;
    base::Instant at;
    std::string by;
    std::int64_t boxes = 0, volumes = 0, items = 0; ///< so many were moved, each by itself
    std::string target;                             ///< shelf or box; '' of one that takes back another
    std::string undoes, undone_by;
};
base::Result<std::optional<Act>> act(Store const &store, std::string const &id);
/// The newest first.
base::Result<std::vector<Act>> acts(Store const &store, std::size_t limit);

/// What an act moved, from where.
struct MovedBox {
    std::string box, from, to; ///< shelves
};
struct MovedVolume {
    std::string volume, from, to; ///< boxes
    std::int64_t from_number = 0, number = 0;
};
struct MovedItem {
    std::string serial, from, from_volume, to, to_volume;
};
struct Moved {
    std::vector<MovedBox> boxes;
    std::vector<MovedVolume> volumes;
    std::vector<MovedItem> items;
};
base::Result<Moved> moved_by(Store const &store, std::string const &act);
/// What the act moved and another, not taken back, moved since, or what joined a volume of it: sheets and
/// boxes.
base::Result<std::vector<std::string>> moved_since(Store const &store, std::string const &act);

struct Stocktake {
    std::string id, kind; ///< box shelf
    std::string place;    ///< its name
    std::string state;    ///< open ended
    base::Instant begun_at;
    std::string begun_by;
    std::optional<base::Instant> ended_at;
    std::string ended_by;
    std::int64_t present = 0;
};
base::Result<std::optional<Stocktake>> stocktake(Store const &store, std::string const &id);
/// The one of a box or shelf that is not ended.
base::Result<std::optional<Stocktake>> open_stocktake(Store const &store, std::string const &place);
/// The newest first.
base::Result<std::vector<Stocktake>> stocktakes(Store const &store, std::size_t limit);

struct StocktakeScan {
    std::string serial; ///< of what is unknown, its last characters
    bool known = false;
    std::int64_t times = 0;
};
/// In the order of scanning.
base::Result<std::vector<StocktakeScan>> stocktake_scans(Store const &store, std::string const &stocktake);
/// What of it was scanned, where it was. \p scanned is a serial, or what is kept of something unknown
base::Result<std::optional<StocktakeScan>> stocktake_scan(Store const &store, std::string const &stocktake,
                                                          std::string const &scanned);
/// Sheets that a stocktake brought out, and as what (data/schema/0013_filing.sql, sheet_act).
base::Result<std::vector<std::pair<std::string, std::string>>> brought_out(Store const &store,
                                                                           std::string const &stocktake);

} // namespace store
