// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
/// \file
/// Where everything is, by year of graduation and unit (domain facts 4.3, 13): few numbers that somebody has
/// to see first, the sums that must agree (requirements 3.4), and the tables. Page, paper and workbook all
/// draw from one CustodyReport.
#include "desk/archive_papers.hpp"
#include "store/custody_counts.hpp"

namespace desk {

/// A number that comes before the others.
struct Headline {
    std::string key; ///< uncertain overdue missing open under_way damaged lost waiting
    base::Words what;
    std::int64_t count = 0;
    bool bad = false; ///< somebody has to do something
};

/// Two ways to count the same.
struct Balance {
    std::string key;
    base::Words what; ///< with its numbers: 名单 6 人 ＝ 有相片 5 ＋ 没有相片 1
    std::int64_t left = 0, right = 0;
    [[nodiscard]] bool agrees() const { return left == right; }
};

struct ReportTable {
    std::string key;
    base::Words title, note;
    std::vector<base::Words> texts;   ///< headings of the columns of text, which come first
    std::vector<base::Words> numbers; ///< of the columns of numbers
    struct Row {
        std::vector<std::string> texts;
        std::vector<std::int64_t> numbers;
    };
    std::vector<Row> rows;
    std::vector<std::int64_t> total; ///< of each column of numbers; empty where a sum says nothing
};

struct CustodyReport {
    store::CountScope scope;
    base::Instant at;
    std::vector<Headline> first;
    std::vector<Balance> balances;
    std::vector<ReportTable> tables; ///< people places keeping prints handovers rolls
    [[nodiscard]] bool balances_all() const;
};

/// \return not_found where nobody graduated in that year, or there is no such unit
base::Result<CustodyReport> custody_report(Station &station, store::CountScope const &scope);

/// 全部届次, 2026 届 法学院 ...
[[nodiscard]] base::Words scope_words(store::CountScope const &scope);

/// Chinese, as whatever is filed.
base::Result<ArchivePaper> custody_report_pdf(Station &station, CustodyReport const &report);
[[nodiscard]] ArchivePaper custody_report_csv(CustodyReport const &report);
/// A workbook at \p path, a sheet for each table. \return storage where it cannot be written
base::Result<> write_custody_report(Station &station, CustodyReport const &report,
                                    std::filesystem::path const &path);

} // namespace desk
