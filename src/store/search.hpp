// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
/// \file
/// Finding a sheet again.
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
};

/// By serial, student number, whole ID number, 档号, box, or any part of a name, whichever is met; at most \p
/// limit rows. \p query is trimmed and in its one spelling already. With \p unit, only what is of that unit.
base::Result<std::vector<Hit>> find(Store const &store, std::string const &query, std::size_t limit,
                                    std::optional<std::int64_t> unit = {});

} // namespace store
