// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench/bench.hpp"
#include "base/json.hpp"
#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <ctime>
#include <fcntl.h>
#include <fmt/format.h>
#include <fstream>
#include <spawn.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

namespace bench {

namespace {

double ms_of(timeval const &time) {
    return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_usec) / 1e3;
}

/// Three significant digits, never in powers of ten.
std::string figure(double value) {
    auto const size = value == 0 ? 0 : static_cast<int>(std::floor(std::log10(std::abs(value))));
    return fmt::format("{:.{}f}", value, std::clamp(2 - size, 0, 6));
}

std::string figure_or_dash(std::optional<double> value) {
    return value ? figure(*value) : "-";
}

std::string limit_of(Row const &row) {
    auto const value = row.most ? fmt::format("{} {}", figure(*row.most), row.unit) : "";
    auto const ratio = row.most_ratio ? fmt::format("x{}", figure(*row.most_ratio)) : "";
    return row.has_limit() ? value + (value.empty() || ratio.empty() ? "" : ", ") + ratio : "-";
}

std::string verdict_of(Row const &row) {
    if (!row.value) {
        return "not run";
    }
    return !row.has_limit() ? "" : row.over() ? "OVER" : "ok";
}

std::string note_of(Row const &row) {
    auto note = row.note;
    for (auto const &[key, value] : row.more) {
        note += fmt::format("{}{} {}", note.empty() ? "" : ", ", key, figure(value));
    }
    return note.empty() ? "" : " (" + note + ")";
}

/// Started without a copy of this process, whose size would count as the child's own.
pid_t started(std::vector<std::string> words) {
    posix_spawn_file_actions_t streams;
    ::posix_spawn_file_actions_init(&streams);
    for (auto stream : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
        ::posix_spawn_file_actions_addopen(&streams, stream, "/dev/null", O_RDWR, 0);
    }
    std::vector<char *> pointers;
    for (auto &word : words) {
        pointers.push_back(word.data());
    }
    pointers.push_back(nullptr);
    pid_t child = 0;
    auto const error = ::posix_spawn(&child, pointers[0], &streams, nullptr, pointers.data(), environ);
    ::posix_spawn_file_actions_destroy(&streams);
    if (error != 0) {
        throw std::runtime_error{"no process for " + words.front()};
    }
    return child;
}

/// The most that it has held so far. Its rusage would tell the size of whoever started it, if that is larger.
double peak_mb(pid_t process) {
    std::ifstream status{fmt::format("/proc/{}/status", process)};
    constexpr std::string_view key = "VmHWM:";
    for (std::string line; std::getline(status, line);) {
        if (line.starts_with(key)) {
            return std::stod(line.substr(key.size())) / 1024;
        }
    }
    return 0;
}

} // namespace

std::optional<double> Row::ratio() const {
    return value && floor && *floor > 0 ? std::optional{*value / *floor} : std::nullopt;
}

bool Row::over() const {
    return value && ((most && *value > *most) || (most_ratio && ratio().value_or(0) > *most_ratio));
}

void Report::add(Row row) {
    say(fmt::format("  {} {} {}{}", row.name, figure_or_dash(row.value), row.unit,
                    row.over() ? " OVER ITS LIMIT" : ""));
    rows_.push_back(std::move(row));
}

void Report::say(std::string_view doing) const {
    if (!quiet_) {
        std::fputs(fmt::format("{}\n", doing).c_str(), stderr);
    }
}

double cpu_ms() {
    timespec now{};
    ::clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6;
}

double wall_ms() {
    using namespace std::chrono;
    return duration<double, std::milli>{steady_clock::now().time_since_epoch()}.count();
}

double median(std::vector<double> values) {
    return quantile(std::move(values), 0.5);
}

double quantile(std::vector<double> values, double part) {
    if (values.empty()) {
        throw std::runtime_error{"nothing was measured"};
    }
    auto const place = static_cast<std::ptrdiff_t>(static_cast<double>(values.size() - 1) * part + 0.5);
    std::nth_element(values.begin(), values.begin() + place, values.end());
    return values[static_cast<std::size_t>(place)];
}

