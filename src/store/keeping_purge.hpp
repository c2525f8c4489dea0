// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
/// \file
/// Personal data of a campaign that go when its term is over. The ledger never had any: it stays as it is,
/// and so does whatever follows from it.
#include "store/store.hpp"
#include <map>
#include <optional>
#include <vector>

namespace store {

/// What stands where a name was.
inline constexpr auto purged_name = "（已按期限清除）";

struct PurgePlan {
    std::map<std::string, std::int64_t> counts; ///< by table; person and file always
    std::vector<std::string> files;             ///< digests that nobody else needs, sorted
    std::vector<std::string> documents;         ///< hand-overs whose lists were written with names
    std::string list;                ///< SHA-256 of what goes: "person N" and "file DIGEST", a line each
    std::optional<std::string> away; ///< a sheet that is lent, on its way or in the post
};
base::Result<PurgePlan> plan_purge(Store const &store, std::int64_t campaign);
/// All of it but the files, which are only named as gone. Pages that are let go are overwritten.
base::Result<> purge_rows(Change &change, std::int64_t campaign, PurgePlan const &plan);
/// Nothing of what was deleted is left in the database's file or beside it. \pre no Change is open
/// \return busy, saying what to stop, while another program holds the database
base::Result<> sweep_database(Store &store);

struct Purge {
    std::int64_t campaign = 0;
    base::Instant at;
    std::string first, second;
    std::string reason; ///< what was written
    std::int64_t people = 0, files = 0;
};
base::Result<std::optional<Purge>> purge_of(Store const &store, std::int64_t campaign);
/// Digests of files that went with the campaign.
base::Result<std::vector<std::string>> purged_files(Store const &store, std::int64_t campaign);

} // namespace store
