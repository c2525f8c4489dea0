// SPDX-License-Identifier: GPL-3.0-or-later
#include "cups/address.hpp"
#include "cups/fate.hpp"
#include "cups/media.hpp"
#include "cups/standings.hpp"
#include <doctest/doctest.h>

using namespace print;
using base::Length;

namespace {

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

constexpr Page page_of(double width, double height) {
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
    auto const a4 = page_of(210, 297);
    auto const lying = page_of(297, 210);
    auto const photo = page_of(152.4, 101.6);
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
