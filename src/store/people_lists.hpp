// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
/// \file
/// The roster as an office leafs through it.
#include "store/people.hpp"

namespace store {

struct Unit {
    std::int64_t id = 0;
    std::string name;
    Campaign campaign;
};
/// Of every campaign, the newest campaign first, each in the order of its roster.
base::Result<std::vector<Unit>> units(Store const &store);

/// Who is looked for; what is empty leaves nobody out.
struct PeopleQuery {
    std::string unit, class_name;
    std::string part; ///< of a name, the beginning of a student number, or a whole ID number; trimmed
};
struct PeoplePage {
    std::vector<Person> people;
    std::int64_t all = 0; ///< how many there are in all
};
/// By unit, class and student number, at most \p limit of them, from the \p offset-th on.
base::Result<PeoplePage> people_page(Store const &store, std::int64_t campaign, PeopleQuery const &query,
                                     std::size_t offset, std::size_t limit);

} // namespace store
