// SPDX-License-Identifier: GPL-3.0-or-later
// A folder that another program fills: a real one, beside this process.
#include "camera/hot_folder.hpp"
#include "support/portrait.hpp"
#include "support/small_disk.hpp"
#include "support/temp_folder.hpp"
#include <cstdlib>
#include <doctest/doctest.h>
#include <fmt/format.h>
#include <fstream>
#include <thread>

using namespace std::chrono_literals;
namespace fs = std::filesystem;

namespace {

constexpr camera::FolderTerms quick{120ms, 700ms, 40ms};

/// A watched folder, one beside it where pictures lie ready, and whoever fills the one from the other.
struct Bench {
    Bench() {
        fs::create_directories(watched);
        for (unsigned seed = 1; seed <= 3; ++seed) {
            auto const jpeg = support::portrait(seed);
            static_cast<void>(folder.file(fmt::format("{}.jpg", seed), base::as_text(jpeg)));
        }
    }

    void open() {
        auto opened = camera::open_folder(watched, quick);
        REQUIRE(opened);
        here = std::move(*opened);
    }
    /// The other program: a shell, in the watched folder, which has come to its end when this returns.
    void program(std::string const &script) const {
        CHECK(std::system(fmt::format("cd '{}' && {}", watched.string(), script).c_str()) == 0);
    }
    /// The same while the test goes on.
    [[nodiscard]] std::jthread meanwhile(std::string script) const {
        return std::jthread{[this, script = std::move(script)] { program(script); }};
    }
    [[nodiscard]] std::optional<camera::Picture> next(std::chrono::milliseconds patience = 3s) const {
        auto came = here->wait(patience);
        CAPTURE((came ? "" : came.fault().what.en));
        REQUIRE(came);
        return std::move(*came);
    }
    [[nodiscard]] std::string complaint() const {
        auto came = here->wait(3s);
        REQUIRE_FALSE(came);
        CHECK(came.fault().kind == base::Trouble::bad_input);
        return came.fault().what.en;
    }
    [[nodiscard]] bool quiet() const { return !next(350ms).has_value(); }

    support::TempFolder folder;
    fs::path watched = folder / "watched";
    std::unique_ptr<camera::Camera> here;
};

} // namespace

TEST_CASE("files that stood there when the watch began do not count, and none is touched") {
    Bench bench;
    bench.program("cp ../1.jpg old.jpg");
    bench.open();
    CHECK(bench.quiet());
    bench.program("cp ../2.jpg new.jpg");
    auto const picture = bench.next();
    REQUIRE(picture);
    CHECK(picture->name == "new.jpg");
    CHECK(picture->file == support::portrait(2));
    CHECK(bench.quiet());
    CHECK(fs::exists(bench.watched / "old.jpg"));
    CHECK(fs::exists(bench.watched / "new.jpg"));
}

TEST_CASE("a file that another program writes in halves is awaited, and has the moment at which it began") {
    Bench bench;
    bench.open();
    auto const began = std::chrono::steady_clock::now();
    auto const writer =
        bench.meanwhile("head -c 20000 ../1.jpg > a.jpg; sleep 0.5; tail -c +20001 ../1.jpg >> a.jpg");
    auto const picture = bench.next();
    REQUIRE(picture);
    CHECK(picture->file == support::portrait(1));
    CHECK(std::chrono::steady_clock::now() - began > 500ms);
    CHECK(picture->appeared - began < 400ms);
    CHECK(picture->not_before <= picture->appeared);
    CHECK(bench.quiet());
}

TEST_CASE("a file that is renamed into place was there since it had its first name") {
    Bench bench;
    bench.open();
    auto const began = std::chrono::steady_clock::now();
    auto const writer = bench.meanwhile("cp ../1.jpg a.jpg.part; sleep 0.6; mv a.jpg.part a.jpg");
    auto const picture = bench.next();
    REQUIRE(picture);
    CHECK(picture->name == "a.jpg");
    CHECK(picture->appeared - began < 500ms);
    CHECK(bench.quiet());
}

