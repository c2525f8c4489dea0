// SPDX-License-Identifier: GPL-3.0-or-later
#include "desk/bag.hpp"
#include "base/program.hpp"
#include "desk/bag_packer.hpp"
#include "desk/boxes.hpp"
#include "desk/disk_file.hpp"
#include "desk/steps.hpp"
#include "desk/zip_writer.hpp"
#include <fmt/format.h>

namespace desk {

namespace fs = std::filesystem;
using base::fault;
using base::Result;
using base::Trouble;

namespace {

/// Gone when it goes out of sight, unless it was given its name.
class PendingFile {
public:
    explicit PendingFile(fs::path path) : path_{std::move(path)} {}
    PendingFile(PendingFile const &) = delete;
    PendingFile &operator=(PendingFile const &) = delete;
    ~PendingFile() {
        std::error_code ignored;
        fs::remove(path_, ignored);
    }
    [[nodiscard]] fs::path const &path() const { return path_; }

private:
    fs::path path_;
};

/// One folder in the zip, named as the zip is (RFC 8493, 5).
Result<> zip_folder(fs::path const &folder, fs::path const &to, base::Progress &progress) {
    PendingFile const part{fs::path{to} += ".zip-part"};
    auto file = DiskFile::make(part.path());
    if (!file) {
        return std::move(file).fault();
    }
    auto zip = ZipWriter::begin(*file);
    if (!zip) {
        return std::move(zip).fault();
    }
    for (auto const &entry : fs::recursive_directory_iterator{folder}) {
        if (!entry.is_regular_file()) {
            continue;
        }
        auto const name = (to.stem() / entry.path().lexically_relative(folder)).generic_string();
        if (auto added = zip->add_file(name, entry.path()); !added) {
            return added;
        }
    }
    auto done = in_order(
        [&] {
            return std::move(*zip).finish("", {"写压缩包", "writing the zip"}, progress);
        },
        [&] { return file->sync(); });
    if (done && ::rename(part.path().c_str(), to.c_str()) != 0) {
        return large_file_fault(errno, to);
    }
    return done ? sync_folder(folder_of(to)) : std::move(done);
}

Result<> check_target(Station &station, fs::path const &to) {
    std::error_code ignored;
    if (to.empty() || !to.has_filename()) {
        return fault(Trouble::usage, "放到哪里？给出一个还没有的文件夹，或者以 .zip 结尾的文件",
                     "where to? Name a folder that is not there yet, or a file that ends in .zip");
    }
    if (!fs::is_directory(folder_of(to), ignored)) {
        return fault(Trouble::not_found, "没有文件夹“{}”", "there is no folder '{}'", folder_of(to).string());
    }
    if (fs::exists(fs::symlink_status(to, ignored))) {
        return fault(Trouble::not_allowed, "“{}”已经有了；换个名字",
                     "'{}' is there already; take another name", to.string());
    }
    auto const away = fs::weakly_canonical(folder_of(to), ignored)
                          .lexically_relative(fs::weakly_canonical(station.store().folder(), ignored));
    if (!away.empty() && *away.begin() != "..") {
        return fault(Trouble::not_allowed, "包不能放在档案库自己的文件夹里；请放到另一个磁盘上",
                     "a bag does not belong into the store's own folder; put it on another disk");
    }
    return {};
}

struct Wanted {
    store::BagScope scope;
    std::string kind, place;
};

Result<Wanted> wanted(Station &station, BagOrder const &order) {
    auto const named = static_cast<int>(!order.class_name.empty()) + static_cast<int>(!order.box.empty()) +
                       static_cast<int>(!order.unit.empty()) + static_cast<int>(order.year != 0);
    if (named != 1) {
        return fault(Trouble::usage, "装什么？一个班、一个盒、一个单位、一届，只能选一种",
                     "a bag of what? One class, box, unit or year");
    }
    Wanted wanted{{station.campaign().id, order.unit, order.class_name, {}, order.year},
                  "year",
                  std::to_string(order.year)};
    if (!order.box.empty()) {
        auto const box = find_box(station, order.box);
        if (!box) {
            return base::Fault{box.fault()};
        }
        wanted.scope.box = box->name;
        wanted.kind = "box";
        wanted.place = box->name;
    } else if (order.year == 0) {
        wanted.kind = order.unit.empty() ? "class" : "unit";
        wanted.place = order.unit.empty() ? order.class_name : order.unit;
    }
    return wanted;
}

Result<store::BagRows> select(Station &station, Wanted const &wanted) {
    auto rows = store::BagRows::select(station.store(), wanted.scope);
    auto const people = rows ? rows->people() : base::Fault{rows.fault()};
    auto const doubtful = people ? rows->unsettled() : base::Fault{people.fault()};
    if (!doubtful) {
        return base::Fault{doubtful.fault()};
    }
    if (people->empty()) {
        return fault(Trouble::not_found, "“{}”没有人，没有什么可装", "there is nobody of '{}' to pack",
                     wanted.place);
    }
    if (*doubtful) {
        return fault(
            Trouble::not_allowed, "相片纸 {} 还没有确定是否已打印；先处理它（platen sheet settle）",
            "it is not settled whether the sheet {} was printed; settle that first (platen sheet settle)",
            **doubtful);
    }
    return rows;
}

/// Used up even where no bag comes of it: numbers may have gaps, two bags may not have one.
Result<std::string> reserve_id(Station &station) {
    auto change = station.change();
    auto id = change ? change->next_id("B") : base::Fault{change.fault()};
    if (!id) {
        return id;
    }
    auto done = change->commit();
    return done ? std::move(id) : Result<std::string>{std::move(done).fault()};
}

std::vector<BagLabel> labels_of(Station &station, store::Bag const &bag) {
    auto const &campaign = station.campaign();
    return {{"Source-Organization", campaign.school_name},
            {"Bagging-Date", station.setting().clock.now().local_date()},
            {"External-Identifier", bag.id},
            {"Bag-Group-Identifier", fmt::format("{}-{}", campaign.school_code, bag.station)},
            {"External-Description", bag_words(bag).zh + " " + bag_words(bag).en},
            {"Internal-Sender-Description", fmt::format("{} people, {} sheets", bag.people, bag.sheets)},
            {"Contact-Name", bag.by},
            {"Bag-Software-Agent", base::program_name}};
}

Result<> record(Station &station, store::Bag const &bag, fs::path const &to) {
    auto change = station.change();
    if (!change) {
        return std::move(change).fault();
    }
    auto body = base::Json::object();
    body.set("scope", bag.scope).set("place", bag.place).set("people", bag.people).set("sheets", bag.sheets);
    body.set("files", bag.files).set("bytes", bag.bytes).set("id_numbers", static_cast<int>(bag.id_numbers));
    body.set("digest", bag.digest).set("by", bag.by).set("file", to.filename().string());
    return in_order([&] { return change->record("bag.exported", bag.id, body); },
                    [&] { return change->commit(); });
}

/// Packs, and leaves the folder of the bag pending.
Result<> fill(Station &station, Wanted const &wanted, BagOrder const &order, BagFolder &folder,
              store::Bag &bag) {
    auto const rows = select(station, wanted);
    if (!rows) {
        return base::Fault{rows.fault()};
    }
    BagFacts facts{bag.id, bag_words(bag).zh, bag.station, station.setting().clock.now().local_date(),
                   bag.by};
    BagPacker packer{station, *rows, folder, std::move(facts), order.with_id_numbers};
    if (auto packed = packer.pack(); !packed) {
        return packed;
    }
    bag.people = packer.people();
    bag.sheets = packer.sheets();
    bag.files = folder.files();
    bag.bytes = folder.bytes();
    auto digest = folder.finish(labels_of(station, bag));
    if (!digest) {
        return std::move(digest).fault();
    }
    bag.digest = std::move(*digest);
    return {};
}

} // namespace

Result<BagMade> make_bag(Station &station, BagOrder const &order) {
    auto const fine = check_target(station, order.to);
    auto const what = fine ? wanted(station, order) : base::Fault{fine.fault()};
    if (what) {
        if (auto const there = select(station, *what); !there) {
            return base::Fault{there.fault()};
        }
    }
    auto id = what ? reserve_id(station) : base::Fault{what.fault()};
    auto folder = id ? BagFolder::begin(fs::path{order.to} += ".part") : base::Fault{id.fault()};
    if (!folder) {
        return std::move(folder).fault();
    }
    store::Bag bag;
    bag.id = std::move(*id);
    bag.way = "out";
    bag.station = station.store().station();
    bag.scope = what->kind;
    bag.place = what->place;
    bag.id_numbers = order.with_id_numbers;
    bag.by = order.by.empty() ? station.setting().actor : order.by;
    auto done = in_order([&] { return fill(station, *what, order, *folder, bag); },
                         [&] {
                             return order.to.extension() == ".zip"
                                        ? zip_folder(folder->folder(), order.to, station.setting().progress)
                                        : folder->become(order.to);
                         },
                         [&] { return record(station, bag, order.to); });
    return done ? Result{BagMade{std::move(bag), order.to}} : std::move(done).fault();
}

base::Words bag_words(store::Bag const &bag) {
    if (bag.scope == "box") {
        return base::words("盒 {}", "the box {}", bag.place);
    }
    return bag.scope == "year" ? base::words("{} 届", "the year {}", bag.place)
                               : base::Words{bag.place, bag.place};
}

} // namespace desk
