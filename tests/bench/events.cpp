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

base::Json intent(int item) {
    auto body = base::Json::object();
    body.set("job", fmt::format("J-{:05}", item)).set("printer", "folder:/prints");
    body.set("printer_serial", "/prints").set("media_lot", "");
    return body;
}

/// The two events that are made durable one by one all day: a photo is accepted, a sheet has come out.
/// (Hand-overs and filing are many sheets in one transaction.)
void day_event(desk::Station &station, int item) {
    auto const digest = std::string(64, 'b');
    auto body = base::Json::object();
    if (item % 2 == 0) {
        body.set("person", item)
            .set("master", digest)
            .set("original", digest)
            .set("kept", true)
            .set("note", "");
        one_event(station, "photo.accepted", fmt::format("person {}", item), body);
    } else {
        body.set("job", fmt::format("J-{:05}", item)).set("outcome", "printed").set("file", "/prints/x.pdf");
        body.set("printer_serial", "/prints").set("media_lot", "");
        one_event(station, "job.ended", serial_of(item), body);
    }
}

void preload(Office &office, int count) {
    constexpr int batch = 10'000;
    for (int from = 0; from < count; from += batch) {
        auto change = sure(office.station().change());
        for (int item = from; item < std::min(count, from + batch); ++item) {
            sure(change.record("sheet.born", serial_of(item), birth(item)));
            if (item < events_each) {
                sure(change.record("job.intended", serial_of(item), intent(item)));
            }
        }
        sure(change.commit());
    }
}

} // namespace

namespace {

double mean(std::vector<double> const &all) {
    double sum = 0;
    for (auto const one : all) {
        sum += one;
    }
    return sum / static_cast<double>(all.size());
}

/// One kind of event against the bare disk, in turns, so that both meet the same disk.
struct Against {
    std::vector<double> bare, ours;
};

template <typename Event>
Against against_the_disk(BareDisk const &disk, Event const &event) {
    Against both;
    for (int from = 0; from < events_each; from += turn) {
        for (auto const ms : each_wall(turn, [&](int i) { disk.note(from + i); })) {
            both.bare.push_back(ms);
        }
        for (auto const ms : each_wall(turn, [&](int i) { event(from + i); })) {
            both.ours.push_back(ms);
        }
    }
    return both;
}

void add_row(Report &report, std::string const &name, base::Words const &what, Against const &both,
             std::optional<double> limit) {
    report.add({name,
                what,
                mean(both.ours),
                mean(both.bare),
                {},
                limit,
                "ms",
                {{"median_ms", median(both.ours)},
                 {"p99_ms", quantile(both.ours, 0.99)},
                 {"floor_median_ms", median(both.bare)},
                 {"per_s", 1000 / mean(both.ours)}}});
}

} // namespace

void events(Report &report) {
    constexpr auto at_most = 1 / 0.7;
    Office office;
    report.say("  20,000 sheets in the ledger first");
    preload(office, 20'000);
    BareDisk const disk{office.folder() / "bare"};
    BareDisk const other{office.folder() / "other"}; // both append: writing over costs the disk less
    auto note = base::Json::object();
    note.set("campaign", 1)
        .set("rows", 63)
        .set("added", 63)
        .set("changed", 0)
        .set("unchanged", 0)
        .set("refused", 0);
    add_row(report, "event",
            {"一条落盘的台账事件，一事务一条（墙钟）；下限：追加 300 字节并 fdatasync",
             "an event of the ledger durable by itself, wall; floor: 300 bytes appended and fdatasync"},
            against_the_disk(
                disk, [&](int) { one_event(office.station(), "roster.imported", "11832-2026-S0", note); }),
            at_most);
    add_row(report, "event-day",
            {"同上，连同它改变的现状（照片收下、打印完成）",
             "the same with what it changes (a photo accepted, a sheet out)"},
            against_the_disk(other, [&](int item) { day_event(office.station(), item); }), {});
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