TEST_CASE("a name that is used again with other bytes is another picture, with its own moment") {
    Bench bench;
    bench.open();
    bench.program("cp ../1.jpg a.jpg");
    auto const first = bench.next();
    bench.program("cp ../2.jpg a.jpg");
    auto const second = bench.next();
    REQUIRE(first);
    REQUIRE(second);
    CHECK(first->name == second->name);
    CHECK(second->file == support::portrait(2));
    CHECK(second->not_before >= first->appeared);
    bench.program("cp ../3.jpg ../b.jpg && mv ../b.jpg a.jpg");
    CHECK(bench.next()->file == support::portrait(3));
}

TEST_CASE("a copy, a new name and a new date are not another picture") {
    Bench bench;
    bench.program("cp ../3.jpg old.jpg");
    bench.open();
    bench.program("cp ../1.jpg a.jpg");
    CHECK(bench.next());
    bench.program(
        "mv a.jpg b.jpg; cp b.jpg c.jpg; touch c.jpg; touch old.jpg; sleep 0.2; mv old.jpg older.jpg");
    CHECK(bench.quiet());
}

TEST_CASE("two pictures come in the order in which they appeared, each once, though nobody listened") {
    Bench bench;
    bench.open();
    bench.program("cp ../2.jpg z.jpg; sleep 0.3; cp ../1.jpg a.jpg; sleep 0.3");
    CHECK(bench.next()->name == "z.jpg");
    CHECK(bench.next()->name == "a.jpg");
    CHECK(bench.quiet());
}

TEST_CASE("what is no JPEG is said and not delivered") {
    Bench bench;
    bench.open();
    bench.program("echo 'II*' > a.cr2");
    CHECK(bench.complaint() == "the file a.cr2 is no JPEG and is not taken");
    CHECK(bench.quiet());
}

TEST_CASE("a file that never becomes whole is said after a time, and taken if it does later") {
    Bench bench;
    bench.open();
    auto const began = std::chrono::steady_clock::now();
    bench.program("head -c 20000 ../1.jpg > a.jpg");
    CHECK(bench.complaint() == "the file a.jpg never became whole and is not taken");
    CHECK(std::chrono::steady_clock::now() - began > quick.give_up);
    bench.program("tail -c +20001 ../1.jpg >> a.jpg");
    auto const late = bench.next();
    REQUIRE(late);
    CHECK(late->appeared - began < quick.give_up);
}

TEST_CASE("a folder that vanishes is a device fault, and one that comes back is watched again") {
    Bench bench;
    bench.open();
    fs::rename(bench.watched, bench.folder / "away");
    auto const gone = bench.here->wait(500ms);
    REQUIRE_FALSE(gone);
    CHECK(gone.fault().kind == base::Trouble::device);
    CHECK(gone.fault().what.en.find("is gone") != std::string::npos);
    CHECK_FALSE(bench.here->lost());
    static_cast<void>(bench.folder.file("away/meanwhile.jpg", base::as_text(support::portrait(3))));
    fs::rename(bench.folder / "away", bench.watched);
    CHECK(bench.complaint().find("meanwhile.jpg") != std::string::npos);
    bench.program("cp ../1.jpg a.jpg");
    CHECK(bench.next()->name == "a.jpg");
}

TEST_CASE("a stick that is pulled out is gone though its empty place stays, and comes back as it was") {
    Bench bench;
    auto stick = std::make_unique<support::SmallDisk>(bench.watched, 1000);
    bench.open();
    stick.reset();
    REQUIRE(fs::is_directory(bench.watched));
    auto const gone = bench.here->wait(500ms);
    REQUIRE_FALSE(gone);
    CHECK(gone.fault().kind == base::Trouble::device);
    stick = std::make_unique<support::SmallDisk>(bench.watched, 1000);
    CHECK(bench.quiet());
    bench.program("cp ../1.jpg a.jpg");
    CHECK(bench.next()->name == "a.jpg");
    bench.here.reset();
}

TEST_CASE("a folder that is not there cannot be opened, and has neither shutter nor clock") {
    Bench bench;
    auto const missing = camera::open("folder:" + (bench.folder / "missing").string());
    REQUIRE_FALSE(missing);
    CHECK(missing.fault().kind == base::Trouble::device);
    bench.open();
    CHECK(bench.here->shoot().fault().kind == base::Trouble::not_allowed);
    CHECK_FALSE(bench.here->live_view()->has_value());
    CHECK_FALSE(bench.here->clock_ahead()->has_value());
    CHECK(camera::open("usb:").fault().kind == base::Trouble::usage);
    CHECK(camera::open("folder:").fault().kind == base::Trouble::usage);
}
