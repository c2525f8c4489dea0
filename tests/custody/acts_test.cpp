// SPDX-License-Identifier: GPL-3.0-or-later
#include "custody/yard.hpp"
#include "store/ledger.hpp"
#include <algorithm>
#include <cstdlib>
#include <doctest/doctest.h>
#include <fmt/format.h>
#include <fmt/ranges.h>

using support::sure;

namespace {

/// PLATEN_ACTS=1000000 is the whole proof (some two hours with the preset release and TMPDIR in
/// memory).
std::uint64_t acts_wanted() {
    auto const *const told = std::getenv("PLATEN_ACTS");
    return told == nullptr ? 4'000 : std::strtoull(told, nullptr, 10);
}

std::uint64_t seed() {
    auto const *const told = std::getenv("PLATEN_SEED");
    return told == nullptr ? 1 : std::strtoull(told, nullptr, 10);
}

} // namespace

TEST_CASE(
    "whatever is done with them by chance, every sheet has one place and one holder, and its prints add up") {
    constexpr std::uint64_t thousand = 1'000, between_kills = 2'000;
    custody::Yard yard{seed()};
    base::NoProgress quiet;
    auto replay = sure(store::Replay::begin(yard.store()));
    std::uint64_t checked = 0, killed = 0;
    while (yard.done() < acts_wanted()) {
        yard.act();
        if (yard.done() / between_kills > killed) {
            killed = yard.done() / between_kills;
            yard.kill_somebody();
        }
        if (yard.done() / thousand > checked) {
            checked = yard.done() / thousand;
            auto const wrong = yard.wrongs();
            INFO(fmt::format("{}", fmt::join(wrong, "\n")));
            REQUIRE(wrong.empty());
            auto const differing = sure(replay.differing(yard.store(), quiet));
            INFO(fmt::format("{}", fmt::join(differing, " ")));
            REQUIRE(differing.empty());
        }
    }
    // From the beginning, once more.
    CHECK(sure(store::differing_projections(yard.store(), quiet)).empty());
    CHECK_FALSE(sure(store::verify_ledger(yard.store(), quiet)).trouble.has_value());
    for (auto const &[what, times] : yard.tally()) {
        MESSAGE(fmt::format("{:>8} {}", times, what));
    }
    for (auto const *const what :
         {"give", "receive", "file", "move", "undo", "lend", "take back", "cut", "void", "end counting",
          "envelope", "post", "arrive", "hand in", "killed", "stopped halfway"}) {
        CAPTURE(what);
        CHECK(yard.tally().contains(what));
    }
}
