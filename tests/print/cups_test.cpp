// SPDX-License-Identifier: GPL-3.0-or-later
#include "families.hpp"
#include "support/print_server.hpp"
#include <algorithm>
#include <chrono>
#include <doctest/doctest.h>
#include <fstream>
#include <sstream>
#include <thread>

using namespace print;
using namespace std::chrono_literals;
using base::Length;
using support::PrintServer;
using Kind = PrintServer::Kind;

namespace {

/// What a desk would draw.
class Drawn final : public Artwork {
public:
    [[nodiscard]] Page page() const override { return {Length::mm(152.4), Length::mm(101.6)}; }
    base::Result<base::Raster> raster(int /*w*/, int /*h*/, double /*x*/, double /*y*/) override {
        return base::Raster{};
    }
    base::Result<base::Bytes> pdf() override {
        auto const text = base::as_bytes("%PDF-1.4 a sheet\n");
        return broken ? base::Result<base::Bytes>{base::fault(base::Trouble::bad_input, "画不出", "no")}
                      : base::Bytes{text.begin(), text.end()};
    }
    base::Result<base::Bytes> png() override { return base::Bytes{}; }
    bool broken = false;
};

base::SystemClock const system_clock;

base::Result<std::unique_ptr<Driver>> opened(std::string const &uri) {
    auto read = read_uri(uri);
    REQUIRE(read);
    return open_driver(families(), *read, system_clock);
}

std::unique_ptr<Driver> driver_for(std::string const &uri) {
    auto driver = opened(uri);
    REQUIRE(driver);
    return std::move(*driver);
}

Job job_of(std::string const &serial) {
    return {serial, {}, system_clock.now()};
}

Look look_at(Driver &driver, Job const &job) {
    auto look = driver.look({&job, 1});
    REQUIRE(look);
    return std::move(*look);
}

Outcome fate(Driver &driver, Job const &job) {
    return look_at(driver, job).receipts.at(0).outcome;
}

/// What became of it once it is known, as a desk waits for it.
Outcome settled(Driver &driver, Job const &job) {
    auto outcome = fate(driver, job);
    for (int i = 0; i < 200 && outcome == Outcome::pending; ++i) {
        std::this_thread::sleep_for(100ms);
        outcome = fate(driver, job);
    }
    return outcome;
}

Outcome sent_and_settled(std::string const &uri, std::string const &serial) {
    auto const driver = driver_for(uri);
    REQUIRE(driver->ask());
    auto const job = job_of(serial);
    Drawn drawn;
    REQUIRE(driver->send(job, drawn));
    return settled(*driver, job);
}

/// Until \p holds of the queue's standing.
template <typename Holds>
Standing wait_for(Driver &driver, Holds holds) {
    auto standing = driver.ask();
    for (int i = 0; i < 100 && standing && !holds(*standing); ++i) {
        std::this_thread::sleep_for(100ms);
        standing = driver.ask();
    }
    REQUIRE(standing);
    return std::move(*standing);
}

std::string text_of(std::filesystem::path const &file) {
    std::ostringstream text;
    text << std::ifstream{file}.rdbuf();
    return text.str();
}

} // namespace

TEST_CASE(
    "what a queue counts is printed, what it completes without a count is uncertain, what fails is not") {
    PrintServer const server{
        {{"counting"}, {"Silent", Kind::silent}, {"failing", Kind::failing}, {"file", Kind::device_file}}};
    CHECK(sent_and_settled(server.uri("counting"), "S-1") == Outcome::printed);
    CHECK(sent_and_settled(server.uri("silent"), "S-2") == Outcome::uncertain);
    CHECK(sent_and_settled(server.uri("failing"), "S-3") == Outcome::not_printed);
    CHECK(sent_and_settled(server.uri("file"), "S-4") == Outcome::uncertain);
    REQUIRE(server.kept("counting").size() == 1);
    CHECK(server.kept("counting").front().filename() == "S-1.pdf");
    CHECK(text_of(server.kept("counting").front()) == "%PDF-1.4 a sheet\n");
    auto const options = text_of(server.out("counting") / "S-1.options");
    CAPTURE(options);
    CHECK(options.find("media=na_index-4x6_4x6in") != std::string::npos);
    CHECK(options.find("print-scaling=none") != std::string::npos);
}

