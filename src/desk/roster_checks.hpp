// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
/// \file
/// The rules of a roster: those that one row shows, and those that only the whole file shows.
#include "base/resident_id.hpp"
#include "desk/roster_columns.hpp"
#include "desk/roster_reader.hpp"

namespace desk {

/// A row on its way to being clean.
struct RosterDraft {
    PersonRow person;
    bool student_no_was_number = false;
    bool id_was_number = false;
    bool ends_in_000 = false; ///< right by its check character, and yet looks like Excel's work
    bool id_is_due = false;   ///< no identity number, and no other kind of paper named either
    bool clean = true;
};

class RosterChecks {
public:
    RosterChecks(std::string file, RosterColumns columns, std::chrono::year_month_day today)
        : file_{std::move(file)}, columns_{std::move(columns)}, today_{today} {}

    /// Notes what one row shows, and fills sex and birth from the identity number where the roster is silent.
    void check_row(RosterDraft &draft, std::vector<Cell> const &cells);
    /// Notes duplicates, lost zeros and whatever else only stands out beside the other rows.
    void check_file(std::vector<RosterDraft> &drafts);
    /// By row; what was noted for one row stays in the order of its columns.
    [[nodiscard]] base::Findings take_findings() &&;

private:
    void note(RosterDraft &draft, Field field, std::string kind, base::Words message);
    void check_missing(RosterDraft &draft);
    void check_code(RosterDraft &draft);
    void check_name(RosterDraft &draft);
    void check_student_no(RosterDraft &draft);
    std::optional<base::ResidentId> check_id(RosterDraft &draft);
    std::optional<base::ResidentId> check_resident_id(RosterDraft &draft);
    void check_birth(RosterDraft &draft, std::string_view written, std::optional<base::ResidentId> const &id);
    void check_sex(RosterDraft &draft, std::string_view written, std::optional<base::ResidentId> const &id);
    void check_lost_characters(RosterDraft &draft, std::vector<Cell> const &cells);

    void check_duplicates(std::vector<RosterDraft> &drafts, Field field, std::string PersonRow::*number);
    void check_lost_zeros(std::vector<RosterDraft> &drafts);
    void check_ids_ending_in_000(std::vector<RosterDraft> &drafts);
    void check_missing_ids(std::vector<RosterDraft> &drafts);

    std::string file_;
    RosterColumns columns_;
    std::chrono::year_month_day today_;
    base::Findings findings_;
    std::size_t damaged_ids_ = 0;
};

} // namespace desk
