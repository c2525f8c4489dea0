// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
/// \file
/// Finding a sheet again, by whatever somebody remembers (domain facts 4.3, 1).
#include "store/store.hpp"
#include <optional>
#include <vector>

namespace store {

/// A row of an answer to "where is it?". The serial is empty where the person has no sheet.
struct Hit {
    std::string serial, state, holder, place;
    std::string name, student_no, unit, class_name;
    std::string reference;
    base::Instant moved_at;
    std::string signed_by; ///< of the staff, who took it last
    int year = 0;          ///< of graduation
};

/// Among whom; what is empty or 0 leaves nobody out.
struct SearchScope {
    std::vector<std::int64_t> units{};
    int year = 0; ///< of graduation
};

/// By serial, student number, whole ID number, certificate number, 档号, box, any part of a name, or its
/// pinyin from the beginning or its initials, whichever is met; at most \p limit rows. \p query is trimmed
/// and in its one spelling already.
base::Result<std::vector<Hit>> find(Store const &store, std::string const &query, std::size_t limit,
                                    SearchScope const &scope = {});

/// Everybody whose identity number ends in \p tail, six characters, and whose name has \p name as a part or
/// is read so.
base::Result<std::vector<Hit>> find_by_tail(Store const &store, std::string const &name,
                                            std::string const &tail, std::size_t limit,
                                            SearchScope const &scope = {});

/// Everybody of the scope, by class and student number. \pre the scope has a unit or a year
base::Result<std::vector<Hit>> people_in(Store const &store, SearchScope const &scope, std::size_t limit);

/// Units of this name in every campaign, or in those of one year.
base::Result<std::vector<std::int64_t>> units_named(Store const &store, std::string const &name, int year);

} // namespace store
