// SPDX-License-Identifier: GPL-3.0-or-later
/// \file
/// A store of thirty years: finding one of 1,200,000 sheets against a bare lookup in the same B-tree, opening
/// a sheet's record, receiving by scanner, opening the station, checking the ledger.
#include "base/pinyin.hpp"
#include "base/text.hpp"
#include "bench/archive_store.hpp"
#include "bench/people.hpp"
#include "desk/handover.hpp"
#include "desk/search.hpp"
#include "desk/sheet_view.hpp"
#include "store/db.hpp"
#include "store/ledger.hpp"
#include "support/fresh_store.hpp"
#include <algorithm>
#include <fmt/format.h>
#include <random>

namespace bench {

namespace {

using support::sure;

constexpr std::size_t most_hits = 20;
constexpr double at_most = 20; // ms, on the server's side

using Query = std::function<std::string(std::int64_t person)>;

class Finder {
public:
    Finder(ArchiveStore &archive, Report &report)
        : archive_{archive}, office_{archive.office()}, report_{report} {}

    /// \p most at the 99th percentile. With \p unit, a college asks, and finds its own people.
    void row(std::string name, base::Words what, int count, Query const &query, bool unit = false) {
        std::vector<std::string> queries;
        std::vector<std::optional<std::int64_t>> units;
        for (int i = 0; i < count; ++i) {
            auto const person =
                static_cast<std::int64_t>(random_() % static_cast<std::uint64_t>(archive_.people()));
            queries.push_back(query(person));
            units.push_back(unit ? std::optional{archive_.unit_id(person)} : std::nullopt);
        }
        auto const query_at = [&](int i) -> auto const & {
            return queries[static_cast<std::size_t>(i)];
        };
        std::size_t hits = 0;
        auto const bare = each_wall(count, [&](int i) { bare_lookup(query_at(i)); });
        auto const ours = each_wall(count, [&](int i) {
            auto const found = sure(desk::find_sheets(office_.station(), query_at(i), most_hits,
                                                      units[static_cast<std::size_t>(i)]))
                                   .size();
            if (found == 0) {
                throw std::runtime_error{"not found: " + query_at(i)};
            }
            hits += found;
        });
        report_.add({std::move(name),
                     std::move(what),
                     quantile(ours, 0.99),
                     quantile(bare, 0.99),
                     at_most,
                     {},
                     "ms",
                     {{"median_ms", median(ours)},
                      {"worst_ms", quantile(ours, 1)},
                      {"hits", static_cast<double>(hits) / count}}});
    }

private:
    /// A number in an index, prepared: whether it is there or not, it is as far down.
    void bare_lookup(std::string const &query) {
        auto &rows =
            store::bound(office_.store().db(), "select id, name from person where student_no = ?1", query);
        keep(rows.executeStep());
        rows.reset();
    }

