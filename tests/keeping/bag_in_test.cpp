// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/sha512.hpp"
#include "desk/search.hpp"
#include "desk/sheet_view.hpp"
#include "keeping/bags.hpp"
#include "store/custody.hpp"
#include <algorithm>
#include <doctest/doctest.h>
#include <functional>
#include <set>

using keeping::Empty;
using keeping::is_valid;
using keeping::Old;
using keeping::put;
using keeping::text_of;
using support::Office;
using support::sure;

namespace {

namespace fs = std::filesystem;

std::vector<std::string> fields(store::Hit const &hit) {
    return {hit.serial,    hit.state,
            hit.holder,    hit.place,
            hit.name,      hit.student_no,
            hit.unit,      hit.class_name,
            hit.reference, std::to_string(hit.moved_at.ms),
            hit.signed_by, std::to_string(hit.year)};
}

std::vector<std::vector<std::string>> found(desk::Station &station, std::string const &query) {
    std::vector<std::vector<std::string>> all;
    for (auto const &hit : sure(desk::find_sheets(station, query, 100))) {
        all.push_back(fields(hit));
    }
    return all;
}

std::vector<std::string> life(desk::SheetView const &view) {
    std::vector<std::string> lines;
    for (auto const &moment : view.history) {
        if (moment.kind != "sheet.imported") {
            lines.push_back(moment.at.iso8601() + " " + moment.actor + " " + moment.kind + " " +
                            moment.note.zh);
        }
    }
    return lines;
}

fs::path first_photo(fs::path const &bag) {
    std::set<fs::path> photos;
    for (auto const &entry : fs::directory_iterator{bag / "data/photos"}) {
        photos.insert(entry.path());
    }
    return *photos.begin();
}

/// Changes a payload file and all manifests with it, as somebody would who forges.
void forge(fs::path const &bag, std::string const &name, std::string const &from, std::string const &to) {
    auto text = text_of(bag / "data" / name);
    auto const before = base::sha512_hex(base::as_bytes(text));
    auto const at = text.find(from);
    REQUIRE(at != std::string::npos);
    REQUIRE(from.size() == to.size());
    text.replace(at, from.size(), to);
    put(bag / "data" / name, text);
    auto manifest = text_of(bag / "manifest-sha512.txt");
    auto tags = text_of(bag / "tagmanifest-sha512.txt");
    auto const tag_before = base::sha512_hex(base::as_bytes(manifest));
    manifest.replace(manifest.find(before), before.size(), base::sha512_hex(base::as_bytes(text)));
    put(bag / "manifest-sha512.txt", manifest);
    tags.replace(tags.find(tag_before), tag_before.size(), base::sha512_hex(base::as_bytes(manifest)));
    put(bag / "tagmanifest-sha512.txt", tags);
}

} // namespace

TEST_CASE("a station that takes a bag in answers as the one that it came from") {
    Old const old;
    auto const bag = old.year();
    Empty const fresh{old.office};
    auto const taken = sure(fresh.take(bag));
    CHECK(taken.bag.people == Office::people);
    CHECK(taken.bag.sheets == Office::people);
    auto there = fresh.station(), here = old.office.station();
    for (std::string const query :
         {"张三", "欧阳", "oywj", "20220004", "B01", "B02", "2026 财经学院", "11010519491231002X"}) {
        CAPTURE(query);
        CHECK_FALSE(found(here, query).empty());
        CHECK(found(there, query) == found(here, query));
    }
    for (auto const &serial : old.serials) {
        CAPTURE(serial);
        auto const a = sure(desk::view_sheet(here, serial)), b = sure(desk::view_sheet(there, serial));
        CHECK(life(a) == life(b));
        CHECK(b.history.back().kind == "sheet.imported");
        CHECK(a.place == b.place);
        CHECK(a.layout == b.layout);
        CHECK(a.reference == b.reference);
        CHECK(a.jobs.size() == b.jobs.size());
        CHECK(a.person.says_the_same(b.person));
        CHECK(b.sheet.origin == "imported");
        CHECK(a.sheet.signed_by == b.sheet.signed_by);
        auto const cut = sure(desk::count_cells(here, a.sheet)),
                   same = sure(desk::count_cells(there, b.sheet));
        CHECK(cut.all == same.all);
        CHECK(cut.by_purpose == same.by_purpose);
        CHECK(sure(here.store().kept(a.sheet.photo)) == sure(there.store().kept(b.sheet.photo)));
        sure(desk::render_sheet(here, serial, old.office.folder / "a.pdf"));
        sure(desk::render_sheet(there, serial, old.office.folder / "b.pdf"));
        CHECK(text_of(old.office.folder / "a.pdf") == text_of(old.office.folder / "b.pdf"));
    }
    auto const at = sure(desk::position_of(there, old.serials[4]));
    CHECK(at.box.name == "B02");
    CHECK(at.item.reference == sure(desk::position_of(here, old.serials[4])).item.reference);
    auto const loans = sure(desk::list_loans(there, ""));
    REQUIRE(loans.size() == 1);
    CHECK(loans[0].loan.borrower == "赵某");
    base::NoProgress quiet;
    CHECK(sure(store::differing_projections(there.store(), quiet)).empty());
    CHECK_FALSE(sure(store::verify_ledger(there.store(), quiet)).trouble);
    CHECK(sure(store::contradictions(there.store())).empty());
}

