// SPDX-License-Identifier: GPL-3.0-or-later
#include "cups/fate.hpp"
#include "cups/media.hpp"
#include "cups/standings.hpp"
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

cups::Address address_of(std::string const &uri) {
    auto const address = cups::read_address(*read_uri(uri));
    REQUIRE(address);
    return *address;
}

cups::Queue queue_with(std::vector<std::string> media) {
    cups::Queue queue;
    queue.media = std::move(media);
    return queue;
}

cups::SpoolJob done_job(cups::SpoolJob::State state, int sheets, bool begun) {
    cups::SpoolJob job;
    job.id = 7;
    job.name = "S-1";
    job.resource = "/printers/office";
    job.state = state;
    job.sheets = sheets;
    job.begun = begun;
    job.created_ago = 10;
    if (!job.active()) {
        job.done_ago = 5;
    }
    return job;
}

constexpr Page six_inch_of(double width, double height) {
    return {Length::hundredths(static_cast<std::int64_t>(width * 100)),
            Length::hundredths(static_cast<std::int64_t>(height * 100))};
}

} // namespace

TEST_CASE("one queue is one printer, by whatever address it is named") {
    CHECK(address_of("ipp://localhost/printers/Office").uri() == "ipp://localhost/printers/office");
    CHECK(address_of("ipp://127.0.0.1:631/printers/office").uri() == "ipp://localhost/printers/office");
    CHECK(address_of("ipp://[::1]/printers/office").uri() == "ipp://localhost/printers/office");
    CHECK(address_of("ipp://PRINT.example:8631/classes/All").uri() == "ipp://print.example:8631/classes/all");
    CHECK(address_of("ipp:office").resource == "/printers/office");
    CHECK(address_of("ipp:办公室").uri().ends_with("/printers/%E5%8A%9E%E5%85%AC%E5%AE%A4"));
    for (auto const *wrong :
         {"ipp://", "ipp://host", "ipp://host/", "ipp://host/office", "ipp://host/printers/",
          "ipp:/printers/office", "ipp:two words", "ipp://host:port/printers/office"}) {
        CAPTURE(wrong);
        auto const address = cups::read_address(*read_uri(wrong));
        REQUIRE_FALSE(address);
        CHECK(address.fault().kind == base::Trouble::usage);
    }
}

TEST_CASE(
    "the media asked for is the queue's own of that size, upright or lying, else made to size, else the "
    "smallest with room") {
    auto const a4 = six_inch_of(210, 297);
    auto const lying = six_inch_of(297, 210);
    auto const photo = six_inch_of(152.4, 101.6);
    auto const office = queue_with({"iso_a3_297x420mm", "na_letter_8.5x11in", "iso_a4_210x297mm"});
    CHECK(*cups::media_for(a4, office) == "iso_a4_210x297mm");
    CHECK(*cups::media_for(lying, office) == "iso_a4_210x297mm");
    CHECK(*cups::media_for(photo, office) == "na_letter_8.5x11in");
    auto const letter = cups::media_for(a4, queue_with({"na_letter_8.5x11in"}));
    REQUIRE_FALSE(letter);
    CHECK(letter.fault().kind == base::Trouble::device);
    CHECK(letter.fault().what.en.find("210.0 x 297.0 mm") != std::string::npos);
    CHECK(letter.fault().what.en.find("na_letter_8.5x11in") != std::string::npos);
    auto const any = queue_with({"na_letter_8.5x11in", "custom_min_76x127mm", "custom_max_216x356mm"});
    CHECK(*cups::media_for(photo, any) == "custom_101.6x152.4mm_101.6x152.4mm");
    CHECK(*cups::media_for(a4, queue_with({})) == "iso_a4_210x297mm");
    CHECK(*cups::media_for(photo, queue_with({"what-is-this"})) == "na_index-4x6_4x6in");
}

