// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/people.hpp"
#include "base/pinyin.hpp"
#include "base/text.hpp"
#include "store/person_row.hpp"
#include <fmt/format.h>
#include <map>
#include <unordered_map>

namespace store {

namespace {

/// Rows of unit and class by name, made where they are missing.
class Classes {
public:
    Classes(Change &change, std::int64_t campaign) : change_{change}, campaign_{campaign} {}

    std::int64_t of(std::string const &unit, std::string const &class_name) {
        auto const found = known_.find({unit, class_name});
        if (found != known_.end()) {
            return found->second;
        }
        auto const unit_row =
            row("select id from unit where campaign = ?2 and name = ?3",
                "insert into unit (id, campaign, name) values (?1, ?2, ?3)", campaign_, unit);
        auto const class_row =
            row("select id from class where unit = ?2 and name = ?3",
                "insert into class (id, unit, name) values (?1, ?2, ?3)", unit_row, class_name);
        known_.emplace(std::pair{unit, class_name}, class_row);
        return class_row;
    }

private:
    std::int64_t row(char const *find, char const *insert, std::int64_t parent, std::string const &name) {
        auto &db = change_.store().db();
        auto &search = db.prepared(find);
        search.bind(2, parent);
        search.bind(3, name);
        if (auto const found = first_row<std::int64_t>(search, [](auto &r) { return whole_at(r, 0); })) {
            return *found;
        }
        auto const id = fresh_id(db, change_.store());
        bound(db, insert, id, parent, name).exec();
        return id;
    }

