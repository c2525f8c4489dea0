// SPDX-License-Identifier: GPL-3.0-or-later
#include "print/spool.hpp"
#include <doctest/doctest.h>

using namespace print;
using enum Outcome;

namespace {

/// Sheets sent one after the other to a printer that had printed 100 and had 40 left.
std::vector<Job> sent(int count) {
    std::vector<Job> jobs;
    for (int i = 0; i < count; ++i) {
        jobs.push_back({"S-" + std::to_string(i), {"CB2D63218295", "L1", 100 + i, 40 - i}});
    }
    return jobs;
}

Standing now(std::set<Reason> reasons, int inside, std::int64_t life, std::int64_t remaining) {
    Standing standing;
    standing.reasons = std::move(reasons);
    standing.inside = inside;
    standing.counters = {"CB2D63218295", "L1", life, remaining};
    return standing;
}

std::vector<Outcome> fates(std::vector<Job> const &jobs, Standing const &standing) {
    std::vector<Outcome> all;
    for (auto const &receipt : judge(jobs, standing)) {
        all.push_back(receipt.outcome);
    }
    return all;
}

using Fates = std::vector<Outcome>;

} // namespace

TEST_CASE("a sheet is printed when the counter moved by one and the printer is at rest") {
    CHECK(fates(sent(1), now({Reason::idle}, 0, 101, 39)) == Fates{printed});
}

TEST_CASE("a sheet is not printed when no counter moved and the printer is idle and empty") {
    CHECK(fates(sent(1), now({Reason::idle}, 0, 100, 40)) == Fates{not_printed});
}

TEST_CASE("counter steps belong to the sheets in the order in which they were sent") {
    CHECK(fates(sent(2), now({Reason::printing}, 2, 100, 40)) == Fates{pending, pending});
    CHECK(fates(sent(2), now({Reason::printing}, 1, 101, 39)) == Fates{printed, pending});
    CHECK(fates(sent(2), now({Reason::idle}, 0, 102, 38)) == Fates{printed, printed});
    CHECK(fates(sent(2), now({Reason::idle}, 0, 101, 39)) == Fates{printed, not_printed});
}

TEST_CASE("a counted sheet that the printer still holds is not out yet") {
    CHECK(fates(sent(2), now({Reason::printing}, 2, 101, 39)) == Fates{pending, pending});
    CHECK(fates(sent(1), now({Reason::printing}, 1, 101, 39)) == Fates{pending});
}

TEST_CASE("a jam after a counter step leaves all in doubt; before one, nothing is known yet") {
    CHECK(fates(sent(2), now({Reason::jam}, 2, 101, 39)) == Fates{uncertain, uncertain});
    CHECK(fates(sent(1), now({Reason::jam}, 0, 101, 39)) == Fates{uncertain});
    CHECK(fates(sent(2), now({Reason::jam}, 2, 100, 40)) == Fates{pending, pending});
}

TEST_CASE("paper that ran out harms nothing that was counted") {
    CHECK(fates(sent(2), now({Reason::media_empty}, 1, 101, 0)) == Fates{printed, pending});
}

TEST_CASE("a counter that moved too far, backwards, or is another printer's leaves all in doubt") {
    CHECK(fates(sent(2), now({Reason::idle}, 0, 103, 37)) == Fates{uncertain, uncertain});
    CHECK(fates(sent(2), now({Reason::idle}, 0, 99, 41)) == Fates{uncertain, uncertain});
    auto other = now({Reason::idle}, 0, 101, 39);
    other.counters.printer_serial = "QW4C45020823";
    CHECK(fates(sent(1), other) == Fates{uncertain});
}

TEST_CASE("a printer that is gone or silent says nothing about any sheet") {
    CHECK(fates(sent(2), now({Reason::gone}, 0, 0, 0)) == Fates{pending, pending});
    CHECK(fates(sent(1), now({Reason::silent}, 0, 0, 0)) == Fates{pending});
}

TEST_CASE("without a life counter the prints left on the same roll stand in") {
    auto jobs = sent(1);
    jobs[0].before.life.reset();
    CHECK(fates(jobs, now({Reason::idle}, 0, 101, 39)) == Fates{printed});
    CHECK(fates(jobs, now({Reason::idle}, 0, 101, 40)) == Fates{not_printed});
    CHECK(fates(jobs, now({Reason::idle}, 0, 101, 700)) == Fates{uncertain}); // a new roll
}

TEST_CASE("without a life counter, too, each of several sheets is held against its own count") {
    auto jobs = sent(2);
    for (auto &job : jobs) {
        job.before.life.reset();
    }
    CHECK(fates(jobs, now({Reason::printing}, 2, 101, 40)) == Fates{pending, pending});
    CHECK(fates(jobs, now({Reason::printing}, 1, 101, 39)) == Fates{printed, pending});
    CHECK(fates(jobs, now({Reason::idle}, 0, 101, 40)) == Fates{not_printed, not_printed});
    jobs[0].before.life = 100; // one answer was lost
    auto unknown = now({Reason::idle}, 0, 101, 40);
    unknown.counters.remaining.reset();
    CHECK(fates(jobs, unknown) == Fates{uncertain, uncertain});
}

TEST_CASE("paper gone without a count is in doubt, and a roll that ended or was changed is no sign of it") {
    CHECK(fates(sent(1), now({Reason::media_empty}, 0, 100, 0)) == Fates{not_printed});
    CHECK(fates(sent(1), now({Reason::idle}, 0, 100, 39)) == Fates{uncertain});
    CHECK(fates(sent(1), now({Reason::idle}, 0, 100, 700)) == Fates{not_printed});
}

TEST_CASE("not printed is believed only when it has looked so for a while") {
    Watch watch;
    auto const jobs = sent(1);
    auto const still = now({Reason::idle}, 0, 100, 40);
    CHECK(watch.judge(jobs, still, {1'000})[0].outcome == pending);
    CHECK(watch.judge(jobs, still, {6'900})[0].outcome == pending);
    CHECK(watch.judge(jobs, now({Reason::printing}, 1, 100, 40), {7'500})[0].outcome == pending);
    CHECK(watch.judge(jobs, still, {8'000})[0].outcome == pending); // the wait begins anew
    CHECK(watch.judge(jobs, still, {14'000})[0].outcome == not_printed);
}

TEST_CASE("the next sheet's counters are those after all that is on its way") {
    auto const two = sent(2);
    auto const after = expected_after(two, now({Reason::printing}, 2, 100, 40).counters);
    CHECK(after.life == 102);
    CHECK(after.remaining == 38);
    auto const counted = expected_after(two, now({Reason::printing}, 1, 102, 38).counters);
    CHECK(counted.life == 102);
    CHECK(expected_after({}, now({}, 0, 7, 3).counters).life == 7);
}
