// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
/// \file
/// Boxes, volumes and items (盒 卷 件): what lies where, and in which order (domain facts 4.1). Changes go
/// through Change::record.
#include "store/store.hpp"
#include <optional>
#include <set>
#include <vector>

namespace store {

struct Item {
    std::string serial, box;
    std::int64_t number = 0; ///< 件号: in the box in which it was filed, from 1; stays when it is moved
    std::string reference;   ///< 档号; stays, too
    std::string volume{};    ///< '' of those filed before there were volumes
    bool late = false;       ///< filed after its box had been closed: the last in its volume
    std::string act{};       ///< that moved it last
};

struct Box {
    std::string name;
    std::int64_t items = 0;
    std::string shelf{};
    std::string state = "open";             ///< open closed retired
    std::optional<std::int64_t> campaign{}; ///< empty while nothing lay in it
    std::optional<std::int64_t> unit{};     ///< 0: of several units
    bool late = false;                      ///< it was closed once
    std::string act{};                      ///< that moved it last
    std::string unit_name{};
    std::int64_t year = 0; ///< of graduation; 0 while nobody knows
    std::string foreign{}; ///< the station that it came from in a bag; '' of one made here
};

struct Volume {
    std::string id, box;
    std::int64_t class_id = 0;
    std::int64_t number = 0; ///< in its box, from 1
    std::string title, act;
    std::int64_t items = 0;
    std::string class_name, unit_name;
};

/// One line of what lies in a box or volume.
struct Filed {
    Item item;
    std::int64_t volume_number = 0;
    std::string volume_title{};
    std::int64_t person = 0;
    std::string student_no{}, name{}, class_name{}, unit_name{};
    std::string state{}, holder{}, place{}, reason{}; ///< the sheet's
    std::int64_t cells = 0;
    base::Instant printed_at{}; ///< when the sheet was born
};

/// What decides into which volume somebody's sheet goes.
struct Belonging {
    std::int64_t campaign = 0, unit = 0, class_id = 0;
    std::string student_no, name, class_name, unit_name;
    std::int64_t year = 0; ///< of graduation
};

base::Result<std::optional<Item>> item(Store const &store, std::string const &serial);
base::Result<std::optional<Box>> box(Store const &store, std::string const &name);
/// By name, from the one after \p after on, at most \p limit of them; with \p shelf only those on it.
base::Result<std::vector<Box>> boxes(Store const &store, std::string const &after = {},
                                     std::size_t limit = 1'000'000, std::string const &shelf = {});
/// Of what was filed in the box, what still is paper somewhere: all but what was destroyed.
base::Result<std::int64_t> count_left(Store const &store, std::string const &box);
/// The last 件号 that was given in the box, whatever became of it.
base::Result<std::int64_t> last_number(Store const &store, std::string const &box);
/// The serial that the 档号 was given to, ever.
base::Result<std::optional<std::string>> given_to(Store const &store, std::string const &reference);

base::Result<std::optional<Volume>> volume(Store const &store, std::string const &id);
base::Result<std::optional<Volume>> volume_of_class(Store const &store, std::string const &box,
                                                    std::int64_t class_id);
/// Those with something in them, by number.
base::Result<std::vector<Volume>> volumes(Store const &store, std::string const &box);
base::Result<std::int64_t> last_volume_number(Store const &store, std::string const &box);
/// Of the volumes of a box, those with nothing in them among them.
base::Result<std::set<std::int64_t>> volume_numbers(Store const &store, std::string const &box);

/// What lies in the box, or in the volume where one is named: volume by volume, in the order of student
/// numbers, late ones last. Lent, missing and void ones are among them.
base::Result<std::vector<Filed>> filed_in(Store const &store, std::string const &box,
                                          std::string const &volume = {});

base::Result<std::optional<Belonging>> belonging(Store const &store, std::int64_t person);

/// A sheet that the archives received and nobody put in a box yet.
struct Waiting {
    std::string serial, handover; ///< that it came with; '' where with none
    Belonging whose;
    base::Instant since;
};
/// The longest there first, at most \p limit of them.
base::Result<std::vector<Waiting>> waiting(Store const &store, std::size_t limit);
base::Result<std::int64_t> count_waiting(Store const &store);
/// Of what waits: what came with the hand-over, or is of the class.
base::Result<std::vector<std::string>> waiting_from(Store const &store, std::string const &handover);
base::Result<std::vector<std::string>> waiting_of(Store const &store, std::int64_t campaign,
                                                  std::string const &class_name);

} // namespace store
