// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/search.hpp"
#include "base/pinyin.hpp"
#include "base/text.hpp"
#include "code/serial.hpp"
#include "store/db.hpp"
#include "store/people.hpp"
#include <fmt/format.h>
#include <set>

namespace store {

namespace {

constexpr auto hit_columns =
    "coalesce(s.serial, ''), coalesce(s.state, ''), coalesce(s.holder, ''), coalesce(s.place, ''), p.name,"
    " p.student_no, u.name, c.name, coalesce(i.reference, ''), coalesce(s.moved_at, 0),"
    " coalesce(s.signed_by, ''), a.year";
constexpr auto class_and_unit =
    "join class c on c.id = p.class join unit u on u.id = c.unit join campaign a on a.id = u.campaign";
/// A person without a sheet is an answer too.
constexpr auto their_sheets = "left join sheet s on s.person = p.id left join item i on i.serial = s.serial";

Hit hit_at(SQLite::Statement &row) {
    return {text_at(row, 0), text_at(row, 1),    text_at(row, 2),  text_at(row, 3),
            text_at(row, 4), text_at(row, 5),    text_at(row, 6),  text_at(row, 7),
            text_at(row, 8), {whole_at(row, 9)}, text_at(row, 10), static_cast<int>(whole_at(row, 11))};
}

/// A name without what parts it for the eye only, in capitals, as SQL.
constexpr auto bare_name = "upper(replace(replace(replace(p.name, '\u00B7', ''), ' ', ''), '\u3000', ''))";

/// What is gathered, and among whom.
class Search {
public:
    Search(Db &db, std::size_t limit, SearchScope const &scope)
        : db_{db}, limit_{limit}, units_{list_of(scope.units)}, year_{scope.year}, one_unit_{
                                                                                       scope.units.size() ==
                                                                                       1} {}

    /// Adds what the statement finds for \p values, up to the limit in all.
    template <typename... Values>
    void take(std::string const &sql, Values const &...values) {
        if (hits_.size() >= limit_) {
            return;
        }
        auto &rows = bound(db_, sql, static_cast<std::int64_t>(limit_ - hits_.size()), units_,
                           static_cast<std::int64_t>(year_), values...);
        for (auto &hit : all_rows<Hit>(rows, hit_at)) {
            if (seen_.emplace(hit.serial, hit.student_no).second) {
                hits_.push_back(std::move(hit));
            }
        }
    }
    /// A few thousand people are looked through faster than a surname's hundred thousand for the few among
    /// them.
    [[nodiscard]] bool one_unit() const { return one_unit_; }
    [[nodiscard]] std::vector<Hit> &&hits() { return std::move(hits_); }

private:
    static std::string list_of(std::vector<std::int64_t> const &units) {
        auto list = base::Json::list();
        for (auto const unit : units) {
            list.add(unit);
        }
        return list.text();
    }

