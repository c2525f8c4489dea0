// SPDX-License-Identifier: GPL-3.0-or-later
#include "desk/roster.hpp"
#include "base/secrets.hpp"
#include "code/collection_code.hpp"
#include "desk/people.hpp"
#include "desk/roster_reader.hpp"
#include "store/capture.hpp"
#include <algorithm>
#include <set>

namespace desk {

namespace {

std::chrono::year_month_day today(base::Clock const &clock) {
    auto const date = clock.now().local_date(); // 2026-06-01
    return std::chrono::year{std::stoi(date.substr(0, 4))} / static_cast<int>(std::stoi(date.substr(5, 2))) /
           static_cast<int>(std::stoi(date.substr(8, 2)));
}

std::vector<store::Person> people_of(std::vector<PersonRow> &rows) {
    std::vector<store::Person> people;
    people.reserve(rows.size());
    for (auto &row : rows) {
        // A file with only one of the two columns: sheets are handed to that group all the same.
        row.unit = row.unit.empty() ? row.class_name : row.unit;
        row.class_name = row.class_name.empty() ? row.unit : row.class_name;
        people.push_back({0, std::move(row.student_no), std::move(row.name), std::move(row.sex),
                          std::move(row.id_type), std::move(row.id_no), std::move(row.birth),
                          std::move(row.unit), std::move(row.class_name), std::move(row.major),
                          std::move(row.level), std::move(row.exam_no)});
    }
    return people;
}

/// What the roster says of somebody's collection code.
struct Coded {
    std::string student_no, content;
};

/// Takes the contents out of the rows.
std::vector<Coded> codes_of(std::vector<PersonRow> &rows) {
    std::vector<Coded> codes;
    for (auto &row : rows) {
        if (!row.code.empty()) {
            codes.push_back({row.student_no, std::move(row.code)});
        }
    }
    return codes;
}

/// Keeps the keyed digest of each code, and wipes the code.
base::Result<> note_codes(Station &station, store::Change &change, std::vector<Coded> &codes) {
    if (codes.empty()) {
        return {};
    }
    auto const key = store::code_key(change);
    if (!key) {
        return base::Fault{key.fault()};
    }
    for (auto &[student_no, content] : codes) {
        auto const digest = code::token_of(content, *key);
        base::wipe(content);
        auto const person = person_numbered(station, student_no);
        auto noted = person ? store::note_roster_code(change, digest, person->id)
                            : base::Result<>{base::Fault{person.fault()}};
        if (!noted) {
            return noted;
        }
    }
    return {};
}

std::size_t rows_with_findings(base::Findings const &findings) {
    std::set<int> rows;
    for (auto const &finding : findings) {
        rows.insert(finding.line);
    }
    return rows.size();
}

/// A wrong header spoils every row; there are no clean ones to take.
bool spoils_all(base::Findings const &findings) {
    return std::any_of(findings.begin(), findings.end(), [](base::Finding const &finding) {
        return finding.kind == "header" || finding.kind == "encoding";
    });
}

base::Result<> take(Station &station, std::vector<store::Person> const &people, std::vector<Coded> codes,
                    RosterOptions options, RosterImport &report) {
    auto change = station.change();
    if (!change) {
        return std::move(change).fault();
    }
    auto count = store::import_people(*change, station.campaign().id, people, &station.setting().progress);
    if (!count) {
        return std::move(count).fault();
    }
    report.count = *count;
    report.codes = codes.size();
    if (auto noted = note_codes(station, *change, codes); !noted) {
        return noted;
    }
    report.imported = true;
    if (options.dry_run) {
        return {}; // the change is undone as it goes
    }
    auto body = base::Json::object();
    body.set("campaign", station.campaign().id).set("rows", report.rows).set("codes", report.codes);
    body.set("added", count->added).set("changed", count->changed).set("unchanged", count->unchanged);
    body.set("refused", report.refused);
    if (auto noted = change->record("roster.imported", campaign_key(station.campaign()), body); !noted) {
        return noted;
    }
    return change->commit();
}

} // namespace

base::Result<RosterImport> import_roster(Station &station, std::filesystem::path const &file,
                                         RosterOptions options) {
    station.setting().progress.at({"读取名册", "reading the roster"}, 0, 0);
    auto reading = read_roster(file, today(station.setting().clock), &station.setting().progress);
    if (!reading) {
        return std::move(reading).fault();
    }
    RosterImport report;
    report.rows = reading->rows;
    report.findings = std::move(reading->findings);
    report.ignored_columns = std::move(reading->ignored_columns);
    report.refused = spoils_all(report.findings) ? report.rows : rows_with_findings(report.findings);
    auto const may = report.findings.empty() || (options.accept_clean_rows && !spoils_all(report.findings));
    if (!may) {
        return report;
    }
    auto codes = codes_of(reading->clean);
    auto const people = people_of(reading->clean);
    if (auto taken = take(station, people, std::move(codes), options, report); !taken) {
        return std::move(taken).fault();
    }
    return report;
}

} // namespace desk
