// SPDX-License-Identifier: GPL-3.0-or-later
/// \file
/// A roster of 50,000 people read, checked and imported, against their bare insertion.
#include "desk/roster.hpp"
#include "base/text.hpp"
#include "bench/bench.hpp"
#include "bench/office.hpp"
#include "bench/people.hpp"
#include "desk/roster_reader.hpp"
#include "support/fresh_store.hpp"
#include <SQLiteCpp/SQLiteCpp.h>
#include <fmt/format.h>
#include <xlsxwriter.h>

namespace bench {

namespace {

using support::sure;

constexpr int people = 50'000;
constexpr int rounds = 3;

/// CPU of one import into a store that is new each time: the median.
double import_ms(std::filesystem::path const &file) {
    std::vector<double> spent;
    for (int round = 0; round < rounds; ++round) {
        Office office;
        auto const began = cpu_ms();
        auto const taken = sure(desk::import_roster(office.station(), file, {}));
        spent.push_back(cpu_ms() - began);
        if (!taken.imported || taken.count.added != people) {
            throw std::runtime_error{"the roster was not taken in"};
        }
    }
    return median(spent);
}

/// The same people into one table with the same indexes, prepared, in one transaction.
double bare_ms() {
    support::TempFolder const folder;
    SQLite::Database db{(folder / "bare.db").string(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE};
    db.exec("pragma journal_mode = wal; create table person (id integer primary key, student_no text, name "
            "text, sex text, id_no text, birth text, unit text, class text, major text, level text, exam_no "
            "text); create index a on person (student_no); create index b on person (id_no); create index c "
            "on person (class, student_no)");
    std::vector<std::vector<std::string>> rows;
    for (int i = 0; i < people; ++i) {
        rows.push_back({student_no_of(i), name_of(i), "男", id_no_of(i), birth_of(i), unit_of(i), class_of(i),
                        "会计学", "本科", std::to_string(i)});
    }
    auto const began = cpu_ms();
    SQLite::Transaction all{db};
    SQLite::Statement insert{db, "insert into person values (null, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"};
    for (auto const &row : rows) {
        insert.reset();
        int place = 0;
        for (auto const &cell : row) {
            insert.bindNoCopy(++place, cell);
        }
        insert.exec();
    }
    all.commit();
    return cpu_ms() - began;
}

void write_xlsx(std::filesystem::path const &file, std::string const &csv) {
    auto *book = workbook_new(file.c_str());
    auto *sheet = workbook_add_worksheet(book, nullptr);
    lxw_row_t row = 0;
    for (auto const line : base::split(csv, '\n')) {
        lxw_col_t column = 0;
        for (auto const cell : base::split(line, ',')) {
            worksheet_write_string(sheet, row, column++, std::string{cell}.c_str(), nullptr);
        }
        ++row;
    }
    workbook_close(book);
}

} // namespace

void roster(Report &report) {
    constexpr double most = 2000;
    support::TempFolder const folder;
    report.say("  writing rosters of 50,000 people");
    auto const csv = roster_csv(people);
    auto const utf8 = folder.file("utf8.csv", csv);
    auto const gb = folder.file("gb18030.csv", base::as_text(base::to_gb18030(csv).value()));
    auto const xlsx = folder / "roster.xlsx";
    write_xlsx(xlsx, csv);
    // The store comes first: it settles how SQLite works in this process.
    auto const ours = import_ms(utf8);
    std::vector<double> bare;
    for (int round = 0; round < rounds; ++round) {
        bare.push_back(bare_ms());
    }
    auto const least = median(bare);
    auto const reading = once(rounds, [&] {
        using namespace std::chrono;
        keep(sure(desk::read_roster(utf8, 2026y / June / 1d)).rows);
    });
    report.add({"roster",
                {"五万行 CSV（UTF-8）读取、检查、导入（CPU）；下限：只插入",
                 "50,000 rows of CSV (UTF-8) read, checked, imported, CPU; floor: bare insertion"},
                ours,
                least,
                most,
                {},
                "ms",
                {{"reading_ms", reading}}});
    report.add({"roster-gb18030", {"同上，GB18030", "the same in GB18030"}, import_ms(gb), least, most});
    report.add({"roster-xlsx", {"同上，XLSX", "the same as XLSX"}, import_ms(xlsx), least, most});
}

} // namespace bench
