// SPDX-License-Identifier: GPL-3.0-or-later
#include "desk/bag_in.hpp"
#include "base/files.hpp"
#include "desk/bag_check.hpp"
#include "desk/bag_records.hpp"
#include "desk/steps.hpp"
#include <algorithm>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace desk {

namespace fs = std::filesystem;
using base::fault;
using base::Result;
using base::Trouble;
using nlohmann::json;

namespace {

constexpr std::uintmax_t most_bytes = 1U << 30U; ///< of one file that is kept, as store::Store has it

std::string label(OpenBag const &bag, char const *name) {
    auto const found = bag.info().find(name);
    return found == bag.info().end() ? std::string{} : found->second;
}

/// A photo or signature by its digest, from data/photos or data/files.
Result<base::Bytes> file_of(fs::path const &file, std::string const &digest) {
    auto bytes = base::read_file(file, most_bytes);
    if (bytes && base::sha256(*bytes).hex() != digest) {
        return fault(Trouble::bad_input, "“{}”不是它的名字所说的文件。什么也没有改动",
                     "'{}' is not the file that its name says. Nothing was changed",
                     file.filename().string());
    }
    return bytes;
}

Result<> check_photos(fs::path const &data, BagRecords const &records, base::Progress &progress) {
    std::size_t done = 0;
    for (auto const &digest : records.photos()) {
        progress.at({"核对照片", "checking photos"}, done++, records.photos().size());
        std::error_code ignored;
        auto const file = data / "photos" / (digest + ".jpg");
        if (!fs::exists(file, ignored)) {
            return fault(Trouble::bad_input, "包里缺照片 {}。什么也没有改动；请对方重新做一个",
                         "the photo {} is missing in the bag. Nothing was changed; ask for another one",
                         digest);
        }
        if (auto const bytes = file_of(file, digest); !bytes) {
            return base::Fault{bytes.fault()};
        }
    }
    return {};
}

/// What was checked of a bag before the store is asked.
struct Arrived {
    OpenBag folder;
    BagRecords records;
    BagChecked said;
};

Result<Arrived> arrive(Setting const &setting, fs::path const &path) {
    auto bag = OpenBag::open(path, setting.progress);
    if (!bag) {
        return std::move(bag).fault();
    }
    if (auto whole = bag->check(setting.progress); !whole) {
        return std::move(whole).fault();
    }
    auto records = BagRecords::read(bag->folder() / "data");
    auto fine = records ? check_photos(bag->folder() / "data", *records, setting.progress)
                        : Result<>{base::Fault{records.fault()}};
    if (!fine) {
        return std::move(fine).fault();
    }
    BagChecked said{records->about(), label(*bag, "Source-Organization"), label(*bag, "Bagging-Date"),
                    label(*bag, "Bag-Software-Agent")};
    said.bag.way = "in";
    said.bag.files = bag->files();
    said.bag.bytes = bag->bytes();
    said.bag.digest = bag->digest();
    said.bag.scope = "bag";
    said.bag.place = label(*bag, "External-Description");
    return Arrived{std::move(*bag), std::move(*records), std::move(said)};
}

base::Fault clash_fault(store::BagClash const &clash) {
    if (clash.what == "bag") {
        return fault(Trouble::not_allowed, "包 {} 已经导入过，不再导入一次",
                     "the bag {} was taken in before, it is not taken in again", clash.which);
    }
    if (clash.what == "person") {
        return fault(Trouble::not_allowed, "学号 {} 这里已经有了；包里只能是这里没有的人。什么也没有改动",
                     "the student number {} is here already; a bag may only bring people who are not. "
                     "Nothing was changed",
                     clash.which);
    }
    if (clash.what == "box") {
        return fault(Trouble::not_allowed, "盒号 {} 这里已经用了，包里也有一个；盒号不能重复。什么也没有改动",
                     "there is a box {} here already and another one in the bag; a box's name is given once. "
                     "Nothing was "
                     "changed",
                     clash.which);
    }
    return clash.what == "sheet"
               ? fault(Trouble::not_allowed, "相片纸 {} 这里已经有了。什么也没有改动",
                       "the sheet {} is here already. Nothing was changed", clash.which)
               : fault(Trouble::not_allowed, "档号 {} 这里已经给过了。什么也没有改动",
                       "the reference {} was given here already. Nothing was changed", clash.which);
}

Result<> check_clash(store::Store const &store, BagRecords const &records) {
    auto const &about = records.about();
    if (about.station == store.station()) {
        return fault(Trouble::not_allowed,
                     "这是本站自己的包，里面的东西这里都有；要恢复档案库请用备份（platen restore）",
                     "this bag is this station's own; to bring a store back use a backup (platen restore)");
    }
    auto const clash = store::bag_clash(store, about.id, about.station, records.people(), records.serials(),
                                        records.references(), records.boxes());
    if (!clash) {
        return base::Fault{clash.fault()};
    }
    return *clash ? Result<>{clash_fault(**clash)} : Result<>{};
}

Result<> keep_files(store::Store &store, fs::path const &folder, base::Progress &progress) {
    std::error_code error;
    std::size_t done = 0;
    for (fs::directory_iterator at{folder, error}; !error && at != fs::directory_iterator{};
         at.increment(error)) {
        progress.at({"存照片", "keeping photos"}, ++done, 0);
        auto const bytes = file_of(at->path(), at->path().stem().string());
        auto const kept = bytes ? store.keep(*bytes) : Result<base::Digest>{base::Fault{bytes.fault()}};
        if (!kept) {
            return base::Fault{kept.fault()};
        }
    }
    return {}; // a bag without signatures has no folder of them
}

/// Takes what was checked into one change.
class Intake {
public:
    Intake(store::Change &change, BagRecords const &records, base::Progress &progress)
        : change_{change}, records_{records}, progress_{progress} {}

