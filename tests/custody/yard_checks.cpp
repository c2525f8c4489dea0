// SPDX-License-Identifier: GPL-3.0-or-later
/// \file
/// What has to hold whatever was done, and what the store says after somebody was killed.
#include "custody/yard.hpp"
#include "desk/cells.hpp"
#include "store/custody.hpp"
#include "store/db.hpp"
#include "store/filing.hpp"
#include <fmt/format.h>
#include <fmt/ranges.h>

namespace custody {

using support::sure;

namespace {

/// Every row, its columns as texts.
std::vector<std::vector<std::string>> rows_of(store::Store const &store, std::string const &sql) {
    std::vector<std::vector<std::string>> rows;
    SQLite::Statement statement{store.db().raw(), sql};
    while (statement.executeStep()) {
        std::vector<std::string> row;
        for (int i = 0; i < statement.getColumnCount(); ++i) {
            row.push_back(statement.getColumn(i).getString());
        }
        rows.push_back(std::move(row));
    }
    return rows;
}

} // namespace

std::vector<std::string> Yard::wrongs() {
    std::vector<std::string> found;
    auto const sheets = rows_of(store(), "select s.serial, s.state, s.holder, s.place, coalesce(i.box, '')"
                                         " from sheet s left join item i on i.serial = s.serial");
    if (sheets.size() != papers_.size()) {
        found.push_back(fmt::format("{} sheets on record, {} were made", sheets.size(), papers_.size()));
    }
    for (auto const &row : sheets) {
        auto const &paper = papers_.at(row[0]);
        if ((row[1] == "printed") != paper.counts || row[2] != paper.holder || row[3] != paper.place ||
            row[4] != paper.home) {
            found.push_back(fmt::format("{} should be {} {} (box '{}')", fmt::join(row, " "), paper.holder,
                                        paper.place, paper.home));
        }
    }
    for (auto const &row : rows_of(store(), "select serial, group_concat(number, ','), count(*), min(number),"
                                            " max(number) from cell group by serial")) {
        auto const &cut = papers_.at(row[0]).cut;
        if (std::to_string(cut.size()) != row[2] || std::stoi(row[3]) < 1 || std::stoi(row[4]) > cells) {
            found.push_back(fmt::format("{}: prints {} are cut, {} should be", row[0], row[1], cut.size()));
        }
    }
    for (auto const *const key : {"class", "number"}) {
        for (auto const &row : rows_of(store(), fmt::format("select box, {0}, count(*) from volume"
                                                            " group by box, {0} having count(*) > 1",
                                                            key))) {
            found.push_back(
                fmt::format("the box {} has {} volumes of the {} {}", row[0], row[2], key, row[1]));
        }
    }
    for (auto const &one : sure(store::contradictions(store()))) {
        found.push_back(fmt::format("{} {}", one.serial, one.what));
    }
    return found;
}

void Yard::read_again() {
    auto &store = station().store();
    auto const &before = papers_;
    std::map<std::int64_t, std::pair<int, int>> classes;
    for (auto const &[serial, paper] : before) {
        classes[paper.person] = {paper.unit, paper.group};
    }
    std::map<std::string, Paper> papers;
    for (auto const &row : rows_of(
             store, "select s.serial, s.person, s.state, s.holder, s.place, coalesce(i.box, '') from sheet s"
                    " left join item i on i.serial = s.serial")) {
        auto const person = std::stoll(row[1]);
        papers[row[0]] = {.person = person,
                          .unit = classes.at(person).first,
                          .group = classes.at(person).second,
                          .counts = row[2] == "printed",
                          .holder = row[3],
                          .place = row[4],
                          .home = row[5],
                          .cut = {}};
    }
    papers_ = std::move(papers);
    for (auto const &row : rows_of(store, "select serial, number from cell")) {
        papers_.at(row[0]).cut.insert(std::stoll(row[1]));
    }
    batches_.clear();
    for (auto const &row :
         rows_of(store, "select id, from_holder, from_place, to_holder, to_place from handover"
                        " where state = 'open'")) {
        batches_[row[0]] = {row[1], row[2], row[3], row[4], {}};
    }
    for (auto const &row :
         rows_of(store, "select h.handover, h.serial from handover_sheet h join handover b"
                        " on b.id = h.handover and b.state = 'open' where h.outcome = 'listed'")) {
        batches_.at(row[0]).listed.push_back(row[1]);
    }
    loans_.clear();
    for (auto const &row : rows_of(store, "select loan, serial from loan_sheet where state = 'out'")) {
        loans_[row[0]].push_back(row[1]);
    }
    posted_.clear();
    for (auto const &row :
         rows_of(store, "select c.id, c.state, s.serial from consignment c join consignment_sheet s"
                        " on s.consignment = c.id where c.state in ('made', 'sent', 'arrived')")) {
        posted_[row[0]] = {row[1], row[2]};
    }
    acts_.clear();
}

} // namespace custody
