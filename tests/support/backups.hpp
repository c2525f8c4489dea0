// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "desk/backup.hpp"
#include "desk/disk_file.hpp"
#include "desk/restore.hpp"
#include "support/office.hpp"
#include <SQLiteCpp/SQLiteCpp.h>
#include <map>
#include <set>

namespace support {

inline base::Result<desk::BackupMade> back_up(Office const &office, desk::BackupOrder const &order) {
    base::NoProgress quiet;
    auto store = sure(store::Store::open(office.folder / "store"));
    return desk::back_up(store, order, FreshStore::noon, "tester", quiet);
}

inline base::Result<desk::BackupMade> back_up(Office const &office, std::filesystem::path const &file) {
    return back_up(office, desk::BackupOrder{.file = file});
}

inline base::Result<desk::Restored> restore(std::filesystem::path const &file,
                                            std::filesystem::path const &folder) {
    base::NoProgress quiet;
    return desk::restore_backup(file, folder, quiet);
}

inline std::set<std::string> names_in(std::filesystem::path const &folder) {
    std::set<std::string> names;
    for (auto const &entry : std::filesystem::directory_iterator{folder}) {
        names.insert(entry.path().filename().string());
    }
    return names;
}

/// Changes the database of a store behind the program's back.
inline void damage(std::filesystem::path const &store, std::string const &sql) {
    SQLite::Database{(store / "platen.db").string(), SQLite::OPEN_READWRITE, 5'000}.exec(sql);
}

} // namespace support
