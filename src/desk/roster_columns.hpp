// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "base/finding.hpp"
#include "desk/table.hpp"
#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace desk {

enum class Field : std::size_t {
    student_no,
    name,
    sex,
    id_type,
    id_no,
    birth,
    unit,
    unit_code,
    class_name,
    major,
    level,
    exam_no,
    ethnic,
    code, ///< content of the collection code; never shown, never kept
};
inline constexpr std::size_t field_count = 14;

/// Which field a heading means: DBF codes such as XH and ZJHM, and the words that schools use.
[[nodiscard]] std::optional<Field> field_of_heading(std::string_view heading);

/// Where each field stands in the rows of one file.
class RosterColumns {
public:
    /// How many fields a row names if it is the header; a title or a person's row names next to none.
    static std::size_t count_fields(std::vector<Cell> const &row);
    static RosterColumns of_header(std::vector<Cell> const &row);

    [[nodiscard]] bool has(Field field) const { return place(field).has_value(); }
    [[nodiscard]] std::optional<std::size_t> place(Field field) const {
        return places_.at(static_cast<std::size_t>(field));
    }
    /// The heading as the file writes it, or the usual word where the file has no such column.
    [[nodiscard]] std::string heading(Field field) const;
    /// Columns that are missing or there twice.
    [[nodiscard]] base::Findings findings(std::string const &file, int row) const;
    [[nodiscard]] std::vector<std::string> const &ignored() const { return ignored_; }

private:
    std::array<std::optional<std::size_t>, field_count> places_{};
    std::array<std::string, field_count> headings_{};
    std::vector<std::pair<Field, std::string>> twice_;
    std::vector<std::string> ignored_;
};

} // namespace desk
