// SPDX-License-Identifier: GPL-3.0-or-later
#include "desk/roster_columns.hpp"
#include "base/text.hpp"
#include "desk/roster_text.hpp"
#include <set>
#include <unordered_map>

namespace desk {

namespace {

using Aliases = std::unordered_map<std::string_view, Field>;

Aliases const &aliases() {
    static Aliases const all = {
        {"XH", Field::student_no},
        {"学号", Field::student_no},
        {"学生学号", Field::student_no},
        {"STUDENTNO", Field::student_no},
        {"STUDENTNUMBER", Field::student_no},
        {"STUDENTID", Field::student_no},
        {"XM", Field::name},
        {"姓名", Field::name},
        {"学生姓名", Field::name},
        {"NAME", Field::name},
        {"STUDENTNAME", Field::name},
        {"FULLNAME", Field::name},
        {"XB", Field::sex},
        {"性别", Field::sex},
        {"性别码", Field::sex},
        {"XBDM", Field::sex},
        {"SEX", Field::sex},
        {"GENDER", Field::sex},
        {"ZJLX", Field::id_type},
        {"ZJLXM", Field::id_type},
        {"SFZJLX", Field::id_type},
        {"SFZJLXM", Field::id_type},
        {"证件类型", Field::id_type},
        {"证件类型码", Field::id_type},
        {"证件类别", Field::id_type},
        {"身份证件类型", Field::id_type},
        {"身份证件类型码", Field::id_type},
        {"IDTYPE", Field::id_type},
        {"SFZH", Field::id_no},
        {"ZJHM", Field::id_no},
        {"SFZJH", Field::id_no},
        {"身份证", Field::id_no},
        {"身份证号", Field::id_no},
        {"身份证号码", Field::id_no},
        {"证件号", Field::id_no},
        {"证件号码", Field::id_no},
        {"身份证件号", Field::id_no},
        {"身份证件号码", Field::id_no},
        {"公民身份号码", Field::id_no},
        {"IDNO", Field::id_no},
        {"IDNUMBER", Field::id_no},
        {"IDCARD", Field::id_no},
        {"IDCARDNO", Field::id_no},
        {"CSRQ", Field::birth},
        {"出生日期", Field::birth},
        {"出生年月日", Field::birth},
        {"生日", Field::birth},
        {"BIRTH", Field::birth},
        {"BIRTHDATE", Field::birth},
        {"BIRTHDAY", Field::birth},
        {"DATEOFBIRTH", Field::birth},
        {"XSH", Field::unit},
        {"FY", Field::unit},
        {"YXMC", Field::unit},
        {"系所函", Field::unit},
        {"院系", Field::unit},
        {"院系名称", Field::unit},
        {"学院", Field::unit},
        {"学院名称", Field::unit},
        {"所在学院", Field::unit},
        {"所属学院", Field::unit},
        {"二级学院", Field::unit},
        {"分院", Field::unit},
        {"系部", Field::unit},
        {"系别", Field::unit},
        {"培养单位", Field::unit},
        {"单位", Field::unit},
        {"UNIT", Field::unit},
        {"COLLEGE", Field::unit},
        {"SCHOOL", Field::unit},
        {"FACULTY", Field::unit},
        {"DEPARTMENT", Field::unit},
        {"学院代码", Field::unit_code},
        {"院系代码", Field::unit_code},
        {"单位代码", Field::unit_code},
        {"UNITCODE", Field::unit_code},
        {"COLLEGECODE", Field::unit_code},
        {"BH", Field::class_name},
        {"BJ", Field::class_name},
        {"BJMC", Field::class_name},
        {"班级", Field::class_name},
        {"班级名称", Field::class_name},
        {"行政班", Field::class_name},
        {"行政班级", Field::class_name},
        {"所在班级", Field::class_name},
        {"班号", Field::class_name},
        {"教学点", Field::class_name},
        {"CLASS", Field::class_name},
        {"CLASSNAME", Field::class_name},
        {"ZYMC", Field::major},
        {"专业", Field::major},
        {"专业名称", Field::major},
        {"MAJOR", Field::major},
        {"CC", Field::level},
        {"层次", Field::level},
        {"培养层次", Field::level},
        {"学历层次", Field::level},
        {"学历类别", Field::level},
        {"LEVEL", Field::level},
        {"KSH", Field::exam_no},
        {"考生号", Field::exam_no},
        {"EXAMNO", Field::exam_no},
        {"MZ", Field::ethnic},
        {"民族", Field::ethnic},
        {"ETHNIC", Field::ethnic},
        {"ETHNICITY", Field::ethnic},
        {"ETHNICGROUP", Field::ethnic},
    };
    return all;
}

/// 学 号*, "student_no" and "姓名（必填）" are the headings that they look like.
std::string heading_key(std::string_view heading) {
    constexpr std::string_view noise = " _-*.:\t\r\n\"'";
    auto const folded = folded_number(heading);
    std::string key;
    for (auto c : folded.substr(0, folded.find('('))) {
        if (noise.find(c) == std::string_view::npos) {
            key += c;
        }
    }
    return key;
}

constexpr std::array<std::string_view, field_count> usual = {
    "学号",     "姓名", "性别", "证件类型", "身份证号", "出生日期", "学院",
    "学院代码", "班级", "专业", "层次",     "考生号",   "民族"};

bool decides_who_it_is(Field field) {
    return field == Field::student_no || field == Field::name || field == Field::id_no;
}

} // namespace

std::optional<Field> field_of_heading(std::string_view heading) {
    auto const key = heading_key(heading);
    auto const found = aliases().find(key);
    return found == aliases().end() ? std::nullopt : std::optional{found->second};
}

std::size_t RosterColumns::count_fields(std::vector<Cell> const &row) {
    std::set<Field> fields;
    for (auto const &cell : row) {
        if (auto const field = field_of_heading(cell.text)) {
            fields.insert(*field);
        }
    }
    return fields.size();
}

RosterColumns RosterColumns::of_header(std::vector<Cell> const &row) {
    RosterColumns columns;
    for (std::size_t i = 0; i < row.size(); ++i) {
        std::string const heading{base::trimmed(row[i].text)};
        auto const field = field_of_heading(heading);
        if (!field) {
            if (!heading.empty()) {
                columns.ignored_.push_back(heading);
            }
            continue;
        }
        auto &place = columns.places_.at(static_cast<std::size_t>(*field));
        if (!place) {
            place = i;
            columns.headings_.at(static_cast<std::size_t>(*field)) = heading;
        } else if (decides_who_it_is(*field)) {
            columns.twice_.emplace_back(*field, heading);
        } else {
            columns.ignored_.push_back(heading);
        }
    }
    return columns;
}

std::string RosterColumns::heading(Field field) const {
    auto const &written = headings_.at(static_cast<std::size_t>(field));
    return written.empty() ? std::string{usual.at(static_cast<std::size_t>(field))} : written;
}

base::Findings RosterColumns::findings(std::string const &file, int row) const {
    base::Findings all;
    auto const missing = [&](std::string const &column, base::Words message) {
        all.push_back({file, row, column, "header", std::move(message)});
    };
    if (!has(Field::student_no)) {
        missing("学号",
                base::words("没有“学号”列；请在表头中写明“学号”",
                            "there is no column with student numbers; head it '学号' or 'student_no'"));
    }
    if (!has(Field::name)) {
        missing("姓名", base::words("没有“姓名”列；请在表头中写明“姓名”",
                                    "there is no column with names; head it '姓名' or 'name'"));
    }
    if (!has(Field::unit) && !has(Field::class_name)) {
        missing("学院",
                base::words("没有“学院”列，也没有“班级”列；至少要有一列，照片才能分发",
                            "there is neither a college nor a class column; one of them is needed to hand "
                            "the sheets out; head it '学院' or '班级'"));
    }
    for (auto const &[field, second] : twice_) {
        missing(second,
                base::words("“{}”和“{}”两列含义相同，无法判断用哪一列；请删去一列",
                            "the columns '{}' and '{}' mean the same; delete the one that is not to be used",
                            heading(field), second));
    }
    return all;
}

} // namespace desk
