// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/proof.hpp"
#include "store/db.hpp"
#include <fmt/format.h>

namespace store {

namespace {

constexpr auto case_columns =
    "select k.id, k.person, k.category, k.state, k.outcome, k.opened_at, k.opened_by, k.closed_at, "
    "k.closed_by,"
    " coalesce(n.note, ''), coalesce(n.close, '') from proof_case k left join proof_note n on n.id = k.id ";

std::optional<base::Instant> moment_at(SQLite::Statement &row, int column) {
    auto const cell = row.getColumn(column);
    return cell.isNull() ? std::nullopt : std::optional{base::Instant{cell.getInt64()}};
}

ProofCase case_at(SQLite::Statement &row) {
    return {text_at(row, 0), whole_at(row, 1),   text_at(row, 2), text_at(row, 3),
            text_at(row, 4), {whole_at(row, 5)}, text_at(row, 6), moment_at(row, 7),
            text_at(row, 8), text_at(row, 9),    text_at(row, 10)};
}

} // namespace

base::Result<std::optional<ProofCase>> proof_case(Store const &store, std::string const &id) {
    return guarded(store, [&](Db &db) {
        return first_row<ProofCase>(bound(db, fmt::format("{} where k.id = ?1", case_columns), id), case_at);
    });
}

base::Result<std::vector<ProofCase>> proof_cases(Store const &store, std::int64_t campaign) {
    return guarded(store, [&](Db &db) {
        return all_rows<ProofCase>(
            bound(db, fmt::format("{} where k.campaign = ?1 order by k.opened_at, k.id", case_columns),
                  campaign),
            case_at);
    });
}

base::Result<std::optional<ProofCase>> recapture_case(Store const &store, std::int64_t person) {
    return guarded(store, [&](Db &db) {
        return first_row<ProofCase>(
            bound(db, fmt::format("{} where k.person = ?1 and k.state = 'recapture'", case_columns), person),
            case_at);
    });
}

base::Result<> note_proof(Change &change, std::string const &id, std::string const &note) {
    return guarded(change.store(), [&](Db &db) {
        bound(db, "insert into proof_note (id, note) values (?1, ?2)", id, note).exec();
    });
}

base::Result<> note_proof_closed(Change &change, std::string const &id, std::string const &note) {
    return guarded(change.store(), [&](Db &db) {
        bound(db,
              "insert into proof_note (id, note, close) values (?1, '', ?2)"
              " on conflict (id) do update set close = excluded.close",
              id, note)
            .exec();
    });
}

base::Result<std::vector<std::int64_t>> proof_checked(Store const &store, std::int64_t campaign) {
    return guarded(store, [&](Db &db) {
        return all_rows<std::int64_t>(
            bound(db,
                  "select k.person from proof_check k join person p on p.id = k.person where p.campaign = ?1",
                  campaign),
            [](auto &row) { return whole_at(row, 0); });
    });
}

base::Result<ProofPhase> proof_phase(Store const &store, std::int64_t campaign) {
    return guarded(store, [&](Db &db) {
        return first_row<ProofPhase>(
                   bound(db, "select reminded_at, ended_at from proof_phase where campaign = ?1", campaign),
                   [](auto &row) {
                       return ProofPhase{moment_at(row, 0), moment_at(row, 1)};
                   })
            .value_or(ProofPhase{});
    });
}

} // namespace store
