// SPDX-License-Identifier: GPL-3.0-or-later
// A day on which things go wrong: nobody's photo lands on another, and nothing confirmed is lost.
#include "desk/asides.hpp"
#include "desk/fees.hpp"
#include "desk/photos.hpp"
#include "desk/shot_view.hpp"
#include "desk/tickets.hpp"
#include "store/ledger.hpp"
#include "support/capture_day.hpp"
#include "support/jump_clock.hpp"
#include "support/small_disk.hpp"
#include <algorithm>
#include <csignal>
#include <doctest/doctest.h>
#include <fstream>
#include <latch>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

namespace fs = std::filesystem;
using support::CaptureDay;
using support::sure;

namespace {

base::NoProgress quiet;

/// Each in a thread and with a station of its own, begun at one moment. \return how many went well
template <typename... Acts>
int at_once(CaptureDay const &day, Acts const &...acts) {
    std::atomic<int> well{0};
    {
        std::latch ready{sizeof...(acts)};
        std::vector<std::jthread> desks;
        (desks.emplace_back([&day, &ready, &well, &acts] {
            auto station = day.station();
            ready.arrive_and_wait();
            well += acts(station) ? 1 : 0;
        }),
         ...);
    }
    return well;
}

store::Photo photo_of(desk::Station &station, std::int64_t person) {
    return sure(store::photo_of(station.store(), person)).value();
}

void confirm(desk::Station &station, store::Shot const &shot) {
    sure(desk::confirm_shot(station, shot.id, {"screen", ""}));
}

bool is_whole(desk::Station &station) {
    return sure(store::differing_projections(station.store(), quiet)).empty();
}

std::int64_t events(desk::Station &station) {
    return sure(store::verify_ledger(station.store(), quiet)).events;
}

/// A day whose store lies on a disk that is filled up between two acts.
struct FullDisk {
    FullDisk() : disk{day.folder / "disk", 30'000} {
        fs::copy(day.folder / "store", disk.path() / "store", fs::copy_options::recursive);
    }
    [[nodiscard]] desk::Station station() const {
        return sure(desk::Station::open(disk.path() / "store", "", day.setting()));
    }
    /// The act fails while there is no room, records nothing and goes well once there is.
    template <typename Act>
    auto without_room(Act const &act) const {
        auto one = station();
        auto const before = events(one);
        std::ofstream{disk.path() / "filler"} << std::string(40'000'000, 'x');
        auto const full = act(one);
        REQUIRE_FALSE(full);
        CHECK(full.fault().kind == base::Trouble::storage);
        fs::remove(disk.path() / "filler");
        CHECK(events(one) == before);
        return sure(act(one));
    }

    CaptureDay day;
    support::SmallDisk disk;
};

} // namespace

TEST_CASE("on a full disk nothing is half recorded, and after room is made the same act succeeds") {
    FullDisk const full;
    auto const &day = full.day;
    store::Shot first;
    {
        auto station = full.station();
        first = day.shot(station, day.come(station, "20220001", "张*国 002X"));
        confirm(station, first);
    }
    auto const token = [&] {
        auto station = full.station();
        return sure(desk::swipe(station, day.code("20220002"), {})).token;
    }();
    auto const in = full.without_room([&](desk::Station &station) {
        return desk::bind_swipe(station, token, day.mask("欧**远 0014"), "20220002", {});
    });
    auto const taken = full.without_room([&](desk::Station &station) {
        return desk::take_shot(station, nullptr, {in.visit->id, support::portrait(2), "test", {}});
    });
    {
        auto station = full.station();
        day.look_over(station, *in.visit);
        for (auto const kind : sure(desk::unanswered(station, taken.shot))) {
            sure(desk::override_check(station, taken.shot.id, kind, "陈老师", "看过了"));
        }
        CHECK(sure(store::shots_of(station.store(), in.visit->id)).size() == 1);
    }
    auto const confirmed = full.without_room([&](desk::Station &station) {
        return desk::confirm_shot(station, taken.shot.id, {"screen", ""});
    });
    CHECK(confirmed.state == "confirmed");
    auto station = full.station();
    auto const exported = sure(desk::export_photos(station, day.folder / "out", "{学号}.jpg"));
    REQUIRE(exported.files == 2);
    for (auto const &photo : exported.photos) {
        auto const master = photo.person.student_no == "20220001" ? first.master : confirmed.master;
        CHECK(sure(base::read_file(exported.folder / photo.name, 1'000'000)) ==
              sure(station.store().kept(master)));
    }
    CHECK(is_whole(station));
}

