// SPDX-License-Identifier: GPL-3.0-or-later
#include "desk/roster_checks.hpp"
#include "base/text.hpp"
#include "code/collection_code.hpp"
#include "desk/id_papers.hpp"
#include "desk/roster_text.hpp"
#include "desk/roster_zeros.hpp"
#include <algorithm>
#include <unordered_map>

namespace desk {

using base::ResidentId;
using base::words;

namespace {

Cell const &cell_of(std::vector<Cell> const &cells, std::optional<std::size_t> place) {
    static Cell const none;
    return place && *place < cells.size() ? cells[*place] : none;
}

/// A finding is printed and sent about: no whole identity number stands in it, and nothing of a code.
std::string may_be_shown(Field field, std::string const &value) {
    return field == Field::id_no  ? base::masked_number(value)
           : field == Field::code ? std::string{"…"}
                                  : value;
}

base::Words damage_words(std::string const &shown) {
    return words(
        "“{}”被 Excel 当成数字存坏了，原来的数字已经找不回来；请把这一列设成“文本”格式后重新填写",
        "'{}' was spoiled by Excel, which took it for a number; the true digits are gone; format the "
        "column as text and enter it again",
        shown);
}

} // namespace

void RosterChecks::note(RosterDraft &draft, Field field, std::string kind, base::Words message) {
    draft.clean = false;
    findings_.push_back(
        {file_, draft.person.row, columns_.heading(field), std::move(kind), std::move(message)});
}

void RosterChecks::check_row(RosterDraft &draft, std::vector<Cell> const &cells) {
    auto const cell = [&](Field field) -> Cell const & { return cell_of(cells, columns_.place(field)); };
    auto &person = draft.person;
    person.student_no = folded_number(cell(Field::student_no).text);
    draft.student_no_was_number = cell(Field::student_no).was_number;
    person.name = clean_name(cell(Field::name).text);
    person.id_type = clean_text(cell(Field::id_type).text);
    person.id_no = folded_number(cell(Field::id_no).text);
    draft.id_was_number = cell(Field::id_no).was_number;
    person.unit = clean_text(cell(Field::unit).text);
    person.unit_code = clean_text(cell(Field::unit_code).text);
    person.class_name = clean_text(cell(Field::class_name).text);
    person.major = clean_text(cell(Field::major).text);
    person.level = clean_text(cell(Field::level).text);
    person.exam_no = folded_number(cell(Field::exam_no).text);
    person.ethnic = clean_text(cell(Field::ethnic).text);
    person.code = base::trimmed(cell(Field::code).text);
    check_missing(draft);
    check_student_no(draft);
    check_name(draft);
    check_code(draft);
    auto const id = check_id(draft);
    check_birth(draft, cell(Field::birth).text, id);
    check_sex(draft, cell(Field::sex).text, id);
    check_lost_characters(draft, cells);
}

void RosterChecks::check_missing(RosterDraft &draft) {
    auto const missing = [&](Field field) {
        note(draft, field, "missing",
             words("第 {} 行没有填“{}”", "'{1}' is empty in row {0}", draft.person.row,
                   columns_.heading(field)));
    };
    if (draft.person.student_no.empty()) {
        missing(Field::student_no);
    }
    if (draft.person.name.empty()) {
        missing(Field::name);
    }
    // Graduate students have no administrative class; without a college nobody can be handed the sheet.
    if (draft.person.unit.empty() && (columns_.has(Field::unit) || draft.person.class_name.empty())) {
        missing(columns_.has(Field::unit) ? Field::unit : Field::class_name);
    }
}

void RosterChecks::check_student_no(RosterDraft &draft) {
    auto const &number = draft.person.student_no;
    constexpr std::size_t exact_digits = 15;
    if (is_scientific(number) || (draft.student_no_was_number && number.size() > exact_digits)) {
        note(draft, Field::student_no, "excel_damaged", damage_words(number));
    }
    if (is_scientific(draft.person.exam_no)) {
        note(draft, Field::exam_no, "excel_damaged", damage_words(draft.person.exam_no));
    }
}

void RosterChecks::check_code(RosterDraft &draft) {
    if (!draft.person.code.empty() && !code::may_be_collection_code(draft.person.code)) {
        note(draft, Field::code, "code",
             words("第 {} 行的采集码不对；要填扫码读到的全部内容，或者留空",
                   "what row {} has is no collection code; it is all that a scan gives, or left empty",
                   draft.person.row));
    }
}

void RosterChecks::check_name(RosterDraft &draft) {
    auto const &name = draft.person.name;
    auto const odd = unknown_character(name);
    auto const digits = !name.empty() && is_digits(name);
    if (odd) {
        note(draft, Field::name, "unknown_characters",
             words("姓名“{}”里有导出时丢失的字{}；请向学校核对这个字，可能是生僻字",
                   "the name '{0}' has a character that was lost when the file was written{2}; ask the "
                   "school for it,"
                   " it may be a rare one",
                   name, *odd == U'?' ? "" : "（" + base::code_point_name(*odd) + "）",
                   *odd == U'?' ? "" : " (" + base::code_point_name(*odd) + ")"));
    } else if (digits) {
        note(draft, Field::name, "unknown_characters",
             words("姓名“{}”全是数字；请检查是否错列",
                   "the name '{}' is all digits; see whether columns are shifted",
                   base::masked_number(name)));
    }
}

std::optional<ResidentId> RosterChecks::check_id(RosterDraft &draft) {
    auto const &number = draft.person.id_no;
    auto const paper = paper_of(draft.person.id_type, number);
    if (number.empty()) {
        draft.id_is_due = paper == Paper::resident || paper == Paper::unstated;
        return std::nullopt;
    }
    constexpr std::size_t exact_digits = 15;
    if (is_scientific(number) || (draft.id_was_number && number.size() > exact_digits)) {
        ++damaged_ids_;
        note(draft, Field::id_no, "excel_damaged",
             damage_words(is_scientific(number) ? number : base::masked_number(number)));
        return std::nullopt;
    }
    return paper == Paper::resident ? check_resident_id(draft) : std::nullopt;
}

std::optional<ResidentId> RosterChecks::check_resident_id(RosterDraft &draft) {
    auto const &number = draft.person.id_no;
    auto const reading = base::read_resident_id(number, today_);
    auto const zeros = number.size() == 18 && is_digits(number) && number.ends_with("000");
    if (zeros && !reading.id) {
        ++damaged_ids_;
        note(draft, Field::id_no, "excel_damaged", damage_words(base::masked_number(number)));
        return std::nullopt;
    }
    draft.ends_in_000 = zeros;
    if (!reading.id) {
        auto const birth = reading.flaw == base::IdFlaw::birth_date || reading.flaw == base::IdFlaw::future;
        note(draft, Field::id_no, birth ? "id_birth_date" : "id_checksum", flaw_words(number, reading.flaw));
    }
    return reading.id;
}

void RosterChecks::check_birth(RosterDraft &draft, std::string_view written,
                               std::optional<ResidentId> const &id) {
    written = base::trimmed(written);
    if (written.empty()) {
        draft.person.birth = id ? compact_date(id->birth) : std::string{};
        return;
    }
    auto const date = read_date(folded_number(written));
    if (!date || *date > today_) {
        note(draft, Field::birth, "id_birth_date",
             words("出生日期“{}”读不出或不合理；请写成 19990102 或 1999-01-02",
                   "the birth date '{}' cannot be read or cannot be; write it as 19990102 or 1999-01-02",
                   written));
        return;
    }
    draft.person.birth = compact_date(*date);
    if (id && id->birth != *date) {
        note(draft, Field::birth, "id_birth_date",
             words("出生日期“{}”与身份证号（{}）中的出生日期不一致；请核对哪个对",
                   "the birth date '{}' is not the one in the identity number ({}); find out which is right",
                   written, base::masked_number(draft.person.id_no)));
    }
}

void RosterChecks::check_sex(RosterDraft &draft, std::string_view written,
                             std::optional<ResidentId> const &id) {
    auto const sex = read_sex(written);
    if (sex == Sex::unreadable) {
        note(draft, Field::sex, "id_sex",
             words("性别“{}”读不出；请写“男”或“女”", "the sex '{}' cannot be read; write 男 or 女 (M or F)",
                   base::trimmed(written)));
        return;
    }
    auto const male = sex == Sex::male || (sex == Sex::unstated && id && id->male);
    auto const known = sex != Sex::unstated || id;
    draft.person.sex = !known ? "" : male ? "男" : "女";
    if (id && sex != Sex::unstated && id->male != male) {
        note(draft, Field::sex, "id_sex",
             words("性别“{}”与身份证号（{}）不一致：倒数第二位单数为男、双数为女；请核对哪个对",
                   "the sex '{}' does not agree with the identity number ({}), whose last digit but one is "
                   "odd for "
                   "men and even for women; find out which is right",
                   base::trimmed(written), base::masked_number(draft.person.id_no)));
    }
}

/// A damaged byte in any column that is kept, not only in names.
void RosterChecks::check_lost_characters(RosterDraft &draft, std::vector<Cell> const &cells) {
    for (std::size_t f = 0; f < field_count; ++f) {
        auto const field = static_cast<Field>(f);
        auto const &text = cell_of(cells, columns_.place(field)).text;
        auto const lost =
            text.find("\xEF\xBF\xBD") != std::string::npos || text.find("??") != std::string::npos;
        if (field != Field::name && lost) {
            note(draft, field, "unknown_characters",
                 words("“{}”里有丢失的字；请向学校要一份编码正确的名单",
                       "'{}' has lost characters; ask the school for a file in which they are right",
                       may_be_shown(field, text)));
        }
    }
}

void RosterChecks::check_file(std::vector<RosterDraft> &drafts) {
    check_duplicates(drafts, Field::student_no, &PersonRow::student_no);
    check_duplicates(drafts, Field::id_no, &PersonRow::id_no);
    check_duplicates(drafts, Field::code, &PersonRow::code);
    check_lost_zeros(drafts);
    check_ids_ending_in_000(drafts);
    check_missing_ids(drafts);
}

void RosterChecks::check_duplicates(std::vector<RosterDraft> &drafts, Field field,
                                    std::string PersonRow::*number) {
    struct Seen {
        std::size_t first = 0;
        bool told = false;
    };
    std::unordered_map<std::string_view, Seen> seen;
    seen.reserve(drafts.size());
    auto const tell = [&](RosterDraft &draft, RosterDraft const &other) {
        auto const &value = draft.person.*number;
        note(draft, field, "duplicate",
             words("“{}”与第 {} 行（{}）重复", "'{}' is also in row {} ({})", may_be_shown(field, value),
                   other.person.row, base::masked_name(other.person.name)));
    };
    for (std::size_t i = 0; i < drafts.size(); ++i) {
        auto const &value = drafts[i].person.*number;
        if (value.empty() || is_scientific(value)) {
            continue;
        }
        auto const [place, is_new] = seen.try_emplace(value, Seen{i, false});
        if (is_new) {
            continue;
        }
        if (!std::exchange(place->second.told, true)) {
            tell(drafts[place->second.first], drafts[i]);
        }
        tell(drafts[i], drafts[place->second.first]);
    }
}

void RosterChecks::check_lost_zeros(std::vector<RosterDraft> &drafts) {
    for (auto const &lost : find_lost_zeros(drafts)) {
        auto &draft = drafts[lost.place];
        auto const &number = draft.person.student_no;
        note(
            draft, Field::student_no, "excel_damaged",
            words(
                "学号“{}”比其他学号少 {} 位，可能被 Excel 去掉了前面的 0；请把这一列设成“文本”格式后重新填写",
                "the student number '{}' is {} digits shorter than the others; Excel has probably dropped "
                "zeros in "
                "front; format the column as text and enter it again",
                number, lost.wanted - number.size()));
    }
}

/// About one person in a thousand rightly has such a number. It is believed unless others in the file show
/// that a spreadsheet has been at work.
void RosterChecks::check_ids_ending_in_000(std::vector<RosterDraft> &drafts) {
    for (auto &draft : drafts) {
        if (draft.ends_in_000 && damaged_ids_ > 0) {
            note(draft, Field::id_no, "excel_damaged", damage_words(base::masked_number(draft.person.id_no)));
        }
    }
}

/// A roster may do without identity numbers; one that has them and leaves out a few has forgotten them.
void RosterChecks::check_missing_ids(std::vector<RosterDraft> &drafts) {
    auto const filled = static_cast<std::size_t>(
        std::count_if(drafts.begin(), drafts.end(), [](auto const &d) { return !d.person.id_no.empty(); }));
    if (filled * 2 < drafts.size() || !columns_.has(Field::id_no)) {
        return;
    }
    for (auto &draft : drafts) {
        if (draft.id_is_due) {
            note(draft, Field::id_no, "missing",
                 words("第 {} 行没有填“{}”；没有身份证的学生请填护照或通行证号码",
                       "'{1}' is empty in row {0}; a student without one has a passport or permit number to "
                       "enter",
                       draft.person.row, columns_.heading(Field::id_no)));
        }
    }
}

base::Findings RosterChecks::take_findings() && {
    std::stable_sort(findings_.begin(), findings_.end(),
                     [](base::Finding const &a, base::Finding const &b) { return a.line < b.line; });
    return std::move(findings_);
}

} // namespace desk
