// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/text.hpp"
#include "desk/table.hpp"
#include "desk/xlsx_workbook.hpp"
#include "support/temp_folder.hpp"
#include <doctest/doctest.h>
#include <fstream>
#include <sstream>

using Row = std::vector<std::string>;

namespace {

std::filesystem::path const rosters = PLATEN_ROOT "/tests/data/rosters";

struct Table {
    std::vector<Row> rows;
    std::vector<int> numbers;
    std::string fault;
};

Table read(std::filesystem::path const &path) {
    Table table;
    auto const done = desk::read_table(path, [&](int number, std::vector<desk::Cell> const &cells) {
        Row row;
        for (auto const &cell : cells) {
            row.push_back(cell.text);
        }
        while (!row.empty() && row.back().empty()) {
            row.pop_back();
        }
        table.rows.push_back(std::move(row));
        table.numbers.push_back(number);
        return true;
    });
    table.fault = done ? "" : done.fault().text(base::Language::en);
    return table;
}

Table read_text(std::string_view content) {
    support::TempFolder const folder;
    return read(folder.file("x.csv", content));
}

std::vector<Row> const expected = {
    {"2026届毕业生名单"},
    {"学号", "姓名", "性别", "证件号码", "出生日期", "学院", "班级", "专业"},
    {"0021001", "张三", "男", "109999199901020011", "1999-01-02", "计算机学院", "软件1班", "软件工程"},
    {"0021002", "李𬱖", "女", "109999200002290021", "2000-02-29", "计算机学院", "软件1班", "软件工程"},
    {"0021003", "阿依古丽·买买提", "男", "109999199812310033", "1998-12-31", "数学学院", "数学1班", "数学"},
    {"0021004", "欧阳 小明", "女", "109999199907150044", "1999-07-15", "数学学院", "数学1班", "数学"},
    {"L0021005", "John Smith", "男", "E12345678", "1997-03-04", "国际学院", "国际1班", "汉语"},
};

std::string bytes_of(std::filesystem::path const &path) {
    std::ostringstream bytes;
    bytes << std::ifstream{path, std::ios::binary}.rdbuf();
    return bytes.str();
}

} // namespace

TEST_CASE("the same roster reads alike, whichever program wrote it") {
    for (auto const *name :
         {"openpyxl.xlsx", "openpyxl-1904.xlsx", "xlsxwriter.xlsx", "libreoffice.xlsx", "hand-inline.xlsx",
          "utf8-bom.csv", "gb18030.csv", "utf16le-tabs.csv", "semicolons-cr.csv"}) {
        CAPTURE(name);
        auto const table = read(rosters / name);
        CHECK(table.fault == "");
        CHECK(table.rows == expected);
        CHECK(table.numbers == std::vector{1, 2, 3, 4, 5, 6, 7});
    }
}

TEST_CASE("content decides what a file is, not its name") {
    support::TempFolder const folder;
    CHECK(read(folder.file("x.csv", bytes_of(rosters / "openpyxl.xlsx"))).rows == expected);
    CHECK(read(folder.file("x.xlsx", bytes_of(rosters / "utf8-bom.csv"))).rows == expected);
}

TEST_CASE("files that are no tables say what they are and what to do") {
    CHECK(read(rosters / "libreoffice.xls").fault.find("save it as .xlsx") != std::string::npos);
    CHECK(read(rosters / "libreoffice.ods").fault.find("ODS") != std::string::npos);
    CHECK(read_text("").fault == "the file is empty");
    CHECK(read_text("<html><table><tr><td>学号</td></tr></table>").fault.find("web page") !=
          std::string::npos);
    CHECK(read_text(std::string_view{"\x7f"
                                     "ELF\0\0\1",
                                     7})
              .fault.find("neither") != std::string::npos);
    CHECK(read("/nowhere/x.csv").fault.find("not there") != std::string::npos);
    CHECK(read_text("PK\x03\x04 not really").fault.find("damaged") != std::string::npos);
}

TEST_CASE("quotes hold separators, line ends and doubled quotes") {
    auto const table = read_text("a,\"b,1\r\n2\",\"say \"\"yes\"\"\"\r\nc,\"\",d\"e\r\n");
    REQUIRE(table.rows.size() == 2);
    CHECK(table.rows[0] == Row{"a", "b,1\r\n2", "say \"yes\""});
    CHECK(table.rows[1] == Row{"c", "", "d\"e"});
    CHECK(table.numbers == std::vector{1, 2});
}

TEST_CASE("blank rows are counted and not handed on") {
    CHECK(read_text("a,b\n\n,\nc,d").numbers == std::vector{1, 4});
}

TEST_CASE("Excel's guards around numbers and its separator line are taken off") {
    CHECK(read_text("sep=;\r\na;=\"0012\";\"=\"\"0034\"\"\"\r\n").rows[0] == Row{"a", "0012", "0034"});
}

