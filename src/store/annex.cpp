// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/annex.hpp"
#include "store/db.hpp"

namespace store {

base::Result<std::vector<Annex>> annexes(Store const &store, std::int64_t campaign) {
    return guarded(store, [&](Db &db) {
        return all_rows<Annex>(
            bound(db, "select title, digest, name, kept_at from annex where campaign = ?1 order by title",
                  campaign),
            [](auto &row) {
                return Annex{text_at(row, 0), text_at(row, 1), text_at(row, 2), {whole_at(row, 3)}};
            });
    });
}

base::Result<std::vector<Application>> applications(Store const &store, std::int64_t campaign) {
    return guarded(store, [&](Db &db) {
        return all_rows<Application>(
            bound(db,
                  "select a.person, a.state, a.asked_at, a.decided_by, coalesce(n.reason, '') from "
                  "application a"
                  " left join application_note n on n.person = a.person where a.campaign = ?1"
                  " order by a.asked_at, a.person",
                  campaign),
            [](auto &row) {
                return Application{
                    whole_at(row, 0), text_at(row, 1), {whole_at(row, 2)}, text_at(row, 3), text_at(row, 4)};
            });
    });
}

base::Result<> note_application(Change &change, std::int64_t person, std::string const &reason) {
    return guarded(change.store(), [&](Db &db) {
        bound(db,
              "insert into application_note (person, reason) values (?1, ?2)"
              " on conflict (person) do update set reason = excluded.reason",
              person, reason)
            .exec();
    });
}

} // namespace store
