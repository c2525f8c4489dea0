// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/keeping_purge.hpp"
#include "store/db.hpp"
#include "store/people.hpp"
#include <array>
#include <fmt/format.h>

namespace store {

namespace {

constexpr auto their_ids = "(select id from person where campaign = ?1)";
constexpr auto serials =
    "(select serial from sheet where person in (select id from person where campaign = ?1))";
constexpr auto visits = "(select id from visit where campaign = ?1)";

/// Rows that are nothing but personal data.
struct Personal {
    std::string_view table, where; ///< {0} people, {1} serials, {2} visits
};
constexpr std::array personal{
    Personal{"pinyin", "person in {0}"},
    Personal{"certificate", "person in {0}"},
    Personal{"address", "person in {0}"},
    Personal{"application_note", "person in {0}"},
    Personal{"roster_code", "person in {0}"},
    Personal{"sheet_label", "serial in {1}"},
    Personal{"code_mask", "digest in (select digest from token where campaign = ?1)"},
    Personal{"stranger", "visit in {2}"},
    Personal{"exemption", "visit in {2}"},
    Personal{"proof_note", "id in (select id from proof_case where campaign = ?1)"},
    Personal{"liaison", "campaign = ?1"},
    // What was written of its sheets; of a loan only where nobody else's sheet was on it.
    Personal{"remark",
             "digest in (select body ->> 'remark' from event where subject in {1}"
             " union select body ->> 'remark' from event where subject in (select id from discrepancy"
             "  where serial in {1}) union select body ->> 'remark' from foreign_event where subject in {1}"
             " union select remark from handover_scan where serial in {1}"
             " union select explained from discrepancy where serial in {1}"
             " union select purpose from copy where serial in {1}"
             " union select condition from loan_sheet where serial in {1}"
             " union select condition_back from loan_sheet where serial in {1}"
             " union select value from loan l, json_each(json_array(l.borrower, l.office, l.purpose, l.proof,"
             "  l.declined)) where l.id in (select loan from loan_sheet where serial in {1})"
             "  and l.id not in (select loan from loan_sheet where serial not in {1}))"},
};

std::string rows_of(Personal const &one) {
    return fmt::format("{} where {}", one.table,
                       fmt::format(fmt::runtime(one.where), their_ids, serials, visits));
}

/// Files of its people, {} being whose.
constexpr auto files_of =
    "select digest from (select master as digest, person from photo union all select original, person from "
    "photo"
    " union all select photo, person from sheet"
    " union all select body ->> 'master', body ->> 'person' from event where kind = 'photo.accepted'"
    " union all select body ->> 'original', body ->> 'person' from event where kind = 'photo.accepted')"
    " where person {0} {1}"
    " union select s.master from shot s join visit v on v.id = s.visit where v.campaign {2} ?1"
    " union select s.original from shot s join visit v on v.id = s.visit where v.campaign {2} ?1"
    " union select e.body ->> 'signature' from event e join visit v on v.id = e.body ->> 'visit'"
    "  where e.kind = 'shot.confirmed' and v.campaign {2} ?1";

std::vector<std::string> texts(Db &db, std::string const &sql, std::int64_t campaign) {
    return all_rows<std::string>(bound(db, sql, campaign), [](auto &row) { return text_at(row, 0); });
}

std::int64_t count(Db &db, std::string const &sql, std::int64_t campaign) {
    return first_row<std::int64_t>(bound(db, sql, campaign), [](auto &row) { return whole_at(row, 0); })
        .value_or(0);
}

std::string digest_of_list(std::vector<std::string> const &persons, std::vector<std::string> const &files) {
    base::Sha256 sum;
    for (auto const &id : persons) {
        sum.add(base::as_bytes("person " + id + "\n"));
    }
    for (auto const &file : files) {
        sum.add(base::as_bytes("file " + file + "\n"));
    }
    return sum.so_far().hex();
}

/// The index of names cannot say what it holds: it is told word for word what to forget.
void forget_names(Db &db, std::int64_t campaign) {
    struct Named {
        std::int64_t id;
        std::string name;
    };
    auto const all = all_rows<Named>(bound(db, "select id, name from person where campaign = ?1", campaign),
                                     [](auto &row) {
                                         return Named{whole_at(row, 0), text_at(row, 1)};
                                     });
    for (auto const &one : all) {
        bound(db, "insert into person_grams (person_grams, rowid, grams) values ('delete', ?1, ?2)", one.id,
              grams_of(one.name))
            .exec();
    }
    db.raw().exec("insert into person_grams (person_grams) values ('optimize')");
}

} // namespace

base::Result<PurgePlan> plan_purge(Store const &store, std::int64_t campaign) {
    return guarded(store, [&](Db &db) {
        PurgePlan plan;
        for (auto const &one : personal) {
            plan.counts[std::string{one.table}] = count(db, "select count(*) from " + rows_of(one), campaign);
        }
        plan.files = texts(db,
                           fmt::format("select * from ({}) where digest <> '' and digest not in"
                                       " (select digest from purged_file) except {} order by 1",
                                       fmt::format(fmt::runtime(files_of), "in", their_ids, "="),
                                       fmt::format(fmt::runtime(files_of), "not in", their_ids, "<>")),
                           campaign);
        auto const persons =
            texts(db, "select cast(id as text) from person where campaign = ?1 order by id", campaign);
        plan.documents =
            texts(db, fmt::format("select distinct handover from handover_sheet where serial in {}", serials),
                  campaign);
        plan.counts["person"] = static_cast<std::int64_t>(persons.size());
        plan.counts["file"] = static_cast<std::int64_t>(plan.files.size());
        plan.list = digest_of_list(persons, plan.files);
        plan.away = first_row<std::string>(
            bound(db,
                  fmt::format(
                      "select serial from sheet where serial in {} and holder in ('loan', 'transit', 'mail')"
                      " order by serial limit 1",
                      serials),
                  campaign),
            [](auto &row) { return text_at(row, 0); });
        return plan;
    });
}

base::Result<> purge_rows(Change &change, std::int64_t campaign, PurgePlan const &plan) {
    return guarded(change.store(), [&](Db &db) {
        db.raw().exec("pragma secure_delete = on");
        forget_names(db, campaign);
        for (auto const &one : personal) {
            bound(db, "delete from " + rows_of(one), campaign).exec();
        }
        bound(db,
              "update person set student_no = 'X' || id, name = ?2, sex = '', id_type = '', id_no = '', "
              "birth = '',"
              " exam_no = '' where campaign = ?1",
              campaign, std::string{purged_name})
            .exec();
        for (auto const &file : plan.files) {
            bound(db, "insert into purged_file (digest, campaign) values (?1, ?2)", file, campaign).exec();
        }
    });
}

base::Result<> sweep_database(Store &store) {
    auto swept = guarded(store, [](Db &db) {
        db.raw().exec("vacuum");
        // Says in its row, not by failing, that somebody still reads what was there before.
        SQLite::Statement checkpoint{db.raw(), "pragma wal_checkpoint(truncate)"};
        return checkpoint.executeStep() && whole_at(checkpoint, 0) == 0;
    });
    if (swept && *swept) {
        return {};
    }
    if (!swept && swept.fault().kind != base::Trouble::busy) {
        return std::move(swept).fault();
    }
    return base::fault(
        base::Trouble::busy,
        "记录和照片已经清除，但数据库文件里还留有旧内容：别的程序正用着这个档案库（platen serve "
        "开着？）。停下它，再执行一次同样的 platen keep purge",
        "records and photos are purged, but the database's file still holds what was there: another "
        "program has this store open (platen serve?). Stop it and run the same platen keep purge once "
        "more");
}

base::Result<std::optional<Purge>> purge_of(Store const &store, std::int64_t campaign) {
    return guarded(store, [&](Db &db) {
        auto &row =
            bound(db,
                  "select p.campaign, p.at, p.first, p.second, coalesce(r.text, ''), p.people, p.files"
                  " from purge p left join remark r on r.digest = p.reason where p.campaign = ?1",
                  campaign);
        return first_row<Purge>(row, [](auto &r) {
            return Purge{whole_at(r, 0), {whole_at(r, 1)}, text_at(r, 2), text_at(r, 3),
                         text_at(r, 4),  whole_at(r, 5),   whole_at(r, 6)};
        });
    });
}

base::Result<std::vector<std::string>> purged_files(Store const &store, std::int64_t campaign) {
    return guarded(store, [&](Db &db) {
        return texts(db, "select digest from purged_file where campaign = ?1 order by digest", campaign);
    });
}

} // namespace store