TEST_CASE("a clock that jumps back by a day changes neither the order of numbers nor that of shots") {
    support::JumpClock const clock;
    CaptureDay const day{"S1", &clock};
    auto station = day.station();
    auto const a = day.come(station, "20220001", "张*国 002X");
    auto const early = day.shot(station, a, 1);
    clock.wait(std::chrono::hours{-24});
    auto const b = day.come(station, "20220002", "欧**远 0014");
    CHECK(b.number == a.number + 1);
    auto const late = day.shot(station, a, 2);
    auto const shots = sure(store::shots_of(station.store(), a.id));
    REQUIRE(shots.size() == 2);
    CHECK(shots[0].id == early.id);
    CHECK(sure(desk::best_shot(station, a.id))->id == late.id); // as good as the first, and later
    auto const one = sure(desk::take_fee(station, {"student", "", "", a.id, 1, "wechat"}));
    clock.wait(std::chrono::hours{-24});
    auto const two = sure(desk::take_fee(station, {"student", "", "", b.id, 1, "wechat"}));
    auto const payments = sure(store::payments(station.store(), station.campaign().id));
    CHECK(payments.at(0).id == one.id);
    CHECK(payments.at(1).id == two.id);
    confirm(station, late);
    confirm(station, day.shot(station, b, 3));
    CHECK(photo_of(station, a.person.value()).master == late.master);
    CHECK(photo_of(station, b.person.value()).master != late.master);
    CHECK_FALSE(sure(store::verify_ledger(station.store(), quiet)).trouble);
    CHECK(is_whole(station));
}

TEST_CASE("two desks that call one number at once: one of them has it") {
    CaptureDay const day{"S0"};
    auto station = day.station();
    for (int number = 1; number <= 5; ++number) {
        sure(desk::draw_ticket(station, fmt::format("{} 院", number), "", 1));
        auto const call = [&](desk::Station &here) { return desk::call_ticket(here, number); };
        CHECK(at_once(day, call, call, call) == 1);
    }
    CHECK(is_whole(station));
}

TEST_CASE("a shot that comes while another desk ends the visit is either before it or refused") {
    CaptureDay const day{"S1"};
    auto station = day.station();
    auto const visit = day.come(station, "20220001", "张*国 002X");
    auto const well = at_once(
        day,
        [&](desk::Station &here) {
            return desk::take_shot(here, nullptr, {visit.id, support::portrait(1), "test", {}});
        },
        [&](desk::Station &here) {
            std::this_thread::sleep_for(std::chrono::milliseconds{40});
            return desk::end_visit(here, visit.id, false, "走了");
        });
    auto const shots = sure(store::shots_of(station.store(), visit.id));
    CHECK(well == 1 + static_cast<int>(shots.size()));
    CHECK(sure(store::visit(station.store(), visit.id))->state == "left");
    CHECK(is_whole(station));
}

TEST_CASE("of two shots of one visit that are confirmed at once one is the photo") {
    CaptureDay const day{"S1"};
    auto station = day.station();
    auto const visit = day.come(station, "20220001", "张*国 002X");
    auto const one = day.shot(station, visit, 1), two = day.shot(station, visit, 2);
    auto const well = at_once(
        day,
        [&](desk::Station &here) {
            return desk::confirm_shot(here, one.id, {"screen", "重拍"});
        },
        [&](desk::Station &here) {
            return desk::confirm_shot(here, two.id, {"screen", "重拍"});
        });
    CHECK(well == 1);
    auto const shots = sure(store::shots_of(station.store(), visit.id));
    CHECK(std::ranges::count(shots, "confirmed", &store::Shot::state) == 1);
    auto const chosen = std::ranges::find(shots, "confirmed", &store::Shot::state);
    CHECK(photo_of(station, visit.person.value()).master == chosen->master);
}

