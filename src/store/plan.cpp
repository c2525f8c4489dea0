// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/plan.hpp"
#include "store/db.hpp"

namespace store {

base::Result<std::vector<AnnexSlot>> annex_slots(Store const &store, std::int64_t campaign) {
    return guarded(store, [&](Db &db) {
        return all_rows<AnnexSlot>(bound(db,
                                         "select date, begins, ends, campus, room, unit, class, capacity"
                                         " from slot where campaign = ?1 order by ordinal",
                                         campaign),
                                   [](auto &row) {
                                       return AnnexSlot{text_at(row, 0), text_at(row, 1), text_at(row, 2),
                                                        text_at(row, 3), text_at(row, 4), text_at(row, 5),
                                                        text_at(row, 6), whole_at(row, 7)};
                                   });
    });
}

base::Result<std::vector<Arrival>> arrivals(Store const &store, std::int64_t campaign) {
    return guarded(store, [&](Db &db) {
        return all_rows<Arrival>(bound(db,
                                       "select p.unit, p.class, p.person, v.begun_at from visit_place p"
                                       " join visit v on v.id = p.id where p.campaign = ?1 order by p.number",
                                       campaign),
                                 [](auto &row) {
                                     auto const person = row.getColumn(2);
                                     return Arrival{text_at(row, 0),
                                                    text_at(row, 1),
                                                    person.isNull() ? std::nullopt
                                                                    : std::optional{person.getInt64()},
                                                    {whole_at(row, 3)}};
                                 });
    });
}

base::Result<std::vector<std::string>> not_come_before(Store const &store, std::int64_t person) {
    return guarded(store, [&](Db &db) {
        return all_rows<std::string>(
            bound(db,
                  "select o.student_no from person p join person o on o.class = p.class"
                  " where p.id = ?1 and o.student_no < p.student_no"
                  " and not exists (select 1 from visit v where v.person = o.id)"
                  " and not exists (select 1 from photo h where h.person = o.id)"
                  " and not exists (select 1 from absence a where a.person = o.id) order by o.student_no",
                  person),
            [](auto &row) { return text_at(row, 0); });
    });
}

base::Result<std::vector<Appointment>> appointments(Store const &store, std::int64_t campaign) {
    return guarded(store, [&](Db &db) {
        return all_rows<Appointment>(
            bound(db,
                  "select person, date, begins, booked_at from appointment where campaign = ?1"
                  " order by date, begins, booked_at",
                  campaign),
            [](auto &row) {
                return Appointment{whole_at(row, 0), text_at(row, 1), text_at(row, 2), {whole_at(row, 3)}};
            });
    });
}

base::Result<std::vector<Liaison>> liaisons(Store const &store, std::int64_t campaign) {
    return guarded(store, [&](Db &db) {
        return all_rows<Liaison>(
            bound(db, "select unit, name, phone from liaison where campaign = ?1 order by unit, name",
                  campaign),
            [](auto &row) {
                return Liaison{text_at(row, 0), text_at(row, 1), text_at(row, 2)};
            });
    });
}

base::Result<> note_liaison(Change &change, std::int64_t campaign, Liaison const &liaison) {
    return guarded(change.store(), [&](Db &db) {
        bound(db,
              "insert into liaison (campaign, unit, name, phone, noted_at) values (?1, ?2, ?3, ?4, ?5)"
              " on conflict do update set phone = excluded.phone, noted_at = excluded.noted_at",
              campaign, liaison.unit, liaison.name, liaison.phone, change.at().ms)
            .exec();
    });
}

base::Result<bool> forget_liaison(Change &change, std::int64_t campaign, std::string const &unit,
                                  std::string const &name) {
    return guarded(change.store(), [&](Db &db) {
        return bound(db, "delete from liaison where campaign = ?1 and unit = ?2 and name = ?3", campaign,
                     unit, name)
                   .exec() > 0;
    });
}

} // namespace store
