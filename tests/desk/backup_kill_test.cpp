// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/ledger.hpp"
#include "support/backups.hpp"
#include <chrono>
#include <csignal>
#include <doctest/doctest.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

namespace fs = std::filesystem;
using support::back_up;
using support::names_in;
using support::Office;
using support::restore;
using support::sure;

namespace {

base::NoProgress quiet;

/// Runs in a process of its own, which is killed after that long.
template <typename Run>
bool killed_while(Run const &run, std::chrono::microseconds after) {
    auto const child = ::fork();
    if (child == 0) {
        ::_exit(run() ? 0 : 1);
    }
    std::this_thread::sleep_for(after);
    ::kill(child, SIGKILL);
    int status = 0;
    ::waitpid(child, &status, 0);
    return WIFSIGNALED(status);
}

template <typename Run>
std::chrono::microseconds time_of(Run const &run) {
    auto const began = std::chrono::steady_clock::now();
    run();
    return std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() - began);
}

} // namespace

TEST_CASE("killed at any moment, neither a backup nor a restore leaves what looks like a finished one") {
    Office const office;
    auto const file = office.folder / "b.zip";
    auto const there = office.folder / "again";
    auto const backing_up = [&] { return static_cast<bool>(back_up(office, file)); };
    auto const restoring = [&] { return static_cast<bool>(restore(office.folder / "whole.zip", there)); };
    sure(back_up(office, office.folder / "whole.zip"));
    auto const long_one = time_of(backing_up);
    auto const other = time_of(restoring);
    constexpr int moments = 40;
    int killed = 0;
    for (int i = 0; i < moments; ++i) {
        CAPTURE(i);
        fs::remove(file);
        killed += killed_while(backing_up, long_one * i / moments) ? 1 : 0;
        if (fs::exists(file)) {
            sure(sure(desk::BackupFile::open(file)).check_seal());
        }
        fs::remove_all(there);
        killed += killed_while(restoring, other * i / moments) ? 1 : 0;
        if (fs::exists(there)) {
            auto const store = sure(store::Store::open(there));
            CHECK_FALSE(sure(store::verify_ledger(store, quiet)).trouble.has_value());
        }
    }
    CHECK(killed >= moments);
    fs::remove(file);
    fs::remove_all(there);
    CHECK(backing_up());
    CHECK(restoring());
    CHECK(names_in(office.folder.path()) ==
          std::set<std::string>{"again", "b.zip", "photos", "roster.csv", "store", "whole.zip"});
}
