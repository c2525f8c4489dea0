// SPDX-License-Identifier: GPL-3.0-or-later
#include "desk/moves.hpp"
#include "desk/retention.hpp"
#include "desk/sheet_view.hpp"
#include "support/archive.hpp"
#include <algorithm>

using support::Archive;
using support::order_in;
using support::sure;
using support::why;

namespace {

/// A box that takes sheets of several units.
void make_mixed(desk::Station &station, std::string const &name) {
    desk::BoxOrder order{name};
    order.mixed = true;
    sure(desk::make_box(station, order));
}

/// One volume of a class, and no number twice.
void is_orderly(desk::Station &station, std::string const &box) {
    std::set<std::int64_t> numbers, classes;
    for (auto const &one : sure(store::volumes(station.store(), box))) {
        CAPTURE(one.id);
        CHECK(numbers.insert(one.number).second);
        CHECK(classes.insert(one.class_id).second);
    }
}

std::string volume_of(desk::Station &station, std::string const &serial) {
    return sure(store::item(station.store(), serial))->volume;
}

} // namespace

TEST_CASE("moving keeps the 档号, and takes along what lies in the box") {
    Archive const archive;
    auto station = archive.office.station();
    auto const shelved = sure(desk::move_filed(station, {.boxes = {"B01"}, .shelf = "3-2-1"}));
    CHECK(shelved.boxes == 1);
    CHECK(sure(desk::find_box(station, "B01")).shelf == "3-2-1");
    auto const act = [&] {
        sure(desk::make_box(station, {"B02"}));
        return sure(desk::move_filed(station, {.serials = {archive.serials[1]}, .box = "B02"}));
    }();
    auto const item = sure(store::item(station.store(), archive.serials[1]));
    CHECK(item->box == "B02");
    CHECK(item->reference == archive.items[1].reference);
    CHECK(archive.office.sheet(1).place == "B02");
    auto const history = sure(desk::view_sheet(station, archive.serials[1])).history;
    CHECK(std::ranges::any_of(history,
                              [&](auto const &m) { return m.note.zh.find(act.id) != std::string::npos; }));
    // Numbers of the box that it left go on where they were.
    auto const next = sure(desk::file_sheets(station, {.box = "M02", .serials = {archive.serials[3]}}));
    CHECK(next[0].number == 1);
    archive.replay_is_equal();
}

TEST_CASE("a wrong bulk move is taken back as one act") {
    Archive const archive;
    auto station = archive.office.station();
    sure(desk::make_box(station, {"B02"}));
    auto const wrong = sure(desk::move_filed(station, {.boxes = {"B01"}, .box = "B02"}));
    CHECK(wrong.volumes == 1);
    CHECK(order_in(station, "B01").empty());
    CHECK(order_in(station, "B02").size() == 3);
    auto const undone = sure(desk::undo_act(station, wrong.id, "孙老师"));
    CHECK(undone.undoes == wrong.id);
    CHECK(order_in(station, "B01").size() == 3);
    CHECK(archive.office.sheet(0).place == "B01");
    auto const again = desk::undo_act(station, wrong.id, "孙老师");
    REQUIRE_FALSE(again);
    CHECK(why(again.fault()).find(undone.id) != std::string::npos);
    archive.replay_is_equal();
}

TEST_CASE("a move is not taken back once something of it was moved again") {
    Archive const archive;
    auto station = archive.office.station();
    sure(desk::make_box(station, {"B02"}));
    sure(desk::make_box(station, {"B03"}));
    auto const first = sure(desk::move_filed(station, {.boxes = {"B01"}, .box = "B02"}));
    auto const second = sure(desk::move_filed(station, {.serials = {archive.serials[2]}, .box = "B03"}));
    auto const refused = desk::undo_act(station, first.id, "");
    REQUIRE_FALSE(refused);
    CHECK(why(refused.fault()).find(archive.serials[2]) != std::string::npos);
    CHECK(order_in(station, "B02").size() == 2);
    sure(desk::undo_act(station, second.id, ""));
    archive.replay_is_equal();
}

TEST_CASE("a move that moves nothing, or does not say whereto, is refused") {
    Archive const archive;
    auto station = archive.office.station();
    CHECK_FALSE(desk::move_filed(station, {.serials = {archive.serials[0]}, .box = "B01"}));
    CHECK_FALSE(desk::move_filed(station, {.boxes = {"B01"}}));
    CHECK_FALSE(desk::move_filed(station, {.serials = {archive.serials[0]}, .shelf = "1-1"}));
    CHECK_FALSE(desk::move_filed(station, {.serials = {archive.serials[3]}, .box = "B01"})); // never filed
    CHECK_FALSE(desk::move_filed(station, {.box = "B01"}));
    CHECK_FALSE(desk::undo_act(station, "A-NIX-1", ""));
}

