// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/store.hpp"
#include "base/files.hpp"
#include "code/serial.hpp"
#include "store/db.hpp"
#include "store/ledger.hpp"
#include "store/schema.hpp"
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

namespace store {

namespace fs = std::filesystem;
using base::fault;
using base::Trouble;

struct Store::Inner {
    fs::path folder;
    Db db;
    std::string station;
};

namespace {

fs::path database_of(fs::path const &folder) {
    return folder / "platen.db";
}

void tune(SQLite::Database &db) {
    db.exec("pragma journal_mode = wal");
    db.exec("pragma synchronous = full");
    db.exec("pragma foreign_keys = on");
    db.exec("pragma cache_size = -65536");
    db.exec("pragma mmap_size = 1073741824");
}

base::Result<> refuse_newer(SQLite::Database &db, fs::path const &folder) {
    auto const version = db.execAndGet("pragma user_version").getInt();
    auto const known = static_cast<int>(schema_steps().size());
    if (version > known) {
        return fault(
            Trouble::not_allowed,
            "“{}”是更新版本的程序建的（格式 {}，本程序只认识到 {}）；请更新程序，档案库没有改动",
            "'{}' was made by a newer program (format {}, this one knows up to {}); update the program. "
            "The store was not touched",
            folder.string(), version, known);
    }
    return {};
}

/// In one statement, so that two programs that make the same store at once make one station.
void give_birth(Db &db, base::Instant now) {
    bound(db,
          "insert into station (id, born_at, next, next_sheet, events, head) select ?1, ?2, 1, 1, 0, ''"
          " where not exists (select 1 from station)",
          code::random_station(), now.ms)
        .exec();
}

} // namespace

Store::Store(std::unique_ptr<Inner> inner) : inner_{std::move(inner)} {}
Store::Store(Store &&) noexcept = default;
Store &Store::operator=(Store &&) noexcept = default;
Store::~Store() = default;

bool Store::exists(fs::path const &folder) {
    std::error_code ignored;
    return fs::exists(database_of(folder), ignored);
}

base::Result<Store> Store::create(fs::path const &folder, base::Instant now) {
    if (auto made = base::make_folders(folder); !made) {
        return std::move(made).fault();
    }
    // Photos and ID numbers are nobody's but the station's.
    std::error_code ignored;
    fs::permissions(folder, fs::perms::owner_all, ignored);
    auto const file = database_of(folder);
    try {
        auto inner = std::make_unique<Inner>(Inner{folder, Db{file}, {}});
        tune(inner->db.raw());
        bring_up_to_date(inner->db.raw(), schema_steps());
        give_birth(inner->db, now);
    } catch (SQLite::Exception const &error) {
        return fault_of(error, file);
    }
    return open(folder);
}

base::Result<Store> Store::open(fs::path const &folder) {
    if (!exists(folder)) {
        return fault(Trouble::not_found, "“{}”里没有档案库；先用 platen campaign create 建一个",
                     "there is no store in '{}'; make one with: platen campaign create", folder.string());
    }
    auto const file = database_of(folder);
    try {
        auto inner = std::make_unique<Inner>(Inner{folder, Db{file}, {}});
        if (auto refused = refuse_newer(inner->db.raw(), folder); !refused) {
            return std::move(refused).fault();
        }
        tune(inner->db.raw());
        bring_up_to_date(inner->db.raw(), schema_steps());
        auto &station = inner->db.prepared("select id from station");
        if (!station.executeStep()) {
            return fault(Trouble::not_found, "“{}”里的档案库还没有建完；请再运行一次 platen campaign create",
                         "the store in '{}' was never finished; run platen campaign create again",
                         folder.string());
        }
        inner->station = text_at(station, 0);
        station.reset();
        return Store{std::move(inner)};
    } catch (SQLite::Exception const &error) {
        return fault_of(error, file);
    }
}

fs::path const &Store::folder() const {
    return inner_->folder;
}

std::string const &Store::station() const {
    return inner_->station;
}

Db &Store::db() const {
    return inner_->db;
}

base::Result<Change> Store::change(base::Instant at, std::string actor) {
    auto begun = guarded(*this, [](Db &db) { db.prepared("begin immediate").exec(); });
    if (!begun) {
        return std::move(begun).fault();
    }
    return Change{*this, at, std::move(actor)};
}

base::Result<Lock> Store::lock(std::string_view name, base::Words const &what) {
    auto const path = folder() / "locks" / name;
    if (auto made = base::make_folders(path.parent_path()); !made) {
        return std::move(made).fault();
    }
    auto const descriptor = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
    if (descriptor < 0) {
        return base::file_fault(errno, path);
    }
    Lock lock{descriptor};
    if (::flock(descriptor, LOCK_EX | LOCK_NB) != 0) {
        return base::Fault{Trouble::busy, what, {}};
    }
    return lock;
}

fs::path Store::kept_path(std::string const &digest) const {
    return folder() / "kept" / digest.substr(0, 2) / digest;
}

base::Result<base::Digest> Store::keep(base::ByteView bytes) {
    auto const digest = base::sha256(bytes);
    auto const path = kept_path(digest.hex());
    std::error_code ignored;
    if (fs::file_size(path, ignored) == bytes.size() && !ignored) {
        return digest;
    }
    if (auto written = base::write_file(path, bytes); !written) {
        return std::move(written).fault();
    }
    return digest;
}

base::Result<std::int64_t> Store::version() const {
    return guarded(*this, [](Db &db) {
        return first_row<std::int64_t>(db.prepared("pragma data_version"),
                                       [](auto &row) { return whole_at(row, 0); })
            .value_or(0);
    });
}

base::Result<base::Bytes> Store::kept(std::string const &digest) const {
    constexpr std::uintmax_t largest = 1U << 30U;
    auto bytes = base::read_file(kept_path(digest), largest);
    if (!bytes) {
        return std::move(bytes).fault();
    }
    if (base::sha256(*bytes).hex() != digest) {
        return fault(Trouble::storage, "“{}”的内容和它的摘要不符：文件已被改动或损坏",
                     "'{}' does not match its digest: the file was changed or damaged",
                     kept_path(digest).string());
    }
    return bytes;
}

Lock::Lock(Lock &&other) noexcept : descriptor_{std::exchange(other.descriptor_, -1)} {}

Lock::~Lock() {
    if (descriptor_ >= 0) {
        ::close(descriptor_);
    }
}

} // namespace store