    ArchiveStore &archive_;
    Office &office_;
    Report &report_;
    std::mt19937_64 random_{1};
};

/// \p length characters of the name, from its end.
std::string tail_of(std::int64_t person, std::size_t length) {
    auto const name = base::characters(name_of(person));
    return base::utf8(name.substr(name.size() - std::min(name.size(), length)));
}

std::string pinyin_of(std::int64_t person, bool initials) {
    auto const keys = base::pinyin_keys(name_of(person));
    return *std::ranges::max_element(keys, {}, [&](auto const &key) {
        auto const size = static_cast<int>(key.size());
        return initials ? -size : size;
    });
}

void each_key(Finder &finder, ArchiveStore const &archive) {
    constexpr int many = 2000, some = 500;
    finder.row("find-number",
               {"按学号找，99% 在此之内（墙钟）；下限：索引里查一次",
                "by student number, 99th percentile, wall; floor: one index lookup"},
               many, student_no_of);
    finder.row("find-serial", {"按序列号找", "by serial"}, many,
               [&](std::int64_t person) { return archive.serial(person); });
    finder.row("find-id", {"按身份证号找", "by ID number"}, many, id_no_of);
    finder.row("find-tail", {"按姓名和身份证后六位找", "by name and the last six of the ID number"}, many,
               [](std::int64_t person) { return name_of(person) + " " + id_no_of(person).substr(12); });
    finder.row("find-certificate", {"按证书编号找", "by certificate number"}, many,
               ArchiveStore::certificate);
    finder.row("find-reference", {"按档号找", "by reference (档号)"}, many,
               [&](std::int64_t person) { return archive.reference(person); });
    finder.row("find-box", {"按盒号找", "by box"}, many, ArchiveStore::box);
    finder.row("find-name", {"按全名找", "by whole name"}, many, name_of);
    finder.row("find-part-2", {"按名（最后两个字）找", "by the last two characters of a name"}, many,
               [](std::int64_t person) { return tail_of(person, 2); });
    finder.row("find-part-1", {"按一个字找", "by one character"}, some,
               [](std::int64_t person) { return tail_of(person, 1); });
    finder.row("find-surname", {"按姓找：王", "by the commonest surname"}, some,
               [](std::int64_t) { return std::string{"王"}; });
    finder.row("find-pinyin", {"按全拼找", "by pinyin"}, many,
               [](std::int64_t person) { return pinyin_of(person, false); });
    finder.row("find-pinyin-part", {"按拼音开头找", "by the beginning of the pinyin"}, some,
               [](std::int64_t person) { return pinyin_of(person, false).substr(0, 4); });
    finder.row("find-initials", {"按拼音首字母找", "by initials"}, many,
               [](std::int64_t person) { return pinyin_of(person, true); });
    finder.row("find-year-unit", {"按届和学院列出", "everybody of a year and a unit"}, some,
               [&](std::int64_t person) {
                   return fmt::format("{} {}", archive.year(person), ArchiveStore::unit(person));
               });
    finder.row("find-year-name", {"按届和姓名找", "by year and name"}, many, [&](std::int64_t person) {
        return fmt::format("{}届 {}", archive.year(person), name_of(person));
    });
    finder.row(
        "find-unit-surname", {"学院在自己人里按姓找", "a college, by surname"}, some,
        [](std::int64_t person) { return name_of(person).substr(0, 3); }, true);
    finder.row(
        "find-unit-pinyin", {"学院在自己人里按首字母找", "a college, by initials"}, some,
        [](std::int64_t person) { return pinyin_of(person, true); }, true);
}

/// What a page about one sheet asks: where it is, who holds it, its whole history.
void record(ArchiveStore &archive, Report &report) {
    std::mt19937_64 random{2};
    auto const walls = each_wall(1000, [&](int) {
        auto const person =
            static_cast<std::int64_t>(random() % static_cast<std::uint64_t>(archive.people()));
        keep(sure(desk::view_sheet(archive.office().station(), archive.serial(person))).history.size());
    });
    report.add(
        {"record",
         {"打开一张相片纸的档案（全部经过），99%（墙钟）", "a sheet's whole record, 99th percentile, wall"},
         quantile(walls, 0.99),
         {},
         at_most,
         {},
         "ms",
         {{"median_ms", median(walls)}}});
}

void scans(ArchiveStore &archive, Report &report) {
    constexpr double most = 50;
    auto const open = archive.open_handover(150);
    auto const walls = each_wall(static_cast<int>(open.serials.size()), [&](int i) {
        sure(desk::scan_into_handover(archive.office().station(), open.id,
                                      open.serials[static_cast<std::size_t>(i)], "王老师"));
    });
    report.add({"receive",
                {"接收时扫一张到回答，99%（墙钟，落盘）",
                 "a scan answered while receiving, durable, 99th percentile, wall"},
                quantile(walls, 0.99),
                {},
                most,
                {},
                "ms",
                {{"median_ms", median(walls)}}});
}

void opening(ArchiveStore &archive, Report &report) {
    constexpr double most = 1000;
    auto const walls = each_wall(5, [&](int) {
        auto const setting = archive.office().station().setting();
        keep(sure(desk::Station::open(archive.office().store_folder(), "", setting)).campaign().id);
    });
    report.add({"open", {"打开档案库（墙钟）", "opening the station, wall"}, median(walls), {}, most});
    std::vector<double> whole;
    for (int i = 0; i < 11; ++i) {
        whole.push_back(run({PLATEN_BINARY, "archive", "find", student_no_of(i * 9001), "--store",
                             archive.office().store_folder().string()})
                            .wall_ms);
    }
    report.add({"find-process",
                {"platen archive find 整个进程（墙钟）", "platen archive find as a whole process, wall"},
                median(whole)});
}

/// The whole ledger, against the digests alone of as many bytes.
void whole_ledger(ArchiveStore &archive, Report &report) {
    constexpr double least_rate = 500'000;
    base::NoProgress quiet;
    auto const events = static_cast<double>(archive.events());
    auto const began = cpu_ms();
    auto const verdict = sure(store::verify_ledger(archive.office().store(), quiet));
    auto const ours = (cpu_ms() - began) / events;
    if (verdict.trouble || verdict.events < archive.events()) {
        throw std::runtime_error{"the ledger does not hold"};
    }
    SQLite::Statement size{
        archive.office().store().db().raw(),
        "select avg(length(body) + length(subject) + length(kind) + length(actor)) + 110 from event"};
    size.executeStep();
    std::string const bytes(static_cast<std::size_t>(size.getColumn(0).getInt()), 'x');
    auto const floor = once(3,
                            [&] {
                                for (int i = 0; i < 200'000; ++i) {
                                    keep(base::sha256(base::as_bytes(bytes)));
                                }
                            }) /
                       200'000;
    report.add({"ledger",
                {"核对整个台账，一条（CPU）；下限：同样长的 SHA-256",
                 "the whole ledger verified, an event, CPU; floor: SHA-256 over as many bytes"},
                ours,
                floor,
                1000 / least_rate,
                {},
                "ms",
                {{"events", events}, {"per_s", 1000 / ours}}});
}

} // namespace

void find(Report &report) {
    ArchiveStore archive{report};
    Finder finder{archive, report};
    each_key(finder, archive);
    record(archive, report);
    scans(archive, report);
    opening(archive, report);
    whole_ledger(archive, report);
}

} // namespace bench
