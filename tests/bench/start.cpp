// SPDX-License-Identifier: GPL-3.0-or-later
/// \file
/// The program as a process: what a person waits for before anything happens.
#include "bench/bench.hpp"
#include "bench/office.hpp"
#include "bench/people.hpp"

namespace bench {

namespace {

struct Times {
    double cpu = 0, wall = 0;
};

Times times_of(std::vector<std::string> const &command) {
    constexpr int rounds = 15;
    std::vector<double> cpu;
    std::vector<double> wall;
    for (int round = 0; round < rounds; ++round) {
        auto const usage = run(command);
        if (usage.status != 0) {
            throw std::runtime_error{command[1] + " ended with " + std::to_string(usage.status)};
        }
        cpu.push_back(usage.cpu_ms);
        wall.push_back(usage.wall_ms);
    }
    return {median(cpu), median(wall)};
}

void row(Report &report, std::string name, base::Words what, std::vector<std::string> const &command) {
    auto const nothing = times_of({"/bin/true", "."});
    auto const ours = times_of(command);
    report.add(
        {std::move(name), std::move(what), ours.wall, nothing.wall, {}, {}, "ms", {{"cpu_ms", ours.cpu}}});
}

} // namespace

void start(Report &report) {
    Office office;
    office.take_in(100);
    row(report, "start-help",
        {"platen --help 从启动到结束（墙钟）；下限：/bin/true",
         "platen --help from start to end, wall; floor: /bin/true"},
        {PLATEN_BINARY, "--help"});
    row(report, "start-find",
        {"platen archive find，一百人的档案库（墙钟）", "platen archive find in a store of 100 people, wall"},
        {PLATEN_BINARY, "archive", "find", student_no_of(7), "--store", office.store_folder().string()});
}

} // namespace bench
