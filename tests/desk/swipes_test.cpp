// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/files.hpp"
#include "store/ledger.hpp"
#include "support/capture_day.hpp"
#include <doctest/doctest.h>
#include <thread>

using desk::SwipeOutcome;
using support::CaptureDay;
using support::said;
using support::sure;

TEST_CASE("a first swipe asks whose the code is, and bound once it gives the number at once") {
    CaptureDay const day;
    auto station = day.station();
    auto const first = sure(desk::swipe(station, day.code("a"), {}));
    CHECK(first.outcome == SwipeOutcome::unknown);
    CHECK(first.said.zh.find("读到了") != std::string::npos);
    auto const meant = sure(desk::meant_by(station, day.mask("张*国 002X"), {}));
    REQUIRE(meant.size() == 2); // shown side by side
    auto const in = sure(desk::bind_swipe(station, first.token, day.mask("张*国 002X"), "20220004", {}));
    CHECK(in.outcome == SwipeOutcome::admitted);
    CHECK(in.visit->number == 1);
    CHECK(in.person->name == "张卫国");
    auto const again = sure(desk::swipe(station, day.code("a"), {}));
    CHECK(again.outcome == SwipeOutcome::waiting);
    CHECK(again.visit->number == 1);
    auto const other = day.come(station, "20220002", "欧**远 0014");
    CHECK(other.number == 2);
    CHECK(sure(store::open_visits(station.store(), station.campaign().id)).size() == 2);
}

TEST_CASE("what is no collection code is not taken for one") {
    CaptureDay const day;
    auto station = day.station();
    for (auto const *other : {"", "20220001", "KSCEVP-00003-H", "11010519491231002X"}) {
        CAPTURE(other);
        auto const answer = desk::swipe(station, other, {});
        REQUIRE_FALSE(answer);
        CHECK(said(answer.fault(), "不是采集码"));
    }
}

TEST_CASE("a code of somebody else's is refused, and so is a second code for one record") {
    CaptureDay const day;
    auto station = day.station();
    auto const first = sure(desk::swipe(station, day.code("a"), {}));
    auto const wrong = desk::bind_swipe(station, first.token, day.mask("王* 002X"), "20220001", {});
    REQUIRE_FALSE(wrong);
    CHECK(said(wrong.fault(), "对不上"));
    CHECK_FALSE(desk::bind_swipe(station, first.token, day.mask("张*国 0000"), "20220001", {}));
    sure(desk::bind_swipe(station, first.token, day.mask("张*国 002X"), "20220001", {}));
    auto const taken = desk::bind_swipe(station, first.token, day.mask("张*国 002X"), "20220004", {});
    REQUIRE_FALSE(taken);
    CHECK(said(taken.fault(), "另一个人"));
    auto const second = sure(desk::swipe(station, day.code("b"), {}));
    auto const two = desk::bind_swipe(station, second.token, day.mask("张*国 002X"), "20220001", {});
    REQUIRE_FALSE(two);
    CHECK(said(two.fault(), "两个学籍"));
    CHECK_FALSE(desk::bind_swipe(station, "", day.mask("张*国"), "20220001", {}));
}

TEST_CASE("the roster's column of codes binds without a question") {
    CaptureDay const day;
    auto station = day.station();
    {
        auto change = sure(station.change());
        auto const key = sure(store::code_key(change));
        auto const people = sure(store::people(station.store(), station.campaign().id, {}));
        sure(store::note_roster_code(change, code::token_of(day.code("a"), key), people.at(1).id));
        sure(change.commit());
    }
    auto const in = sure(desk::swipe(station, day.code("a"), {}));
    CHECK(in.outcome == SwipeOutcome::admitted);
    CHECK(in.person->student_no == "20220002");
}

TEST_CASE("a captured person who swipes again is told so at once, with the rule it comes from") {
    CaptureDay const day;
    auto station = day.station();
    auto const visit = day.come(station, "20220001", "张*国 002X");
    auto const shot = day.shot(station, visit);
    sure(desk::confirm_shot(station, shot.id, {"screen", ""}));
    auto const again = sure(desk::swipe(station, day.code("20220001"), {}));
    CHECK(again.outcome == SwipeOutcome::captured);
    CHECK(again.said.zh.find("S1-18") != std::string::npos);
    CHECK(again.visit->number == 1);
    auto const with_reason = sure(desk::swipe(station, day.code("20220001"), {"", "照片模糊"}));
    CHECK(with_reason.outcome == SwipeOutcome::admitted);
    CHECK(with_reason.visit->number == 2);
}

