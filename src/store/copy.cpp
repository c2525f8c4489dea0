// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/copy.hpp"
#include "store/db.hpp"
#include <sqlite3.h>

namespace store {

namespace fs = std::filesystem;

namespace {

std::vector<KeptFile> kept_files_in(SQLite::Database &db) {
    SQLite::Statement rows{
        db, "select digest, max(needed) from ("
            "select master as digest, 1 as needed from photo union all select original, 1 from photo"
            " union all select photo, 1 from sheet"
            " union all select master, 1 from shot union all select original, 1 from shot"
            " union all select given_signature, 1 from handover union all select given_paper, 1 from handover"
            " union all select received_signature, 1 from handover"
            " union all select received_paper, 1 from handover"
            " union all select signature, 1 from loan union all select digest, 1 from annex"
            " union all select body ->> 'signature', 1 from event where kind = 'shot.confirmed'"
            " union all select body ->> 'master', 0 from event where kind = 'photo.accepted'"
            " union all select body ->> 'original', 0 from event where kind = 'photo.accepted')"
            " where digest is not null and digest <> '' and digest not in (select digest from purged_file)"
            " group by digest order by digest"};
    return all_rows<KeptFile>(rows, [](SQLite::Statement &row) {
        return KeptFile{text_at(row, 0), whole_at(row, 1) != 0};
    });
}

DatabaseCopy facts_of(fs::path const &file) {
    SQLite::Database db{file.string(), SQLite::OPEN_READONLY};
    SQLite::Statement station{db, "select id, events, head from station"};
    station.executeStep();
    return {text_at(station, 0), whole_at(station, 1), text_at(station, 2), kept_files_in(db)};
}

/// A damaged store is the store's trouble; everything else is that of the place it is copied to.
base::Fault copy_fault(SQLite::Exception const &error, Store const &store, fs::path const &file) {
    auto const damaged = error.getErrorCode() == SQLITE_CORRUPT || error.getErrorCode() == SQLITE_NOTADB;
    return fault_of(error, damaged ? store.db().file() : file);
}

} // namespace

base::Result<std::vector<KeptFile>> kept_files(Store const &store) {
    return guarded(store, [](Db &db) { return kept_files_in(db.raw()); });
}

base::Result<DatabaseCopy> copy_database(Store const &store, fs::path const &file) {
    try {
        bound(store.db(), "vacuum into ?1", file.string()).exec();
        return facts_of(file);
    } catch (SQLite::Exception const &error) {
        return copy_fault(error, store, file);
    }
}

} // namespace store
