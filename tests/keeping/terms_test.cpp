// SPDX-License-Identifier: GPL-3.0-or-later
#include "desk/backup.hpp"
#include "desk/boxes.hpp"
#include "desk/filing.hpp"
#include "desk/fixity.hpp"
#include "desk/handover.hpp"
#include "desk/loans.hpp"
#include "desk/purge.hpp"
#include "desk/retention.hpp"
#include "desk/search.hpp"
#include "desk/sheet_view.hpp"
#include "store/db.hpp"
#include "store/ledger.hpp"
#include "support/backups.hpp"
#include "support/office.hpp"
#include <algorithm>
#include <doctest/doctest.h>
#include <fstream>
#include <iterator>

using support::Office;
using support::sure;

namespace {

namespace fs = std::filesystem;

/// Years that go by.
struct LaterClock final : base::Clock {
    [[nodiscard]] base::Instant now() const override { return base::SystemClock{}.now() + ahead; }
    void wait(std::chrono::milliseconds) const override {}
    std::chrono::hours ahead{0};
    void years(int count) { ahead = std::chrono::hours{24 * 366 * count}; }
};

struct Shelf {
    Shelf() {
        office.import(
            "学号,姓名,性别,身份证号,学院,班级\n20220001,欧阳文静,,11010519491231002X,财经学院,会计2201\n");
        office.print();
        for (int i = 0; i < Office::people; ++i) {
            serials.push_back(office.sheet(i).serial);
        }
        auto station = office.station();
        sure(desk::file_sheets(station, "B01", {serials[0], serials[1], serials[2]}));
    }
    [[nodiscard]] desk::DestructionOrder order(std::vector<std::string> which) const {
        return {std::move(which), "保管期满，鉴定无保存价值", "馆长赵某", "钱某", "孙某"};
    }
    static void replay_is_equal(desk::Station &station) {
        base::NoProgress quiet;
        CHECK(sure(store::differing_projections(station.store(), quiet)).empty());
        CHECK_FALSE(sure(store::verify_ledger(station.store(), quiet)).trouble);
    }

    LaterClock clock;
    Office office{print::families(), &clock};
    std::vector<std::string> serials;
};

bool says(base::Fault const &fault, std::string const &part) {
    return fault.text(base::Language::zh).find(part) != std::string::npos;
}

bool holds(fs::path const &folder, std::string const &text) {
    return std::ranges::any_of(fs::recursive_directory_iterator{folder}, [&](auto const &entry) {
        std::ifstream in{entry.path(), std::ios::binary};
        return entry.is_regular_file() &&
               std::string{std::istreambuf_iterator<char>{in}, {}}.find(text) != std::string::npos;
    });
}

} // namespace

TEST_CASE(
    "what is kept ten years is due in the eleventh, and a volume's own term goes before its campaign's") {
    Shelf shelf;
    auto station = shelf.office.station();
    CHECK(sure(desk::set_retention(station, {"", "D10"})).ends == 2036);
    CHECK(sure(store::terms_over(station.store(), 2036, 10)).empty());
    CHECK(sure(store::terms_over(station.store(), 2037, 10)).size() == 3);
    auto const volume = sure(desk::position_of(station, shelf.serials[0])).item.volume;
    CHECK(sure(desk::set_retention(station, {volume, "d30"})).ends == 2056);
    CHECK(sure(store::terms_over(station.store(), 2037, 10)).empty());
    CHECK(sure(store::terms_over(station.store(), 2057, 10)).size() == 3); // of two terms, each of them once
    CHECK(sure(desk::set_retention(station, {volume, "Y"})).ends == 0);
    CHECK(sure(store::terms_over(station.store(), 2999, 10)).empty());
    CHECK(desk::set_retention(station, {"", "D5"}).fault().kind == base::Trouble::usage);
    CHECK(desk::set_retention(station, {"V-9", "D10"}).fault().kind == base::Trouble::not_found);
    Shelf::replay_is_equal(station);
}