TEST_CASE("where a second proof of identity is wanted there is no number without it") {
    CaptureDay const day{"S3"};
    auto station = day.station();
    auto const first = sure(desk::swipe(station, day.code("a"), {}));
    auto const asked = sure(desk::bind_swipe(station, first.token, day.mask("张*国"), "20220001", {}));
    CHECK(asked.outcome == SwipeOutcome::proof_wanted);
    CHECK(asked.said.zh.find("学生证") != std::string::npos);
    CHECK_FALSE(asked.visit);
    auto const wrong = sure(desk::swipe(station, day.code("a"), {"id-card", ""}));
    CHECK(wrong.outcome == SwipeOutcome::proof_wanted);
    auto const in = sure(desk::swipe(station, day.code("a"), {"student-card", ""}));
    CHECK(in.outcome == SwipeOutcome::admitted);
    CHECK(in.visit->proof == "student-card");
}

TEST_CASE("without a roster a code gets a number for itself, and the photo is found again when it is bound") {
    CaptureDay const day;
    auto station = day.station();
    auto const first = sure(desk::swipe(station, day.code("a"), {}));
    store::Selection of;
    of.class_name = "会计2201";
    auto const in = sure(desk::admit_unbound(station, first.token, day.mask("张*国 002X"), of, {}));
    CHECK(in.outcome == SwipeOutcome::admitted);
    CHECK_FALSE(in.person);
    CHECK(sure(desk::swipe(station, day.code("a"), {})).outcome == SwipeOutcome::waiting);
    auto const shot = day.shot(station, *in.visit);
    sure(desk::confirm_shot(station, shot.id, {"screen", ""}));
    CHECK(sure(desk::swipe(station, day.code("a"), {})).outcome == SwipeOutcome::captured);

    auto const open = sure(desk::unbound(station));
    REQUIRE(open.size() == 1);
    CHECK(open[0].candidates.size() == 2); // nobody guesses which
    CHECK_FALSE(desk::bind_code(station, first.token, "20220002"));
    auto const person = sure(desk::bind_code(station, first.token, "20220004"));
    auto const photo = sure(store::photo_of(station.store(), person.id));
    REQUIRE(photo);
    CHECK(photo->master == shot.master);
    CHECK(sure(desk::unbound(station)).empty());
    CHECK_FALSE(desk::bind_code(station, first.token, "20220001"));
}

TEST_CASE("whoever is on no roster is taken in by name, and whoever has no code with a reason") {
    CaptureDay const day;
    auto station = day.station();
    CHECK_FALSE(desk::admit_stranger(station, "", {" ", "", "", ""}, {}));
    auto const in = sure(desk::admit_stranger(station, "", {"古丽", "法学院", "法学2201", "20210077"}, {}));
    CHECK(in.outcome == SwipeOutcome::admitted);
    CHECK(sure(store::stranger(station.store(), in.visit->id))->name == "古丽");
    CHECK_FALSE(desk::admit_without_code(station, "20220001", " ", {}));
    CHECK_FALSE(desk::admit_without_code(station, "20229999", "手机没电", {}));
    auto const known = sure(desk::admit_without_code(station, "20220001", "手机没电", {}));
    CHECK(known.visit->number == 2);
}

TEST_CASE("no event, no log and no table holds what a collection code says, or anybody's name") {
    CaptureDay const day;
    {
        auto station = day.station();
        static_cast<void>(day.come(station, "20220001", "张*国 002X"));
        sure(desk::admit_stranger(station, "", {"古丽", "", "", ""}, {}));
        for (auto const &event : sure(store::events_page(station.store(), {}, 0, 1000))) {
            CHECK(event.body.find("cjm") == std::string::npos);
            CHECK(event.body.find("古丽") == std::string::npos);
            CHECK(event.body.find("张") == std::string::npos);
            CHECK(event.body.find("002X") == std::string::npos);
        }
    }
    for (auto const &entry : std::filesystem::recursive_directory_iterator{day.folder.path()}) {
        if (entry.is_regular_file()) {
            CAPTURE(entry.path());
            auto const bytes = sure(base::read_file(entry.path(), 100'000'000));
            CHECK(base::as_text(bytes).find("q9ZkX0cG8h") == std::string::npos);
        }
    }
}

TEST_CASE("two desks that swipe one code at once give one number") {
    CaptureDay const day;
    {
        auto station = day.station();
        auto const first = sure(desk::swipe(station, day.code("a"), {}));
        sure(desk::bind_swipe(station, first.token, day.mask("张*国 002X"), "20220001", {}));
        sure(desk::end_visit(station, sure(desk::at_camera(station, 1)).id, false, ""));
    }
    std::vector<std::int64_t> numbers(4);
    {
        std::vector<std::jthread> desks;
        for (auto &number : numbers) {
            desks.emplace_back([&day, &number] {
                auto station = day.station();
                auto const in = desk::swipe(station, day.code("a"), {});
                number = in && in->visit ? in->visit->number : -1;
            });
        }
    }
    CHECK(numbers == std::vector<std::int64_t>{2, 2, 2, 2});
}
