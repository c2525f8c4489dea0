// SPDX-License-Identifier: GPL-3.0-or-later
#include "desk/backup.hpp"
#include "desk/backup_contents.hpp"
#include "desk/backup_file.hpp"
#include "desk/disk_file.hpp"
#include "desk/zip_writer.hpp"
#include "store/ledger.hpp"
#include <unistd.h>

namespace desk {

namespace fs = std::filesystem;
using base::fault;
using base::Result;
using base::Trouble;

namespace {

/// Gone when it goes out of sight, unless it was given its name.
class Pending {
public:
    explicit Pending(fs::path path) : path_{std::move(path)} {}
    Pending(Pending const &) = delete;
    Pending &operator=(Pending const &) = delete;
    ~Pending() {
        if (!path_.empty()) {
            ::unlink(path_.c_str());
        }
    }
    [[nodiscard]] fs::path const &path() const { return path_; }

    Result<> become(fs::path const &file) {
        if (::rename(path_.c_str(), file.c_str()) != 0) {
            return large_file_fault(errno, file);
        }
        path_.clear();
        return sync_folder(folder_of(file));
    }

private:
    fs::path path_;
};

fs::path with(fs::path path, char const *ending) {
    path += ending;
    return path;
}

Result<> refuse_target(store::Store const &store, BackupOrder const &order) {
    std::error_code ignored;
    auto const folder = folder_of(order.file);
    if (!fs::is_directory(folder, ignored)) {
        return fault(Trouble::not_found, "没有文件夹“{}”", "there is no folder '{}'", folder.string());
    }
    if (!order.file.has_filename() || fs::is_directory(order.file, ignored)) {
        return fault(Trouble::usage, "“{}”是文件夹；请写上备份文件的名字，例如 备份.zip",
                     "'{}' is a folder; name the file that is to be written, such as backup.zip",
                     order.file.string());
    }
    auto const away = fs::weakly_canonical(folder, ignored)
                          .lexically_relative(fs::weakly_canonical(store.folder(), ignored));
    if (!away.empty() && *away.begin() != "..") {
        return fault(Trouble::not_allowed, "备份不能放在档案库自己的文件夹里；请放到另一个磁盘上，例如 U 盘",
                     "a backup does not belong into the store's own folder; put it on another disk");
    }
    if (!order.replace && fs::exists(fs::symlink_status(order.file, ignored))) {
        return fault(Trouble::not_allowed, "“{}”已经有了；换个名字，或加 --replace",
                     "'{}' is there already; take another name, or add --replace", order.file.string());
    }
    return {};
}

Result<> refuse_broken_ledger(store::Store const &store, base::Progress &progress) {
    auto const verdict = store::verify_ledger(store, progress);
    if (!verdict) {
        return base::Fault{verdict.fault()};
    }
    if (verdict->trouble) {
        return fault(Trouble::storage, "台账被改动过（{0}），没有备份；请与以前的备份对照",
                     "the ledger was tampered with ({1}), no backup was made; compare with an earlier one",
                     verdict->trouble->zh, verdict->trouble->en);
    }
    return {};
}

Result<store::DatabaseCopy> copy_privately(store::Store const &store, fs::path const &file) {
    auto made = DiskFile::make(file);
    if (!made) {
        return std::move(made).fault();
    }
    if (auto cut = made->cut_to(0); !cut) { // a killed run left it
        return std::move(cut).fault();
    }
    return store::copy_database(store, file);
}

Result<> write_zip(DiskFile &file, BackupContents const &contents, base::Progress &progress) {
    auto zip = ZipWriter::begin(file);
    if (!zip) {
        return std::move(zip).fault();
    }
    auto added = zip->add_text(manifest_name, text_of(contents.manifest));
    for (std::size_t i = 0; added && i < contents.sources.size(); ++i) {
        added = zip->add_file(contents.manifest.entries[i].name, contents.sources[i]);
    }
    if (!added) {
        return added;
    }
    return std::move(*zip).finish(unsealed_comment(), {"写备份", "writing the backup"}, progress);
}

Result<> seal(DiskFile &file) {
    auto const size = file.bytes();
    if (!size) {
        return base::Fault{size.fault()};
    }
    base::Sha256 digest;
    auto done = file.rewind();
    if (done) {
        done = file.read(*size - seal_digits, [&](base::ByteView piece) { digest.add(piece); });
    }
    if (done) {
        auto const hex = digest.so_far().hex();
        done = file.write_at(*size - seal_digits, base::as_bytes(hex));
    }
    return done ? file.sync() : done;
}

/// Reads back what was written. \return the digest of the whole file
Result<base::Digest> check(fs::path const &path, Manifest const &expected, base::Progress &progress) {
    auto file = BackupFile::open(path);
    if (!file) {
        return std::move(file).fault();
    }
    if (text_of(file->manifest()) != text_of(expected)) {
        return fault(Trouble::storage, "清单和写入的不同", "its list is not the one that was written");
    }
    std::size_t done = 0;
    for (auto const &entry : file->manifest().entries) {
        progress.at({"核对备份", "checking the backup"}, ++done, file->manifest().entries.size());
        if (auto read = file->read(entry, [](std::string_view) { return Result<>{}; }); !read) {
            return std::move(read).fault();
        }
    }
    return file->check_seal();
}

base::Fault unreadable(base::Fault fault) {
    fault.kind = Trouble::storage;
    return std::move(fault).within({"写完后读回来核对，没有通过；请换一个磁盘再备份",
                                    "what was written did not read back as it was; back up to another disk"});
}

Result<> record(store::Store &store, BackupOrder const &order, BackupMade const &made, base::Instant now,
                std::string const &actor) {
    auto change = store.change(now, actor);
    if (!change) {
        return std::move(change).fault();
    }
    auto body = base::Json::object();
    body.set("digest", made.digest.hex()).set("bytes", made.bytes).set("files", made.files);
    body.set("events", made.events).set("head", made.head).set("left_out", made.left_out.size());
    auto done = change->record("backup.made", order.file.filename().string(), body);
    return done ? change->commit() : done;
}

Result<BackupMade> write_checked(DiskFile &file, BackupContents const &contents, base::Progress &progress) {
    auto written = write_zip(file, contents, progress);
    if (written) {
        written = seal(file);
    }
    if (!written) {
        return std::move(written).fault();
    }
    auto const digest = check(file.path(), contents.manifest, progress);
    if (!digest) {
        return unreadable(digest.fault());
    }
    auto const bytes = file.bytes();
    if (!bytes) {
        return base::Fault{bytes.fault()};
    }
    auto const &manifest = contents.manifest;
    return BackupMade{*bytes,  manifest.entries.size(), manifest.events, manifest.head,
                      *digest, manifest.left_out,       std::nullopt};
}

Result<BackupContents> take_stock(store::Store const &store, fs::path const &copy, BackupOrder const &order,
                                  base::Instant now, base::Progress &progress) {
    auto copied = copy_privately(store, copy);
    if (!copied) {
        return std::move(copied).fault();
    }
    return contents_of(store, copy, *copied, {now, order.anyway}, progress);
}

} // namespace

Result<BackupMade> back_up(store::Store &store, BackupOrder const &order, base::Instant now,
                           std::string const &actor, base::Progress &progress) {
    auto fine = refuse_target(store, order);
    if (fine) {
        fine = refuse_broken_ledger(store, progress);
    }
    if (!fine) {
        return std::move(fine).fault();
    }
    auto file = DiskFile::make(with(order.file, ".part"));
    if (!file) {
        return std::move(file).fault();
    }
    if (auto mine = file->claim(); !mine) {
        return std::move(mine).fault();
    }
    Pending part{file->path()};
    Pending const copy{with(order.file, ".db.part")};
    if (auto cut = file->cut_to(0); !cut) { // a killed run left it
        return std::move(cut).fault();
    }
    auto const contents = take_stock(store, copy.path(), order, now, progress);
    if (!contents) {
        return base::Fault{contents.fault()};
    }
    auto made = write_checked(*file, *contents, progress);
    if (!made) {
        return made;
    }
    if (auto named = part.become(order.file); !named) {
        return std::move(named).fault();
    }
    if (auto noted = record(store, order, *made, now, actor); !noted) {
        made->unrecorded = std::move(noted).fault();
    }
    return made;
}

} // namespace desk
