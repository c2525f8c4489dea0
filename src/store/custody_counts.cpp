// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/custody_counts.hpp"
#include "store/db.hpp"
#include <fmt/format.h>
#include <limits>

namespace store {

namespace {

/// Everybody of the years and units that are asked for. The order of the joins is that of the groups, so that
/// nothing has to be sorted.
constexpr auto everybody = " from campaign k cross join unit u on u.campaign = k.id"
                           " cross join class c on c.unit = u.id";
constexpr auto asked_for = " where (?1 = 0 or k.year = ?1) and (?2 = '' or u.name = ?2)";
constexpr auto each_unit = " group by k.id, u.name";
/// Whose a sheet s is.
constexpr auto whose = " cross join person p on p.id = s.person cross join class c on c.id = p.class"
                       " cross join unit u on u.id = c.unit cross join campaign k on k.id = u.campaign";

class Tally {
public:
    Tally(Db &db, CountScope const &scope) : db_{db}, scope_{scope} {}

    /// Rows of year, unit and whatever \p take reads from the third column on.
    template <typename Take>
    void each(std::string const &sql, Take const &take) {
        auto &rows = bound(db_, sql, scope_.year, scope_.unit);
        while (rows.executeStep()) {
            std::pair const key{static_cast<int>(whole_at(rows, 0)), text_at(rows, 1)};
            auto &counts = by_unit_[key];
            counts.year = key.first;
            counts.unit = key.second;
            take(rows, counts);
        }
        rows.reset();
    }
    /// The same with today's date as third value.
    template <typename Take>
    void each_today(std::string const &sql, std::string const &today, Take const &take) {
        auto &rows = bound(db_, sql, scope_.year, scope_.unit, today);
        while (rows.executeStep()) {
            take(rows, of(static_cast<int>(whole_at(rows, 0)), text_at(rows, 1)));
        }
        rows.reset();
    }
    UnitCounts &of(int year, std::string const &unit) {
        auto &counts = by_unit_[{year, unit}];
        counts.year = year;
        counts.unit = unit;
        return counts;
    }
    [[nodiscard]] std::vector<UnitCounts> all() const {
        std::vector<UnitCounts> list;
        for (auto const &[key, counts] : by_unit_) {
            list.push_back(counts);
        }
        return list;
    }

private:
    Db &db_;
    CountScope const &scope_;
    std::map<std::pair<int, std::string>, UnitCounts> by_unit_;
};

void count_people(Tally &tally) {
    auto const sql =
        fmt::format("select k.year, u.name, count(*), count(h.person){}"
                    " cross join person p on p.class = c.id left join photo h on h.person = p.id{}{}",
                    everybody, asked_for, each_unit);
    tally.each(sql, [](auto &row, UnitCounts &counts) {
        counts.people += whole_at(row, 2);
        counts.with_photo += whole_at(row, 3);
    });
}

/// Those whom a printed sheet can be with; data/schema/0011_custody.sql lists them.
constexpr std::array holders{"none", "print-room", "transit", "missing", "unit",     "office",
                             "mail", "student",    "archive", "loan",    "destroyed"};

void count_sheets(Tally &tally) {
    std::string sums;
    for (auto const *holder : holders) {
        sums += fmt::format(", sum(s.state = 'printed' and s.holder = '{}')", holder);
    }
    auto const sql = fmt::format(
        "select k.year, u.name, count(*), sum(s.state = 'void'), sum(s.state = 'uncertain'),"
        " sum(s.state in ('born', 'failed')), sum(s.state = 'printed'),"
        " sum(case s.state when 'printed' then s.cells else 0 end),"
        " sum(case s.holder when 'archive' then 0 when 'none' then 0 else"
        "  exists (select 1 from item i where i.serial = s.serial) end), sum(s.holder = 'archive'),"
        " sum(case s.state when 'void' then exists (select 1 from item i where i.serial = s.serial)"
        "  else 0 end){}{}"
        " cross join person p on p.class = c.id cross join sheet s indexed by sheet_tally on s.person = "
        "p.id{}{}",
        sums, everybody, asked_for, each_unit);
    tally.each(sql, [](auto &row, UnitCounts &counts) {
        int at = 2;
        for (auto *const count :
             {&counts.made, &counts.voided, &counts.uncertain, &counts.unprinted, &counts.printed,
              &counts.prints, &counts.filed_away, &counts.in_boxes, &counts.filed_void}) {
            *count += whole_at(row, at++);
        }
        for (auto const *holder : holders) {
            counts.held[holder] += whole_at(row, at++);
        }
    });
}

/// A purpose as a text in SQL.
std::string quoted(std::string const &text) {
    std::string quoted = "'";
    for (auto const c : text) {
        quoted += c == '\'' ? std::string{"''"} : std::string{c};
    }
    return quoted + "'";
}

void count_uses(Tally &tally, std::vector<std::string> const &purposes) {
    std::string sums;
    for (auto const &purpose : purposes) {
        sums += fmt::format(", sum(x.purpose = {})", quoted(purpose));
    }
    auto const sql =
        fmt::format("select k.year, u.name, count(*), sum(x.number <= s.cells){}{}"
                    " cross join person p on p.class = c.id"
                    " cross join sheet s indexed by sheet_tally on s.person = p.id and s.state = 'printed'"
                    " and s.cells > 0 cross join cell x on x.serial = s.serial{}{}",
                    sums, everybody, asked_for, each_unit);
    tally.each(sql, [&](auto &row, UnitCounts &counts) {
        auto others = whole_at(row, 2);
        counts.cut += whole_at(row, 3);
        int at = 4;
        for (auto const &purpose : purposes) {
            counts.used[purpose] += whole_at(row, at);
            others -= whole_at(row, at++);
        }
        if (others > 0) {
            counts.used[other_purpose] += others;
        }
    });
    auto const uncounted =
        fmt::format("select k.year, u.name, s.layout, count(*) from sheet s indexed by sheet_uncounted{}{}"
                    " and s.cells = 0 and s.state = 'printed' group by k.year, u.name, s.layout",
                    whose, asked_for);
    tally.each(uncounted,
               [](auto &row, UnitCounts &counts) { counts.uncounted[text_at(row, 2)] += whole_at(row, 3); });
}

void count_boxes(Tally &tally) {
    constexpr auto boxes =
        "select coalesce(k.year, 0), coalesce(u.name, ''), count(*) from box b"
        " left join campaign k on k.id = b.campaign left join unit u on u.id = b.unit"
        " where b.state <> 'retired' and (?1 = 0 or k.year = ?1) and (?2 = '' or u.name = ?2)"
        " group by 1, 2";
    tally.each(boxes, [](auto &row, UnitCounts &counts) { counts.boxes += whole_at(row, 2); });
    auto const items =
        fmt::format("select k.year, u.name, count(distinct v.id), count(*){}"
                    " cross join volume v on v.class = c.id cross join item i on i.volume = v.id{}{}",
                    everybody, asked_for, each_unit);
    tally.each(items, [](auto &row, UnitCounts &counts) {
        counts.volumes += whole_at(row, 2);
        counts.items += whole_at(row, 3);
    });
    auto const loose =
        fmt::format("select k.year, u.name, count(*) from item i cross join sheet s on s.serial = i.serial"
                    "{}{} and i.volume = '' group by 1, 2",
                    whose, asked_for);
    tally.each(loose, [](auto &row, UnitCounts &counts) { counts.items += whole_at(row, 2); });
}

/// What the archives have that is in no box.
void count_waiting(Tally &tally) {
    auto const sql = fmt::format("select k.year, u.name, sum(s.state = 'printed'),"
                                 " sum(exists (select 1 from item i where i.serial = s.serial)), count(*)"
                                 " from sheet s{}{} and s.holder = 'archive' and s.place = '' group by 1, 2",
                                 whose, asked_for);
    tally.each(sql, [](auto &row, UnitCounts &counts) {
        counts.waiting += whole_at(row, 2);
        counts.filed_away += whole_at(row, 3);
        counts.in_boxes -= whole_at(row, 4);
    });
}

void count_loans(Tally &tally, std::string const &today) {
    auto const sql =
        fmt::format("select k.year, u.name, count(*), sum(l.due < ?3) from loan l"
                    " cross join loan_sheet x on x.loan = l.id cross join sheet s on s.serial = x.serial{}{}"
                    " and l.state = 'out' and x.state = 'out' group by 1, 2",
                    whose, asked_for);
    tally.each_today(sql, today, [](auto &row, UnitCounts &counts) {
        counts.lent += whole_at(row, 2);
        counts.overdue += whole_at(row, 3);
    });
    auto const mail =
        fmt::format("select k.year, u.name, count(*) from consignment g cross join consignment_sheet x"
                    " on x.consignment = g.id cross join sheet s on s.serial = x.serial{}{}"
                    " and g.state = 'sent' and s.state = 'printed' group by 1, 2",
                    whose, asked_for);
    tally.each(mail, [](auto &row, UnitCounts &counts) { counts.mailed += whole_at(row, 2); });
}

constexpr auto handed_sums =
    " sum(h.state = 'received' and x.outcome in ('matched', 'missing', 'not-valid')),"
    " sum(h.state = 'received' and x.outcome = 'matched'),"
    " sum(h.state = 'received' and x.outcome = 'missing'),"
    " sum(h.state = 'received' and x.outcome = 'not-valid'),"
    " sum(h.state = 'received' and x.outcome = 'extra'), sum(h.state = 'open')";

void count_handovers(Tally &tally) {
    auto const take = [](auto &row, UnitCounts &counts) {
        int at = 2;
        for (auto *const count : {&counts.handed, &counts.received, &counts.not_found, &counts.not_valid,
                                  &counts.extra, &counts.under_way}) {
            *count += whole_at(row, at++);
        }
    };
    auto const with_units =
        fmt::format("select k.year, u.name,{} from campaign k cross join unit u on u.campaign = k.id"
                    " cross join handover h on h.unit = u.id"
                    " cross join handover_sheet x on x.handover = h.id{}{}",
                    handed_sums, asked_for, each_unit);
    tally.each(with_units, take);
    // Between offices: each line belongs where its sheet does.
    auto const between = fmt::format("select k.year, u.name,{} from handover h cross join handover_sheet x"
                                     " on x.handover = h.id cross join sheet s on s.serial = x.serial{}{}"
                                     " and h.unit = 0 group by 1, 2",
                                     handed_sums, whose, asked_for);
    tally.each(between, take);
}

void count_discrepancies(Tally &tally) {
    constexpr auto sql =
        "select coalesce(k.year, 0), coalesce(u.name, ''), sum(d.state <> 'closed'),"
        " sum(d.state = 'closed' and d.outcome = 'lost'), sum(d.kind = 'missing' and h.id is not null)"
        " from discrepancy d left join handover h on h.id = d.subject left join sheet s on s.serial = "
        "d.serial"
        " left join person p on p.id = s.person left join class c on c.id = p.class"
        " left join unit u on u.id = coalesce(c.unit, h.unit) left join campaign k on k.id = u.campaign"
        " where (?1 = 0 or k.year = ?1) and (?2 = '' or u.name = ?2) group by 1, 2";
    tally.each(sql, [](auto &row, UnitCounts &counts) {
        counts.open += whole_at(row, 2);
        counts.lost += whole_at(row, 3);
        counts.found_missing += whole_at(row, 4);
    });
}

void add(std::map<std::string, std::int64_t> &sum, std::map<std::string, std::int64_t> const &more) {
    for (auto const &[key, count] : more) {
        sum[key] += count;
    }
}

} // namespace

UnitCounts &UnitCounts::operator+=(UnitCounts const &other) {
    static constexpr std::array all{
        &UnitCounts::people,     &UnitCounts::with_photo,   &UnitCounts::valid,     &UnitCounts::cut,
        &UnitCounts::made,       &UnitCounts::voided,       &UnitCounts::uncertain, &UnitCounts::unprinted,
        &UnitCounts::printed,    &UnitCounts::prints,       &UnitCounts::left,      &UnitCounts::boxes,
        &UnitCounts::volumes,    &UnitCounts::items,        &UnitCounts::in_boxes,  &UnitCounts::filed_away,
        &UnitCounts::waiting,    &UnitCounts::lent,         &UnitCounts::overdue,   &UnitCounts::mailed,
        &UnitCounts::handed,     &UnitCounts::received,     &UnitCounts::not_found, &UnitCounts::not_valid,
        &UnitCounts::extra,      &UnitCounts::under_way,    &UnitCounts::open,      &UnitCounts::lost,
        &UnitCounts::filed_void, &UnitCounts::found_missing};
    for (auto const member : all) {
        this->*member += other.*member;
    }
    add(held, other.held);
    add(used, other.used);
    add(uncounted, other.uncounted);
    return *this;
}

base::Result<std::vector<UnitCounts>> custody_counts(Store const &store, CountScope const &scope,
                                                     std::string const &today) {
    return guarded(store, [&](Db &db) {
        Snapshot const one_moment{db.raw()};
        Tally tally{db, scope};
        count_people(tally);
        count_sheets(tally);
        count_uses(tally, scope.purposes);
        count_boxes(tally);
        count_waiting(tally);
        count_loans(tally, today);
        count_handovers(tally);
        count_discrepancies(tally);
        auto all = tally.all();
        for (auto &counts : all) {
            counts.valid = counts.made - counts.voided;
            counts.left = counts.prints - counts.cut;
        }
        return all;
    });
}

base::Result<std::vector<int>> years(Store const &store) {
    return guarded(store, [&](Db &db) {
        return all_rows<int>(db.prepared("select distinct year from campaign order by year desc"),
                             [](auto &row) { return static_cast<int>(whole_at(row, 0)); });
    });
}

base::Result<std::vector<std::string>> unit_names(Store const &store, int year) {
    return guarded(store, [&](Db &db) {
        return all_rows<std::string>(
            bound(db,
                  "select distinct u.name from unit u join campaign k on k.id = u.campaign"
                  " where ?1 = 0 or k.year = ?1 order by u.name",
                  year),
            [](auto &row) { return text_at(row, 0); });
    });
}

base::Result<Span> span_of_year(Store const &store, int year) {
    return guarded(store, [&](Db &db) {
        auto const no_end = std::numeric_limits<std::int64_t>::max();
        auto &rows =
            bound(db,
                  "select coalesce(min(created_at), 0), coalesce((select min(created_at) from campaign"
                  " where year > ?1), ?2) from campaign where year = ?1",
                  year, no_end);
        auto const found = first_row<Span>(rows, [](auto &row) {
            return Span{{whole_at(row, 0)}, {whole_at(row, 1)}};
        });
        return year == 0 || !found ? Span{{0}, {no_end}} : *found;
    });
}

} // namespace store
