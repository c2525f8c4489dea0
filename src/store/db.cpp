// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/db.hpp"
#include "base/pinyin.hpp"
#include "code/serial.hpp"
#include <sqlite3.h>

namespace store {

using base::fault;
using base::Trouble;

namespace {

/// For data/schema: pinyin_keys(name) is a JSON list (base/pinyin.hpp).
void pinyin_keys(sqlite3_context *context, int /*count*/, sqlite3_value **values) {
    auto const *const name = reinterpret_cast<char const *>(sqlite3_value_text(values[0]));
    auto const list = json_list(base::pinyin_keys(name == nullptr ? "" : name));
    sqlite3_result_text(context, list.c_str(), static_cast<int>(list.size()), SQLITE_TRANSIENT);
}

/// What a statement would undo stays in memory. SQLite's own choice is a file in /var/tmp from the first
/// statement over 64 KB on, for every page of every statement after it: half the time of a roster's import,
/// and names outside the store. Holds for the process, from its first database on.
std::filesystem::path without_spills(std::filesystem::path file) {
    static auto const settled = ::sqlite3_config(SQLITE_CONFIG_STMTJRNL_SPILL, -1);
    static_cast<void>(settled);
    return file;
}

} // namespace

Db::Db(std::filesystem::path file)
    : file_{without_spills(std::move(file))}, db_{file_.string(),
                                                  SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE, 10'000} {
    db_.createFunction("pinyin_keys", 1, true, nullptr, pinyin_keys);
}

SQLite::Statement &Db::prepared(std::string const &sql) {
    auto const found = statements_.find(sql);
    if (found == statements_.end()) {
        return statements_.try_emplace(sql, db_, sql).first->second;
    }
    found->second.tryReset();
    found->second.clearBindings();
    return found->second;
}

Snapshot::Snapshot(SQLite::Database &db) : db_{db}, mine_{sqlite3_get_autocommit(db.getHandle()) != 0} {
    if (mine_) {
        db_.exec("begin");
    }
}

Snapshot::~Snapshot() {
    if (mine_) {
        db_.tryExec("rollback"); // nothing was written
    }
}

base::Fault fault_of(SQLite::Exception const &error, std::filesystem::path const &file) {
    auto const name = file.string();
    switch (error.getErrorCode()) {
    case SQLITE_FULL:
        return fault(Trouble::storage, "磁盘已满，没有写入：{}", "the disk is full, nothing was written: {}",
                     name);
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return fault(Trouble::busy, "另一个程序正在写这个档案库，请稍后再试：{}",
                     "another program is writing to this store; try again later: {}", name);
    case SQLITE_READONLY:
    case SQLITE_CANTOPEN:
    case SQLITE_PERM:
        return fault(Trouble::storage, "档案库不能写入（只读或没有权限）：{}",
                     "the store cannot be written (read-only or no permission): {}", name);
    case SQLITE_NOTADB:
    case SQLITE_CORRUPT:
        return fault(Trouble::storage, "档案库文件已损坏，请停止使用并从备份恢复：{}",
                     "the store is damaged; stop using it and restore a backup: {}", name);
    default:
        return fault(Trouble::storage, "档案库出错：{}（{}）", "the store failed: {} ({})", error.what(),
                     name);
    }
}

std::int64_t fresh_id(Db &db, Store const &store) {
    auto &row = bound(db, "update station set next = next + 1 returning (?1 << 32) | (next - 1)",
                      code::station_number(store.station()));
    row.executeStep();
    auto const id = whole_at(row, 0);
    row.reset();
    return id;
}

} // namespace store
