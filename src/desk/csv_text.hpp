// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
/// \file
/// For this room: lists as CSV that every spreadsheet program opens rightly.
#include <string>
#include <vector>

namespace desk {

/// UTF-8 with a mark, comma, CRLF, quotes as RFC 4180 has them. A cell that a spreadsheet would run as a
/// formula or turn into a number of 15 digits stands as ="…", which table.hpp reads back.
class CsvText {
public:
    explicit CsvText(std::vector<std::string> const &header) : text_{"\xEF\xBB\xBF"} { row(header); }
    void row(std::vector<std::string> const &cells);
    [[nodiscard]] std::string const &text() const { return text_; }

private:
    std::string text_;
};

} // namespace desk
