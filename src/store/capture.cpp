// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/capture.hpp"
#include "base/secrets.hpp"
#include "store/person_row.hpp"
#include <fmt/format.h>

namespace store {

namespace {

constexpr auto key_name = "collection codes";
constexpr auto visit_columns =
    "select id, number, token, person, proof, state, reason, begun_at, note from visit ";
constexpr auto shot_columns =
    "select id, visit, master, original, camera, verdict, checks, state, taken_at from shot ";

std::optional<std::int64_t> maybe_at(SQLite::Statement &row, int column) {
    auto const cell = row.getColumn(column);
    return cell.isNull() ? std::nullopt : std::optional{cell.getInt64()};
}

Visit visit_at(SQLite::Statement &row) {
    return {text_at(row, 0), whole_at(row, 1), text_at(row, 2),    maybe_at(row, 3), text_at(row, 4),
            text_at(row, 5), text_at(row, 6),  {whole_at(row, 7)}, text_at(row, 8)};
}

Shot shot_at(SQLite::Statement &row) {
    return {text_at(row, 0), text_at(row, 1), text_at(row, 2), text_at(row, 3),   text_at(row, 4),
            text_at(row, 5), text_at(row, 6), text_at(row, 7), {whole_at(row, 8)}};
}

std::string key_in(Db &db) {
    return first_row<std::string>(bound(db, "select value from secret where name = ?1", key_name),
                                  [](auto &row) { return text_at(row, 0); })
        .value_or("");
}

template <typename... Values>
base::Result<std::vector<Visit>> visits_where(Store const &store, std::string_view where,
                                              Values const &...values) {
    return guarded(store, [&](Db &db) {
        return all_rows<Visit>(bound(db, fmt::format("{} where {}", visit_columns, where), values...),
                               visit_at);
    });
}

template <typename... Values>
base::Result<std::optional<Visit>> one_visit(Store const &store, std::string_view where,
                                             Values const &...values) {
    auto found = visits_where(store, where, values...);
    if (!found) {
        return std::move(found).fault();
    }
    return found->empty() ? std::optional<Visit>{} : std::move(found->front());
}

} // namespace

base::Result<std::string> code_key(Change &change) {
    return guarded(change.store(), [&](Db &db) {
        auto key = key_in(db);
        if (key.empty()) {
            key = base::random_token();
            bound(db, "insert into secret (name, value) values (?1, ?2)", key_name, key).exec();
        }
        return key;
    });
}

base::Result<std::string> code_key(Store const &store) {
    return guarded(store, [](Db &db) { return key_in(db); });
}

base::Result<std::optional<Token>> token(Store const &store, std::string const &digest) {
    return guarded(store, [&](Db &db) {
        return first_row<Token>(bound(db, "select digest, person, how from token where digest = ?1", digest),
                                [](auto &row) {
                                    return Token{text_at(row, 0), maybe_at(row, 1), text_at(row, 2)};
                                });
    });
}

base::Result<std::vector<Token>> tokens_of(Store const &store, std::int64_t person) {
    return guarded(store, [&](Db &db) {
        return all_rows<Token>(
            bound(db, "select digest, person, how from token where person = ?1 order by seen_at", person),
            [](auto &row) {
                return Token{text_at(row, 0), maybe_at(row, 1), text_at(row, 2)};
            });
    });
}

base::Result<std::optional<std::int64_t>> person_of_code(Store const &store, std::string const &digest) {
    return guarded(store, [&](Db &db) {
        return first_row<std::int64_t>(bound(db, "select person from roster_code where digest = ?1", digest),
                                       [](auto &row) { return whole_at(row, 0); });
    });
}

base::Result<> note_roster_code(Change &change, std::string const &digest, std::int64_t person) {
    return guarded(change.store(), [&](Db &db) {
        bound(db, "delete from roster_code where person = ?2 and digest <> ?1", digest, person).exec();
        bound(db,
              "insert into roster_code (digest, person) values (?1, ?2)"
              " on conflict (digest) do update set person = excluded.person",
              digest, person)
            .exec();
    });
}

base::Result<std::optional<CodeMask>> mask_of(Store const &store, std::string const &digest) {
    return guarded(store, [&](Db &db) {
        return first_row<CodeMask>(
            bound(db, "select first, last, length, tail, unit, class from code_mask where digest = ?1",
                  digest),
            [](auto &row) {
                return CodeMask{text_at(row, 0), text_at(row, 1), whole_at(row, 2),
                                text_at(row, 3), text_at(row, 4), text_at(row, 5)};
            });
    });
}

base::Result<> note_mask(Change &change, std::string const &digest, CodeMask const &mask) {
    return guarded(change.store(), [&](Db &db) {
        bound(db,
              "insert into code_mask (digest, first, last, length, tail, unit, class)"
              " values (?1, ?2, ?3, ?4, ?5, ?6, ?7)"
              " on conflict (digest) do update set first = excluded.first, last = excluded.last,"
              " length = excluded.length, tail = excluded.tail, unit = excluded.unit, class = excluded.class",
              digest, mask.first, mask.last, mask.length, mask.tail, mask.unit, mask.class_name)
            .exec();
    });
}

base::Result<std::vector<Person>> people_like(Store const &store, std::int64_t campaign,
                                              CodeMask const &mask) {
    return guarded(store, [&](Db &db) {
        // A name of two characters shows its first only (domain facts 2.4).
        auto &rows =
            bound(db,
                  fmt::format("select {} from {} where p.campaign = ?1"
                              " and (?2 = '' or substr(p.name, 1, 1) = ?2)"
                              " and (?3 = '' or substr(p.name, -1) = ?3)"
                              " and (?4 = 0 or length(p.name) = ?4)"
                              " and (?5 = '' or upper(substr(p.id_no, -4)) = ?5)"
                              " and (?6 = '' or u.name = ?6) and (?7 = '' or c.name = ?7)"
                              " order by u.id, c.id, p.student_no",
                              person_columns, person_tables),
                  campaign, mask.first, mask.last, mask.length, mask.tail, mask.unit, mask.class_name);
        return all_rows<Person>(rows, person_at);
    });
}

base::Result<std::int64_t> next_number(Change &change, std::int64_t campaign) {
    return guarded(change.store(), [&](Db &db) {
        return first_row<std::int64_t>(
                   bound(db, "select coalesce(max(number), 0) + 1 from visit where campaign = ?1", campaign),
                   [](auto &row) { return whole_at(row, 0); })
            .value_or(1);
    });
}

base::Result<std::optional<Visit>> visit(Store const &store, std::string const &id) {
    return one_visit(store, "id = ?1", id);
}

base::Result<std::optional<Visit>> visit_by_number(Store const &store, std::int64_t campaign,
                                                   std::int64_t number) {
    return one_visit(store, "campaign = ?1 and number = ?2", campaign, number);
}

base::Result<std::vector<Visit>> visits_of_person(Store const &store, std::int64_t person) {
    return visits_where(store, "person = ?1 order by number desc", person);
}

base::Result<std::vector<Visit>> visits_of_token(Store const &store, std::string const &digest) {
    return visits_where(store, "token = ?1 order by number desc", digest);
}

base::Result<std::vector<Visit>> visits_without_person(Store const &store, std::int64_t campaign) {
    return visits_where(store, "campaign = ?1 and person is null and token <> '' order by number", campaign);
}

base::Result<std::vector<Visit>> visits_of_strangers(Store const &store, std::int64_t campaign) {
    return visits_where(
        store, "campaign = ?1 and person is null and id in (select visit from stranger) order by number",
        campaign);
}

base::Result<std::vector<Visit>> open_visits(Store const &store, std::int64_t campaign) {
    return visits_where(store, "campaign = ?1 and state in ('waiting', 'shot') order by number", campaign);
}

base::Result<std::optional<Stranger>> stranger(Store const &store, std::string const &visit) {
    return guarded(store, [&](Db &db) {
        return first_row<Stranger>(
            bound(db, "select name, unit, class, told from stranger where visit = ?1", visit), [](auto &row) {
                return Stranger{text_at(row, 0), text_at(row, 1), text_at(row, 2), text_at(row, 3)};
            });
    });
}

base::Result<> note_stranger(Change &change, std::string const &visit, Stranger const &stranger) {
    return guarded(change.store(), [&](Db &db) {
        bound(db, "insert into stranger (visit, name, unit, class, told) values (?1, ?2, ?3, ?4, ?5)", visit,
              stranger.name, stranger.unit, stranger.class_name, stranger.told)
            .exec();
    });
}

base::Result<std::vector<Tick>> ticks_of(Store const &store, std::string const &visit) {
    return guarded(store, [&](Db &db) {
        return all_rows<Tick>(
            bound(db,
                  "select t.tick, t.answer, t.by, t.at, coalesce(e.reason, '') from tick t"
                  " left join exemption e on e.visit = t.visit and e.tick = t.tick"
                  " where t.visit = ?1",
                  visit),
            [](auto &row) {
                return Tick{
                    text_at(row, 0), text_at(row, 1), text_at(row, 2), {whole_at(row, 3)}, text_at(row, 4)};
            });
    });
}

base::Result<> note_exemption(Change &change, std::string const &visit, std::string const &tick,
                              std::string const &reason) {
    return guarded(change.store(), [&](Db &db) {
        bound(db,
              "insert into exemption (visit, tick, reason, at) values (?1, ?2, ?3, ?4)"
              " on conflict (visit, tick) do update set reason = excluded.reason, at = excluded.at",
              visit, tick, reason, change.at().ms)
            .exec();
    });
}

base::Result<std::optional<Shot>> shot(Store const &store, std::string const &id) {
    return guarded(store, [&](Db &db) {
        return first_row<Shot>(bound(db, fmt::format("{} where id = ?1", shot_columns), id), shot_at);
    });
}

base::Result<std::vector<Shot>> shots_of(Store const &store, std::string const &visit) {
    return guarded(store, [&](Db &db) {
        return all_rows<Shot>(bound(db, fmt::format("{} where visit = ?1 order by id", shot_columns), visit),
                              shot_at);
    });
}

base::Result<bool> is_original(Store const &store, std::string const &digest) {
    return guarded(store, [&](Db &db) {
        return first_row<bool>(bound(db, "select exists (select 1 from shot where original = ?1)", digest),
                               [](auto &row) { return whole_at(row, 0) != 0; })
            .value_or(false);
    });
}

base::Result<std::vector<std::string>> overridden(Store const &store, std::string const &shot) {
    return guarded(store, [&](Db &db) {
        return all_rows<std::string>(
            bound(db, "select kind from override where shot = ?1 order by kind", shot),
            [](auto &row) { return text_at(row, 0); });
    });
}

} // namespace store