TEST_CASE("a visit that is confirmed while the other desk refuses it is one of the two") {
    CaptureDay const day{"S1"};
    auto station = day.station();
    auto const visit = day.come(station, "20220001", "张*国 002X");
    auto const shot = day.shot(station, visit);
    auto const well = at_once(
        day,
        [&](desk::Station &here) {
            return desk::confirm_shot(here, shot.id, {"screen", ""});
        },
        [&](desk::Station &here) { return desk::end_visit(here, visit.id, true, "heavy-make-up"); });
    CHECK(well == 1);
    auto const confirmed = sure(store::visit(station.store(), visit.id))->state == "confirmed";
    CHECK(sure(store::photo_of(station.store(), visit.person.value())).has_value() == confirmed);
}

TEST_CASE("who pays at two desks at once pays once, and what is given back at once lets nobody be shot") {
    CaptureDay const day{"S3"};
    auto station = day.station();
    auto const first = sure(desk::swipe(station, day.code("a"), {}));
    auto const visit =
        sure(desk::bind_swipe(station, first.token, day.mask("张*国"), "20220001", {"student-card", ""}))
            .visit.value();
    auto const pay = [&](desk::Station &here) {
        return desk::take_fee(here, {"student", "", "", visit.id, 1, "scan"});
    };
    CHECK(at_once(day, pay, pay) == 1);
    auto const receipt = sure(store::payments(station.store(), station.campaign().id)).at(0);
    static_cast<void>(at_once(
        day,
        [&](desk::Station &here) {
            return desk::take_shot(here, nullptr, {visit.id, support::portrait(1), "test", {}});
        },
        [&](desk::Station &here) {
            std::this_thread::sleep_for(std::chrono::milliseconds{40});
            return desk::give_back(here, receipt.id, "重复收费");
        }));
    std::vector<std::string> kinds;
    for (auto const &event : sure(store::events_page(station.store(), {}, 0, 2))) { // the latest first
        kinds.push_back(event.kind);
    }
    CHECK(kinds.front() == "fee.returned"); // a shot came before it, or not at all
    CHECK_FALSE(desk::take_shot(station, nullptr, {visit.id, support::portrait(2), "test", {}}));
}

TEST_CASE("a picture that lies aside and is given to two people at once is one's") {
    CaptureDay const day{"S1"};
    auto station = day.station();
    auto const a = day.come(station, "20220001", "张*国 002X"),
               b = day.come(station, "20220002", "欧**远 0014");
    camera::Picture picture;
    picture.file = support::portrait(5);
    picture.name = "IMG_0001.JPG";
    auto const aside = sure(desk::keep_aside(station, picture, "test", "", {"没有人", "nobody"}));
    auto const to = [&](std::int64_t number) {
        return [&, number](desk::Station &here) { return desk::give_aside(here, nullptr, aside.id, number); };
    };
    CHECK(at_once(day, to(a.number), to(b.number)) == 1);
    auto const shots = sure(store::shots_of(station.store(), a.id)).size() +
                       sure(store::shots_of(station.store(), b.id)).size();
    CHECK(shots == 1);
    CHECK(sure(desk::asides(station)).empty());
    sure(desk::keep_aside(station, picture, "test", "", {"没有人", "nobody"})); // the folder brings it again
    CHECK_FALSE(desk::give_aside(station, nullptr, aside.id, a.number));
    CHECK_FALSE(desk::give_aside(station, nullptr, aside.id, b.number));
}

