// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/resident_id.hpp"
#include "base/text.hpp"
#include "desk/roster_reader.hpp"
#include "support/temp_folder.hpp"
#include <doctest/doctest.h>
#include <fmt/format.h>

using namespace std::chrono_literals;

namespace {

constexpr std::chrono::year_month_day today{2026y, std::chrono::June, 1d};
constexpr std::string_view header = "学号,姓名,性别,身份证号,出生日期,学院,班级\n";

std::string id(std::string first_17) {
    return first_17 + base::resident_check_character(first_17);
}
std::string const zhang_id = id("10999919990102001");

desk::RosterReading read(std::string_view content) {
    support::TempFolder const folder;
    auto reading = desk::read_roster(folder.file("名单.csv", content), today);
    REQUIRE(reading);
    for (auto const &finding : reading->findings) {
        CHECK_FALSE(finding.message.zh.empty());
        CHECK_FALSE(finding.message.en.empty());
        CHECK(finding.file == "名单.csv");
    }
    return *std::move(reading);
}

desk::RosterReading read_rows(std::string_view rows) {
    return read(std::string{header} + std::string{rows});
}

/// row:column:kind of every finding
std::string kinds(desk::RosterReading const &reading) {
    std::string all;
    for (auto const &f : reading.findings) {
        all += fmt::format("{}{}:{}:{}", all.empty() ? "" : " ", f.line, f.column, f.kind);
    }
    return all;
}

std::string kinds_of(std::string_view rows) {
    return kinds(read_rows(rows));
}

} // namespace

TEST_CASE("a clean roster gives its people, in one spelling") {
    auto const reading =
        read_rows(fmt::format("　2021001 ,张　三,,{},1999/1/2,计算机学院, 软件1班\n"
                              "２０２１００２,阿依古丽•买买提,F,{},2000年2月29日,计算机学院,软件1班\n",
                              zhang_id, id("10999920000229002")));
    CHECK(kinds(reading) == "");
    REQUIRE(reading.clean.size() == 2);
    auto const &zhang = reading.clean[0];
    CHECK(zhang.student_no == "2021001");
    CHECK(zhang.name == "张三");
    CHECK(zhang.sex == "男");
    CHECK(zhang.birth == "19990102");
    CHECK(zhang.unit == "计算机学院");
    CHECK(zhang.class_name == "软件1班");
    CHECK(zhang.row == 2);
    CHECK(reading.clean[1].name == "阿依古丽\u00B7买买提");
    CHECK(reading.clean[1].student_no == "2021002");
    CHECK(reading.clean[1].sex == "女");
    CHECK(reading.clean[1].birth == "20000229");
}

TEST_CASE("every shipped fixture is a clean roster of five") {
    for (auto const *name :
         {"openpyxl.xlsx", "openpyxl-1904.xlsx", "xlsxwriter.xlsx", "libreoffice.xlsx", "hand-inline.xlsx",
          "utf8-bom.csv", "gb18030.csv", "utf16le-tabs.csv", "semicolons-cr.csv"}) {
        CAPTURE(name);
        auto const reading =
            desk::read_roster(std::filesystem::path{PLATEN_ROOT "/tests/data/rosters"} / name, today);
        REQUIRE(reading);
        CHECK(kinds(*reading) == "");
        REQUIRE(reading->clean.size() == 5);
        CHECK(reading->clean[0].row == 3);
        CHECK(reading->clean[3].name == "欧阳小明");
        CHECK(reading->clean[4].name == "John Smith");
        CHECK(reading->clean[4].birth == "19970304");
    }
}

TEST_CASE("DBF codes and English headings are understood, below titles, and the rest is listed") {
    auto const dbf = read("XH,XM,XB,SFZH,CSRQ,FY,BH,ZYMC,CC,KSH,MZ,XZ\n"
                          "2021001,张三,男,,19990102,函授站,1班,会计,本科,21110001,汉族,2.5\n");
    REQUIRE(dbf.clean.size() == 1);
    CHECK(dbf.clean[0].unit == "函授站");
    CHECK(dbf.clean[0].exam_no == "21110001");
    CHECK(dbf.clean[0].ethnic == "汉族");
    CHECK(dbf.ignored_columns == std::vector<std::string>{"XZ"});
    auto const english = read("Graduates of 2026\n\nstudent_no,Name,Sex,ID number,College,Class\n"
                              "2021001,John Smith,M,E12345678,Arts,1\n");
    REQUIRE(english.clean.size() == 1);
    CHECK(english.clean[0].row == 4);
    CHECK(english.clean[0].class_name == "1");
    CHECK(read("学 号*,姓名（必填）,院（系）\n").findings.size() == 1);
}

