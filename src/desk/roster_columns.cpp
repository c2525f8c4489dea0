// SPDX-License-Identifier: GPL-3.0-or-later
#include "desk/roster_columns.hpp"
#include "base/text.hpp"
#include "desk/roster_text.hpp"
#include <set>
#include <unordered_map>

namespace desk {

namespace {

using Aliases = std::unordered_map<std::string_view, Field>;

struct Headings {
    Field field;
    std::string_view words; ///< apart by blanks
};

/// DBF codes first, then what schools write.
constexpr std::array<Headings, field_count> known_headings = {{
    {Field::student_no, "XH 学号 学生学号 STUDENTNO STUDENTNUMBER STUDENTID"},
    {Field::name, "XM 姓名 学生姓名 NAME STUDENTNAME FULLNAME"},
    {Field::sex, "XB 性别 性别码 XBDM SEX GENDER"},
    {Field::id_type, "ZJLX ZJLXM SFZJLX SFZJLXM 证件类型 证件类型码 证件类别 身份证件类型 "
                     "身份证件类型码 IDTYPE"},
    {Field::id_no, "SFZH ZJHM SFZJH 身份证 身份证号 身份证号码 证件号 证件号码 身份证件号 "
                   "身份证件号码 公民身份号码 IDNO IDNUMBER IDCARD IDCARDNO"},
    {Field::birth, "CSRQ 出生日期 出生年月日 生日 BIRTH BIRTHDATE BIRTHDAY DATEOFBIRTH"},
    {Field::unit, "XSH FY YXMC 系所函 院系 院系名称 学院 学院名称 所在学院 所属学院 二级学院 分院 "
                  "系部 系别 培养单位 单位 UNIT COLLEGE SCHOOL FACULTY DEPARTMENT"},
    {Field::unit_code, "学院代码 院系代码 单位代码 UNITCODE COLLEGECODE"},
    {Field::class_name, "BH BJ BJMC 班级 班级名称 行政班 行政班级 所在班级 班号 教学点 CLASS CLASSNAME"},
    {Field::major, "ZYMC 专业 专业名称 MAJOR"},
    {Field::level, "CC 层次 培养层次 学历层次 学历类别 LEVEL"},
    {Field::exam_no, "KSH 考生号 EXAMNO"},
    {Field::ethnic, "MZ 民族 ETHNIC ETHNICITY ETHNICGROUP"},
    {Field::code, "CJM 采集码 图像采集码 采集码内容 学信网采集码 毕业生图像采集码 COLLECTIONCODE"},
}};

Aliases make_aliases() {
    Aliases all;
    for (auto const &[field, words] : known_headings) {
        for (auto word : base::split(words, ' ')) {
            all.emplace(word, field);
        }
    }
    return all;
}

Aliases const &aliases() {
    static Aliases const all = make_aliases();
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
    "学院代码", "班级", "专业", "层次",     "考生号",   "民族", "采集码"};

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
