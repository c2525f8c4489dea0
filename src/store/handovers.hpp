// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
/// \file
/// Batches with two sides. Changes go through Change::record.
#include "store/store.hpp"
#include <optional>
#include <vector>

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

base::Result<std::optional<Handover>> handover(Store const &store, std::string const &id);

} // namespace store
