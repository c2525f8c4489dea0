// SPDX-License-Identifier: GPL-3.0-or-later
// Unmodified libgphoto2 against an emulated camera on a made-up bus.
#include "camera/tethered.hpp"
#include "emulator/camera.hpp"
#include "emulator/fake_bus.hpp"
#include "support/portrait.hpp"
#include <algorithm>
#include <doctest/doctest.h>
#include <thread>

using namespace std::chrono_literals;

namespace {

/// A camera on a bus of its own.
struct Bench {
    explicit Bench(emulator::CameraOptions options = with_pictures())
        : model{std::move(options), clock}, bus{std::move(*emulator::FakeBus::create(clock))} {
        bus->add(model);
    }

    static emulator::CameraOptions with_pictures() {
        emulator::CameraOptions options;
        options.model = "EOS 850D";
        options.serial = "0123";
        options.pictures = {support::portrait(1), support::portrait(2)};
        return options;
    }

    void open(std::string const &which = "") {
        auto opened = camera::open_tethered(which, {1s});
        CAPTURE((opened ? "" : opened.fault().what.en));
        REQUIRE(opened);
        here = std::move(*opened);
    }
    [[nodiscard]] std::optional<camera::Picture> next(std::chrono::milliseconds patience = 5s) const {
        auto came = here->wait(patience);
        CAPTURE((came ? "" : came.fault().what.en));
        REQUIRE(came);
        return std::move(*came);
    }
    void add_another(std::string const &serial) {
        auto options = with_pictures();
        options.serial = serial;
        others.push_back(std::make_unique<emulator::Camera>(options, clock));
        bus->add(*others.back());
    }
    [[nodiscard]] bool quiet() const { return !next(600ms).has_value(); }

    base::SystemClock clock;
    emulator::Camera model;
    std::vector<std::unique_ptr<emulator::Camera>> others;
    std::unique_ptr<emulator::FakeBus> bus; ///< goes before its cameras
    std::unique_ptr<camera::Camera> here;   ///< goes before the bus
};

} // namespace

TEST_CASE("a camera on USB is listed, opened and says who it is") {
    Bench bench;
    auto const found = camera::list();
    REQUIRE(found);
    REQUIRE(found->size() == 1);
    CHECK(found->front().uri == "camera:USB PTP Class Camera?serial=0123");
    CHECK(found->front().port == "usb:" + std::string{bench.bus->address(bench.model)}.replace(3, 1, ","));
    for (auto const &which :
         {std::string{}, found->front().uri.substr(7), found->front().port, found->front().model}) {
        CAPTURE(which);
        bench.open(which);
        CHECK(bench.here->name() == "EOS 850D 0123");
        CHECK(bench.model.in_session());
        bench.here.reset();
        CHECK_FALSE(bench.model.in_session());
    }
    CHECK(camera::open("camera:usb:009,009").fault().kind == base::Trouble::not_found);
}

TEST_CASE("the shutter is released, and the picture comes as the camera made it and stays on its card") {
    Bench bench;
    bench.open();
    for (unsigned seed = 1; seed <= 2; ++seed) {
        auto const before = std::chrono::steady_clock::now();
        auto const released = bench.here->shoot();
        CAPTURE((released ? "" : released.fault().what.en));
        REQUIRE(released);
        auto const picture = bench.next();
        REQUIRE(picture);
        CHECK(picture->file == support::portrait(seed));
        CHECK(picture->appeared > before);
        CHECK(picture->not_before <= picture->appeared);
    }
    CHECK(bench.quiet());
    CHECK(bench.model.kept() == 2);
}

TEST_CASE("the photographer's own presses come in order, once each, though nobody waited for them") {
    Bench bench;
    bench.open();
    auto const before = std::chrono::steady_clock::now();
    for (unsigned seed = 3; seed <= 5; ++seed) {
        bench.model.press_shutter(support::portrait(seed));
    }
    std::this_thread::sleep_for(500ms);
    auto const after = std::chrono::steady_clock::now();
    for (unsigned seed = 3; seed <= 5; ++seed) {
        auto const picture = bench.next();
        REQUIRE(picture);
        CHECK(picture->file == support::portrait(seed));
        CHECK(picture->appeared > before);
        CHECK(picture->appeared < after);
    }
    CHECK(bench.quiet());
}

