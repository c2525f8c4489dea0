// SPDX-License-Identifier: GPL-3.0-or-later
#include "desk/csv_text.hpp"
#include <algorithm>
#include <string_view>

namespace desk {

namespace {

bool is_digits(std::string const &cell) {
    return !cell.empty() && std::ranges::all_of(cell, [](char c) { return c >= '0' && c <= '9'; });
}

std::string quoted(std::string const &cell) {
    std::string text = "\"";
    for (auto c : cell) {
        text += c == '"' ? std::string{"\"\""} : std::string{c};
    }
    return text + '"';
}

std::string written(std::string const &cell) {
    constexpr std::size_t exact_digits = 11; // beyond, or with a zero in front, a spreadsheet shows another
    constexpr std::string_view formula = "=+-@\t\r";
    auto const number = is_digits(cell) && (cell.size() > exact_digits || cell.front() == '0');
    if (number || (!cell.empty() && formula.find(cell.front()) != std::string_view::npos)) {
        return quoted("=" + quoted(cell));
    }
    return cell.find_first_of(",\"\r\n") == std::string::npos ? cell : quoted(cell);
}

} // namespace

void CsvText::row(std::vector<std::string> const &cells) {
    for (std::size_t i = 0; i < cells.size(); ++i) {
        text_ += (i == 0 ? "" : ",") + written(cells[i]);
    }
    text_ += "\r\n";
}

} // namespace desk
