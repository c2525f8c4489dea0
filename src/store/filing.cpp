// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/filing.hpp"
#include "store/db.hpp"

namespace store {

base::Result<std::optional<Item>> item(Store const &store, std::string const &serial) {
    return guarded(store, [&](Db &db) {
        return first_row<Item>(
            bound(db, "select serial, box, number, reference from item where serial = ?1", serial),
            [](auto &r) {
                return Item{text_at(r, 0), text_at(r, 1), whole_at(r, 2), text_at(r, 3)};
            });
    });
}

base::Result<std::vector<Box>> boxes(Store const &store) {
    return guarded(store, [&](Db &db) {
        return all_rows<Box>(db.prepared("select box, count(*) from item group by box order by box"),
                             [](auto &row) {
                                 return Box{text_at(row, 0), whole_at(row, 1)};
                             });
    });
}

base::Result<std::int64_t> items_in(Store const &store, std::string const &box) {
    return guarded(store, [&](Db &db) {
        return first_row<std::int64_t>(
                   bound(db, "select coalesce(max(number), 0) from item where box = ?1", box),
                   [](auto &r) { return whole_at(r, 0); })
            .value_or(0);
    });
}

} // namespace store