    Change &change_;
    std::int64_t campaign_;
    std::map<std::pair<std::string, std::string>, std::int64_t> known_;
};

std::unordered_map<std::string, Person> people_by_number(Db &db, std::int64_t campaign) {
    auto &rows = bound(
        db, fmt::format("select {} from {} where p.campaign = ?1", person_columns, person_tables), campaign);
    std::unordered_map<std::string, Person> known;
    for (auto &person : all_rows<Person>(rows, person_at)) {
        auto number = person.student_no;
        known.emplace(std::move(number), std::move(person));
    }
    return known;
}

void index_name(Db &db, std::int64_t id, std::string const &old_name, std::string const &new_name) {
    if (!old_name.empty()) {
        bound(db, "insert into person_grams (person_grams, rowid, grams) values ('delete', ?1, ?2)", id,
              grams_of(old_name))
            .exec();
    }
    bound(db, "insert into person_grams (rowid, grams) values (?1, ?2)", id, grams_of(new_name)).exec();
    bound(db, "delete from pinyin where person = ?1", id).exec();
    for (auto const &key : base::pinyin_keys(new_name)) {
        bound(db, "insert into pinyin (key, person) values (?1, ?2)", key, id).exec();
    }
}

void write_person(Db &db, Person const &person, std::int64_t campaign, std::int64_t class_row) {
    bound(db,
          "insert into person (id, campaign, student_no, name, sex, id_type, id_no, birth, class, major, "
          "level, exam_no)"
          " values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)"
          " on conflict (id) do update set name = excluded.name, sex = excluded.sex, id_type = "
          "excluded.id_type,"
          " id_no = excluded.id_no, birth = excluded.birth, class = excluded.class, major = excluded.major,"
          " level = excluded.level, exam_no = excluded.exam_no",
          person.id, campaign, person.student_no, person.name, person.sex, person.id_type, person.id_no,
          person.birth, class_row, person.major, person.level, person.exam_no)
        .exec();
}

void append_pair(std::string &grams, char32_t first, char32_t second) {
    fmt::format_to(std::back_inserter(grams), "x{:x}x{:x} ", static_cast<std::uint32_t>(first),
                   static_cast<std::uint32_t>(second));
}

constexpr auto campaign_columns = "id, school_code, school_name, year, profile, created_at";

Campaign campaign_at(SQLite::Statement &row) {
    return {whole_at(row, 0), text_at(row, 1),   text_at(row, 2), static_cast<int>(whole_at(row, 3)),
            text_at(row, 4),  {whole_at(row, 5)}};
}

base::Result<Campaign> one_campaign(Store const &store, std::string_view which, std::int64_t id) {
    auto found = guarded(store, [&](Db &db) {
        return first_row<Campaign>(
            bound(db, fmt::format("select {} from campaign where id = ({})", campaign_columns, which), id),
            campaign_at);
    });
    if (!found) {
        return std::move(found).fault();
    }
    if (!*found) {
        return base::fault(base::Trouble::not_found, "找不到所属的采集任务", "its campaign is not there");
    }
    return std::move(**found);
}

/// A file without a column, or with an empty cell, says nothing of it; it does not say that there is none.
void keep_what_is_not_said(Person &person, Person const &before) {
    for (auto const field : {&Person::sex, &Person::id_type, &Person::id_no, &Person::birth, &Person::major,
                             &Person::level, &Person::exam_no}) {
        if ((person.*field).empty()) {
            person.*field = before.*field;
        }
    }
}

/// A Latin letter in both cases: names keep theirs in the index, and anna is to find Anna.
std::u32string cases_of(char32_t c) {
    if ((c >= U'a' && c <= U'z') || (c >= U'A' && c <= U'Z')) {
        return {c, c ^ 0x20U};
    }
    return {c};
}

/// The words of a character, or of a pair where there is a \p first, any of which will do.
void append_either_case(std::string &grams, std::u32string const &first, std::u32string const &second) {
    std::string_view between;
    for (auto b : second) {
        if (first.empty()) {
            fmt::format_to(std::back_inserter(grams), "{}x{:x}", between, static_cast<std::uint32_t>(b));
            between = " OR ";
        }
        for (auto a : first) {
            fmt::format_to(std::back_inserter(grams), "{}x{:x}x{:x}", between, static_cast<std::uint32_t>(a),
                           static_cast<std::uint32_t>(b));
            between = " OR ";
        }
    }
}

} // namespace

bool Person::says_the_same(Person const &other) const {
    auto const all = [](Person const &p) {
        return std::tie(p.student_no, p.name, p.sex, p.id_type, p.id_no, p.birth, p.unit, p.class_name,
                        p.major, p.level, p.exam_no);
    };
    return all(*this) == all(other);
}

std::string without_dots(std::string_view name) {
    auto characters = base::characters(name);
    std::erase_if(characters, [](char32_t c) { return c == U'\u00B7' || c == U' ' || c == U'\u3000'; });
    return base::utf8(characters);
}

std::string grams_of(std::string_view name) {
    auto const characters = base::characters(without_dots(name));
    std::string grams;
    for (std::size_t i = 0; i < characters.size(); ++i) {
        fmt::format_to(std::back_inserter(grams), "x{:x} ", static_cast<std::uint32_t>(characters[i]));
        if (i > 0) {
            append_pair(grams, characters[i - 1], characters[i]);
        }
    }
    return grams;
}

std::string grams_to_match(std::string_view part) {
    auto const characters = base::characters(without_dots(part));
    std::string grams;
    for (std::size_t i = characters.size() < 2 ? 0 : 1; i < characters.size(); ++i) {
        grams += grams.empty() ? "(" : " AND (";
        append_either_case(grams, i == 0 ? std::u32string{} : cases_of(characters[i - 1]),
                           cases_of(characters[i]));
        grams += ")";
    }
    return grams;
}

base::Result<Campaign> add_campaign(Change &change, Campaign campaign) {
    return guarded(change.store(), [&](Db &db) {
        campaign.id = fresh_id(db, change.store());
        campaign.created_at = change.at();
        bound(db,
              "insert into campaign (id, school_code, school_name, year, profile, created_at)"
              " values (?1, ?2, ?3, ?4, ?5, ?6)",
              campaign.id, campaign.school_code, campaign.school_name, campaign.year, campaign.profile,
              campaign.created_at.ms)
            .exec();
        return campaign;
    });
}

base::Result<std::vector<Campaign>> campaigns(Store const &store) {
    return guarded(store, [](Db &db) {
        return all_rows<Campaign>(
            db.prepared(fmt::format("select {} from campaign order by created_at, id", campaign_columns)),
            campaign_at);
    });
}

base::Result<Campaign> campaign_of_unit(Store const &store, std::int64_t unit) {
    return one_campaign(store, "select campaign from unit where id = ?1", unit);
}

base::Result<Campaign> campaign_of_person(Store const &store, std::int64_t person) {
    return one_campaign(store, "select campaign from person where id = ?1", person);
}

namespace {

enum class Taken { added, changed, unchanged };

/// Writes one person of the roster; \p before is what the store knew, if it knew anything.
Taken take_person(Db &db, Store const &store, Classes &classes, std::int64_t campaign, Person person,
                  Person const *before) {
    if (before != nullptr) {
        keep_what_is_not_said(person, *before);
        if (before->says_the_same(person)) {
            return Taken::unchanged;
        }
    }
    person.id = before == nullptr ? fresh_id(db, store) : before->id;
    write_person(db, person, campaign, classes.of(person.unit, person.class_name));
    auto const old_name = before == nullptr ? std::string{} : before->name;
    if (old_name != person.name) {
        index_name(db, person.id, old_name, person.name);
    }
    return before == nullptr ? Taken::added : Taken::changed;
}

} // namespace

base::Result<ImportCount> import_people(Change &change, std::int64_t campaign, std::span<Person const> people,
                                        base::Progress *progress) {
    static constexpr std::size_t often = 500;
    return guarded(change.store(), [&](Db &db) {
        auto const known = people_by_number(db, campaign);
        Classes classes{change, campaign};
        ImportCount count;
        std::size_t done = 0;
        for (auto const &person : people) {
            if (progress != nullptr && done++ % often == 0) {
                progress->at({"导入名册", "taking in the roster"}, done, people.size());
            }
            auto const found = known.find(person.student_no);
            auto const *before = found == known.end() ? nullptr : &found->second;
            auto const taken = take_person(db, change.store(), classes, campaign, person, before);
            (taken == Taken::added     ? count.added
             : taken == Taken::changed ? count.changed
                                       : count.unchanged) += 1;
        }
        return count;
    });
}

base::Result<std::vector<Person>> people(Store const &store, std::int64_t campaign,
                                         Selection const &selection) {
    return guarded(store, [&](Db &db) {
        auto &rows = bound(db,
                           fmt::format("select {} from {} where p.campaign = ?1 and (?2 = '' or u.name = ?2)"
                                       " and (?3 = '' or c.name = ?3) and (?4 = '' or p.student_no = ?4)"
                                       " and (?5 = '[]' or p.student_no in (select value from json_each(?5)))"
                                       " order by u.id, c.id, p.student_no",
                                       person_columns, person_tables),
                           campaign, selection.unit.value_or(""), selection.class_name.value_or(""),
                           selection.student_no.value_or(""), json_list(selection.student_nos));
        return all_rows<Person>(rows, person_at);
    });
}

base::Result<std::optional<Person>> person(Store const &store, std::int64_t id) {
    return guarded(store, [&](Db &db) {
        return first_row<Person>(
            bound(db, fmt::format("select {} from {} where p.id = ?1", person_columns, person_tables), id),
            person_at);
    });
}

base::Result<std::optional<std::int64_t>> unit_id(Store const &store, std::int64_t campaign,
                                                  std::string const &name) {
    return guarded(store, [&](Db &db) {
        return first_row<std::int64_t>(
            bound(db, "select id from unit where campaign = ?1 and name = ?2", campaign, name),
            [](auto &r) { return whole_at(r, 0); });
    });
}

base::Result<std::vector<ClassCount>> class_counts(Store const &store, std::int64_t campaign) {
    return guarded(store, [&](Db &db) {
        auto &rows = bound(
            db,
            "select u.name, c.name, count(*), count(h.person),"
            " count(*) filter (where s.state = 'printed'), count(*) filter (where s.state = 'uncertain'),"
            " count(*) filter (where s.state = 'failed'), count(*) filter (where s.state = 'born'),"
            " (select count(*) from sheet v join person vp on vp.id = v.person"
            "  where vp.class = c.id and v.state = 'void')"
            " from class c join unit u on u.id = c.unit join person p on p.class = c.id"
            " left join photo h on h.person = p.id"
            " left join sheet s on s.person = p.id and s.state <> 'void'"
            " where u.campaign = ?1 group by c.id order by u.id, c.id",
            campaign);
        return all_rows<ClassCount>(rows, [](auto &r) {
            return ClassCount{text_at(r, 0),  text_at(r, 1),  whole_at(r, 2), whole_at(r, 3), whole_at(r, 4),
                              whole_at(r, 5), whole_at(r, 6), whole_at(r, 7), whole_at(r, 8)};
        });
    });
}

} // namespace store