TEST_CASE("a raw file beside the picture is said and not fetched") {
    Bench bench;
    bench.open();
    bench.model.press_shutter(base::Bytes(100'000, 1), "CR2");
    bench.model.press_shutter(support::portrait(1));
    auto const raw = bench.here->wait(5s);
    REQUIRE_FALSE(raw);
    CHECK(raw.fault().kind == base::Trouble::bad_input);
    CHECK(raw.fault().what.en == "the camera took IMG_0001.CR2, which is no JPEG and is not fetched");
    CHECK(bench.next()->name == "IMG_0002.JPG");
    CHECK(bench.model.given() == 1);
}

TEST_CASE("the camera's clock is compared with ours, and the picture says what it showed") {
    auto options = Bench::with_pictures();
    options.clock_ahead = 3600s;
    Bench bench{options};
    bench.open();
    auto const ahead = bench.here->clock_ahead();
    REQUIRE(ahead);
    REQUIRE(ahead->has_value());
    CHECK(std::abs((**ahead - 3600s).count()) <= 2);
    bench.model.press_shutter(support::portrait(1));
    auto const picture = bench.next();
    REQUIRE(picture);
    REQUIRE(picture->taken_at);
    CHECK(*picture->taken_at - picture->seen_at > 3590s);
}

TEST_CASE("a camera without a clock, live view or shutter says so") {
    emulator::CameraOptions options;
    options.has_clock = false;
    Bench bench{options};
    bench.open();
    CHECK_FALSE(bench.here->clock_ahead()->has_value());
    CHECK_FALSE(bench.here->live_view()->has_value());
    auto const released = bench.here->shoot();
    REQUIRE_FALSE(released);
    CHECK(released.fault().kind == base::Trouble::not_allowed);
}

TEST_CASE("a camera that is pulled out while a picture comes over is a device fault, and opens again") {
    Bench bench;
    bench.open();
    auto const uri = camera::list()->front().uri;
    bench.model.press_shutter(support::portrait(1));
    CHECK(bench.next());
    bench.model.arm({emulator::CameraFault::Kind::unplug, 10'000});
    bench.model.press_shutter(support::portrait(2));
    auto const gone = bench.here->wait(5s);
    REQUIRE_FALSE(gone);
    CHECK(gone.fault().kind == base::Trouble::device);
    CHECK(gone.fault().what.en ==
          "the camera was disconnected while IMG_0002.JPG was fetched; the picture is still on the camera");
    CHECK(bench.here->lost());
    CHECK(bench.here->shoot().fault().kind == base::Trouble::device);
    CHECK(bench.here->wait(5s).fault().kind == base::Trouble::device);
    bench.bus->settle();
    CHECK(camera::open("camera:").fault().kind == base::Trouble::not_found);

    bench.here.reset();
    bench.model.plug_in();
    bench.bus->settle();
    bench.open(uri.substr(7)); // at another address, and the same camera
    bench.model.press_shutter(support::portrait(3));
    auto const picture = bench.next();
    REQUIRE(picture);
    CHECK(picture->name == "IMG_0003.JPG");
    CHECK(bench.quiet());
    CHECK(bench.model.kept() == 3);
}

TEST_CASE("a camera that is pulled out while it is idle is noticed by whoever waits") {
    Bench bench;
    bench.open();
    bench.model.pull_out();
    auto const gone = bench.here->wait(5s);
    REQUIRE_FALSE(gone);
    CHECK(gone.fault().what.en.find("not on USB any more") != std::string::npos);
}

TEST_CASE("a transfer that stalls or is never answered is tried again") {
    for (auto const kind : {emulator::CameraFault::Kind::stall, emulator::CameraFault::Kind::silence}) {
        Bench bench;
        bench.open();
        bench.model.arm({kind, 10'000});
        bench.model.press_shutter(support::portrait(1));
        auto const picture = bench.next(8s);
        REQUIRE(picture);
        CHECK(picture->file == support::portrait(1));
        CHECK(bench.quiet());
    }
}

TEST_CASE("a camera that another program holds is busy") {
    Bench bench;
    bench.bus->refuse_claims(bench.model, 1);
    auto const refused = camera::open("camera:");
    REQUIRE_FALSE(refused);
    CHECK(refused.fault().kind == base::Trouble::busy);
    bench.open();
}

TEST_CASE("two cameras are told apart by their serial numbers, and by their places where they show none") {
    Bench bench;
    bench.add_another("0456");
    auto const found = camera::list();
    REQUIRE(found->size() == 2);
    CHECK(found->at(0).uri != found->at(1).uri);
    CHECK(camera::open("camera:").fault().kind == base::Trouble::usage);
    bench.open("USB PTP Class Camera?serial=0456");
    CHECK(bench.here->name() == "EOS 850D 0456");
    bench.add_another("");
    bench.add_another("");
    auto const all = camera::list();
    CHECK(std::ranges::count_if(*all, [](auto const &one) { return one.uri.starts_with("camera:usb:"); }) ==
          2);
}
