// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/roster_rows.hpp"
#include "base/text.hpp"
#include "desk/table.hpp"
#include <algorithm>
#include <map>
#include <set>

namespace web {

using base::Json;

namespace {

/// An identity number, whole or damaged, is not for the screen.
std::string shown(std::string const &text) {
    static constexpr std::ptrdiff_t long_number = 15;
    auto const digits = std::count_if(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
    return digits >= long_number ? base::masked_number(text) : text;
}

using Faults = std::map<int, std::set<std::string>>; ///< headings by row

bool is_heading_row(std::vector<desk::Cell> const &cells, std::set<std::string> const &wanted) {
    return std::any_of(cells.begin(), cells.end(), [&](desk::Cell const &cell) {
        return wanted.contains(std::string{base::trimmed(cell.text)});
    });
}

Json row_json(int number, std::vector<desk::Cell> const &cells, std::vector<std::string> const &headings,
              std::set<std::string> const &faulty) {
    auto list = Json::list();
    for (std::size_t i = 0; i < headings.size(); ++i) {
        auto one = Json::object();
        one.set("text", i < cells.size() ? shown(cells[i].text) : "");
        list.add(one.set("faulty", faulty.contains(headings[i])));
    }
    auto row = Json::object();
    return row.set("row", number).set("cells", list);
}

} // namespace

void add_faulty_rows(Json &model, std::filesystem::path const &file, base::Findings const &findings,
                     std::size_t most) {
    Faults faults;
    std::set<std::string> columns;
    for (auto const &finding : findings) {
        faults[finding.line].insert(finding.column);
        columns.insert(finding.column);
    }
    std::vector<std::string> headings;
    auto rows = Json::list();
    std::size_t count = 0;
    auto const read = desk::read_table(file, [&](int number, std::vector<desk::Cell> const &cells) {
        if (headings.empty() && is_heading_row(cells, columns)) {
            for (auto const &cell : cells) {
                headings.emplace_back(base::trimmed(cell.text));
            }
        } else if (auto const found = faults.find(number); found != faults.end() && !headings.empty()) {
            rows.add(row_json(number, cells, headings, found->second));
            count += 1;
        }
        return count < most;
    });
    auto const any = read && count > 0;
    model.set("any_faulty_row", any);
    if (any) {
        model.set("headings", headings).set("faulty_rows", rows);
    }
}

} // namespace web
