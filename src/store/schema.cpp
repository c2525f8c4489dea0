// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/schema.hpp"
#include <SQLiteCpp/SQLiteCpp.h>
#include <fmt/format.h>

namespace store {

void bring_up_to_date(SQLite::Database &db, std::span<Step const> steps) {
    auto const version = [&] {
        return static_cast<std::size_t>(db.execAndGet("pragma user_version").getInt());
    };
    while (version() < steps.size()) {
        SQLite::Transaction change{db, SQLite::TransactionBehavior::IMMEDIATE};
        auto const step = version(); // another process may have made it while we waited
        if (step < steps.size()) {
            db.exec(std::string{steps[step].sql});
            db.exec(fmt::format("pragma user_version = {}", step + 1));
            db.exec(fmt::format("pragma application_id = {}", application_id));
        }
        change.commit();
    }
}

} // namespace store
