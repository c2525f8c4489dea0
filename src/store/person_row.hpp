// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
/// \file
/// For this room only: how a row of the roster is read.
#include "store/db.hpp"
#include "store/people.hpp"

namespace store {

inline constexpr auto person_columns =
    "p.id, p.student_no, p.name, p.sex, p.id_type, p.id_no, p.birth, u.name, c.name,"
    " p.major, p.level, p.exam_no";
inline constexpr auto person_tables = "person p join class c on c.id = p.class join unit u on u.id = c.unit";

inline Person person_at(SQLite::Statement &row) {
    return {whole_at(row, 0), text_at(row, 1), text_at(row, 2),  text_at(row, 3),
            text_at(row, 4),  text_at(row, 5), text_at(row, 6),  text_at(row, 7),
            text_at(row, 8),  text_at(row, 9), text_at(row, 10), text_at(row, 11)};
}

} // namespace store