TEST_CASE("a bag that was taken in can be packed again, with the events of both stations") {
    Old const old;
    Empty const fresh{old.office};
    sure(fresh.take(old.year()));
    auto there = fresh.station();
    sure(desk::make_bag(there, {fresh.folder / "again.zip", "", "", "", 2026, true}));
    CHECK(is_valid(fresh.folder / "again.zip"));
    Empty const third{old.office};
    sure(third.take(fresh.folder / "again.zip"));
    auto station = third.station();
    auto const view = sure(desk::view_sheet(station, old.serials[0]));
    CHECK(std::ranges::count(view.history, "sheet.imported", &desk::Moment::kind) == 2);
    CHECK(view.history.front().kind == "sheet.born");
}

TEST_CASE("two bags of one station share its boxes, its hand-overs and its units") {
    Old const old;
    desk::BagOrder order;
    order.class_name = "会计2201";
    auto const first = old.bag("first", order);
    order.class_name = "法学2201";
    auto const second = old.bag("second.zip", order);
    Empty const fresh{old.office};
    sure(fresh.take(first));
    sure(fresh.take(second));
    auto there = fresh.station(), here = old.office.station();
    CHECK(found(there, "2026") == found(here, "2026"));
    base::NoProgress quiet;
    CHECK(sure(store::differing_projections(there.store(), quiet)).empty());
}

TEST_CASE(
    "nothing is laid in a box that came in a bag, so that the next bag of that station still comes in") {
    Old const old;
    desk::BagOrder order;
    order.class_name = "法学2201";
    auto const first = old.bag("first", order);
    order.class_name = "会计2201";
    auto const second = old.bag("second", order);
    Empty const fresh{old.office};
    sure(fresh.take(first));
    auto there = fresh.station();
    auto const theirs = old.office.station().store().station();
    auto const says = [&](auto const &refused) {
        REQUIRE_FALSE(refused);
        CHECK(refused.fault().kind == base::Trouble::not_allowed);
        CHECK(refused.fault().text(base::Language::zh).find(theirs) != std::string::npos);
    };
    says(desk::file_sheets(there, "B01", {old.serials[5]}));
    says(desk::move_filed(there, {.serials = {old.serials[4]}, .box = "B01"}));
    says(desk::make_box(there, {"B01"}));
    // A box of this station takes what came; by mistake only, and then it goes back where it lay.
    sure(desk::make_box(there, {"C01"}));
    auto const wrong = sure(desk::move_filed(there, {.boxes = {"B01"}, .box = "C01"}));
    sure(desk::undo_act(there, wrong.id, ""));
    CHECK(sure(desk::position_of(there, old.serials[3])).box.name == "B01");
    sure(fresh.take(second));
    base::NoProgress quiet;
    auto again = fresh.station();
    CHECK(sure(store::differing_projections(again.store(), quiet)).empty());
}

TEST_CASE("a station with the same campaign takes a bag of other people in, and joins their units by name") {
    Old const old;
    desk::BagOrder order;
    order.class_name = "会计2201";
    auto const bag = old.bag("bag", order);
    Empty const fresh{old.office};
    sure(
        desk::create_campaign(fresh.folder / "store", {"11832", "某大学", 2026, "S0"}, old.office.setting()));
    auto there = fresh.station();
    sure(desk::import_roster(there,
                             fresh.folder.file("r.csv", "学号,姓名,性别,身份证号,学院,班级\n"
                                                        "20229999,李四,,,财经学院,会计2201\n"),
                             {}));
    sure(fresh.take(bag));
    CHECK(sure(store::campaigns(there.store())).size() == 1);
    auto const all = sure(store::people(there.store(), there.campaign().id, {"财经学院", "会计2201", {}}));
    CHECK(all.size() == 4);
    auto const view = sure(desk::view_sheet(there, old.serials[0]));
    CHECK(view.place == "财经学院");
}