    Result<> take(BagChecked const &said, std::string const &by) {
        return in_order([&] { return number("campaign", numbers_.campaigns); },
                        [&] { return number("unit", numbers_.units); },
                        [&] { return number("class", numbers_.classes); }, [&] { return people(); },
                        [&] { return beside(); }, [&] { return note(said, by); }, [&] { return photos(); },
                        [&] { return sheets(); }, [&] { return events(); });
    }

private:
    Result<> number(std::string const &table, std::map<std::int64_t, std::int64_t> &numbers);
    Result<> people();
    Result<> beside();
    Result<> note(BagChecked const &said, std::string const &by);
    Result<> photos();
    Result<> sheets();
    Result<> events();
    [[nodiscard]] base::Json body_of(std::string const &serial) const;

    store::Change &change_;
    BagRecords const &records_;
    base::Progress &progress_;
    BagNumbers numbers_;
};

/// A JSON text as a value of an event's body.
base::Json value_of(std::string const &line) {
    auto object = base::Json::object();
    auto const row = json::parse(line);
    for (auto const &[key, value] : row.items()) {
        if (value.is_string()) {
            object.set(key, value.get<std::string>());
        } else if (value.is_number_integer()) {
            object.set(key, value.get<std::int64_t>());
        }
    }
    return object; // what is null is as good as not there
}

Result<> Intake::number(std::string const &table, std::map<std::int64_t, std::int64_t> &numbers) {
    for (auto const &line : records_.rows(table)) {
        auto const row = renumbered(table, line, numbers_);
        auto const same = store::same_row(change_, table, row);
        if (!same) {
            return base::Fault{same.fault()};
        }
        auto const id = json::parse(row).value("id", std::int64_t{0});
        if (*same) {
            numbers.emplace(id, **same);
            continue;
        }
        auto const put = store::put_row(change_, table, row);
        if (!put || !*put) {
            return put ? fault(Trouble::not_allowed, "包里的编号 {} 这里已经另有所指，不能导入",
                               "the number {} in the bag means something else here; it cannot be taken in",
                               id)
                       : base::Fault{put.fault()};
        }
    }
    return {};
}

Result<> Intake::people() {
    for (auto const &line : records_.rows("person")) {
        auto const row = renumbered("person", line, numbers_);
        auto const put = store::put_row(change_, "person", row);
        auto const who = json::parse(row);
        if (!put || !*put) {
            return put ? clash_fault({"person", who.value("student_no", "")}) : base::Fault{put.fault()};
        }
        if (auto indexed = store::index_person(change_, who.value("id", std::int64_t{0})); !indexed) {
            return indexed;
        }
    }
    return {};
}

Result<> Intake::beside() {
    for (auto const *table : {"certificate", "layout", "remark", "sheet_label"}) {
        for (auto const &line : records_.rows(table)) {
            if (auto const put = store::put_row(change_, table, line); !put) {
                return base::Fault{put.fault()};
            }
        }
    }
    return {};
}

Result<> Intake::note(BagChecked const &said, std::string const &by) {
    auto const &bag = said.bag;
    auto offices = base::Json::list();
    for (auto const &line : records_.rows("office")) {
        offices.add(value_of(line));
    }
    auto body = base::Json::object();
    body.set("station", bag.station)
        .set("scope", bag.scope)
        .set("place", bag.place)
        .set("people", bag.people);
    body.set("sheets", bag.sheets).set("files", bag.files).set("bytes", bag.bytes);
    body.set("id_numbers", static_cast<int>(bag.id_numbers)).set("digest", bag.digest).set("by", by);
    body.set("events", records_.events().size()).set("events_digest", records_.events_digest());
    return change_.record("bag.imported", bag.id, body.set("office", offices));
}

Result<> Intake::photos() {
    for (auto const &line : records_.rows("photo")) {
        auto const body = value_of(line);
        auto const subject = fmt::format("person {}", json::parse(line).value("person", std::int64_t{0}));
        if (auto noted = change_.record("photo.imported", subject, body); !noted) {
            return noted;
        }
    }
    return {};
}

base::Json Intake::body_of(std::string const &serial) const {
    auto body = base::Json::object();
    body.set("bag", records_.about().id).set("station", records_.about().station);
    for (auto const &[table, lines] : records_.rows_of(serial)) {
        auto rows = base::Json::list();
        for (auto const &line : lines) {
            rows.add(value_of(renumbered(table, line, numbers_)));
        }
        body.set(table, rows);
    }
    return body;
}

Result<> Intake::sheets() {
    auto const serials = records_.serials();
    for (std::size_t i = 0; i < serials.size(); ++i) {
        progress_.at({"登记相片纸", "putting sheets on record"}, i, serials.size());
        if (auto noted = change_.record("sheet.imported", serials[i], body_of(serials[i])); !noted) {
            return noted;
        }
    }
    return {};
}

Result<> Intake::events() {
    for (auto const &event : records_.events()) {
        if (auto put = store::put_foreign_event(change_, event, records_.about().id); !put) {
            return put;
        }
    }
    return {};
}

} // namespace

