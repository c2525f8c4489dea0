// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/photo_history.hpp"
#include "store/db.hpp"
#include <fmt/format.h>

namespace store {

base::Result<std::vector<PhotoHad>> photos_had(Store const &store, std::int64_t person) {
    return guarded(store, [&](Db &db) {
        auto had =
            all_rows<PhotoHad>(bound(db,
                                     "select at, actor, body ->> 'master', coalesce(body ->> 'note', ''),"
                                     " coalesce(body ->> 'source', 'station') from event where subject = ?1"
                                     " and kind in ('photo.accepted', 'photo.imported') order by seq",
                                     fmt::format("person {}", person)),
                               [](auto &row) {
                                   return PhotoHad{{whole_at(row, 0)},
                                                   text_at(row, 1),
                                                   text_at(row, 2),
                                                   text_at(row, 3),
                                                   text_at(row, 4),
                                                   false,
                                                   {}};
                               });
        auto &now = bound(db, "select master from photo where person = ?1", person);
        auto const master = first_row<std::string>(now, [](auto &row) { return text_at(row, 0); });
        auto &sheets =
            bound(db, "select photo, serial from sheet where person = ?1 order by born_at", person);
        auto const shown = all_rows<std::pair<std::string, std::string>>(sheets, [](auto &row) {
            return std::pair{text_at(row, 0), text_at(row, 1)};
        });
        for (auto &one : had) {
            for (auto const &[photo, serial] : shown) {
                if (photo == one.master) {
                    one.serials.push_back(serial);
                }
            }
        }
        for (auto one = had.rbegin(); one != had.rend() && master; ++one) {
            if (one->master == *master) {
                one->now = true;
                break;
            }
        }
        return had;
    });
}

base::Result<std::map<std::int64_t, std::string>> absences_of(Store const &store, std::int64_t unit,
                                                              std::string const &class_name) {
    return guarded(store, [&](Db &db) {
        std::map<std::int64_t, std::string> reasons;
        auto &rows = bound(db,
                           "select p.id, a.reason from class c join person p on p.class = c.id"
                           " join absence a on a.person = p.id where c.unit = ?1 and c.name = ?2",
                           unit, class_name);
        while (rows.executeStep()) {
            reasons.emplace(whole_at(rows, 0), text_at(rows, 1));
        }
        rows.reset();
        return reasons;
    });
}

} // namespace store
