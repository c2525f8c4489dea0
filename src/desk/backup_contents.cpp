// SPDX-License-Identifier: GPL-3.0-or-later
#include "desk/backup_contents.hpp"
#include "base/files.hpp"
#include "desk/disk_file.hpp"
#include <algorithm>

namespace desk {

namespace fs = std::filesystem;
using base::fault;
using base::Result;
using base::Trouble;

namespace {

/// The database is copied, kept files are taken by what names them, locks and half files are nobody's.
bool is_taken_otherwise(fs::path const &below) {
    auto const top = below.begin()->string();
    return top.starts_with(database_name) || top == "kept" || top == "locks" || below.extension() == ".part";
}

/// Hand-over lists, and what else was put there.
Result<std::vector<std::string>> other_files(fs::path const &folder) {
    std::vector<std::string> names;
    std::error_code error;
    fs::recursive_directory_iterator at{folder, error};
    for (; !error && at != fs::recursive_directory_iterator{}; at.increment(error)) {
        std::error_code ignored;
        auto const below = at->path().lexically_relative(folder);
        if (at->is_regular_file(ignored) && !is_taken_otherwise(below)) {
            names.push_back(below.generic_string());
        } else if (at.depth() == 0 && is_taken_otherwise(below)) {
            at.disable_recursion_pending();
        }
    }
    if (error) {
        return base::file_fault(error.value(), folder);
    }
    std::sort(names.begin(), names.end());
    return names;
}

class Stock {
public:
    Stock(store::Store const &store, base::Progress &progress, std::size_t total)
        : store_{store}, progress_{progress}, total_{total} {}

    Result<> take_database(fs::path const &copy) {
        auto const measured = measure(copy);
        return measured ? take(database_name, copy, *measured) : Result<>{measured.fault()};
    }

    void take_kept(store::KeptFile const &kept) {
        auto const &digest = kept.digest;
        auto const name = fmt::format("kept/{}/{}", digest.substr(0, 2), digest);
        auto const path = store_.kept_path(digest);
        std::error_code ignored;
        if (!kept.needed && !fs::exists(path, ignored)) {
            return;
        }
        auto const measured = measure(path);
        if (measured && measured->digest.hex() == digest) {
            static_cast<void>(take(name, path, *measured));
        } else {
            manifest_.left_out.push_back(name);
        }
    }

    void take_other(std::string const &name) {
        auto const path = store_.folder() / name;
        if (auto const measured = measure(path); measured && is_entry_name(name)) {
            static_cast<void>(take(name, path, *measured));
        } else {
            manifest_.left_out.push_back(name);
        }
    }

    [[nodiscard]] std::vector<std::string> const &left_out() const { return manifest_.left_out; }
    BackupContents contents(store::DatabaseCopy const &facts, base::Instant made_at) && {
        manifest_.station = facts.station;
        manifest_.events = facts.events;
        manifest_.head = facts.head;
        manifest_.made_at = made_at.iso8601();
        return {std::move(manifest_), std::move(sources_)};
    }

private:
    Result<> take(std::string const &name, fs::path const &path, Measured const &measured) {
        manifest_.entries.push_back({name, measured.bytes, measured.digest.hex()});
        sources_.push_back(path);
        progress_.at({"检查照片", "checking the photos"}, sources_.size(), total_);
        return {};
    }

    store::Store const &store_;
    base::Progress &progress_;
    std::size_t total_;
    Manifest manifest_;
    std::vector<fs::path> sources_;
};

base::Fault damaged(std::vector<std::string> const &names) {
    constexpr std::size_t most = 5;
    std::string some;
    for (std::size_t i = 0; i < std::min(most, names.size()); ++i) {
        some += (i == 0 ? "" : " ") + names[i];
    }
    some += names.size() > most ? " …" : "";
    return fault(Trouble::storage,
                 "档案库里有 {0} 个文件已损坏或丢失：{1}。没有备份；加 --anyway 可以先备份其余的",
                 "{0} files of the store are damaged or missing: {1}. No backup was made; with --anyway the "
                 "rest is saved",
                 names.size(), some);
}

} // namespace

Result<BackupContents> contents_of(store::Store const &store, fs::path const &copy,
                                   store::DatabaseCopy const &facts, BackupTerms terms,
                                   base::Progress &progress) {
    auto const others = other_files(store.folder());
    if (!others) {
        return base::Fault{others.fault()};
    }
    Stock stock{store, progress, 1 + facts.kept.size() + others->size()};
    if (auto taken = stock.take_database(copy); !taken) {
        return std::move(taken).fault();
    }
    for (auto const &kept : facts.kept) {
        stock.take_kept(kept);
    }
    for (auto const &name : *others) {
        stock.take_other(name);
    }
    if (!terms.anyway && !stock.left_out().empty()) {
        return damaged(stock.left_out());
    }
    return std::move(stock).contents(facts, terms.made_at);
}

} // namespace desk
