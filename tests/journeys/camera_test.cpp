// SPDX-License-Identifier: GPL-3.0-or-later
// A camera without a camera, and a folder that another program fills, from the command line.
#include "support/portrait.hpp"
#include "support/program.hpp"
#include "support/small_school.hpp"
#include "support/temp_folder.hpp"
#include <cstdlib>
#include <doctest/doctest.h>
#include <fmt/format.h>
#include <thread>

using support::platen;
using support::SmallSchool;
using Words = std::vector<std::string>;

namespace {

/// A school where one student has number 1, and an emulated camera with two pictures.
struct Bench {
    Bench() {
        ask({"campaign", "create", "--school", "11832", "--name", "某大学", "--year", "2026", "--profile",
             "S1"});
        ask({"roster", "import", school.roster()});
        auto const in =
            ask({"capture", "swipe", "--person", school.numbers().front(), "--reason", "手机没电"});
        REQUIRE(in.status == 0);
        std::filesystem::create_directories(folder / "pictures");
        put("pictures/1.jpg", 1);
        put("pictures/2.jpg", 2);
    }

    void put(std::string const &name, unsigned seed) const {
        static_cast<void>(folder.file(name, base::as_text(support::portrait(seed))));
    }
    [[nodiscard]] Words full(Words words) const {
        words.insert(words.end(), {"--store", school.store(), "--json"});
        return words;
    }
    support::Run ask(Words const &words) const { return platen(full(words)); }
    /// The same where a camera is on USB.
    [[nodiscard]] support::Run shot(Words const &words) const {
        Words all{"emulator", "run",        "--camera",
                  "EOS 850D", "--pictures", (folder / "pictures").string(),
                  "--",       PLATEN_BINARY};
        auto const more = full(words);
        all.insert(all.end(), more.begin(), more.end());
        ::setenv("ASAN_OPTIONS", "fast_unwind_on_malloc=0", 1); // lsan.supp names what libgphoto2 loses
        auto run = platen(all);
        ::unsetenv("ASAN_OPTIONS");
        return run;
    }
    /// A picture a second, until somebody has seen one.
    [[nodiscard]] std::jthread meanwhile(std::string const &name) const {
        return std::jthread{[this, name](std::stop_token const &done) {
            for (unsigned seed = 3; !done.stop_requested(); ++seed) {
                std::this_thread::sleep_for(std::chrono::seconds{1});
                put(fmt::format("{}-{}.jpg", name, seed), seed);
            }
        }};
    }

    SmallSchool school;
    support::TempFolder folder;
};

} // namespace

TEST_CASE("a camera on USB is listed, its clock compared, and its shutter released for a number") {
    Bench const bench;
    auto const list = bench.shot({"camera", "list"});
    CAPTURE(list.err);
    REQUIRE(list.status == 0);
    CHECK(list.json()["cameras"][0]["uri"] == "camera:USB PTP Class Camera?serial=00000001");
    auto const status = bench.shot({"camera", "status", "camera:"});
    CAPTURE(status.err);
    REQUIRE(status.status == 0);
    CHECK(status.json()["model"] == "EOS 850D 00000001");
    CHECK(std::abs(status.json()["clock_ahead_seconds"].get<int>()) <= 2);
    auto const shot = bench.shot({"camera", "shoot", "camera:", "--number", "1"});
    CAPTURE(shot.err);
    CHECK(shot.status == 1); // a drawn face: somebody has to answer for it
    CHECK(shot.json()["shots"].size() == 1);
    CHECK(shot.json()["shots"][0]["name"] == "IMG_0001.JPG");
    CHECK(shot.json()["aside"].empty());
    CHECK(bench.shot({"camera", "shoot", "camera:", "--number", "7"}).status == 3);
}

TEST_CASE("what the photographer shoots, and what another program puts into a folder, comes to the number") {
    Bench const bench;
    {
        auto const photographer = bench.meanwhile("pictures/own");
        auto const shot =
            bench.shot({"camera", "watch", "camera:", "--number", "1", "--once", "--seconds", "30"});
        CAPTURE(shot.err);
        CHECK(shot.json()["shots"].size() == 1);
    }
    std::filesystem::create_directories(bench.folder / "hot");
    bench.put("hot/old.jpg", 4);
    auto const program = bench.meanwhile("hot/new");
    auto const uri = "folder:" + (bench.folder / "hot").string();
    auto const came = bench.ask({"camera", "watch", uri, "--number", "1", "--once", "--seconds", "30"});
    CAPTURE(came.err);
    CHECK(came.json()["shots"].size() == 1);
    CHECK(came.json()["shots"][0]["name"].get<std::string>().starts_with("new-"));
    CHECK(bench.ask({"camera", "aside"}).json()["aside"].empty());
}

TEST_CASE("a camera that is not there, a folder that is not, and a picture that never comes say so") {
    Bench const bench;
    CHECK(bench.ask({"camera", "list"}).json()["cameras"].empty());
    CHECK(bench.ask({"camera", "status", "camera:"}).status == 3);
    CHECK(bench.ask({"camera", "status", "usb:"}).status == 2);
    CHECK(bench.ask({"camera", "status", "folder:/nowhere"}).status == 4);
    auto const uri = "folder:" + (bench.folder / "pictures").string();
    CHECK(bench.ask({"camera", "shoot", uri, "--number", "1"}).status == 7);
    CHECK(bench.ask({"camera", "watch", uri, "--number", "1", "--once", "--seconds", "1"}).status == 3);
    CHECK(bench.ask({"camera", "give", "nothing", "--number", "1"}).status == 3);
}
