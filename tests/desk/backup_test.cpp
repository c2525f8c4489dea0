// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/files.hpp"
#include "desk/backup.hpp"
#include "desk/backup_file.hpp"
#include "desk/handover.hpp"
#include "desk/restore.hpp"
#include "store/ledger.hpp"
#include "support/backups.hpp"
#include "support/small_disk.hpp"
#include <atomic>
#include <doctest/doctest.h>
#include <fstream>
#include <thread>

namespace fs = std::filesystem;
using support::back_up;
using support::FreshStore;
using support::names_in;
using support::Office;
using support::restore;
using support::sure;

namespace {

base::NoProgress quiet;

std::string bytes_of(fs::path const &file) {
    return std::string{base::as_text(sure(base::read_file(file, 1U << 30U)))};
}

/// Every file of a store's folder that is not SQLite's or a lock.
std::map<std::string, std::string> files_of(fs::path const &store) {
    std::map<std::string, std::string> files;
    for (auto const &entry : fs::recursive_directory_iterator{store}) {
        auto const name = entry.path().lexically_relative(store).string();
        if (entry.is_regular_file() && !name.starts_with("platen.db") && !name.starts_with("locks")) {
            files.emplace(name, bytes_of(entry.path()));
        }
    }
    return files;
}

std::string some_kept(fs::path const &store) {
    for (auto const &[name, bytes] : files_of(store)) {
        if (name.starts_with("kept/")) {
            return name;
        }
    }
    throw std::runtime_error{"nothing is kept"};
}

void check_sound(fs::path const &folder) {
    auto const store = sure(store::Store::open(folder));
    CHECK_FALSE(sure(store::verify_ledger(store, quiet)).trouble.has_value());
    CHECK(sure(store::differing_projections(store, quiet)).empty());
}

} // namespace

TEST_CASE("a restored store has every file, every event and the station of the one that was saved") {
    Office const office;
    office.print();
    auto station = office.station();
    sure(desk::create_handover(station, "财经学院", {}));
    auto const made = sure(back_up(office, office.folder / "b.zip"));
    CHECK(made.left_out.empty());
    CHECK_FALSE(made.unrecorded.has_value());
    CHECK(made.bytes == fs::file_size(office.folder / "b.zip"));

    auto const restored = sure(restore(office.folder / "b.zip", office.folder / "again"));
    CHECK(restored.manifest.events == made.events);
    CHECK(restored.manifest.head == made.head);
    CHECK(restored.manifest.entries.size() == made.files);
    CHECK(files_of(office.folder / "again") == files_of(office.folder / "store"));
    CHECK(some_kept(office.folder / "again").size() > 64);
    check_sound(office.folder / "again");
    CHECK(sure(store::Store::open(office.folder / "again")).station() == station.store().station());
}

TEST_CASE("the ledger notes a backup with its digest, and the next backup has that event") {
    Office const office;
    auto const file = office.folder / "b.zip";
    auto const first = sure(back_up(office, file));
    auto station = office.station();
    auto const noted = sure(store::history(station.store(), "b.zip"));
    REQUIRE(noted.size() == 1);
    CHECK(noted[0].kind == "backup.made");
    CHECK(noted[0].seq == first.events + 1);
    CHECK(noted[0].body.find(base::sha256(base::as_bytes(bytes_of(file))).hex()) != std::string::npos);
    CHECK(sure(back_up(office, office.folder / "c.zip")).events == first.events + 1);
    check_sound(office.folder / "store");
}

TEST_CASE("a backup is a zip whose seal anybody can check, and nobody but its owner may read it") {
    Office const office;
    auto const file = office.folder / "b.zip";
    sure(back_up(office, file));
    auto const bytes = bytes_of(file);
    CHECK(bytes.substr(30, 13) == "manifest.json");
    auto const split = bytes.size() - desk::seal_digits;
    CHECK(base::sha256(base::as_bytes(bytes.substr(0, split))).hex() == bytes.substr(split));
    CHECK(fs::status(file).permissions() == (fs::perms::owner_read | fs::perms::owner_write));
    CHECK(names_in(office.folder.path()) == std::set<std::string>{"b.zip", "photos", "roster.csv", "store"});
}

TEST_CASE("a backup made while others write shows one moment, whole") {
    Office const office;
    std::atomic<bool> stop = false;
    std::thread writer{[&] {
        auto mine = sure(store::Store::open(office.folder / "store"));
        while (!stop) {
            auto change = sure(mine.change(FreshStore::noon, "writer"));
            auto body = base::Json::object();
            auto const serial = sure(change.next_serial());
            body.set("person", std::stoll("1" + serial.substr(7, 5))).set("layout", "l");
            body.set("photo", base::sha256(mine.keep(base::as_bytes(serial))->octets).hex());
            sure(change.record("sheet.scanned", serial, body));
            sure(change.commit());
        }
    }};
    std::int64_t before = 0;
    for (int i = 0; i < 5; ++i) {
        auto const file = office.folder / ("b" + std::to_string(i));
        auto const made = sure(back_up(office, file));
        CHECK(made.events > before);
        before = made.events;
        auto const there = office.folder / ("again" + std::to_string(i));
        CHECK(sure(restore(file, there)).manifest.head == made.head);
        check_sound(there);
    }
    stop = true;
    writer.join();
    check_sound(office.folder / "store");
}

