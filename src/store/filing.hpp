// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
/// \file
/// What lies in which box. Changes go through Change::record.
#include "store/store.hpp"
#include <optional>
#include <vector>

namespace store {

struct Item {
    std::string serial, box;
    std::int64_t number = 0; ///< in the box, from 1
    std::string reference;   ///< 档号
};

struct Box {
    std::string name;
    std::int64_t items = 0;
};

base::Result<std::optional<Item>> item(Store const &store, std::string const &serial);
base::Result<std::vector<Box>> boxes(Store const &store);
base::Result<std::int64_t> items_in(Store const &store, std::string const &box);

} // namespace store
