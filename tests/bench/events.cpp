// SPDX-License-Identifier: GPL-3.0-or-later
/// \file
/// The ledger: events that are durable one by one against a bare fdatasync on the same disk, and checking it.
#include "bench/bench.hpp"
#include "bench/office.hpp"
#include "bench/people.hpp"
#include "store/ledger.hpp"
#include "support/fresh_store.hpp"
#include <algorithm>
#include <array>
#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

namespace bench {

namespace {

using support::sure;

constexpr int events_each = 2000;
constexpr int turn = 100;

/// 300 bytes at the end of a file, and the disk's word that they are there.
class BareDisk {
public:
    explicit BareDisk(std::filesystem::path const &file)
        : file_{::open(file.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600)} {}
    BareDisk(BareDisk const &) = delete;
    BareDisk &operator=(BareDisk const &) = delete;
    ~BareDisk() { ::close(file_); }

    void note(int item) const {
        std::array<char, 300> const bytes{};
        if (::pwrite(file_, bytes.data(), bytes.size(), static_cast<off_t>(bytes.size()) * item) < 0 ||
            ::fdatasync(file_) != 0) {
            throw std::runtime_error{"the disk refused"};
        }
    }

private:
    int file_;
};

base::Json birth(std::int64_t person) {
    auto body = base::Json::object();
    auto const digest = std::string(64, 'a');
    body.set("person", person).set("layout", digest).set("layout_name", "8x33x48");
    body.set("photo", digest).set("label", digest).set("replaces", "");
    return body;
}

std::string serial_of(int item) {
    return fmt::format("7KQ2M9-{:05}-X", item);
}

void one_event(desk::Station &station, std::string_view kind, std::string const &subject,
               base::Json const &body) {
    auto change = sure(station.change());
    sure(change.record(kind, subject, body));
    sure(change.commit());
}

/// What custody is made of: a sheet goes into a box.
void file_one(desk::Station &station, int item) {
    auto body = base::Json::object();
    body.set("box", "B01").set("number", item + 1);
    body.set("reference", fmt::format("11832-2026-B01-{:05}", item + 1));
    one_event(station, "sheet.filed", serial_of(item), body);
}

void preload(Office &office, int count) {
    constexpr int batch = 10'000;
    for (int from = 0; from < count; from += batch) {
        auto change = sure(office.station().change());
        for (int item = from; item < std::min(count, from + batch); ++item) {
            sure(change.record("sheet.born", serial_of(item), birth(item)));
        }
        sure(change.commit());
    }
}

} // namespace

void events(Report &report) {
    Office office;
    report.say("  20,000 sheets in the ledger first");
    preload(office, 20'000);
    BareDisk const disk{office.folder() / "bare"};
    std::vector<double> bare;
    std::vector<double> ours;
    auto const began = cpu_ms();
    double bare_cpu = 0;
    for (int from = 0; from < events_each; from += turn) {
        auto const before = cpu_ms();
        for (auto const ms : each_wall(turn, [&](int i) { disk.note(from + i); })) {
            bare.push_back(ms);
        }
        bare_cpu += cpu_ms() - before;
        for (auto const ms : each_wall(turn, [&](int i) { file_one(office.station(), from + i); })) {
            ours.push_back(ms);
        }
    }
    auto const cpu = (cpu_ms() - began - bare_cpu) / events_each;
    auto const mean = [](std::vector<double> const &all) {
        double sum = 0;
        for (auto const one : all) {
            sum += one;
        }
        return sum / static_cast<double>(all.size());
    };
    report.add({"event",
                {"一条落盘的事件，一事务一条（墙钟）；下限：追加 300 字节并 fdatasync",
                 "an event durable by itself, wall; floor: 300 bytes appended and fdatasync"},
                mean(ours),
                mean(bare),
                {},
                1 / 0.7,
                "ms",
                {{"cpu_ms", cpu},
                 {"median_ms", median(ours)},
                 {"p99_ms", quantile(ours, 0.99)},
                 {"floor_median_ms", median(bare)},
                 {"per_s", 1000 / mean(ours)}}});
}

void verify(Report &report) {
    constexpr int count = 200'000;
    constexpr auto least_rate = 500'000.0;
    Office office;
    report.say("  200,000 events");
    preload(office, count);
    base::NoProgress quiet;
    auto const ours = once(3,
                           [&] {
                               auto const verdict = sure(store::verify_ledger(office.store(), quiet));
                               if (verdict.trouble || verdict.events < count) {
                                   throw std::runtime_error{"the ledger does not hold"};
                               }
                           }) /
                      count;
    auto const event = sure(store::history(office.store(), serial_of(7))).front();
    std::string const bytes(event.body.size() + event.subject.size() + event.prev.size() + 60, 'x');
    auto const least = once(3,
                            [&] {
                                for (int i = 0; i < count; ++i) {
                                    keep(base::sha256(base::as_bytes(bytes)));
                                }
                            }) /
                       count;
    report.add({"verify",
                {"核对台账中的一条事件（CPU）；下限：同样长的 SHA-256",
                 "an event of the ledger checked, CPU; floor: SHA-256 over as many bytes"},
                ours,
                least,
                1000 / least_rate,
                {},
                "ms",
                {{"per_s", 1000 / ours}}});
}

} // namespace bench
