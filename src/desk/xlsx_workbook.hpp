// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
/// \file
/// What has to be known of a workbook before its sheet can be read (ECMA-376 part 1): where the sheet is, its
/// shared strings, which styles are dates, and which day is day zero.
#include "desk/zip_part.hpp"
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace desk {

/// All shared strings in one piece of memory, rich text runs joined, phonetic guides left out.
class SharedStrings {
public:
    void begin() { ends_.push_back(text_.size()); }
    void append(std::string_view piece);
    [[nodiscard]] std::string_view at(std::size_t index) const; ///< empty beyond the last
    [[nodiscard]] std::size_t bytes() const { return text_.size() + ends_.size() * sizeof(std::size_t); }

private:
    std::string text_;
    std::vector<std::size_t> ends_; ///< where each string starts; it ends where the next does
};

struct Workbook {
    std::string sheet_part; ///< the first visible worksheet
    bool from_1904 = false;
    SharedStrings strings;
    std::vector<bool> date_styles; ///< by the index that a cell's s attribute has
};

base::Result<Workbook> read_workbook(ZipFile &zip);

/// A part may not inflate beyond this: a million rows of a roster stay well below.
inline constexpr std::size_t most_in_a_part = 640'000'000;

/// yyyy-mm-dd of a serial day number; empty where it is no day that a calendar has.
[[nodiscard]] std::string date_of_serial(std::string_view serial, bool from_1904);
/// Whether a number format of SpreadsheetML shows a date.
[[nodiscard]] bool is_date_format(int id);
[[nodiscard]] bool is_date_format(std::string_view code);

} // namespace desk