TEST_CASE("missing key columns are findings at the header, and nothing is read") {
    auto const reading = read("学号,性别,专业\n2021001,男,会计\n");
    CHECK(kinds(reading) == "1:姓名:header 1:学院:header");
    CHECK(reading.clean.empty());
    CHECK(kinds(read("a,b\nc,d\n")) == "1:学号:header 1:姓名:header 1:学院:header");
    CHECK(kinds(read("学号,姓名,学院,身份证号,证件号码\n")) == "1:证件号码:header");
}

TEST_CASE("a wrong check character, date or sex is found, and the number is masked") {
    auto const reading =
        read_rows(fmt::format("1001,甲,男,109999199901020012,,A,1\n"
                              "1002,乙,女,{},,A,1\n"
                              "1003,丙,,{},19990103,A,1\n"
                              "1004,丁,,{},,A,1\n"
                              "1005,戊,女生,,31.12.1999,A,1\n",
                              id("10999919990102003"), id("10999919990102005"), id("10999919990230001")));
    CHECK(kinds(reading) ==
          "2:身份证号:id_checksum 3:性别:id_sex 4:出生日期:id_birth_date "
          "5:身份证号:id_birth_date 6:出生日期:id_birth_date 6:性别:id_sex 6:身份证号:missing");
    CHECK(reading.clean.empty());
    CHECK(reading.rows == 5);
    CHECK(reading.findings[0].message.en.find("**************0012") != std::string::npos);
    CHECK(reading.findings[0].message.en.find("1099991999") == std::string::npos);
}

TEST_CASE("numbers with a digit or the final X missing are found") {
    CHECK(kinds_of("1001,甲,,10999919990102001,,A,1\n") == "2:身份证号:id_checksum");
    CHECK(kinds_of("1001,甲,,1099991999010200AX,,A,1\n") == "2:身份证号:id_checksum");
}

TEST_CASE("what Excel did to long numbers is found") {
    CHECK(kinds_of(
              "1001,甲,男,109999199901020000,,A,1\n1002,乙,男,1.09999E+17,,A,1\n2.021E+11,丙,男,,,A,1\n") ==
          "2:身份证号:excel_damaged 3:身份证号:excel_damaged 4:学号:excel_damaged 4:身份证号:missing");
}

TEST_CASE("numbers of a workbook that should be texts are found") {
    auto const reading = desk::read_roster(PLATEN_ROOT "/tests/data/rosters/excel-damaged.xlsx", today);
    REQUIRE(reading);
    CHECK(kinds(*reading) == "4:学号:excel_damaged 5:身份证号:excel_damaged 6:身份证号:excel_damaged "
                             "7:身份证号:missing");
    CHECK(reading->clean.size() == 2);
}

TEST_CASE("a right number that ends in 000 is believed, unless the file is full of Excel's work") {
    std::string lucky;
    for (int day = 1; lucky.empty(); ++day) {
        auto const number = id(fmt::format("109999199901{:02}100", day));
        lucky = number.ends_with("000") ? number : "";
    }
    CHECK(kinds_of("1001,甲,,109999199901020011,,A,1\n1002,乙,," + lucky + ",,A,1\n") == "");
    CHECK(kinds_of("1001,甲,,109999199902020000,,A,1\n1002,乙,," + lucky + ",,A,1\n") ==
          "2:身份证号:excel_damaged 3:身份证号:excel_damaged");
}

TEST_CASE("student numbers that lost their zeros are told by their siblings") {
    CHECK(kinds_of("0021001,甲,,,,A,1\n0021002,乙,,,,A,1\n21003,丙,,,,A,1\n") == "4:学号:excel_damaged");
    CHECK(kinds_of("2021001,甲,,,,A,1\n2021002,乙,,,,A,1\n1921003,丙,,,,A,1\nL21004,丁,,,,A,1\n") == "");
}

TEST_CASE("a class with shorter numbers of its own is not damaged") {
    std::string rows;
    for (int i = 0; i < 100; ++i) {
        rows += fmt::format("20210{:03},甲,,,,A,1\n", i);
    }
    for (int i = 0; i < 4; ++i) {
        rows += fmt::format("2119{:03},乙,,,,B,2\n", i);
    }
    CHECK(kinds_of(rows) == "");
    CHECK(kinds_of(rows + "210999,丙,,,,A,1\n") == "106:学号:excel_damaged");
}

TEST_CASE("names with lost characters are found, rare characters are not") {
    CHECK(kinds_of("1001,李??,,,,A,1\n1002,李\xEF\xBF\xBD,,,,A,1\n1003,李\xEE\xA0\x9E,,,,A,1\n"
                   "1004,李□,,,,A,1\n1005,李𬱖𠅤㛃䶮,,,,A,1\n") ==
          "2:姓名:unknown_characters 3:姓名:unknown_characters 4:姓名:unknown_characters "
          "5:姓名:unknown_characters");
}