TEST_CASE("a queue's state and reasons are told in the station's words, by their severity") {
    using State = cups::Queue::State;
    auto const standing = [](State state, std::vector<std::string> reasons) {
        cups::Queue queue;
        queue.state = state;
        queue.reasons = std::move(reasons);
        return cups::standing_of(queue);
    };
    using Reasons = std::set<Reason>;
    CHECK(standing(State::idle, {"none"}).reasons == Reasons{Reason::idle});
    CHECK(standing(State::processing, {"none"}).reasons == Reasons{Reason::printing});
    CHECK(standing(State::stopped, {"none"}).reasons == Reasons{Reason::paused});
    CHECK(standing(State::stopped, {"media-empty-error"}).reasons == Reasons{Reason::media_empty});
    CHECK(standing(State::stopped, {"media-jam", "cover-open"}).reasons ==
          Reasons{Reason::jam, Reason::cover_open});
    CHECK(standing(State::idle, {"media-empty-warning"}).reasons == Reasons{Reason::idle, Reason::media_low});
    CHECK(standing(State::idle, {"marker-supply-low-warning"}).ready());
    CHECK(standing(State::idle, {"toner-empty-error"}).reasons == Reasons{Reason::ink_empty});
    CHECK(standing(State::idle, {"offline-report"}).reasons == Reasons{Reason::gone});
    CHECK(standing(State::idle, {"com.example.tray-lost-error"}).reasons == Reasons{Reason::attention});
    CHECK(standing(State::idle, {"cups-remote-pending"}).ready());
    CHECK(standing(State::stopped, {"media-jam", "paused"}).code == "media-jam paused");
    cups::Queue closed;
    closed.accepting = false;
    CHECK(cups::standing_of(closed).reasons == Reasons{Reason::closed});
}

TEST_CASE("a job counts as printed only where something was counted") {
    using State = cups::SpoolJob::State;
    CHECK(cups::outcome_of(done_job(State::completed, 1, true)) == Outcome::printed);
    CHECK(cups::outcome_of(done_job(State::completed, 0, true)) == Outcome::uncertain);
    CHECK(cups::outcome_of(done_job(State::canceled, 0, false)) == Outcome::not_printed);
    CHECK(cups::outcome_of(done_job(State::canceled, 0, true)) == Outcome::uncertain);
    CHECK(cups::outcome_of(done_job(State::aborted, 0, true)) == Outcome::not_printed);
    CHECK(cups::outcome_of(done_job(State::aborted, 1, true)) == Outcome::uncertain);
    for (auto const state : {State::pending, State::held, State::processing, State::stopped}) {
        CHECK(cups::outcome_of(done_job(state, 1, true)) == Outcome::pending);
    }
}

TEST_CASE("a sheet's job is the newest of its name in its queue since the intent") {
    auto first = done_job(cups::SpoolJob::State::canceled, 0, false);
    auto second = done_job(cups::SpoolJob::State::completed, 1, true);
    second.id = 9;
    auto elsewhere = second;
    elsewhere.id = 11;
    elsewhere.resource = "/printers/other";
    std::vector const history{second, first, elsewhere};
    CHECK(cups::job_named(history, "/printers/office", "S-1", 20)->id == 9);
    CHECK(cups::job_named(history, "/printers/office", "S-2", 20) == nullptr);
    CHECK(cups::job_named(history, "/printers/office", "S-1", 3) == nullptr); // both are older than that
}

TEST_CASE("a sheet without a job was not printed only where the server would remember its job") {
    auto other = done_job(cups::SpoolJob::State::completed, 1, true);
    other.name = "S-0";
    other.created_ago = 100;
    other.done_ago = 90;
    auto const told = [&](std::vector<cups::SpoolJob> const &history, std::int64_t intent_ago) {
        return cups::outcome_without_job(history, "/printers/office", intent_ago);
    };
    CHECK(told({other}, 50) == Outcome::not_printed);
    CHECK(told({other}, 200) == Outcome::uncertain); // its memory does not reach back as far
    CHECK(told({}, 50) == Outcome::uncertain);
    auto hidden = other;
    hidden.name.reset();
    hidden.created_ago = 30;
    CHECK(told({other, hidden}, 50) == Outcome::uncertain);
    hidden.resource = "/printers/other";
    CHECK(told({other, hidden}, 50) == Outcome::not_printed);
}

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
    CHECK(letter->check(six_inch_of(152.4, 101.6)));
    CHECK_FALSE(letter->check(six_inch_of(210, 297)));
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