TEST_CASE("the separator is found below a title, and outside quotes") {
    CHECK(read_text("名单;一\n\"a,b,c,d\";e;f\n").rows[1] == Row{"a,b,c,d", "e", "f"});
    CHECK(read_text("名单\na\tb\n").rows[1] == Row{"a", "b"});
}

TEST_CASE("a quote that is never closed names its row instead of swallowing the file") {
    auto const table = read_text("a,b\nc,\"d\ne,f\n");
    CHECK(table.fault.find("row 2") != std::string::npos);
}

TEST_CASE("every second byte of GB18030 that looks like ASCII stays within its character") {
    std::string content;
    std::vector<Row> wanted;
    for (char32_t c = 0x4E00; c < 0x9FA6; ++c) {
        auto const character = base::utf8(std::u32string(1, c));
        wanted.push_back({"x", character, "y"});
        content += "x," + std::string{base::as_text(*base::to_gb18030(character))} + ",y\n";
    }
    CHECK(read_text(content).rows == wanted);
}

TEST_CASE("a file of several blocks reads as a small one does, in every encoding") {
    std::string text;
    for (int i = 0; i < 60'000; ++i) {
        text += "姓名" + std::to_string(i) + ",\"𬱖\n\"\n";
    }
    auto const plain = read_text(text).rows;
    REQUIRE(plain.size() == 60'000);
    CHECK(plain[59'999] == Row{"姓名59999", "𬱖\n"});
    CHECK(read_text(base::as_text(*base::to_gb18030(text))).rows == plain);
    std::string wide = "\xFE\xFF";
    for (auto c : base::characters(text)) {
        for (auto unit :
             c < 0x10000 ? std::u32string{c} : std::u32string{0xD7C0 + (c >> 10U), 0xDC00 + (c & 0x3FFU)}) {
            wide += static_cast<char>(unit >> 8U);
            wide += static_cast<char>(unit & 255U);
        }
    }
    CHECK(read_text(wide).rows == plain);
}

TEST_CASE("a few damaged bytes cost their characters, not the encoding of the file") {
    std::string text;
    for (int i = 0; i < 50; ++i) {
        text += "学号,张三\n";
    }
    auto const broken = read_text(text + "a,\xFF\xE5\n").rows;
    CHECK(broken[0] == Row{"学号", "张三"});
    CHECK(broken[50][1].find("\uFFFD") != std::string::npos);
    auto const gb = std::string{base::as_text(*base::to_gb18030(text))};
    auto const broken_gb = read_text(gb + "a\xFF,b\n").rows;
    CHECK(broken_gb[0] == Row{"学号", "张三"});
    CHECK(broken_gb[50] == Row{"a\uFFFD", "b"});
}

TEST_CASE("a sink that has enough stops the reading without a fault") {
    for (auto const *name : {"openpyxl.xlsx", "gb18030.csv"}) {
        int rows = 0;
        auto const done = desk::read_table(rosters / name,
                                           [&](int, std::vector<desk::Cell> const &) { return ++rows < 3; });
        CHECK(done);
        CHECK(rows == 3);
    }
}

TEST_CASE("a truncated workbook is a fault, at every length") {
    auto const whole = bytes_of(rosters / "hand-inline.xlsx");
    for (std::size_t size = 4; size < whole.size(); size += 37) {
        CHECK_FALSE(read_text(whole.substr(0, size)).fault.empty());
    }
}

TEST_CASE("wrong bytes in a workbook never crash the reader") {
    auto const whole = bytes_of(rosters / "hand-inline.xlsx");
    for (std::size_t at = 0; at < whole.size(); at += 3) {
        auto damaged = whole;
        damaged[at] = static_cast<char>(damaged[at] ^ 0x5A);
        read_text(damaged);
    }
}

TEST_CASE("dates are told from other number formats") {
    for (auto const *code : {"yyyy-mm-dd", "[$-804]yyyy\"年\"m\"月\"d\"日\";@", "d/m/yy", "mm-dd"}) {
        CHECK(desk::is_date_format(code));
    }
    for (auto const *code :
         {"General", "0.00", "@", "mm:ss", "[Red]0.0", "0\" days\"", "[h]:mm", "#,##0_d"}) {
        CHECK_FALSE(desk::is_date_format(code));
    }
    CHECK(desk::is_date_format(14));
    CHECK(desk::is_date_format(31));
    CHECK_FALSE(desk::is_date_format(0));
    CHECK_FALSE(desk::is_date_format(49));
}

TEST_CASE("serial days become dates in both calendars, and around the day that never was") {
    CHECK(desk::date_of_serial("36162", false) == "1999-01-02");
    CHECK(desk::date_of_serial("36162.75", false) == "1999-01-02");
    CHECK(desk::date_of_serial("34700", true) == "1999-01-02");
    CHECK(desk::date_of_serial("1", false) == "1900-01-01");
    CHECK(desk::date_of_serial("61", false) == "1900-03-01");
    CHECK(desk::date_of_serial("-1", false).empty());
    CHECK(desk::date_of_serial("1E300", false).empty());
    CHECK(desk::date_of_serial("x", false).empty());
}