TEST_CASE("a photo that was confirmed for a code of nobody is theirs however the code is bound") {
    for (auto const *how : {"mask", "roster", "later"}) {
        CAPTURE(how);
        CaptureDay const day{"S1"};
        auto station = day.station();
        auto const code = sure(desk::swipe(station, day.code("a"), {})).token;
        auto const in = sure(desk::admit_unbound(station, code, day.mask("张*国 002X"), {}, {}));
        auto const shot = day.shot(station, *in.visit);
        confirm(station, shot);
        if (std::string{how} == "mask") {
            auto const again = sure(desk::bind_swipe(station, code, day.mask("张*国 002X"), "20220001", {}));
            CHECK(again.outcome == desk::SwipeOutcome::captured);
        } else if (std::string{how} == "roster") {
            auto change = sure(station.change());
            store::Selection who;
            who.student_no = "20220001";
            auto const people = sure(store::people(station.store(), station.campaign().id, who));
            sure(store::note_roster_code(change, code, people.at(0).id));
            sure(change.commit());
            sure(desk::swipe_token(station, code, {}));
        } else {
            sure(desk::bind_code(station, code, "20220001"));
        }
        auto const visit = sure(store::visit(station.store(), in.visit->id)).value();
        REQUIRE(visit.person);
        CHECK(photo_of(station, *visit.person).master == shot.master);
        CHECK(is_whole(station));
    }
}

TEST_CASE("a code that is somebody's makes no stranger of whoever shows it") {
    CaptureDay const day{"S1"};
    auto station = day.station();
    auto const visit = day.come(station, "20220001", "张*国 002X");
    sure(desk::end_visit(station, visit.id, false, ""));
    CHECK_FALSE(desk::admit_stranger(station, visit.token, {"李四", "", "", ""}, {}));
    CHECK_FALSE(desk::admit_stranger(station, "李四 13800000000", {"李四", "", "", ""}, {}));
    CHECK(sure(store::open_visits(station.store(), station.campaign().id)).empty());
}

TEST_CASE("who waits with a number of their own and one of an unknown code is told, not failed") {
    CaptureDay const day{"S1"};
    auto station = day.station();
    auto const code = sure(desk::swipe(station, day.code("a"), {})).token;
    sure(desk::admit_unbound(station, code, day.mask("张*国 002X"), {}, {}));
    sure(desk::admit_without_code(station, "20220001", "手机没电", {}));
    auto const bound = desk::bind_code(station, code, "20220001");
    REQUIRE_FALSE(bound);
    CHECK(bound.fault().kind == base::Trouble::not_allowed);
    CHECK(bound.fault().what.zh.find("另有拍摄序号 2") != std::string::npos);
}

TEST_CASE("killed at any moment of a confirmation, a visit and its photo say the same") {
    CaptureDay const day{"S1"};
    for (int moment = 0; moment < 12; ++moment) {
        CAPTURE(moment);
        auto const student_no = std::to_string(20221000 + moment);
        day.person(student_no, "赵云", "", "会计2203");
        store::Visit visit;
        std::string shot;
        {
            auto station = day.station();
            visit = day.come(station, student_no, "赵*");
            shot = day.shot(station, visit, static_cast<unsigned>(moment)).id;
        }
        auto const child = ::fork();
        if (child == 0) {
            auto station = day.station();
            ::_exit(desk::confirm_shot(station, shot, {"screen", ""}) ? 0 : 1);
        }
        std::this_thread::sleep_for(std::chrono::milliseconds{2 * moment});
        ::kill(child, SIGKILL);
        ::waitpid(child, nullptr, 0);
        auto station = day.station();
        auto const now = sure(store::visit(station.store(), visit.id)).value();
        auto const photo = sure(store::photo_of(station.store(), visit.person.value()));
        CHECK(photo.has_value() == (now.state == "confirmed"));
        if (!photo) {
            CHECK(now.state == "shot");
            sure(desk::confirm_shot(station, shot, {"screen", ""}));
        }
        CHECK(sure(station.store().kept(photo_of(station, *visit.person).master)).size() > 0);
    }
    auto station = day.station();
    CHECK_FALSE(sure(store::verify_ledger(station.store(), quiet)).trouble);
    CHECK(is_whole(station));
}
