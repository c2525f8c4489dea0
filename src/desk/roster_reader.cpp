// SPDX-License-Identifier: GPL-3.0-or-later
#include "desk/roster_reader.hpp"
#include "base/text.hpp"
#include "desk/roster_checks.hpp"
#include "desk/table.hpp"
#include <algorithm>
#include <optional>

namespace desk {

using base::Result;
using base::words;

namespace {

/// Title lines and remarks may stand above the header, but not more than this.
constexpr int rows_to_look_for_header = 20;
/// The largest school has a sixth of this; what is more is no roster.
constexpr std::size_t most_people = 300'000;

class RosterAssembly {
public:
    RosterAssembly(std::string file, std::chrono::year_month_day today)
        : file_{std::move(file)}, today_{today} {}

    bool take(int row, std::vector<Cell> const &cells) {
        if (checks_) {
            return take_person(row, cells);
        }
        return look_for_header(row, cells);
    }

    [[nodiscard]] bool too_many() const { return drafts_.size() > most_people; }

    RosterReading finish() && {
        RosterReading reading;
        if (!checks_) {
            reading.findings = std::move(best_header_findings_);
            if (reading.findings.empty()) {
                reading.findings = RosterColumns{}.findings(file_, 1);
            }
            return reading;
        }
        checks_->check_file(drafts_);
        reading.rows = drafts_.size();
        reading.ignored_columns = columns_.ignored();
        for (auto &draft : drafts_) {
            if (draft.clean) {
                reading.clean.push_back(std::move(draft.person));
            }
        }
        reading.findings = std::move(*checks_).take_findings();
        return reading;
    }

private:
    bool look_for_header(int row, std::vector<Cell> const &cells) {
        auto const fields = RosterColumns::count_fields(cells);
        if (fields > best_count_) {
            best_count_ = fields;
            columns_ = RosterColumns::of_header(cells);
            best_header_findings_ = columns_.findings(file_, row);
            if (best_header_findings_.empty()) {
                checks_.emplace(file_, columns_, today_);
                return true;
            }
        }
        auto const decided = best_count_ >= 3 && fields < best_count_;
        return !decided && ++looked_at_ < rows_to_look_for_header;
    }

    /// Nothing in any column that is kept, or the header once more where pages were joined.
    [[nodiscard]] bool is_no_person(std::vector<Cell> const &cells) const {
        for (std::size_t f = 0; f < field_count; ++f) {
            auto const place = columns_.place(static_cast<Field>(f));
            if (place && *place < cells.size() && !base::trimmed(cells[*place].text).empty()) {
                auto const number = columns_.place(Field::student_no).value_or(0);
                return number < cells.size() && field_of_heading(cells[number].text) == Field::student_no;
            }
        }
        return true;
    }

    bool take_person(int row, std::vector<Cell> const &cells) {
        if (is_no_person(cells)) {
            return true;
        }
        auto &draft = drafts_.emplace_back();
        draft.person.row = row;
        checks_->check_row(draft, cells);
        return !too_many();
    }

    std::string file_;
    std::chrono::year_month_day today_;
    RosterColumns columns_;
    std::size_t best_count_ = 0;
    int looked_at_ = 0;
    base::Findings best_header_findings_;
    std::optional<RosterChecks> checks_;
    std::vector<RosterDraft> drafts_;
};

} // namespace

Result<RosterReading> read_roster(std::filesystem::path const &path, std::chrono::year_month_day today,
                                  base::Progress *progress) {
    static constexpr std::size_t often = 500;
    auto const file = path.filename().string();
    RosterAssembly assembly{file, today};
    std::size_t rows = 0;
    auto read = read_table(path, [&](int row, std::vector<Cell> const &cells) {
        if (progress != nullptr && rows++ % often == 0) {
            progress->at({"读取名册", "reading the roster"}, rows, 0);
        }
        return assembly.take(row, cells);
    });
    if (!read && read.fault().kind == base::Trouble::bad_input) {
        RosterReading reading;
        reading.findings.push_back({file, 0, {}, "encoding", read.fault().what});
        return reading;
    }
    if (!read) {
        return std::move(read).fault().within(words("读取名单", "reading a roster"));
    }
    if (assembly.too_many()) {
        return base::fault(base::Trouble::bad_input, "“{}”超过 {} 人；请分成几个文件",
                           "'{}' has more than {} people; split it into several files", file, most_people);
    }
    return std::move(assembly).finish();
}

} // namespace desk
