// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/sheets.hpp"
#include "store/db.hpp"
#include <fmt/format.h>

namespace store {

namespace {

constexpr auto sheet_columns =
    "s.serial, s.person, s.layout, s.photo, s.label, s.state, s.holder, s.place, s.reason,"
    " s.replaces, s.printer, s.file, s.born_at, s.moved_at, s.cells, s.signed_by,"
    " s.origin";
constexpr auto job_columns =
    "id, serial, printer, state, intended_at, ended_at, printer_serial, media_lot, life_before,"
    " life_after, left_before, left_after";

Sheet sheet_from(SQLite::Statement &row, int first) {
    Sheet sheet;
    sheet.serial = text_at(row, first);
    sheet.person = whole_at(row, first + 1);
    sheet.layout = text_at(row, first + 2);
    sheet.photo = text_at(row, first + 3);
    sheet.label = text_at(row, first + 4);
    sheet.state = text_at(row, first + 5);
    sheet.holder = text_at(row, first + 6);
    sheet.place = text_at(row, first + 7);
    sheet.reason = text_at(row, first + 8);
    sheet.replaces = text_at(row, first + 9);
    sheet.printer = text_at(row, first + 10);
    sheet.file = text_at(row, first + 11);
    sheet.born_at = {whole_at(row, first + 12)};
    sheet.moved_at = {whole_at(row, first + 13)};
    sheet.cells = whole_at(row, first + 14);
    sheet.signed_by = text_at(row, first + 15);
    sheet.origin = text_at(row, first + 16);
    return sheet;
}

Sheet sheet_at(SQLite::Statement &row) {
    return sheet_from(row, 0);
}

std::optional<std::int64_t> maybe_at(SQLite::Statement &row, int column) {
    auto const cell = row.getColumn(column);
    return cell.isNull() ? std::nullopt : std::optional{cell.getInt64()};
}

Job job_at(SQLite::Statement &row) {
    auto const ended = maybe_at(row, 5);
    return {text_at(row, 0),  text_at(row, 1),    text_at(row, 2),
            text_at(row, 3),  {whole_at(row, 4)}, ended ? std::optional{base::Instant{*ended}} : std::nullopt,
            text_at(row, 6),  text_at(row, 7),    maybe_at(row, 8),
            maybe_at(row, 9), maybe_at(row, 10),  maybe_at(row, 11)};
}

Due due_at(SQLite::Statement &row) {
    Due due;
    due.person = {whole_at(row, 0),
                  text_at(row, 1),
                  text_at(row, 2),
                  text_at(row, 3),
                  {},
                  {},
                  {},
                  text_at(row, 4),
                  text_at(row, 5),
                  text_at(row, 6),
                  {},
                  {}};
    due.photo = text_at(row, 7);
    if (!row.getColumn(8).isNull()) {
        due.sheet = sheet_from(row, 8);
    }
    return due;
}

} // namespace

base::Result<std::optional<Photo>> photo_of(Store const &store, std::int64_t person) {
    return guarded(store, [&](Db &db) {
        return first_row<Photo>(
            bound(db, "select person, master, original, note, source, card from photo where person = ?1",
                  person),
            [](auto &r) {
                return Photo{whole_at(r, 0), text_at(r, 1), text_at(r, 2),
                             text_at(r, 3),  text_at(r, 4), text_at(r, 5)};
            });
    });
}

base::Result<std::vector<Due>> due(Store const &store, std::int64_t campaign, Selection const &selection) {
    return guarded(store, [&](Db &db) {
        auto &rows = bound(
            db,
            fmt::format(
                "select p.id, p.student_no, p.name, p.sex, u.name, c.name, p.major, coalesce(h.master, ''),"
                " {} from person p join class c on c.id = p.class join unit u on u.id = c.unit"
                " left join photo h on h.person = p.id"
                " left join sheet s on s.person = p.id and s.state <> 'void'"
                " where p.campaign = ?1 and (?2 = '' or u.name = ?2) and (?3 = '' or c.name = ?3)"
                " and (?4 = '' or p.student_no = ?4)"
                " and (?5 = '[]' or p.student_no in (select value from json_each(?5))) order by u.id, c.id, "
                "p.student_no",
                sheet_columns),
            campaign, selection.unit.value_or(""), selection.class_name.value_or(""),
            selection.student_no.value_or(""), json_list(selection.student_nos));
        return all_rows<Due>(rows, due_at);
    });
}

base::Result<std::optional<Sheet>> sheet(Store const &store, std::string const &serial) {
    return guarded(store, [&](Db &db) {
        return first_row<Sheet>(
            bound(db, fmt::format("select {} from sheet s where s.serial = ?1", sheet_columns), serial),
            sheet_at);
    });
}

base::Result<std::optional<Sheet>> valid_sheet(Store const &store, std::int64_t person) {
    return guarded(store, [&](Db &db) {
        return first_row<Sheet>(
            bound(db,
                  fmt::format("select {} from sheet s where s.person = ?1 and s.state <> 'void'",
                              sheet_columns),
                  person),
            sheet_at);
    });
}

base::Result<std::vector<Sheet>> sheets_of(Store const &store, std::int64_t person) {
    return guarded(store, [&](Db &db) {
        return all_rows<Sheet>(
            bound(db,
                  fmt::format("select {} from sheet s where s.person = ?1 order by s.born_at, s.serial",
                              sheet_columns),
                  person),
            sheet_at);
    });
}

base::Result<std::vector<Sheet>> sheets_to_hand_over(Store const &store, std::int64_t unit) {
    return guarded(store, [&](Db &db) {
        auto &rows =
            bound(db,
                  fmt::format("select {} from sheet s join person p on p.id = s.person"
                              " join class c on c.id = p.class where c.unit = ?1 and s.state = 'printed'"
                              " and s.holder = 'print-room' and s.place = '' order by p.student_no",
                              sheet_columns),
                  unit);
        return all_rows<Sheet>(rows, sheet_at);
    });
}

base::Result<std::vector<Job>> jobs(Store const &store, std::string const &state) {
    return guarded(store, [&](Db &db) {
        return all_rows<Job>(
            bound(db, fmt::format("select {} from job where ?1 = '' or state = ?1 order by id", job_columns),
                  state),
            job_at);
    });
}

base::Result<std::vector<Job>> jobs_of(Store const &store, std::string const &serial) {
    return guarded(store, [&](Db &db) {
        return all_rows<Job>(
            bound(db, fmt::format("select {} from job where serial = ?1 order by id", job_columns), serial),
            job_at);
    });
}

base::Result<std::vector<Job>> open_jobs(Store const &store, std::string const &printer) {
    return guarded(store, [&](Db &db) {
        return all_rows<Job>(
            bound(db,
                  fmt::format("select {} from job where printer = ?1 and state = 'intended' order by id",
                              job_columns),
                  printer),
            job_at);
    });
}

base::Result<std::vector<std::string>> printers_with_open_jobs(Store const &store) {
    return guarded(store, [](Db &db) {
        return all_rows<std::string>(db.prepared("select distinct printer from job where state = 'intended'"),
                                     [](auto &r) { return text_at(r, 0); });
    });
}

base::Result<> put_layout(Change &change, std::string const &digest, std::string const &name,
                          std::string const &text) {
    return guarded(change.store(), [&](Db &db) {
        bound(db, "insert or ignore into layout (digest, name, text) values (?1, ?2, ?3)", digest, name, text)
            .exec();
    });
}

base::Result<std::optional<KeptLayout>> kept_layout(Store const &store, std::string const &digest) {
    return guarded(store, [&](Db &db) {
        return first_row<KeptLayout>(bound(db, "select name, text from layout where digest = ?1", digest),
                                     [](auto &r) {
                                         return KeptLayout{text_at(r, 0), text_at(r, 1)};
                                     });
    });
}

std::string digest_of(LabelWords const &words) {
    std::string lines;
    for (auto const &[field, text] : words) {
        lines += fmt::format("{}={}\n", field, text);
    }
    return base::sha256(base::as_bytes(lines)).hex();
}

base::Result<> put_label(Change &change, std::string const &serial, LabelWords const &words) {
    return guarded(change.store(), [&](Db &db) {
        for (auto const &[field, text] : words) {
            bound(db, "insert into sheet_label (serial, field, text) values (?1, ?2, ?3)", serial, field,
                  text)
                .exec();
        }
    });
}

base::Result<LabelWords> label_of(Store const &store, std::string const &serial) {
    return guarded(store, [&](Db &db) {
        LabelWords words;
        auto &rows = bound(db, "select field, text from sheet_label where serial = ?1", serial);
        while (rows.executeStep()) {
            words.emplace(text_at(rows, 0), text_at(rows, 1));
        }
        rows.reset();
        return words;
    });
}

} // namespace store