Result<BagChecked> check_bag(Setting const &setting, fs::path const &path) {
    auto arrived = arrive(setting, path);
    return arrived ? Result{std::move(arrived->said)} : std::move(arrived).fault();
}

Result<BagChecked> take_bag_in(store::Store &store, Setting const &setting, fs::path const &path) {
    auto arrived = arrive(setting, path);
    auto fine = arrived ? check_clash(store, arrived->records) : Result<>{base::Fault{arrived.fault()}};
    if (!fine) {
        return std::move(fine).fault();
    }
    auto const data = arrived->folder.folder() / "data";
    auto kept = in_order([&] { return keep_files(store, data / "photos", setting.progress); },
                         [&] { return keep_files(store, data / "files", setting.progress); });
    auto change = kept ? store.change(setting.clock.now(), setting.actor) : std::move(kept).fault();
    if (!change) {
        return std::move(change).fault();
    }
    Intake intake{*change, arrived->records, setting.progress};
    auto &said = arrived->said;
    said.bag.at = change->at();
    said.bag.by = setting.actor;
    auto done = in_order([&] { return check_clash(store, arrived->records); },
                         [&] { return intake.take(said, setting.actor); }, [&] { return change->commit(); });
    return done ? Result{std::move(said)} : std::move(done).fault();
}

} // namespace desk