std::vector<double> side_by_side(std::vector<Work> const &contenders, int items, int rounds) {
    constexpr int turn = 100;
    std::vector<std::vector<double>> spent(contenders.size());
    for (int round = -1; round < rounds; ++round) {
        std::vector<double> sums(contenders.size());
        auto const last = round < 0 ? std::min(items, turn) : items;
        for (int from = 0; from < last; from += turn) {
            for (std::size_t i = 0; i < contenders.size(); ++i) {
                auto const began = cpu_ms();
                for (int item = from; item < std::min(from + turn, last); ++item) {
                    contenders[i](item);
                }
                sums[i] += cpu_ms() - began;
            }
        }
        for (std::size_t i = 0; round >= 0 && i < contenders.size(); ++i) {
            spent[i].push_back(sums[i] / items);
        }
    }
    std::vector<double> medians;
    for (auto &rounds_of_one : spent) {
        medians.push_back(median(std::move(rounds_of_one)));
    }
    return medians;
}

double once(int rounds, std::function<void()> const &work) {
    work();
    std::vector<double> spent;
    for (int round = 0; round < rounds; ++round) {
        auto const began = cpu_ms();
        work();
        spent.push_back(cpu_ms() - began);
    }
    return median(std::move(spent));
}

std::vector<double> each_wall(int items, Work const &work) {
    std::vector<double> spent;
    for (int item = 0; item < items; ++item) {
        auto const began = wall_ms();
        work(item);
        spent.push_back(wall_ms() - began);
    }
    return spent;
}

Usage run(std::vector<std::string> const &command, Memory memory) {
    auto const began = wall_ms();
    auto const child = started(command);
    int status = 0;
    rusage spent{};
    double peak = 0;
    while (memory == Memory::watched && ::wait4(child, &status, WNOHANG, &spent) == 0) {
        peak = std::max(peak, peak_mb(child));
        ::usleep(20'000);
    }
    if (memory == Memory::ignored && ::wait4(child, &status, 0, &spent) != child) {
        throw std::runtime_error{"lost the process of " + command.front()};
    }
    return {WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status),
            ms_of(spent.ru_utime) + ms_of(spent.ru_stime), wall_ms() - began, peak};
}

void print_table(std::vector<Row> const &rows, base::Language language) {
    fmt::print("{:<20} {:>10} {:>4} {:>10} {:>6}  {:<12} {:<7}  {}\n", "name", "value", "", "floor", "ratio",
               "limit", "", language == base::Language::zh ? "是什么" : "what");
    for (auto const &row : rows) {
        fmt::print("{:<20} {:>10} {:>4} {:>10} {:>6}  {:<12} {:<7}  {}{}\n", row.name,
                   figure_or_dash(row.value), row.unit, figure_or_dash(row.floor),
                   figure_or_dash(row.ratio()), limit_of(row), verdict_of(row), row.what.in(language),
                   note_of(row));
    }
}

std::string json(std::vector<Row> const &rows) {
    auto list = base::Json::list();
    for (auto const &row : rows) {
        auto one = base::Json::object();
        auto const put = [&](std::string const &key, std::optional<double> value) {
            if (value) {
                one.set(key, *value);
            }
        };
        auto const suffix = row.unit == "MB" ? "mb" : row.unit;
        one.set("name", row.name);
        put(suffix, row.value);
        put("floor_" + suffix, row.floor);
        put("ratio", row.ratio());
        put("limit_" + suffix, row.most);
        put("limit_ratio", row.most_ratio);
        for (auto const &[key, value] : row.more) {
            put(key, value);
        }
        if (row.has_limit()) {
            one.set("over", row.over());
        }
        if (!row.note.empty()) {
            one.set("note", row.note);
        }
        list.add(one);
    }
    auto all = base::Json::object();
    all.set("rows", list);
    return all.text();
}

} // namespace bench
