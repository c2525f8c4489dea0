// SPDX-License-Identifier: GPL-3.0-or-later
// Whose a picture is: of whoever stood at the camera when it was shot.
#include "camera/hot_folder.hpp"
#include "desk/camera_desk.hpp"
#include "support/capture_day.hpp"
#include "support/jump_clock.hpp"
#include <doctest/doctest.h>
#include <fstream>
#include <thread>

using namespace std::chrono_literals;
using support::sure;

namespace {

/// Two people with a number, and a camera whose pictures have the moments that a test gives them.
struct Bench {
    explicit Bench(base::Clock const *clock = nullptr) : day{"S1", clock}, station{day.station()} {
        a = day.come(station, "20220001", "张*国 002X");
        b = day.come(station, "20220002", "欧**远 0014");
    }

    /// At so many milliseconds of the day, by the clock that never jumps.
    [[nodiscard]] static camera::Moment at(int ms) {
        return camera::Moment{1h + std::chrono::milliseconds{ms}};
    }
    [[nodiscard]] camera::Picture picture(int appeared, int not_before = -1, unsigned seed = 1) const {
        return {support::portrait(seed),
                "IMG_0001.JPG",
                at(appeared),
                at(not_before < 0 ? appeared : not_before),
                day.setting().clock.now(),
                std::nullopt};
    }
    desk::CameraDesk::Arrived take(camera::Picture const &picture) {
        return sure(desk.take(station, nullptr, picture, "EOS 850D 0123"));
    }
    [[nodiscard]] std::size_t kept_aside() { return sure(desk::asides(station)).size(); }

    support::CaptureDay day;
    desk::Station station;
    store::Visit a, b;
    desk::CameraDesk desk;
};

} // namespace

