// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
/// \file
/// Figures: time of a piece of work beside a floor that was measured in the same run. Absolute figures say
/// something about this machine, ratios about the work.
#include "base/words.hpp"
#include <cstddef>
#include <functional>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace bench {

struct Row {
    std::string name;
    base::Words what;
    std::optional<double> value{}; ///< nothing: not measured, the note says why
    std::optional<double> floor{};
    std::optional<double> most{};       ///< limit of the value
    std::optional<double> most_ratio{}; ///< limit of value over floor
    std::string unit = "ms";
    std::vector<std::pair<std::string, double>> more{}; ///< p99_ms, bytes ...: for the JSON and as a note
    std::string note{};

    [[nodiscard]] std::optional<double> ratio() const;
    [[nodiscard]] bool has_limit() const { return most.has_value() || most_ratio.has_value(); }
    [[nodiscard]] bool over() const;
};

class Report {
public:
    explicit Report(bool quiet) : quiet_{quiet} {}
    void add(Row row);
    /// Tells whoever waits what is going on, on standard error.
    void say(std::string_view doing) const;
    [[nodiscard]] std::vector<Row> const &rows() const { return rows_; }

private:
    bool quiet_;
    std::vector<Row> rows_;
};

/// A subject measures some rows that need the same preparation.
struct Subject {
    std::string_view name;
    void (*run)(Report &report);
};

[[nodiscard]] double cpu_ms(); ///< of this process, user and system
[[nodiscard]] double wall_ms();

[[nodiscard]] double median(std::vector<double> values);
/// \p part 0.99: what 99 of 100 stay under
[[nodiscard]] double quantile(std::vector<double> values, double part);

/// One of several ways to do the same work, on the item with that number.
using Work = std::function<void(int item)>;

/// CPU time an item of each contender. All of them take their turn at every hundred items, so that a slow
/// moment of the machine meets all alike; the median of \p rounds over \p items, after hundred that are not
/// counted.
[[nodiscard]] std::vector<double> side_by_side(std::vector<Work> const &contenders, int items, int rounds);

/// CPU time of the work done once: the median of \p rounds after one that is not counted.
[[nodiscard]] double once(int rounds, std::function<void()> const &work);

/// Wall time of each of \p items, one after the other.
[[nodiscard]] std::vector<double> each_wall(int items, Work const &work);

/// What a process of its own took.
struct Usage {
    int status = -1;
    double cpu_ms = 0, wall_ms = 0;
    double peak_mb = 0; ///< only where it was watched
};
enum class Memory {
    ignored,
    watched, ///< looked at fifty times a second, which costs a little of the wall time's exactness
};
/// Runs it with all streams closed off.
[[nodiscard]] Usage run(std::vector<std::string> const &command, Memory memory = Memory::ignored);

/// A result that nobody looks at is still made.
template <typename T>
void keep(T const &value) {
    asm volatile("" : : "r,m"(value) : "memory");
}

void print_table(std::vector<Row> const &rows, base::Language language);
[[nodiscard]] std::string json(std::vector<Row> const &rows);

// One subject a file.
void raster(Report &report);
void planes(Report &report);
void pdf(Report &report);
void print(Report &report);
void find(Report &report);
void audit(Report &report);
void events(Report &report);
void verify(Report &report);
void roster(Report &report);
void master(Report &report);
void checks(Report &report);
void start(Report &report);

} // namespace bench
