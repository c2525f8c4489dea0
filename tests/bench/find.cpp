// SPDX-License-Identifier: GPL-3.0-or-later
/// \file
/// Finding one of 1,000,000 sheets, against a bare lookup in the same B-tree.
#include "base/text.hpp"
#include "bench/bench.hpp"
#include "bench/office.hpp"
#include "bench/people.hpp"
#include "code/serial.hpp"
#include "desk/search.hpp"
#include "store/db.hpp"
#include "support/fresh_store.hpp"
#include <random>

namespace bench {

namespace {

using support::sure;

constexpr std::int64_t sheets = 1'000'000;
constexpr std::int64_t per_box = 200;

std::string serial_of(std::int64_t person) {
    return code::make_serial("7KQ2M9", static_cast<std::uint64_t>(person));
}
std::string box_of(std::int64_t person) {
    return fmt::format("B{:05}", person / per_box + 1);
}
std::string reference_of(std::int64_t person) {
    return fmt::format("11832-2026-{}-{:03}", box_of(person), person % per_box + 1);
}

/// Straight into the tables: a ledger of millions of events would say nothing about finding.
class Filler {
public:
    explicit Filler(Office &office) : db_{office.store().db()}, campaign_{office.station().campaign().id} {}

    void add(std::int64_t person) {
        auto const id = person + 1;
        if (person % 50 == 0) {
            class_ = person / 50 + 1;
            if (person % 1000 == 0) {
                unit_ = person / 1000 + 1;
                store::bound(db_, "insert into unit values (?1, ?2, ?3)", unit_, campaign_, unit_of(person))
                    .exec();
            }
            store::bound(db_, "insert into class values (?1, ?2, ?3)", class_, unit_, class_of(person))
                .exec();
        }
        auto const name = name_of(person);
        store::bound(db_,
                     "insert into person (id, campaign, student_no, name, id_no, class, sex, id_type, birth)"
                     " values (?1, ?2, ?3, ?4, ?5, ?6, '男', '居民身份证', ?7)",
                     id, campaign_, student_no_of(person), name, id_no_of(person), class_, birth_of(person))
            .exec();
        store::bound(db_, "insert into person_grams (rowid, grams) values (?1, ?2)", id,
                     store::grams_of(name))
            .exec();
        auto const serial = serial_of(person);
        store::bound(db_,
                     "insert into sheet (serial, person, layout, photo, label, state, holder, place, born_at,"
                     " moved_at) values (?1, ?2, ?3, ?3, ?3, 'printed', 'archive', ?4, 1, 1)",
                     serial, id, digest_, box_of(person))
            .exec();
        store::bound(db_, "insert into item values (?1, ?2, ?3, ?4, 1)", serial, box_of(person),
                     person % per_box + 1, reference_of(person))
            .exec();
    }

private:
    store::Db &db_;
    std::int64_t campaign_, unit_ = 0, class_ = 0;
    std::string digest_ = std::string(64, 'a');
};

void fill(Office &office, Report &report) {
    constexpr std::int64_t batch = 50'000;
    Filler filler{office};
    for (std::int64_t from = 0; from < sheets; from += batch) {
        auto change = sure(office.station().change());
        for (auto person = from; person < from + batch; ++person) {
            filler.add(person);
        }
        sure(change.commit());
        if (from % (batch * 5) == 0) {
            report.say(fmt::format("  {} of {} sheets", from + batch, sheets));
        }
    }
}

using Query = std::function<std::string(std::int64_t person)>;

class Finder {
public:
    Finder(Office &office, Report &report) : office_{office}, report_{report} {}

    void row(std::string name, base::Words what, double most, int count, Query const &query) {
        std::vector<std::string> queries;
        for (int i = 0; i < count; ++i) {
            queries.push_back(query(static_cast<std::int64_t>(random_() % sheets)));
        }
        auto const query_at = [&](int i) -> auto const & {
            return queries[static_cast<std::size_t>(i)];
        };
        std::size_t hits = 0;
        auto const bare = each_wall(count, [&](int i) { bare_lookup(query_at(i)); });
        auto const ours = each_wall(count, [&](int i) {
            auto const found = sure(desk::find_sheets(office_.station(), query_at(i), 20)).size();
            if (found == 0) {
                throw std::runtime_error{"not found: " + query_at(i)};
            }
            hits += found;
        });
        report_.add({std::move(name),
                     std::move(what),
                     median(ours),
                     median(bare),
                     most,
                     {},
                     "ms",
                     {{"p99_ms", quantile(ours, 0.99)},
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

    Office &office_;
    Report &report_;
    std::mt19937_64 random_{1};
};

/// \p length characters of the name, from its end.
std::string tail_of(std::int64_t person, std::size_t length) {
    auto const name = base::characters(name_of(person));
    return base::utf8(name.substr(name.size() - std::min(name.size(), length)));
}

} // namespace

void find(Report &report) {
    Office office;
    fill(office, report);
    Finder finder{office, report};
    constexpr double by_number = 1;
    constexpr double by_name = 5;
    constexpr int many = 2000;
    finder.row("find-number",
               {"按学号找（百万张，墙钟）；下限：索引里查一次",
                "by student number among a million, wall; floor: one index lookup"},
               by_number, many, student_no_of);
    finder.row("find-serial", {"按序列号找", "by serial"}, by_number, many, serial_of);
    finder.row("find-id", {"按身份证号找", "by ID number"}, by_number, many, id_no_of);
    finder.row("find-reference", {"按档号找", "by reference (档号)"}, by_number, many, reference_of);
    finder.row("find-box", {"按盒号找", "by box"}, by_number, many, box_of);
    finder.row("find-name", {"按全名找", "by whole name"}, by_name, many, name_of);
    finder.row("find-part-3", {"按姓名中三个字找", "by three characters of a name"}, by_name, many,
               [](std::int64_t person) { return tail_of(person, 3); });
    finder.row("find-part-2", {"按名（最后两个字）找", "by the last two characters of a name"}, by_name, many,
               [](std::int64_t person) { return tail_of(person, 2); });
    finder.row("find-part-1", {"按一个字找", "by one character"}, by_name, 500,
               [](std::int64_t person) { return tail_of(person, 1); });
    finder.row("find-surname", {"按姓找：王", "by the commonest surname"}, by_name, 200,
               [](std::int64_t) { return std::string{"王"}; });
    std::vector<double> walls;
    for (int i = 0; i < 11; ++i) {
        walls.push_back(run({PLATEN_BINARY, "archive", "find", student_no_of(i * 9001), "--store",
                             office.store_folder().string()})
                            .wall_ms);
    }
    report.add({"find-process",
                {"platen archive find 整个进程（墙钟）", "platen archive find as a whole process, wall"},
                median(walls)});
}

} // namespace bench
