// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/web_office.hpp"
#include <atomic>
#include <doctest/doctest.h>
#include <functional>
#include <thread>

using support::sure;
using support::WebOffice;

namespace {

/// Two folders that other programs fill, each offered as a camera.
struct Studio {
    Studio() { cameras.offer({here, there}); }

    std::string folder(std::string const &name) {
        std::filesystem::create_directories(office.folder / name);
        return "folder:" + (office.folder / name).string();
    }

    WebOffice office;
    web::DeskCameras &cameras = office.service->cameras;
    std::string here = folder("here"), there = folder("there");
};

void at_once(std::size_t threads, std::function<void(std::size_t)> const &work) {
    std::atomic<bool> go{false};
    std::vector<std::jthread> all;
    for (std::size_t i = 0; i < threads; ++i) {
        all.emplace_back([&, i] {
            go.wait(false);
            work(i);
        });
    }
    go = true;
    go.notify_all();
}

} // namespace

TEST_CASE("two windows of one desk that choose the same camera at once both have it") {
    Studio studio;
    std::atomic<int> taken{0};
    at_once(4, [&](std::size_t) {
        taken += static_cast<int>(static_cast<bool>(studio.cameras.attach("chen", studio.here, "")));
    });
    CHECK(taken == 4);
    CHECK(studio.cameras.view("chen")->uri == studio.here);
}

TEST_CASE("a camera that is given back while it is taken is one or the other, and can be taken again") {
    Studio studio;
    for (int round = 0; round < 3; ++round) {
        at_once(4, [&](std::size_t i) {
            if (i % 2 == 0) {
                sure(studio.cameras.attach("chen", i == 0 ? studio.here : studio.there, ""));
            } else {
                studio.cameras.detach("chen");
            }
        });
    }
    sure(studio.cameras.attach("chen", studio.here, ""));
    CHECK(studio.cameras.view("chen")->uri == studio.here);
    studio.cameras.detach("chen");
    CHECK_FALSE(studio.cameras.view("chen"));
}

TEST_CASE("a desk that chooses the camera of another keeps its own") {
    Studio studio;
    sure(studio.cameras.attach("chen", studio.here, ""));
    sure(studio.cameras.attach("li", studio.there, ""));
    auto const refused = studio.cameras.attach("li", studio.here, "");
    REQUIRE_FALSE(refused);
    CHECK(refused.fault().kind == base::Trouble::busy);
    CHECK(refused.fault().what.zh.find("chen") != std::string::npos);
    CHECK(studio.cameras.view("li")->uri == studio.there);
    CHECK_FALSE(studio.cameras.attach("li", "folder:/nowhere", ""));
    CHECK(studio.cameras.view("li")->uri == studio.there);
}
