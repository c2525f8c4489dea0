// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
/// \file
/// Who has what: hand-overs, boxes, and finding a sheet again. Changes go through Change::record.
#include "store/ledger.hpp"
#include "store/sheets.hpp"

namespace store {

struct Handover {
    std::string id;
    std::int64_t unit = 0;
    std::string unit_name;
    std::string state; ///< open received
    std::string given_by;
    base::Instant given_at;
    std::vector<std::string> listed; ///< serials
};

struct Item {
    std::string serial, box;
    std::int64_t number = 0; ///< in the box, from 1
    std::string reference;   ///< 档号
};

/// A row of an answer to "where is it?". The serial is empty where the person has no sheet.
struct Hit {
    std::string serial, state, holder, place;
    std::string name, student_no, unit, class_name;
    std::string reference;
    base::Instant moved_at;
};

base::Result<std::optional<Handover>> handover(Store const &store, std::string const &id);
base::Result<std::optional<Item>> item(Store const &store, std::string const &serial);
struct Box {
    std::string name;
    std::int64_t items = 0;
};
base::Result<std::vector<Box>> boxes(Store const &store);
base::Result<std::int64_t> items_in(Store const &store, std::string const &box);

/// By serial, student number, whole ID number, 档号, box, or any part of a name, whichever is met; at most \p
/// limit rows. \p query is trimmed and in its one spelling already. With \p unit, only what is of that unit.
base::Result<std::vector<Hit>> find(Store const &store, std::string const &query, std::size_t limit,
                                    std::optional<std::int64_t> unit = {});

/// An event of a sheet's life with its details, and, for a hand-over that was received, what it meant for the
/// sheet.
struct Moment {
    Event event;
    std::map<std::string, std::string> details; ///< the body's texts and numbers
    std::string outcome;                        ///< matched missing extra
};
/// Events about the sheet and about the hand-overs that it was in, oldest first.
base::Result<std::vector<Moment>> life_of(Store const &store, std::string const &serial);

/// Where a sheet is, in words: "财经学院", "盒 B01".
base::Result<std::string> place_name(Store const &store, Sheet const &sheet);

} // namespace store
