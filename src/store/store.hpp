// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
/// \file
/// The store: a folder with one SQLite database (platen.db, WAL, synchronous=FULL) and the photos by their
/// digest. Reads take a Store, writes take a Change: nothing can be written outside a transaction. Everything
/// in this room returns storage faults for a full disk, a read-only folder or a damaged file, and busy after
/// ten seconds of waiting for another process.
#include "base/clock.hpp"
#include "base/digest.hpp"
#include "base/json.hpp"
#include "base/result.hpp"
#include <filesystem>
#include <memory>

namespace store {

class Db;
class Store;

/// One transaction: all of it or nothing. Rolled back unless committed.
class Change {
public:
    Change(Change &&) noexcept;
    Change &operator=(Change &&) = delete;
    ~Change();

    /// Appends an event to the ledger and applies it to the projections (data/schema/projection.sql).
    base::Result<> record(std::string_view kind, std::string_view subject, base::Json const &body);
    base::Result<std::string> next_id(std::string_view kind); ///< such as H-7KQ2M9-00003
    base::Result<std::string> next_serial();
    /// Durable when it returns without a fault.
    base::Result<> commit();

    [[nodiscard]] base::Instant at() const { return at_; }
    [[nodiscard]] Store &store() const { return *store_; }

private:
    friend class Store;
    Change(Store &store, base::Instant at, std::string actor);
    Store *store_;
    base::Instant at_;
    std::string actor_;
    bool open_ = true;
};

/// Held while something may only be done by one process at a time; let go when it ends, however it ends.
class Lock {
public:
    explicit Lock(int descriptor) : descriptor_{descriptor} {}
    Lock(Lock &&other) noexcept;
    Lock &operator=(Lock &&) = delete;
    ~Lock();

private:
    int descriptor_;
};

class Store {
public:
    static base::Result<Store> create(std::filesystem::path const &folder, base::Instant now);
    /// \return not_found where there is no store, not_allowed where a newer program made it (and it stays
    /// untouched)
    static base::Result<Store> open(std::filesystem::path const &folder);
    [[nodiscard]] static bool exists(std::filesystem::path const &folder);
    Store(Store &&) noexcept;
    Store &operator=(Store &&) noexcept;
    ~Store();

    [[nodiscard]] std::filesystem::path const &folder() const;
    [[nodiscard]] std::string const &station() const; ///< six characters

    /// Begins a transaction; waits for other writers.
    base::Result<Change> change(base::Instant at, std::string actor);
    /// \return busy where another process holds the lock
    base::Result<Lock> lock(std::string_view name, base::Words const &what);

    /// Another number once any other connection has changed anything.
    [[nodiscard]] base::Result<std::int64_t> version() const;

    /// Content-addressed files: written once, durably, before anything refers to them.
    base::Result<base::Digest> keep(base::ByteView bytes);
    /// Checked against its digest while it is read.
    base::Result<base::Bytes> kept(std::string const &digest) const;
    [[nodiscard]] std::filesystem::path kept_path(std::string const &digest) const;

    [[nodiscard]] Db &db() const; ///< for this room only

private:
    struct Inner;
    explicit Store(std::unique_ptr<Inner> inner);
    std::unique_ptr<Inner> inner_;
};

} // namespace store