TEST_CASE("moves are taken back in order, the last first") {
    Archive const archive;
    auto station = archive.office.station();
    sure(desk::make_box(station, {"B02"}));
    sure(desk::make_box(station, {"B03"}));
    auto const volume = volume_of(station, archive.serials[0]);
    auto const first = sure(desk::move_filed(station, {.volumes = {volume}, .box = "B02"}));
    auto const second = sure(desk::move_filed(station, {.volumes = {volume}, .box = "B03"}));
    CHECK_FALSE(desk::undo_act(station, first.id, ""));
    auto const undone = sure(desk::undo_act(station, second.id, ""));
    auto const again = desk::undo_act(station, undone.id, "");
    REQUIRE_FALSE(again);
    CHECK(why(again.fault()).find("本身就是撤销") != std::string::npos);
    sure(desk::undo_act(station, first.id, ""));
    CHECK(order_in(station, "B01").size() == 3);
    // The same of boxes and their shelves.
    auto const left = sure(desk::move_filed(station, {.boxes = {"B01", "B02"}, .shelf = "1-1"}));
    auto const right = sure(desk::move_filed(station, {.boxes = {"B02"}, .shelf = "1-2"}));
    auto const refused = desk::undo_act(station, left.id, "");
    REQUIRE_FALSE(refused);
    CHECK(why(refused.fault()).find("B02") != std::string::npos);
    sure(desk::undo_act(station, right.id, ""));
    sure(desk::undo_act(station, left.id, ""));
    CHECK(sure(desk::find_box(station, "B02")).shelf.empty());
    archive.replay_is_equal();
}

TEST_CASE("what joined a moved volume stands in the way of taking the move back") {
    Archive const archive;
    auto station = archive.office.station();
    sure(desk::file_sheets(station, "B04", {archive.serials[3]}));
    sure(desk::make_box(station, {"B02"}));
    auto const volume = volume_of(station, archive.serials[3]);
    auto const moved = sure(desk::move_filed(station, {.volumes = {volume}, .box = "B02"}));
    sure(desk::file_sheets(station, "B02", {archive.serials[4]}));
    auto const refused = desk::undo_act(station, moved.id, "");
    REQUIRE_FALSE(refused);
    CHECK(why(refused.fault()).find(archive.serials[4]) != std::string::npos);
}

TEST_CASE("nothing is taken back into a box that is closed or retired") {
    Archive const archive;
    auto station = archive.office.station();
    sure(desk::make_box(station, {"B02"}));
    auto const moved = sure(desk::move_filed(station, {.boxes = {"B01"}, .box = "B02"}));
    sure(desk::close_box(station, "B01"));
    auto const closed = desk::undo_act(station, moved.id, "");
    REQUIRE_FALSE(closed);
    CHECK(why(closed.fault()).find("先启封") != std::string::npos);
    sure(desk::reopen_box(station, "B01"));
    sure(desk::retire_box(station, "B01"));
    auto const retired = desk::undo_act(station, moved.id, "");
    REQUIRE_FALSE(retired);
    CHECK(why(retired.fault()).find("已注销") != std::string::npos);
    CHECK(order_in(station, "B02").size() == 3);
    archive.replay_is_equal();
}

TEST_CASE("taking a move back never gives a box two volumes of a class or of a number") {
    Archive const archive;
    auto station = archive.office.station();
    make_mixed(station, "M01");
    make_mixed(station, "M02");
    sure(desk::file_sheets(station, "M01", {archive.serials[3]}));
    auto const volume = volume_of(station, archive.serials[3]);
    auto const moved = sure(desk::move_filed(station, {.volumes = {volume}, .box = "M02"}));
    // Another class takes the number that became free: the volume comes back with the next.
    sure(desk::move_filed(station, {.boxes = {"B01"}, .box = "M01"}));
    sure(desk::undo_act(station, moved.id, ""));
    CHECK(sure(store::volume(station.store(), volume))->number == 2);
    is_orderly(station, "M01");
    // Of its own class there is one by now: it is for people to join them.
    auto const away = sure(desk::move_filed(station, {.volumes = {volume}, .box = "M02"}));
    sure(desk::file_sheets(station, "M01", {archive.serials[4]}));
    auto const refused = desk::undo_act(station, away.id, "");
    REQUIRE_FALSE(refused);
    CHECK(why(refused.fault()).find(volume) != std::string::npos);
    sure(desk::move_filed(station, {.volumes = {volume}, .box = "M01"}));
    CHECK(order_in(station, "M01").size() == 5);
    is_orderly(station, "M01");
    archive.replay_is_equal();
}