TEST_CASE("a picture shot while one stood there and downloaded when another stands is the first one's") {
    Bench bench;
    bench.desk.stand(bench.a.id, Bench::at(0));
    bench.desk.stand(bench.b.id, Bench::at(10'000));
    auto const late = bench.take(bench.picture(9'999));
    REQUIRE(late.shot);
    CHECK(late.shot->shot.visit == bench.a.id);
    auto const next = bench.take(bench.picture(10'001, -1, 2));
    REQUIRE(next.shot);
    CHECK(next.shot->shot.visit == bench.b.id);
    CHECK(bench.desk.standing() == bench.b.id);
    CHECK(bench.kept_aside() == 0);
}

TEST_CASE("a picture shot while nobody stood there is kept aside and never the next person's") {
    Bench bench;
    CHECK(bench.take(bench.picture(0)).aside);
    bench.desk.stand(bench.a.id, Bench::at(1'000));
    bench.desk.away(Bench::at(2'000));
    auto const between = bench.picture(3'000, -1, 2);
    bench.desk.stand(bench.b.id, Bench::at(4'000));
    auto const arrived = bench.take(between);
    CHECK_FALSE(arrived.shot);
    REQUIRE(arrived.aside);
    CHECK(arrived.aside->reason.en == "nobody stood at the camera when it was shot");
    auto const aside = sure(desk::asides(bench.station));
    REQUIRE(aside.size() == 2);
    CHECK(aside[1].camera == "EOS 850D 0123");
    CHECK(aside[1].name == "IMG_0001.JPG");
    CHECK(aside[1].visit.empty());
    CHECK(sure(desk::aside_file(bench.station, aside[1].id)) == between.file);
}

TEST_CASE("a picture that may be of either of two is nobody's") {
    Bench bench;
    bench.desk.stand(bench.a.id, Bench::at(0));
    bench.desk.stand(bench.b.id, Bench::at(10'000));
    CHECK(bench.desk.whose(bench.picture(10'500, 9'000)).doubt.en.find("not certain") != std::string::npos);
    CHECK(bench.desk.whose(bench.picture(9'500, 9'000)).visit == bench.a.id);
    CHECK(bench.desk.whose(bench.picture(10'500, 10'100)).visit == bench.b.id);
    bench.desk.stand(bench.b.id, Bench::at(11'000)); // the same once more is no change
    CHECK(bench.desk.whose(bench.picture(11'500, 10'500)).visit == bench.b.id);
}

TEST_CASE("a picture that another program brings late is not the next person's either") {
    desk::CameraDesk slow{2s};
    Bench const bench;
    slow.stand("A", Bench::at(0));
    slow.stand("B", Bench::at(10'000));
    CHECK_FALSE(slow.whose(bench.picture(11'000)).visit);
    CHECK(slow.whose(bench.picture(12'500)).visit == "B");
    CHECK(slow.whose(bench.picture(9'000)).visit == "A");
}

TEST_CASE("a wall clock that jumps back mixes nobody up") {
    support::JumpClock clock;
    Bench bench{&clock};
    bench.desk.stand(bench.a.id, Bench::at(0));
    auto const first = bench.picture(5'000);
    clock.wait(-1h);
    bench.desk.stand(bench.b.id, Bench::at(10'000));
    auto const second = bench.picture(12'000, -1, 2);
    REQUIRE(second.seen_at < first.seen_at);
    CHECK(bench.take(second).shot->shot.visit == bench.b.id);
    CHECK(bench.take(first).shot->shot.visit == bench.a.id);
}

TEST_CASE("a picture of a visit that is over, or one that cannot be used, is kept aside with the reason") {
    Bench bench;
    bench.desk.stand(bench.a.id, Bench::at(0));
    sure(desk::end_visit(bench.station, bench.a.id, false, "走了"));
    auto const over = bench.take(bench.picture(1'000));
    REQUIRE(over.aside);
    CHECK(over.aside->visit == bench.a.id);
    CHECK(over.aside->reason.en.find("no more shots") != std::string::npos);
    bench.desk.stand(bench.b.id, Bench::at(2'000));
    auto broken = bench.picture(3'000);
    broken.file.resize(200);
    CHECK(bench.take(broken).aside);
    CHECK(bench.kept_aside() == 2);
}

TEST_CASE("what lies aside becomes a shot only when somebody says whose it is") {
    Bench bench;
    auto const aside = bench.take(bench.picture(0)).aside;
    REQUIRE(aside);
    CHECK(desk::give_aside(bench.station, nullptr, aside->id, 99).fault().kind == base::Trouble::not_found);
    CHECK(desk::give_aside(bench.station, nullptr, "../platen.db", 1).fault().kind ==
          base::Trouble::not_found);
    CHECK(bench.kept_aside() == 1);
    auto const given = sure(desk::give_aside(bench.station, nullptr, aside->id, bench.b.number));
    CHECK(given.shot.visit == bench.b.id);
    CHECK(bench.kept_aside() == 0);
    auto const again = desk::give_aside(bench.station, nullptr, aside->id, bench.b.number);
    CHECK(again.fault().kind == base::Trouble::not_found);
}

TEST_CASE("a file that begins while one stands there and is whole when another does is the first one's") {
    Bench bench;
    support::TempFolder const folder;
    auto const here = sure(camera::open_folder(folder.path(), {100ms, 5s, 30ms}));
    auto const jpeg = support::portrait(7);
    auto const text = base::as_text(jpeg);
    bench.desk.stand(bench.a.id);
    std::this_thread::sleep_for(100ms);
    auto const path = folder.file("a.jpg", text.substr(0, 9'000));
    std::this_thread::sleep_for(150ms);
    bench.desk.stand(bench.b.id);
    std::ofstream{path, std::ios::app | std::ios::binary} << text.substr(9'000);
    auto const came = sure(here->wait(5s));
    REQUIRE(came);
    auto const arrived = bench.take(*came);
    REQUIRE(arrived.shot);
    CHECK(arrived.shot->shot.visit == bench.a.id);
}
