// SPDX-License-Identifier: GPL-3.0-or-later
#include "desk/login_guard.hpp"
#include "support/jump_clock.hpp"
#include <atomic>
#include <doctest/doctest.h>
#include <fmt/format.h>
#include <thread>

using desk::LoginGuard;
using support::JumpClock;
using namespace std::chrono_literals;

namespace {

struct Door {
    JumpClock clock;
    LoginGuard guard{clock};

    /// False where it has to wait.
    bool fail(std::string const &name, std::string const &peer) {
        auto attempt = guard.admit(name, peer);
        if (attempt) {
            told += attempt->failed() ? 1 : 0;
        }
        return static_cast<bool>(attempt);
    }
    bool fail_times(int times, std::string const &name, std::string const &peer) {
        bool all = true;
        for (int i = 0; i < times; ++i) {
            all = fail(name, peer) && all;
        }
        return all;
    }
    bool succeed(std::string const &name, std::string const &peer) {
        auto attempt = guard.admit(name, peer);
        if (attempt) {
            attempt->succeeded();
        }
        return static_cast<bool>(attempt);
    }
    /// The sentence's number, and 0 where it may be tried.
    std::chrono::seconds wait(std::string const &name, std::string const &peer) {
        auto const attempt = guard.admit(name, peer);
        if (attempt) {
            return 0s;
        }
        CHECK(attempt.fault().kind == base::Trouble::busy);
        auto const &text = attempt.fault().what.en;
        return std::chrono::seconds{std::stoi(text.substr(text.find(" in ") + 4))};
    }
    /// Failures of as many names, so that no pair is slowed.
    void fill_address(std::string const &peer) {
        for (std::size_t i = 0; i < LoginGuard::address_failures; ++i) {
            REQUIRE(fail("n" + std::to_string(i), peer));
        }
    }

    int told = 0;
};

} // namespace

TEST_CASE("after five failures a name waits at its address, twice as long each time, a minute at most") {
    Door door;
    CHECK(door.fail_times(5, "wang", "a"));
    for (auto wanted : {1s, 2s, 4s, 8s, 16s, 32s, 60s, 60s, 60s}) {
        CHECK(door.wait("wang", "a") == wanted);
        CHECK_FALSE(door.fail("wang", "a")); // too early: not counted
        door.clock.wait(wanted - 1ms);
        CHECK(door.wait("wang", "a") == 1s);
        door.clock.wait(1ms);
        CHECK(door.wait("wang", "a") == 0s);
        CHECK(door.fail("wang", "a"));
    }
    CHECK(door.told == 1);
}

TEST_CASE("neither the name elsewhere nor other names at the address wait with it") {
    Door door;
    door.fail_times(5, "wang", "a");
    CHECK(door.wait("wang", "a") > 0s);
    CHECK(door.wait("wang", "b") == 0s);
    CHECK(door.wait("li", "a") == 0s);
    CHECK(door.succeed("wang", "b"));
    CHECK(door.wait("wang", "a") > 0s);
}

TEST_CASE("a success, and a quarter of an hour, wipe the slate") {
    Door door;
    door.fail_times(4, "wang", "a");
    CHECK(door.succeed("wang", "a"));
    CHECK(door.fail_times(4, "wang", "a"));
    CHECK(door.wait("wang", "a") == 0s);
    door.clock.wait(LoginGuard::window + 1ms);
    CHECK(door.fail_times(5, "wang", "a"));
    CHECK(door.wait("wang", "a") == 1s);
    door.clock.wait(LoginGuard::window + 1ms);
    CHECK(door.fail_times(5, "wang", "a"));
}

TEST_CASE("an attempt that ended in a fault counts for nothing") {
    Door door;
    for (int i = 0; i < 50; ++i) {
        CHECK(door.guard.admit("wang", "a"));
    }
    CHECK(door.wait("wang", "a") == 0s);
}