TEST_CASE("a bag is taken in once, and not where something of it is already") {
    Old const old;
    auto const bag = old.year();
    Empty const fresh{old.office};
    sure(fresh.take(bag));
    auto const before = fresh.events();
    CHECK(fresh.take(bag).fault().kind == base::Trouble::not_allowed);
    desk::BagOrder order;
    order.unit = "法学院";
    CHECK(fresh.take(old.bag("overlap", order)).fault().kind == base::Trouble::not_allowed);
    CHECK(fresh.events() == before);

    auto own = sure(store::Store::open(old.office.folder / "store"));
    CHECK(desk::take_bag_in(own, old.office.setting(), bag).fault().kind == base::Trouble::not_allowed);

    Empty const boxed{old.office};
    sure(
        desk::create_campaign(boxed.folder / "store", {"11832", "某大学", 2025, "S0"}, old.office.setting()));
    auto station = boxed.station();
    sure(desk::make_box(station, {"B01"}));
    auto const events = boxed.events();
    auto const refused = boxed.take(bag);
    REQUIRE_FALSE(refused);
    CHECK(refused.fault().text(base::Language::zh).find("B01") != std::string::npos);
    CHECK(boxed.events() == events);
}

TEST_CASE("a damaged bag is refused with what is wrong, and nothing is changed") {
    Old const old;
    auto const whole = old.year();
    struct Damage {
        char const *what;
        std::function<void(fs::path const &bag)> does;
    };
    auto const person = "\"student_no\":\"20220002\"";
    std::vector<Damage> const damages{
        {"a byte of a photo",
         [&](fs::path const &bag) {
             auto text = text_of(first_photo(bag));
             text[500] = static_cast<char>(text[500] ^ 1);
             put(first_photo(bag), text);
         }},
        {"a photo is gone", [&](fs::path const &bag) { fs::remove(first_photo(bag)); }},
        {"a file too many", [](fs::path const &bag) { put(bag / "data/more.txt", "x"); }},
        {"a line of the manifest is gone",
         [](fs::path const &bag) {
             auto const text = text_of(bag / "manifest-sha512.txt");
             put(bag / "manifest-sha512.txt", text.substr(text.find('\n') + 1));
         }},
        {"bag-info was edited",
         [](fs::path const &bag) {
             put(bag / "bag-info.txt", text_of(bag / "bag-info.txt") + "Contact-Phone: 1\n");
         }},
        {"no bagit.txt", [](fs::path const &bag) { fs::remove(bag / "bagit.txt"); }},
        {"no tag manifest", [](fs::path const &bag) { fs::remove(bag / "tagmanifest-sha512.txt"); }},
        {"files to be fetched",
         [](fs::path const &bag) { put(bag / "fetch.txt", "http://example.org/ 1 data/a\n"); }},
        {"a symbolic link",
         [&](fs::path const &bag) {
             auto const photo = first_photo(bag);
             fs::rename(photo, old.office.folder / "elsewhere.jpg");
             fs::create_symlink(old.office.folder / "elsewhere.jpg", photo);
         }},
        {"a name that leads out",
         [](fs::path const &bag) {
             auto const text = text_of(bag / "manifest-sha512.txt");
             put(bag / "manifest-sha512.txt",
                 text + std::string(128, '0') + "  data/../../store/platen.db\n");
         }},
        {"an event was forged", [](fs::path const &bag) { forge(bag, "events.jsonl", "李师傅", "季师傅"); }},
        {"a person was taken out of the records",
         [&](fs::path const &bag) {
             forge(bag, "records/person.jsonl", person, "\"student_nx\":\"20220002\"");
         }},
        {"a serial was mistyped",
         [&](fs::path const &bag) {
             auto other = old.serials[0];
             other[7] = other[7] == 'A' ? 'B' : 'A';
             forge(bag, "records/sheet.jsonl", old.serials[0], other);
         }},
        {"no records", [](fs::path const &bag) { fs::remove_all(bag / "data/records"); }},
    };
    Empty const fresh{old.office};
    for (auto const &damage : damages) {
        CAPTURE(damage.what);
        auto const bag = old.office.folder / "damaged";
        fs::remove_all(bag);
        fs::copy(whole, bag, fs::copy_options::recursive);
        damage.does(bag);
        auto const refused = fresh.take(bag);
        REQUIRE_FALSE(refused);
        CHECK(refused.fault().kind == base::Trouble::bad_input);
        CHECK(fresh.events() == 0);
    }
    CHECK(fs::exists(old.office.folder / "store/platen.db"));
    desk::BagOrder order;
    order.class_name = "会计2201";
    auto const zip = old.bag("cut.zip", order);
    fs::resize_file(zip, fs::file_size(zip) / 2);
    CHECK(fresh.take(zip).fault().kind == base::Trouble::bad_input);
    CHECK_FALSE(fs::exists(fs::path{zip} += ".unpacked"));
    CHECK(sure(fresh.take(whole)).bag.sheets == Office::people); // the whole one still goes in
}