TEST_CASE("another run finds its sheets by their names, and takes an older job for none of its own") {
    PrintServer const server{{{"office"}}};
    CHECK(sent_and_settled(server.uri("office"), "S-1") == Outcome::printed);
    auto const driver = driver_for(server.uri("OFFICE"));
    CHECK(driver->name() == server.uri("office"));
    auto job = job_of("S-1");
    CHECK(fate(*driver, job) == Outcome::printed);
    std::this_thread::sleep_for(3100ms); // servers tell whole seconds
    job.intended_at = system_clock.now();
    CHECK(settled(*driver, job) == Outcome::not_printed);
    job.intended_at = {};
    CHECK(fate(*driver, job) == Outcome::printed);
    job.serial = "S-2";
    CHECK(settled(*driver, job) == Outcome::uncertain);
}

TEST_CASE("a server that keeps no history leaves a doubt and no second sheet") {
    PrintServer const server{{{"office"}}, "PreserveJobHistory No"};
    CHECK(sent_and_settled(server.uri("office"), "S-1") == Outcome::uncertain);
    CHECK(server.kept("office").size() == 1);
    auto const driver = driver_for(server.uri("office"));
    CHECK(settled(*driver, job_of("S-1")) == Outcome::uncertain);
}

TEST_CASE("a long history is read to its end") {
    PrintServer const server{{{"office"}}};
    auto const driver = driver_for(server.uri("office"));
    REQUIRE(driver->ask());
    Drawn drawn;
    for (int i = 0; i < 230; ++i) {
        REQUIRE(driver->send(job_of("S-" + std::to_string(i)), drawn));
    }
    auto const later = driver_for(server.uri("office"));
    auto job = job_of("S-229");
    job.intended_at = {};
    CHECK(settled(*later, job) == Outcome::printed);
}

TEST_CASE("a queue that is stopped, closed or out of paper is a standing, not a fault") {
    PrintServer const server{{{"stopped", Kind::counting, false, true},
                              {"closed", Kind::counting, false, false, false},
                              {"empty", Kind::out_of_paper},
                              {"letter", Kind::counting, true}}};
    CHECK(driver_for(server.uri("stopped"))->ask()->has(Reason::paused));
    auto const closed = driver_for(server.uri("closed"));
    CHECK(closed->ask()->has(Reason::closed));
    Drawn drawn;
    auto const job = job_of("S-1");
    CHECK_FALSE(closed->send(job, drawn));
    CHECK(fate(*closed, job) == Outcome::not_printed);

    auto const empty = driver_for(server.uri("empty"));
    CHECK(empty->ask()->ready());
    REQUIRE(empty->send(job, drawn));
    auto const standing = wait_for(*empty, [](auto const &now) { return now.has(Reason::media_empty); });
    CHECK_FALSE(standing.ready());
    CHECK(fate(*empty, job) == Outcome::pending);
    server.let_go("empty");
    CHECK(settled(*empty, job) == Outcome::printed);
    CHECK(wait_for(*empty, [](auto const &now) { return now.ready(); }).ready());

    auto const letter = driver_for(server.uri("letter"));
    auto const described = letter->ask();
    CHECK(described->model == "Platen Letter Printer");
    CHECK(described->media == "na_letter_8.5x11in");
    REQUIRE(described->paper);
    CHECK(described->paper->width == Length::mm(215.9));
    CHECK(letter->check(Page{Length::mm(152.4), Length::mm(101.6)}));
    CHECK_FALSE(letter->check(Page{Length::mm(210), Length::mm(297)}));
}

