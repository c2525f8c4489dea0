// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
/// \file
/// Bags (BagIt 1.0, RFC 8493): some people's photos, sheets and records in a folder that any computer of the
/// next decades can read and check, and that another station takes in (bag_in.hpp).
///
///     bagit.txt, bag-info.txt, manifest-sha512.txt, tagmanifest-sha512.txt
///     data/index.html, data/classes/cN.html, data/people/pN.html    to be read with any browser
///     data/list.pdf, data/lists/cN.pdf                              to be printed
///     data/people.csv, data/sheets.csv                              for any spreadsheet
///     data/photos/DIGEST.jpg                                        masters and what was handed in
///     data/sheets/SERIAL.pdf                                        as they were printed
///     data/layouts/DIGEST.toml, data/files/DIGEST                   layouts; signatures and signed papers
///     data/events.jsonl                                             the ledger's events, with digests
///     data/records/bag.json, data/records/TABLE.jsonl               rows by name, for a station
///
/// All names are ASCII. N is a number of the station's, DIGEST a SHA-256.
#include "desk/station.hpp"
#include "store/keeping_bag.hpp"

namespace desk {

inline constexpr int bag_format = 1;

/// What goes into a bag: one of class, box, unit, year; class and unit of the campaign at hand.
struct BagOrder {
    std::filesystem::path to; ///< a folder that is not there, or a file that ends in .zip
    std::string class_name{}, box{}, unit{};
    int year = 0;
    bool with_id_numbers = false; ///< whole identity numbers; else they are masked, and not in the records
    std::string by{};             ///< empty: who is at the desk
};

struct BagMade {
    store::Bag bag;
    std::filesystem::path file;
};

/// Writes and records a bag; it is there whole or not at all. \return usage where not one of class, box,
/// unit, year is named; not_found where it is nobody's; not_allowed where the target is there already or lies
/// in the store, or a sheet's printing is in doubt; storage where a kept file is damaged
base::Result<BagMade> make_bag(Station &station, BagOrder const &order);

/// What a bag holds, for people: the class 会计2201, the box B01 ...
[[nodiscard]] base::Words bag_words(store::Bag const &bag);

} // namespace desk
