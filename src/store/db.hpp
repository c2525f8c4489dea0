// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
/// \file
/// For this room only: the database, its prepared statements, and the border where exceptions become faults.
#include "base/result.hpp"
#include "store/store.hpp"
#include <SQLiteCpp/SQLiteCpp.h>
#include <filesystem>
#include <map>
#include <string>
#include <type_traits>

namespace store {

class Db {
public:
    explicit Db(std::filesystem::path file);

    /// Prepared once per text, handed out reset and unbound. Not to be used twice at the same time.
    SQLite::Statement &prepared(std::string const &sql);
    SQLite::Database &raw() { return db_; }
    [[nodiscard]] std::filesystem::path const &file() const { return file_; }

private:
    std::filesystem::path file_;
    SQLite::Database db_;
    std::map<std::string, SQLite::Statement> statements_;
};

[[nodiscard]] base::Fault fault_of(SQLite::Exception const &error, std::filesystem::path const &file);

/// Runs database code; what SQLite throws comes back as a Fault.
template <typename F>
auto guarded(Store const &store, F &&run) {
    using Value = std::invoke_result_t<F, Db &>;
    using Held = std::conditional_t<std::is_void_v<Value>, std::monostate, Value>;
    try {
        if constexpr (std::is_void_v<Value>) {
            run(store.db());
            return base::Result<Held>{};
        } else {
            return base::Result<Held>{run(store.db())};
        }
    } catch (SQLite::Exception const &error) {
        return base::Result<Held>{fault_of(error, store.db().file())};
    }
}

/// Several reads that must see one moment; nothing where a Change is open, which is one already.
class Snapshot {
public:
    explicit Snapshot(SQLite::Database &db);
    Snapshot(Snapshot const &) = delete;
    Snapshot &operator=(Snapshot const &) = delete;
    ~Snapshot();

private:
    SQLite::Database &db_;
    bool mine_;
};

/// Binds what follows to ?1, ?2 ... and returns the statement.
template <typename... Values>
SQLite::Statement &bound(Db &db, std::string const &sql, Values const &...values) {
    auto &statement = db.prepared(sql);
    int place = 0;
    (statement.bind(++place, values), ...);
    return statement;
}

/// Every row, made into a T.
template <typename T, typename Make>
std::vector<T> all_rows(SQLite::Statement &statement, Make const &make) {
    std::vector<T> rows;
    while (statement.executeStep()) {
        rows.push_back(make(statement));
    }
    statement.reset();
    return rows;
}

/// The first row, if there is one.
template <typename T, typename Make>
std::optional<T> first_row(SQLite::Statement &statement, Make const &make) {
    std::optional<T> row;
    if (statement.executeStep()) {
        row = make(statement);
    }
    statement.reset();
    return row;
}

/// For json_each: a list of texts as one bound value.
inline std::string json_list(std::vector<std::string> const &texts) {
    auto list = base::Json::list();
    for (auto const &text : texts) {
        list.add(text);
    }
    return list.text();
}

inline std::string text_at(SQLite::Statement &statement, int column) {
    return statement.getColumn(column).getString();
}
inline std::int64_t whole_at(SQLite::Statement &statement, int column) {
    return statement.getColumn(column).getInt64();
}

/// That no row of this station has, nor one of another's. \pre a Change is open
[[nodiscard]] std::int64_t fresh_id(Db &db, Store const &store);

} // namespace store