    Db &db_;
    std::size_t limit_;
    std::string units_;
    int year_;
    bool one_unit_;
    std::vector<Hit> hits_{};
    std::set<std::pair<std::string, std::string>> seen_{};
};

/// Before the limit, or a unit would miss its own people among many others.
constexpr auto in_scope = "(?2 = '[]' or u.id in (select value from json_each(?2))) and ?3 in (0, a.year)";

/// Each begins at the one index that answers it: left joins the other way round would look at every person.
/// In one order each time, the one that the index has anyway.
std::string by_person(std::string_view where) {
    return fmt::format("select {} from person p {} {} where {} and {} order by p.id, s.serial limit ?1",
                       hit_columns, class_and_unit, their_sheets, where, in_scope);
}
std::string by_item(std::string_view where) {
    return fmt::format("select {} from item i cross join sheet s on s.serial = i.serial"
                       " join person p on p.id = s.person {} where {} and {}"
                       " order by i.box, i.number limit ?1",
                       hit_columns, class_and_unit, where, in_scope);
}
std::string by_serial() {
    return fmt::format("select {} from sheet s join person p on p.id = s.person {}"
                       " left join item i on i.serial = s.serial where s.serial = ?4 and {} limit ?1",
                       hit_columns, class_and_unit, in_scope);
}
std::string by_certificate() {
    return fmt::format("select {} from certificate n cross join person p on p.id = n.person {} {}"
                       " where n.number = ?4 and {} order by p.id, s.serial limit ?1",
                       hit_columns, class_and_unit, their_sheets, in_scope);
}
/// The search words narrow it down to few, as they come and not all at once, because a surname has a hundred
/// thousand; instr then makes sure that the characters stand side by side.
std::string by_name() {
    return fmt::format("select {} from person_grams g cross join person p on p.id = g.rowid {} {}"
                       " where g.person_grams match ?4 and instr({}, ?5) > 0 and {}"
                       " order by g.rowid limit ?1",
                       hit_columns, class_and_unit, their_sheets, bare_name, in_scope);
}
std::string by_pinyin() {
    return fmt::format("select {} from pinyin y cross join person p on p.id = y.person {} {}"
                       " where y.key >= ?4 and y.key < ?4 || '{{' and {} order by y.key, y.person limit ?1",
                       hit_columns, class_and_unit, their_sheets, in_scope);
}
/// People in the order of a list, and only then the sheets of those that are shown: a unit has thousands.
std::string first_of(std::string_view people) {
    return fmt::format(
        "select {} from (select p.id as person {} order by u.id, c.id, p.student_no limit ?1) f"
        " cross join person p on p.id = f.person {} {}"
        " order by u.id, c.id, p.student_no, s.serial limit ?1",
        hit_columns, people, class_and_unit, their_sheets);
}
/// Through the classes of the units.
std::string of_units(std::string_view where) {
    return first_of(
        fmt::format("from json_each(?2) j cross join unit u on u.id = j.value"
                    " cross join campaign a on a.id = u.campaign cross join class c on c.unit = u.id"
                    " cross join person p on p.class = c.id where {} and ?3 in (0, a.year)",
                    where));
}
std::string of_year() {
    return first_of("from campaign a cross join unit u on u.campaign = a.id"
                    " cross join class c on c.unit = u.id cross join person p on p.class = c.id"
                    " where a.year = ?3 and ?2 = '[]'");
}

void take_by_name(Search &search, std::string const &query) {
    static auto const name_sql = by_name();
    static auto const unit_sql = of_units(fmt::format("instr({}, ?4) > 0", bare_name));
    auto const part = without_dots(query);
    auto const words = grams_to_match(part);
    if (words.empty()) {
        return;
    }
    if (search.one_unit()) {
        search.take(unit_sql, base::upper_ascii(part));
    } else {
        search.take(name_sql, words, base::upper_ascii(part));
    }
}

void take_by_pinyin(Search &search, std::string const &query) {
    static auto const pinyin_sql = by_pinyin();
    static auto const unit_sql = of_units(
        "exists (select 1 from pinyin y where y.person = p.id and y.key >= ?4 and y.key < ?4 || '{')");
    auto const key = base::pinyin_query(query);
    if (key.size() >= 2) { // one letter is no reading of anybody
        search.take(search.one_unit() ? unit_sql : pinyin_sql, key);
    }
}

} // namespace

base::Result<std::vector<Hit>> find(Store const &store, std::string const &query, std::size_t limit,
                                    SearchScope const &scope) {
    return guarded(store, [&](Db &db) {
        static auto const serial_sql = by_serial();
        static auto const number_sql = by_person("p.student_no = ?4");
        static auto const id_sql = by_person("p.id_no <> '' and p.id_no = ?4");
        static auto const certificate_sql = by_certificate();
        static auto const reference_sql = by_item("i.reference = ?4");
        static auto const box_sql = by_item("i.box = ?4");
        Search search{db, limit, scope};
        if (auto const serial = code::read_serial(query)) {
            search.take(serial_sql, *serial);
        }
        search.take(number_sql, query);
        search.take(id_sql, base::upper_ascii(query));
        search.take(certificate_sql, query);
        search.take(reference_sql, query);
        search.take(box_sql, base::upper_ascii(base::half_width(query)));
        take_by_name(search, query);
        take_by_pinyin(search, query);
        return search.hits();
    });
}

base::Result<std::vector<Hit>> find_by_tail(Store const &store, std::string const &name,
                                            std::string const &tail, std::size_t limit,
                                            SearchScope const &scope) {
    return guarded(store, [&](Db &db) {
        static auto const sql = by_person(fmt::format(
            "p.id_no <> '' and substr(p.id_no, -6) = ?4 and (instr({}, ?5) > 0 or (?6 <> '' and exists"
            " (select 1 from pinyin y where y.person = p.id and y.key >= ?6 and y.key < ?6 || '{{')))",
            bare_name));
        Search search{db, limit, scope};
        search.take(sql, base::upper_ascii(tail), base::upper_ascii(without_dots(name)),
                    base::pinyin_query(name));
        return search.hits();
    });
}

base::Result<std::vector<Hit>> people_in(Store const &store, SearchScope const &scope, std::size_t limit) {
    return guarded(store, [&](Db &db) {
        static auto const units_sql = of_units("1");
        static auto const year_sql = of_year();
        Search search{db, limit, scope};
        search.take(scope.units.empty() ? year_sql : units_sql);
        return search.hits();
    });
}

base::Result<std::vector<std::int64_t>> units_named(Store const &store, std::string const &name, int year) {
    return guarded(store, [&](Db &db) {
        return all_rows<std::int64_t>(bound(db,
                                            "select u.id from campaign a join unit u on u.campaign = a.id and"
                                            " u.name = ?1 where ?2 in (0, a.year) order by a.year desc, u.id",
                                            name, static_cast<std::int64_t>(year)),
                                      [](auto &row) { return whole_at(row, 0); });
    });
}

} // namespace store
