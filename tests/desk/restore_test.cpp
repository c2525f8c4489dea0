// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/files.hpp"
#include "desk/restore.hpp"
#include "desk/zip_writer.hpp"
#include "store/ledger.hpp"
#include "support/backups.hpp"
#include "support/small_disk.hpp"
#include <doctest/doctest.h>

namespace fs = std::filesystem;
using support::back_up;
using support::names_in;
using support::Office;
using support::restore;
using support::sure;

namespace {

base::NoProgress quiet;

std::string bytes_of(fs::path const &file) {
    return std::string{base::as_text(sure(base::read_file(file, 1U << 30U)))};
}

/// Nothing can be restored from it, and nothing is left of the attempt.
base::Fault refused(support::TempFolder const &folder, fs::path const &file) {
    auto const before = names_in(folder.path());
    auto const restored = restore(file, folder / "again");
    REQUIRE_FALSE(restored);
    CHECK(names_in(folder.path()) == before);
    return restored.fault();
}

using Parts = std::vector<std::pair<std::string, std::string>>;

/// A backup made by somebody else than the program: a list and entries that need not agree, sealed.
fs::path forged(fs::path const &file, std::string const &list, Parts const &parts) {
    fs::remove(file);
    auto out = sure(desk::DiskFile::make(file));
    auto zip = sure(desk::ZipWriter::begin(out));
    sure(zip.add_text(desk::manifest_name, list));
    for (auto const &[name, text] : parts) {
        sure(zip.add_text(name, text));
    }
    sure(std::move(zip).finish(desk::unsealed_comment(), {}, quiet));
    auto const bytes = bytes_of(file);
    auto const end = bytes.size() - desk::seal_digits;
    auto const seal = base::sha256(base::as_bytes(bytes.substr(0, end))).hex();
    sure(out.write_at(end, base::as_bytes(seal)));
    return file;
}

desk::Manifest listing(Parts const &parts) {
    desk::Manifest manifest{"7KQ2M9", "2026-06-01T00:00:00.000Z", 0, "", {}, {}};
    for (auto const &[name, text] : parts) {
        manifest.entries.push_back({name, text.size(), base::sha256(base::as_bytes(text)).hex()});
    }
    return manifest;
}

/// The true parts of a backup.
Parts parts_of(fs::path const &file) {
    auto backup = sure(desk::BackupFile::open(file));
    Parts parts;
    for (auto const &entry : backup.manifest().entries) {
        std::string text;
        sure(backup.read(entry, [&](std::string_view piece) {
            text += piece;
            return base::Result<>{};
        }));
        parts.emplace_back(entry.name, text);
    }
    return parts;
}

} // namespace

TEST_CASE("one changed byte anywhere in a backup is found") {
    Office const office;
    auto const file = office.folder / "b.zip";
    sure(back_up(office, file));
    auto const whole = bytes_of(file);
    std::vector<std::size_t> places;
    for (std::size_t at = 0; at < whole.size(); at += whole.size() / 100 + 1) {
        places.push_back(at);
    }
    for (std::size_t back = 1; back < 400; back += 9) { // the zip's own list and its comment
        places.push_back(whole.size() - back);
    }
    for (auto const at : places) {
        auto bytes = whole;
        bytes[at] ^= 4;
        CAPTURE(at);
        CHECK(refused(office.folder, office.folder.file("b.zip", bytes)).kind != base::Trouble::storage);
    }
}

TEST_CASE("the entry that was damaged is named") {
    Office const office;
    auto const file = office.folder / "b.zip";
    sure(back_up(office, file));
    auto const parts = parts_of(file);
    auto bytes = bytes_of(file);
    bytes[bytes.find(parts.back().second) + 1000] ^= 1;
    auto const fault = refused(office.folder, office.folder.file("b.zip", bytes));
    CHECK(fault.kind == base::Trouble::bad_input);
    CHECK(fault.what.en.find(parts.back().first) != std::string::npos);
}