TEST_CASE("a queue takes a few sheets at once, and says when others come first") {
    PrintServer const server{{{"slow", Kind::slow}}};
    auto const others = driver_for(server.uri("slow"));
    Drawn drawn;
    REQUIRE(others->ask());
    REQUIRE(others->send(job_of("X-1"), drawn));
    auto const driver = driver_for(server.uri("slow"));
    wait_for(*driver, [](auto const &now) { return now.has(Reason::printing); });
    auto const job = job_of("S-1");
    REQUIRE(driver->send(job, drawn));
    auto const look = look_at(*driver, job);
    CHECK(look.standing.has(Reason::waiting));
    CHECK(look.standing.ready());
    CHECK(look.standing.room == 3);
    CHECK(look.standing.inside == 2);
    server.let_go("slow");
    CHECK(settled(*driver, job) == Outcome::printed);
}

TEST_CASE("a server that goes away and comes back still knows what became of the sheets") {
    PrintServer server{{{"slow", Kind::slow}}};
    auto const driver = driver_for(server.uri("slow"));
    auto const job = job_of("S-1");
    Drawn drawn;
    REQUIRE(driver->ask());
    REQUIRE(driver->send(job, drawn));
    CHECK(fate(*driver, job) == Outcome::pending);
    std::this_thread::sleep_for(2s); // the server writes its jobs down after a second
    server.stop();
    auto const away = look_at(*driver, job);
    CHECK(away.standing.has(Reason::gone));
    CHECK(away.receipts.at(0).outcome == Outcome::pending);
    auto const refused = driver->send(job_of("S-2"), drawn);
    REQUIRE_FALSE(refused);
    CHECK(refused.fault().kind == base::Trouble::device);
    server.let_go("slow");
    server.start();
    CHECK(settled(*driver, job) != Outcome::not_printed);
    CHECK(fate(*driver, job_of("S-2")) == Outcome::not_printed);
}

TEST_CASE("what cannot be drawn is not sent") {
    PrintServer const server{{{"office"}}};
    auto const driver = driver_for(server.uri("office"));
    Drawn drawn;
    drawn.broken = true;
    auto const job = job_of("S-1");
    auto const sent = driver->send(job, drawn);
    REQUIRE_FALSE(sent);
    CHECK(sent.fault().kind == base::Trouble::bad_input);
    CHECK(fate(*driver, job) == Outcome::not_printed);
}

TEST_CASE("an unknown queue is answered with those that there are, and no server with what to do") {
    PrintServer server{{{"office"}, {"other"}}};
    auto const unknown = opened(server.uri("nowhere"));
    REQUIRE_FALSE(unknown);
    CHECK(unknown.fault().kind == base::Trouble::not_found);
    CHECK(unknown.fault().what.en.find("office, other") != std::string::npos);
    server.stop();
    auto const none = opened(server.uri("office"));
    REQUIRE_FALSE(none);
    CHECK(none.fault().kind == base::Trouble::device);
    CHECK(none.fault().what.en.find("is CUPS running?") != std::string::npos);
}

TEST_CASE("a server that stops answering is silent, and what is on its way stays pending") {
    PrintServer server{{{"office"}}};
    auto const driver = driver_for(server.uri("office"));
    server.freeze();
    auto const look = look_at(*driver, job_of("S-1"));
    CHECK(look.standing.reasons == std::set{Reason::silent});
    CHECK(look.receipts.at(0).outcome == Outcome::pending);
}

TEST_CASE("the queues of this machine are found, and nothing where no server runs") {
    auto const queues = [] {
        auto const all = families();
        auto const cups =
            std::find_if(all.begin(), all.end(), [](auto const &one) { return one.name == "cups"; });
        REQUIRE(cups != all.end());
        std::vector<std::string> names;
        for (auto const &queue : cups->find(system_clock)) {
            names.push_back(queue.name);
        }
        return names;
    };
    PrintServer server{{{"office"}, {"Other"}}};
    ::setenv("CUPS_SERVER", server.host().c_str(), 1);
    // libcups reads its settings once a thread.
    std::vector<std::string> found;
    std::thread{[&] { found = queues(); }}.join();
    CHECK(found == std::vector{server.uri("office"), server.uri("other")});
    server.stop();
    std::thread{[&] { found = queues(); }}.join();
    CHECK(found.empty());
    ::unsetenv("CUPS_SERVER");
}