TEST_CASE("duplicates name each other's rows") {
    auto const reading = read_rows(fmt::format(
        "1001,张三,,{0},,A,1\n1002,李四,,,,A,1\n1001,王五,,,,A,1\n1003,赵六,,{0},,A,1\n", zhang_id));
    CHECK(kinds(reading) == "2:学号:duplicate 2:身份证号:duplicate 3:身份证号:missing 4:学号:duplicate "
                            "4:身份证号:missing 5:身份证号:duplicate");
    CHECK(reading.findings[0].message.en.find("row 4") != std::string::npos);
    CHECK(reading.findings[1].message.en.find("row 5") != std::string::npos);
    CHECK(reading.findings[1].message.en.find(zhang_id) == std::string::npos);
}

TEST_CASE("empty key cells are missing; a roster without identity numbers is fine") {
    CHECK(kinds_of(",甲,,,,A,1\n1002,,,,,A,1\n1003,丙,,,,,\n1004,丁,,,,,2\n") ==
          "2:学号:missing 3:姓名:missing 4:学院:missing 5:学院:missing");
}

TEST_CASE("students from abroad and from Hong Kong, Macao and Taiwan are not refused") {
    auto const reading = read("学号,姓名,证件类型,证件号码,学院\n"
                              "1001,John Smith,护照,123456789012345678,国际\n"
                              "1002,Ann Lee,,E12345678,国际\n"
                              "1003,陈大文,港澳居民来往内地通行证,H0123456702,国际\n"
                              "1004,林小姐,台湾居民来往大陆通行证,01234567,国际\n"
                              "1005,Ivan,永久居留身份证,RUS110099010101,国际\n"
                              "1006,黄先生,港澳台居民居住证," +
                              id("81000019990102001") +
                              ",国际\n"
                              "1007,Kim,护照,,国际\n");
    CHECK(kinds(reading) == "");
    CHECK(reading.clean.size() == 7);
}

TEST_CASE("a residence permit with a wrong check character is found all the same") {
    auto wrong = id("81000019990102001");
    wrong.back() = wrong.back() == '0' ? '1' : '0';
    CHECK(kinds(read("学号,姓名,证件类型,证件号码,学院\n1006,黄先生,港澳台居民居住证," + wrong +
                     ",国际\n")) == "2:证件号码:id_checksum");
}

TEST_CASE("a header that is repeated where pages were joined is no person, and remarks below are none") {
    auto const reading =
        read_rows("1001,甲,,,,A,1\n" + std::string{header} + "1002,乙,,,,A,1\n,,,,,,,制表人：丙\n");
    CHECK(kinds(reading) == "");
    CHECK(reading.rows == 2);
}

TEST_CASE("a file that is no table is one finding; one that is not there is a fault") {
    CHECK(kinds(read(std::string_view{"\x7f"
                                      "ELF\0\0\1",
                                      7})) == "0::encoding");
    CHECK(kinds(read("")) == "0::encoding");
    auto const reading = desk::read_roster("/nowhere/x.csv", today);
    REQUIRE_FALSE(reading);
    CHECK(reading.fault().kind == base::Trouble::not_found);
}

TEST_CASE("a GB18030 roster with one damaged byte is found at its row") {
    auto const good = fmt::format("{}1001,张三,,,,学院,一班\n1002,李四,,,,学院,一班\n", header);
    auto bytes = std::string{base::as_text(*base::to_gb18030(good))};
    bytes += "1003,\xFF\xC8\xFD,,,,A,1\n";
    CHECK(kinds(read(bytes)) == "4:姓名:unknown_characters");
}

TEST_CASE("50,000 people are read and checked") {
    std::string content{header};
    for (int i = 0; i < 50'000; ++i) {
        auto const birth = fmt::format("1999{:02}{:02}", i % 12 + 1, i % 28 + 1);
        auto const sequence = i % 999 + 1;
        content += fmt::format("2021{:06},张小{},{},{},{},计算机学院,软件{}班\n", i, "明",
                               sequence % 2 == 1 ? "男" : "女",
                               id(fmt::format("{:06}{}{:03}", 100000 + i, birth, sequence)), birth, i / 40);
    }
    auto const reading = read(content);
    CHECK(kinds(reading) == "");
    CHECK(reading.clean.size() == 50'000);
}

TEST_CASE("an empty college is missing where the file has that column; an empty class is not") {
    auto const row = "2022010001,张三,男," + zhang_id + ",19990102,{},{}\n";
    CHECK(kinds_of(fmt::format(fmt::runtime(row), "", "会计2201")) == "2:学院:missing");
    CHECK(kinds_of(fmt::format(fmt::runtime(row), "财经学院", "")).empty());
    CHECK(kinds(read("学号,姓名,班级\n2022010001,张三,会计2201\n")).empty());
}