TEST_CASE("sheets are destroyed with a list, a reason and three names, and their records stay") {
    Shelf shelf;
    auto station = shelf.office.station();
    sure(desk::set_retention(station, {"", "D10"}));
    CHECK(says(desk::destroy_sheets(station, shelf.order({shelf.serials[0]})).fault(), "2036"));
    shelf.clock.years(12);
    auto const reference = sure(desk::position_of(station, shelf.serials[0])).item.reference;
    auto const act = sure(desk::destroy_sheets(station, shelf.order({shelf.serials[0], shelf.serials[1]})));
    CHECK(act.sheets == 2);
    CHECK(act.reason == "保管期满，鉴定无保存价值");
    auto const view = sure(desk::view_sheet(station, shelf.serials[0]));
    CHECK(view.sheet.holder == "destroyed");
    CHECK(view.sheet.place == act.id);
    CHECK(view.reference == reference);
    CHECK(view.history.back().note.zh.find("馆长赵某") != std::string::npos);
    CHECK(sure(desk::find_sheets(station, reference, 5)).size() == 1);
    CHECK(base::as_text(sure(desk::destruction_list(station, act.id))).starts_with("%PDF"));
    CHECK(says(desk::destroy_sheets(station, shelf.order({shelf.serials[0]})).fault(), "已销毁"));
    // Its box is out of use once nothing is left of what was filed there.
    CHECK(says(desk::retire_box(station, "B01").fault(), "还有 1 件"));
    sure(desk::destroy_sheets(station, shelf.order({shelf.serials[2]})));
    CHECK(sure(desk::retire_box(station, "B01")).state == "retired");
    CHECK(sure(desk::view_sheet(station, shelf.serials[0])).reference == reference);
    Shelf::replay_is_equal(station);
}

TEST_CASE("what is lent, elsewhere or kept for ever is not destroyed, nor anything else of its list") {
    Shelf shelf;
    auto station = shelf.office.station();
    sure(desk::set_retention(station, {"", "D10"}));
    shelf.clock.years(12);
    auto const loan = sure(desk::ask_loan(station, {{shelf.serials[0]}, "某人", "教务处", "核对"}));
    sure(desk::approve_loan(station, loan.id, "主任"));
    sure(desk::lend(station, {loan.id, "完好"}));
    CHECK(says(desk::destroy_sheets(station, shelf.order({shelf.serials[1], shelf.serials[0]})).fault(),
               "借出"));
    CHECK(says(desk::destroy_sheets(station, shelf.order({shelf.serials[5]})).fault(), "打印室"));
    CHECK(shelf.office.sheet(1).holder == "archive");
    auto order = shelf.order({shelf.serials[1]});
    order.second = order.first;
    CHECK(desk::destroy_sheets(station, order).fault().kind == base::Trouble::usage);
    order.second = " ";
    CHECK(desk::destroy_sheets(station, order).fault().kind == base::Trouble::usage);
    sure(desk::set_retention(station, {"", "Y"}));
    CHECK(says(desk::destroy_sheets(station, shelf.order({shelf.serials[1]})).fault(), "永久"));
    CHECK(sure(store::destructions(station.store(), 10)).empty());
}

