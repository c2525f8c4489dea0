// SPDX-License-Identifier: GPL-3.0-or-later
#include "desk/restore.hpp"
#include "base/files.hpp"
#include "desk/disk_file.hpp"
#include "desk/workshop.hpp"
#include "store/copy.hpp"
#include "store/ledger.hpp"
#include <algorithm>
#include <set>

namespace desk {

namespace fs = std::filesystem;
using base::fault;
using base::Result;
using base::Trouble;

namespace {

/// Where the store will lie, without links and without a slash at its end.
fs::path real_folder(fs::path const &folder) {
    std::error_code ignored;
    auto path = fs::weakly_canonical(fs::absolute(folder, ignored), ignored);
    return path.has_filename() ? path : path.parent_path();
}

Result<> refuse_used(fs::path const &folder) {
    std::error_code ignored;
    auto const there = fs::exists(fs::symlink_status(folder, ignored));
    if (!there || (fs::is_directory(folder, ignored) && fs::is_empty(folder, ignored))) {
        return {};
    }
    return fault(Trouble::not_allowed, "“{}”不是空文件夹；只能恢复到空的或还没有的文件夹，里面的东西没有动",
                 "'{}' is not an empty folder; a backup is restored into an empty or a new one only. "
                 "Nothing in it was touched",
                 folder.string());
}

Result<> extract(BackupFile &backup, BackupEntry const &entry, fs::path const &folder) {
    auto const path = folder / entry.name;
    if (auto made = base::make_folders(path.parent_path()); !made) {
        return made;
    }
    auto file = DiskFile::make(path);
    if (!file) {
        return std::move(file).fault();
    }
    return backup.read(entry, [&](std::string_view piece) { return file->write(base::as_bytes(piece)); });
}

Result<> extract_all(BackupFile &backup, fs::path const &folder, base::Progress &progress) {
    auto const &entries = backup.manifest().entries;
    std::size_t done = 0;
    for (auto const &entry : entries) {
        progress.at({"恢复", "restoring"}, ++done, entries.size());
        if (auto extracted = extract(backup, entry, folder); !extracted) {
            return extracted;
        }
    }
    auto const sealed = backup.check_seal();
    return sealed ? Result<>{} : Result<>{sealed.fault()};
}

base::Fault disagrees() {
    return fault(Trouble::bad_input, "备份里的数据库和备份的清单对不上；没有恢复任何东西",
                 "the database in the backup does not agree with the backup's list; nothing was restored");
}

Result<> check_ledger(store::Store const &store, Manifest const &manifest, base::Progress &progress) {
    auto const verdict = store::verify_ledger(store, progress);
    if (!verdict) {
        return base::Fault{verdict.fault()};
    }
    if (verdict->trouble) {
        return fault(Trouble::bad_input, "备份里的台账不完好（{0}）；没有恢复任何东西",
                     "the ledger in the backup does not hold ({1}); nothing was restored",
                     verdict->trouble->zh, verdict->trouble->en);
    }
    if (verdict->head != manifest.head || verdict->events != manifest.events ||
        store.station() != manifest.station) {
        return disagrees();
    }
    return {};
}

/// Every kept file that is needed is in the backup, or was missing already and is named.
Result<> check_kept(store::Store const &store, Manifest const &manifest) {
    auto const kept = store::kept_files(store);
    if (!kept) {
        return base::Fault{kept.fault()};
    }
    std::set<std::string_view> named{manifest.left_out.begin(), manifest.left_out.end()};
    for (auto const &entry : manifest.entries) {
        named.insert(entry.name);
    }
    for (auto const &one : *kept) {
        auto const name = fmt::format("kept/{}/{}", one.digest.substr(0, 2), one.digest);
        if (one.needed && !named.contains(name)) {
            return fault(Trouble::bad_input, "备份不完整：缺少“{}”",
                         "the backup is not whole: '{}' is missing", name);
        }
    }
    return {};
}

Result<> check_store(fs::path const &folder, Manifest const &manifest, base::Progress &progress) {
    auto const store = store::Store::open(folder);
    if (!store) {
        return base::Fault{store.fault()};
    }
    auto held = check_ledger(*store, manifest, progress);
    return held ? check_kept(*store, manifest) : held;
}

} // namespace

Result<Restored> restore_backup(fs::path const &file, fs::path const &folder, base::Progress &progress) {
    auto const place = real_folder(folder);
    if (auto fine = refuse_used(place); !fine) {
        return std::move(fine).fault();
    }
    auto backup = BackupFile::open(file);
    if (!backup) {
        return std::move(backup).fault();
    }
    auto shop = Workshop::begin(place);
    if (!shop) {
        return std::move(shop).fault();
    }
    auto done = extract_all(*backup, shop->folder(), progress);
    if (done) {
        done = check_store(shop->folder(), backup->manifest(), progress);
    }
    if (done) {
        done = std::move(*shop).become(place);
    }
    if (!done) {
        return std::move(done).fault();
    }
    return Restored{place, backup->manifest()};
}

} // namespace desk