TEST_CASE("a file that is there is kept, unless it is to be replaced") {
    Office const office;
    auto const file = office.folder.file("b.zip", "mine");
    auto const refused = back_up(office, file);
    REQUIRE_FALSE(refused);
    CHECK(refused.fault().kind == base::Trouble::not_allowed);
    CHECK(bytes_of(file) == "mine");
    sure(back_up(office, {.file = file, .replace = true}));
    sure(restore(file, office.folder / "again"));
}

TEST_CASE("a backup into the store, into no folder or onto a folder is refused") {
    Office const office;
    auto const inside = back_up(office, office.folder / "store/documents/../b.zip");
    CHECK_FALSE(inside);
    fs::create_directories(office.folder / "store/documents");
    CHECK(back_up(office, office.folder / "store/documents/b.zip").fault().kind ==
          base::Trouble::not_allowed);
    CHECK(back_up(office, office.folder / "nowhere/b.zip").fault().kind == base::Trouble::not_found);
    CHECK(back_up(office, office.folder / "photos").fault().kind == base::Trouble::usage);
}

TEST_CASE("a damaged photo is named and stops the backup, or is left out where that is wanted") {
    Office const office;
    auto const name = some_kept(office.folder / "store");
    auto bytes = bytes_of(office.folder / "store" / name);
    bytes[bytes.size() / 2] ^= 1;
    static_cast<void>(office.folder.file("store/" + name, bytes));
    auto const file = office.folder / "b.zip";
    auto const refused = back_up(office, file);
    REQUIRE_FALSE(refused);
    CHECK(refused.fault().kind == base::Trouble::storage);
    CHECK(refused.fault().what.en.find(name) != std::string::npos);
    CHECK(names_in(office.folder.path()) == std::set<std::string>{"photos", "roster.csv", "store"});

    auto const made = sure(back_up(office, {.file = file, .anyway = true}));
    CHECK(made.left_out == std::vector<std::string>{name});
    auto const restored = sure(restore(file, office.folder / "again"));
    CHECK(restored.manifest.left_out == std::vector<std::string>{name});
    CHECK_FALSE(fs::exists(office.folder / "again" / name));
}

TEST_CASE("a missing photo stops the backup as a damaged one does") {
    Office const office;
    auto const name = some_kept(office.folder / "store");
    fs::remove(office.folder / "store" / name);
    auto const refused = back_up(office, office.folder / "b.zip");
    REQUIRE_FALSE(refused);
    CHECK(refused.fault().what.en.find(name) != std::string::npos);
}

TEST_CASE("a ledger that was tampered with is not backed up as if it held") {
    Office const office;
    support::damage(office.folder / "store", "update event set actor = 'nobody' where seq = 2");
    auto const refused = back_up(office, office.folder / "b.zip");
    REQUIRE_FALSE(refused);
    CHECK(refused.fault().kind == base::Trouble::storage);
    CHECK_FALSE(fs::exists(office.folder / "b.zip"));
}

TEST_CASE("a full and a read-only disk are said to be so, and no half file stays") {
    Office const office;
    support::SmallDisk disk{office.folder / "stick", 200};
    auto const full = back_up(office, disk.path() / "b.zip");
    REQUIRE_FALSE(full);
    CHECK(full.fault().kind == base::Trouble::storage);
    CHECK(full.fault().what.en.find("disk is full") != std::string::npos);
    CHECK(full.fault().what.en.find("stick") != std::string::npos);
    CHECK(fs::is_empty(disk.path()));
    for (int size = 300; size < 2'000; size += 200) {
        disk.resize(size);
        if (back_up(office, disk.path() / "b.zip")) {
            sure(restore(disk.path() / "b.zip", office.folder / ("again" + std::to_string(size))));
            fs::remove(disk.path() / "b.zip");
        }
        CAPTURE(size);
        CHECK(fs::is_empty(disk.path()));
    }
    disk.make_read_only();
    auto const refused = back_up(office, disk.path() / "b.zip");
    REQUIRE_FALSE(refused);
    CHECK(refused.fault().what.en.find("read-only") != std::string::npos);
}

TEST_CASE("a store that has no room for another event is backed up all the same") {
    Office const office;
    support::SmallDisk const disk{office.folder / "disk", 20'000};
    fs::copy(office.folder / "store", disk.path() / "store", fs::copy_options::recursive);
    auto store = sure(store::Store::open(disk.path() / "store"));
    std::ofstream{disk.path() / "filler"}
        << std::string(30'000'000, 'x'); // as much of it as there is room for
    auto const file = office.folder / "b.zip";
    auto const made = sure(desk::back_up(store, {.file = file}, FreshStore::noon, "tester", quiet));
    CHECK(made.unrecorded.has_value());
    sure(restore(file, office.folder / "again"));
}

TEST_CASE("what a killed backup left is written over, and another's that is being written is not") {
    Office const office;
    auto const file = office.folder / "b.zip";
    static_cast<void>(office.folder.file("b.zip.part", std::string(5'000'000, 'x')));
    static_cast<void>(office.folder.file("b.zip.db.part", std::string(5'000, 'x')));
    CHECK(sure(back_up(office, file)).bytes < 5'000'000);
    sure(restore(file, office.folder / "again"));
    auto other = sure(desk::DiskFile::make(office.folder / "c.zip.part"));
    sure(other.claim());
    sure(other.write(base::as_bytes("half")));
    auto const refused = back_up(office, office.folder / "c.zip");
    REQUIRE_FALSE(refused);
    CHECK(refused.fault().kind == base::Trouble::busy);
    CHECK(bytes_of(office.folder / "c.zip.part") == "half");
}