TEST_CASE(
    "after a purge no file of the store has a name or a number of anybody, and the ledger still holds") {
    Shelf shelf;
    auto station = shelf.office.station();
    auto const person = shelf.office.sheet(0).person;
    auto const photo = shelf.office.sheet(0).photo;
    sure(desk::ask_loan(station, {{shelf.serials[0]}, "借阅人周吴", "教务处", "核对"}));
    CHECK(holds(shelf.office.folder / "store", "11010519491231002X"));
    auto const dry = sure(desk::purge_campaign(station, {}));
    CHECK_FALSE(dry.done);
    CHECK(dry.plan.counts.at("person") == Office::people);
    CHECK(dry.plan.counts.at("file") == Office::people);
    CHECK(sure(desk::find_sheets(station, "欧阳", 5)).size() == 1);

    desk::PurgeOrder order{false, "监督人", ""};
    CHECK(says(desk::purge_campaign(station, order).fault(), "保管期限"));
    order.before_term = true;
    CHECK(desk::purge_campaign(station, order).fault().kind == base::Trouble::usage);
    order.reason = "演练";
    order.second = "tester";
    CHECK(desk::purge_campaign(station, order).fault().kind == base::Trouble::usage);
    order.second = "监督人";
    CHECK(sure(desk::purge_campaign(station, order)).done);

    for (auto const *gone : {"欧阳文静", "张三", "11010519491231002X", "借阅人周吴", "20220004"}) {
        CAPTURE(gone);
        CHECK_FALSE(holds(shelf.office.folder / "store", gone));
    }
    CHECK_FALSE(fs::exists(station.store().kept_path(photo)));
    CHECK(sure(desk::find_sheets(station, "欧阳", 5)).empty());
    CHECK(sure(desk::find_sheets(station, "oywj", 5)).empty());
    auto const view = sure(desk::view_sheet(station, shelf.serials[0]));
    CHECK(view.person.id == person);
    CHECK(view.person.name == store::purged_name);
    CHECK_FALSE(view.reference.empty());
    CHECK(sure(desk::check_fixity(station, {})).audit.bad == 0);
    CHECK(support::back_up(shelf.office, shelf.office.folder / "b.zip"));
    CHECK(sure(desk::purge_campaign(station, order)).again);
    Shelf::replay_is_equal(station);
}

TEST_CASE(
    "a campaign with a sheet on its way is not purged, and a purge that was killed is finished by the next") {
    Shelf shelf;
    auto station = shelf.office.station();
    auto const made = sure(desk::create_handover(station, "法学院", {}));
    desk::PurgeOrder const order{false, "监督人", "", true, "演练"};
    CHECK(desk::purge_campaign(station, order).fault().kind == base::Trouble::not_allowed);
    CHECK(sure(desk::find_sheets(station, "欧阳", 5)).size() == 1);
    sure(desk::withdraw_handover(station, made.id, "tester", "演练"));
    auto const file = station.store().kept_path(shelf.office.sheet(0).photo);
    fs::copy_file(file, shelf.office.folder / "photo");
    sure(desk::purge_campaign(station, order));
    fs::copy_file(shelf.office.folder / "photo", file); // as if it had been killed before
    sure(desk::purge_campaign(station, order));
    CHECK_FALSE(fs::exists(file));
    // The photos are gone, a list with names is left: it goes, too.
    auto const list = shelf.office.folder.file("store/documents/" + made.id + ".pdf", "names");
    CHECK(sure(desk::purge_campaign(station, order)).again);
    CHECK_FALSE(fs::exists(list));
}

TEST_CASE("a purge while somebody reads the store says what to stop, and the next one finishes it") {
    Shelf shelf;
    auto station = shelf.office.station();
    auto reader = shelf.office.station();
    reader.store().db().raw().exec("begin");
    static_cast<void>(reader.store().db().raw().execAndGet("select count(*) from person"));
    station.store().db().raw().exec("pragma busy_timeout = 100");
    desk::PurgeOrder const order{false, "监督人", "", true, "演练"};
    auto const held = desk::purge_campaign(station, order);
    REQUIRE_FALSE(held);
    CHECK(held.fault().kind == base::Trouble::busy);
    CHECK(says(held.fault(), "platen serve"));
    CHECK(holds(shelf.office.folder / "store", "11010519491231002X"));
    reader.store().db().raw().exec("rollback");
    CHECK(sure(desk::purge_campaign(station, order)).again);
    CHECK_FALSE(holds(shelf.office.folder / "store", "11010519491231002X"));
}