TEST_CASE("a backup that was not copied whole is said to be one") {
    Office const office;
    auto const file = office.folder / "b.zip";
    sure(back_up(office, file));
    auto const whole = bytes_of(file);
    for (auto const size :
         {whole.size() - 1, whole.size() - 100, whole.size() / 2, std::size_t{5'000}, std::size_t{50}}) {
        CAPTURE(size);
        auto const fault = refused(office.folder, office.folder.file("b.zip", whole.substr(0, size)));
        CHECK(fault.what.en.find("not copied whole") != std::string::npos);
    }
    refused(office.folder, office.folder.file("b.zip", whole + "\n"));
}

TEST_CASE("what is no backup is said to be none") {
    support::TempFolder const folder;
    for (auto const *text : {"", "P", "a letter to the dean", "PK\3\4"}) {
        CHECK(refused(folder, folder.file("b.zip", text)).what.en.find("no backup") != std::string::npos);
    }
    CHECK(refused(folder, folder.path()).what.en.find("no backup") != std::string::npos);
    CHECK(refused(folder, folder / "nowhere.zip").kind == base::Trouble::not_found);
    auto const zip = forged(folder / "b.zip", "{}", {});
    CHECK(refused(folder, zip).kind == base::Trouble::bad_input);
    for (auto const *list : {"", "[]", "{\"format\":\"1\"}", "{\"format\":1,\"entries\":7}", "\xff\xfe"}) {
        CHECK(refused(folder, forged(folder / "b.zip", list, {})).kind == base::Trouble::bad_input);
    }
}

TEST_CASE("a backup of a newer format is refused, with both numbers") {
    support::TempFolder const folder;
    auto const fault = refused(folder, forged(folder / "b.zip", R"({"format":2,"new":[]})", {}));
    CHECK(fault.kind == base::Trouble::not_allowed);
    CHECK(fault.what.en.find("format 2, this program knows 1") != std::string::npos);
}

TEST_CASE("no name leads out of the folder, or takes another's place") {
    support::TempFolder const folder;
    for (std::string const name :
         {"../platen-out", "documents/../../platen-out", "/tmp/platen-out", "documents//out", "./out", "..",
          "documents/..", "..\\out", "platen.db-wal", "platen.db-shm", "kept/aa/out", "kept/out"}) {
        CAPTURE(name);
        Parts const parts{{"platen.db", "db"}, {name, "x"}};
        auto const fault = refused(folder, forged(folder / "b.zip", desk::text_of(listing(parts)), parts));
        CHECK(fault.kind == base::Trouble::bad_input);
        CHECK(fault.what.en.find("forbidden name '" + name + "'") != std::string::npos);
    }
    CHECK_FALSE(fs::exists(folder.path().parent_path() / "platen-out"));
    for (std::string const name : {"manifest.json", "", "documents/", "\n"}) { // no zip can be made with some
        CAPTURE(name);
        Parts const parts{{"platen.db", "db"}, {name, "x"}};
        refused(folder, forged(folder / "b.zip", desk::text_of(listing(parts)), {parts.front()}));
    }
}

TEST_CASE("entries that are missing, extra or there twice are refused and named") {
    Office const office;
    sure(back_up(office, office.folder / "b.zip"));
    auto const parts = parts_of(office.folder / "b.zip");
    auto const file = office.folder / "f.zip";
    auto fewer = parts;
    fewer.pop_back();
    auto const missing = refused(office.folder, forged(file, desk::text_of(listing(parts)), fewer));
    CHECK(missing.what.en.find(parts.back().first + "' is missing") != std::string::npos);
    auto const extra = refused(office.folder, forged(file, desk::text_of(listing(fewer)), parts));
    CHECK(extra.what.en.find(parts.back().first) != std::string::npos);
    auto twice = listing(parts);
    twice.entries.push_back(twice.entries.back());
    CHECK(refused(office.folder, forged(file, desk::text_of(twice), parts)).kind == base::Trouble::bad_input);
    auto const no_database = listing({parts.begin() + 1, parts.end()});
    CHECK(refused(office.folder, forged(file, desk::text_of(no_database), {parts.begin() + 1, parts.end()}))
              .what.en.find("no database") != std::string::npos);
}

TEST_CASE("a forged backup that agrees with its own list is held against its database") {
    Office const office;
    auto const made = sure(back_up(office, office.folder / "b.zip"));
    auto const parts = parts_of(office.folder / "b.zip");
    auto const truth = sure(desk::BackupFile::open(office.folder / "b.zip")).manifest();
    auto const file = office.folder / "f.zip";
    sure(restore(forged(file, desk::text_of(truth), parts), office.folder / "fine"));

    auto wrong = truth;
    wrong.head = std::string(64, 'a');
    CHECK(refused(office.folder, forged(file, desk::text_of(wrong), parts)).what.en.find("does not agree") !=
          std::string::npos);
    wrong = truth;
    wrong.station = "AAAAAA";
    refused(office.folder, forged(file, desk::text_of(wrong), parts));
    auto short_of_one = truth;
    short_of_one.entries.pop_back();
    auto fewer = parts;
    fewer.pop_back();
    CHECK(refused(office.folder, forged(file, desk::text_of(short_of_one), fewer))
              .what.en.find(parts.back().first) != std::string::npos);
}

TEST_CASE("a ledger that was changed inside a backup is found") {
    Office const office;
    sure(back_up(office, office.folder / "b.zip"));
    sure(restore(office.folder / "b.zip", office.folder / "once"));
    support::damage(office.folder / "once", "update event set actor = 'nobody' where seq = 2");
    support::damage(office.folder / "once", "pragma journal_mode = delete");
    auto parts = parts_of(office.folder / "b.zip");
    parts.at(0).second = bytes_of(office.folder / "once/platen.db");
    auto list = listing(parts);
    auto const truth = sure(desk::BackupFile::open(office.folder / "b.zip")).manifest();
    list.station = truth.station;
    list.events = truth.events;
    list.head = truth.head;
    auto const fault = refused(office.folder, forged(office.folder / "f.zip", desk::text_of(list), parts));
    CHECK(fault.what.en.find("event 2 was changed") != std::string::npos);
}

TEST_CASE("a backup is restored into an empty or a new folder only") {
    Office const office;
    auto const file = office.folder / "b.zip";
    sure(back_up(office, file));
    auto const before = bytes_of(office.folder / "store/platen.db");
    CHECK(restore(file, office.folder / "store").fault().kind == base::Trouble::not_allowed);
    CHECK(bytes_of(office.folder / "store/platen.db") == before);
    CHECK(restore(file, file).fault().kind == base::Trouble::not_allowed);
    fs::create_directories(office.folder / "empty");
    fs::create_directory_symlink(office.folder / "empty", office.folder / "link");
    CHECK(sure(restore(file, office.folder / "link/")).store ==
          fs::canonical(office.folder.path()) / "empty");
    sure(store::Store::open(office.folder / "link"));
    CHECK(restore(file, office.folder / "link").fault().kind == base::Trouble::not_allowed);
    sure(restore(file, office.folder / "new/and/deep"));
}

TEST_CASE("a disk that is too small for the store is said to be full, and nothing stays on it") {
    Office const office;
    auto const file = office.folder / "b.zip";
    auto const made = sure(back_up(office, file));
    support::SmallDisk disk{office.folder / "disk", static_cast<int>(made.bytes / 2'000)};
    auto const full = restore(file, disk.path() / "store");
    REQUIRE_FALSE(full);
    CHECK(full.fault().kind == base::Trouble::storage);
    CHECK(full.fault().what.en.find("disk is full") != std::string::npos);
    CHECK(fs::is_empty(disk.path()));
    disk.resize(50'000);
    CHECK(restore(file, disk.path()).fault().kind ==
          base::Trouble::not_allowed); // a disk's root has no beside
    sure(restore(file, disk.path() / "store"));
}
