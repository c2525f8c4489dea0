// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <span>
#include <string_view>

namespace SQLite {
class Database;
}

namespace store {

/// A numbered file of data/schema; step N brings a store from user_version N-1 to N.
struct Step {
    std::string_view name;
    std::string_view sql;
};

[[nodiscard]] std::span<Step const> schema_steps();
/// data/schema/projection.sql
[[nodiscard]] std::string_view projection_sql();

/// "PLAT" in a SQLite file's application_id.
inline constexpr int application_id = 0x504c4154;

/// Runs every missing step, each with its user_version in a transaction of its own. May throw
/// SQLite::Exception, with the store as it was before the failed step.
void bring_up_to_date(SQLite::Database &db, std::span<Step const> steps);

} // namespace store