TEST_CASE("a college behind one address goes on until its failures are hundreds, and then once a second") {
    Door door;
    door.fill_address("nat");
    CHECK(door.wait("li", "nat") == 1s);
    CHECK(door.wait("li", "elsewhere") == 0s);
    door.clock.wait(1s);
    CHECK(door.succeed("li", "nat"));
    CHECK(door.succeed("zhao", "nat"));
    door.clock.wait(LoginGuard::window + 1ms);
    CHECK(door.fail_times(2, "li", "nat"));
}

TEST_CASE("whoever logged in from an address before is not slowed by the others there") {
    Door door;
    CHECK(door.succeed("wang", "nat"));
    door.fill_address("nat");
    CHECK(door.wait("li", "nat") > 0s);
    CHECK(door.wait("wang", "nat") == 0s);
    CHECK(door.fail_times(5, "wang", "nat"));
    CHECK(door.wait("wang", "nat") == 1s);
}

TEST_CASE("a name that is guessed from everywhere is slowed everywhere but where its owner was before") {
    Door door;
    CHECK(door.succeed("wang", "office"));
    for (std::size_t i = 0; i < LoginGuard::name_failures; ++i) {
        CHECK(door.fail("wang", "bot" + std::to_string(i)));
    }
    CHECK(door.wait("wang", "new") == LoginGuard::name_wait);
    CHECK(door.wait("wang", "office") == 0s);
    CHECK(door.wait("li", "new") == 0s);
    door.clock.wait(LoginGuard::name_wait);
    CHECK(door.fail("wang", "new"));
    CHECK(door.wait("wang", "newer") == LoginGuard::name_wait);
    CHECK(door.told == 1);
}

TEST_CASE("attempts at once are no way around the waiting") {
    Door door;
    std::vector<LoginGuard::Attempt> under_way;
    for (int i = 0; i < 20; ++i) {
        if (auto attempt = door.guard.admit("wang", "a")) {
            under_way.push_back(std::move(*attempt));
        }
    }
    CHECK(under_way.size() == LoginGuard::pair_failures);
    for (auto &attempt : under_way) {
        static_cast<void>(attempt.failed());
    }
    CHECK(door.wait("wang", "a") == 1s);
}

TEST_CASE("a clock that is set back keeps nobody waiting") {
    Door door;
    door.fail_times(5, "wang", "a");
    door.clock.wait(-1h);
    CHECK(door.wait("wang", "a") == 0s);
}

TEST_CASE("an address fills the ledger with ten events in a window and no more") {
    Door door;
    for (int i = 0; i < 40; ++i) {
        door.fail_times(5, "n" + std::to_string(i), "a");
    }
    CHECK(door.told == LoginGuard::most_events);
    door.clock.wait(LoginGuard::window + 1ms);
    door.fail_times(5, "other", "a");
    CHECK(door.told == LoginGuard::most_events + 1);
}

TEST_CASE("however many names and addresses come, the one that is being guessed is remembered") {
    Door door;
    door.fail_times(5, "wang", "a");
    for (std::size_t i = 0; i < 3 * LoginGuard::most_keys; ++i) {
        door.fail(fmt::format("n{}", i), fmt::format("p{}", i));
        if (i % 1000 == 0) {
            door.clock.wait(1ms);
            CHECK(door.wait("wang", "a") == 1s);
        }
    }
}

TEST_CASE("many threads at one door count every failure") {
    Door door;
    std::atomic<int> admitted{0};
    std::vector<std::thread> threads;
    threads.reserve(4);
    for (int t = 0; t < 4; ++t) {
        threads.emplace_back([&, t] {
            for (int i = 0; i < 100; ++i) {
                auto attempt = door.guard.admit(fmt::format("n{}-{}", t, i), "nat");
                if (attempt) {
                    static_cast<void>(attempt->failed());
                    ++admitted;
                }
            }
        });
    }
    for (auto &thread : threads) {
        thread.join();
    }
    CHECK(admitted == static_cast<int>(LoginGuard::address_failures));
    CHECK(door.wait("li", "nat") > 0s);
}
