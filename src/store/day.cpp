// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/day.hpp"
#include "store/db.hpp"

namespace store {

base::Result<std::vector<Visit>> visits_without_photo(Store const &store, std::int64_t campaign) {
    auto const ids = guarded(store, [&](Db &db) {
        return all_rows<std::string>(
            bound(db,
                  "select id from visit where campaign = ?1 and state in ('refused', 'left') order by number",
                  campaign),
            [](auto &row) { return text_at(row, 0); });
    });
    if (!ids) {
        return base::Fault{ids.fault()};
    }
    std::vector<Visit> visits;
    for (auto const &id : *ids) {
        auto one = visit(store, id);
        if (!one) {
            return std::move(one).fault();
        }
        if (*one) {
            visits.push_back(std::move(**one));
        }
    }
    return visits;
}

base::Result<std::vector<Answered>> answered_checks(Store const &store, std::int64_t campaign) {
    return guarded(store, [&](Db &db) {
        return all_rows<Answered>(
            bound(
                db,
                "select v.number, o.kind, o.name, o.reason, o.at from override o join shot s on s.id = o.shot"
                " join visit v on v.id = s.visit where v.campaign = ?1 and s.state <> 'dropped'"
                " order by o.at, v.number, o.kind",
                campaign),
            [](auto &row) {
                return Answered{
                    whole_at(row, 0), text_at(row, 1), text_at(row, 2), text_at(row, 3), {whole_at(row, 4)}};
            });
    });
}

base::Result<std::vector<Missed>> missed_ticks(Store const &store, std::int64_t campaign) {
    return guarded(store, [&](Db &db) {
        return all_rows<Missed>(
            bound(db,
                  "select v.number, t.tick, t.answer, t.by, t.at from tick t join visit v on v.id = t.visit"
                  " where v.campaign = ?1 and t.answer <> 'ok' order by t.at, v.number, t.tick",
                  campaign),
            [](auto &row) {
                return Missed{
                    whole_at(row, 0), text_at(row, 1), text_at(row, 2), text_at(row, 3), {whole_at(row, 4)}};
            });
    });
}

} // namespace store
