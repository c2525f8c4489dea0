// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/certificates.hpp"
#include "store/db.hpp"

namespace store {

base::Result<> put_certificate(Change &change, std::int64_t person, std::string const &purpose,
                               std::string const &number) {
    return guarded(change.store(), [&](Db &db) {
        bound(db,
              "insert into certificate (person, purpose, number) values (?1, ?2, ?3)"
              " on conflict (person, purpose) do update set number = excluded.number",
              person, purpose, number)
            .exec();
    });
}

base::Result<std::map<std::string, std::string>> certificates_of(Store const &store, std::int64_t person) {
    return guarded(store, [&](Db &db) {
        std::map<std::string, std::string> all;
        auto &rows = bound(db, "select purpose, number from certificate where person = ?1", person);
        while (rows.executeStep()) {
            all.emplace(text_at(rows, 0), text_at(rows, 1));
        }
        rows.reset();
        return all;
    });
}

base::Result<std::optional<std::int64_t>> owner_of_certificate(Store const &store, std::string const &purpose,
                                                               std::string const &number) {
    return guarded(store, [&](Db &db) {
        return first_row<std::int64_t>(
            bound(db, "select person from certificate where number = ?1 and purpose = ?2", number, purpose),
            [](auto &r) { return whole_at(r, 0); });
    });
}

} // namespace store
