// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
/// \file
/// For this room: what is known of kept files, bags and terms, as pages show it.
#include "desk/bag_in.hpp"
#include "desk/fixity.hpp"
#include "desk/retention.hpp"
#include "web/visit.hpp"

namespace web {

[[nodiscard]] base::Json fixity_json(store::Fixity const &audit, base::Language language);
[[nodiscard]] base::Json damaged_json(std::vector<store::Damaged> const &bad, base::Language language);
[[nodiscard]] base::Json bag_json(store::Bag const &bag, base::Language language);
[[nodiscard]] base::Json retention_json(store::Retention const &term, base::Language language);
[[nodiscard]] base::Json destruction_json(store::Destruction const &act);
/// 1.2 GB
[[nodiscard]] std::string size_text(std::int64_t bytes);

} // namespace web