TEST_CASE("a single sheet is not taken back into a volume that stands in another box by now") {
    Archive const archive;
    auto station = archive.office.station();
    sure(desk::make_box(station, {"B02"}));
    sure(desk::make_box(station, {"B03"}));
    auto const single = sure(desk::move_filed(station, {.serials = {archive.serials[0]}, .box = "B02"}));
    auto const volume = volume_of(station, archive.serials[1]);
    auto const whole = sure(desk::move_filed(station, {.volumes = {volume}, .box = "B03"}));
    auto const refused = desk::undo_act(station, single.id, "");
    REQUIRE_FALSE(refused);
    CHECK(why(refused.fault()).find("B03") != std::string::npos);
    sure(desk::undo_act(station, whole.id, ""));
    sure(desk::undo_act(station, single.id, ""));
    CHECK(order_in(station, "B01").size() == 3);
    archive.replay_is_equal();
}

TEST_CASE("one move joins what is of one class, whatever is named and however often") {
    Archive const archive;
    auto station = archive.office.station();
    make_mixed(station, "M01");
    make_mixed(station, "M02");
    make_mixed(station, "M03");
    sure(desk::move_filed(station, {.serials = {archive.serials[0]}, .box = "M01"}));
    sure(desk::file_sheets(station, "M01", {archive.serials[3]}));
    sure(desk::move_filed(station, {.serials = {archive.serials[1]}, .box = "M02"}));
    sure(desk::file_sheets(station, "M02", {archive.serials[4]}));
    auto const act = sure(desk::move_filed(
        station, {.boxes = {"M01", "M02"},
                  .volumes = {volume_of(station, archive.serials[0]), volume_of(station, archive.serials[0])},
                  .serials = {archive.serials[0], archive.serials[2], archive.serials[2]},
                  .box = "M03"}));
    is_orderly(station, "M03");
    CHECK(sure(store::volumes(station.store(), "M03")).size() == 2);
    CHECK(order_in(station, "M03").size() == 5);
    CHECK(act.volumes == 2);
    CHECK(act.items == 3);
    archive.replay_is_equal();
    sure(desk::undo_act(station, act.id, ""));
    CHECK(order_in(station, "M01").size() == 2);
    CHECK(order_in(station, "M02").size() == 2);
    CHECK(order_in(station, "B01").size() == 1);
    is_orderly(station, "M01");
    is_orderly(station, "M02");
    archive.replay_is_equal();
}

TEST_CASE("volumes that are opened and volumes that are moved in one act get different numbers") {
    Archive const archive;
    auto station = archive.office.station();
    make_mixed(station, "M01");
    sure(desk::file_sheets(station, "B04", {archive.serials[3], archive.serials[4]}));
    sure(desk::move_filed(station, {.volumes = {volume_of(station, archive.serials[0])},
                                    .serials = {archive.serials[3]},
                                    .box = "M01"}));
    is_orderly(station, "M01");
    CHECK(sure(store::volumes(station.store(), "M01")).size() == 2);
}

TEST_CASE("an empty box becomes that of what is moved into it, and one move does not mix units") {
    Archive const archive;
    auto station = archive.office.station();
    sure(desk::file_sheets(station, "B04", {archive.serials[3]}));
    sure(desk::make_box(station, {"B02"}));
    auto const mixed = desk::move_filed(station, {.boxes = {"B01", "B04"}, .box = "B02"});
    REQUIRE_FALSE(mixed);
    CHECK(why(mixed.fault()).find("财经学院") != std::string::npos);
    CHECK(order_in(station, "B02").empty());
    sure(desk::move_filed(station, {.boxes = {"B01"}, .box = "B02"}));
    CHECK(sure(desk::find_box(station, "B02")).year == 2026);
    CHECK(sure(desk::find_box(station, "B02")).unit_name == "财经学院");
    CHECK_FALSE(desk::file_sheets(station, "B02", {archive.serials[4]}));
    desk::RetentionOrder term{.code = "D10"};
    term.volume = volume_of(station, archive.serials[0]);
    CHECK(sure(desk::set_retention(station, term)).code == "D10");
    archive.replay_is_equal();
}
