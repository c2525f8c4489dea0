// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/digest.hpp"
#include "base/files.hpp"
#include "base/text.hpp"
#include "desk/demo_school.hpp"
#include "render/portrait.hpp"
#include <array>
#include <cassert>
#include <span>
#include <xlsxwriter.h>

namespace desk {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t columns = 9;
using Row = std::array<std::string, columns>;

// One campus writes what schools write, the other the codes of its old database.
constexpr std::array<char const *, columns> main_headings = {
    "学号", "姓名", "性别", "证件类型", "证件号码", "出生日期", "学院", "班级", "专业"};
constexpr std::array<char const *, columns> lake_headings = {"XH",   "XM", "XB", "ZJLX", "ZJHM",
                                                             "CSRQ", "FY", "BJ", "ZYMC"};
constexpr std::size_t id_column = 4;

Row row_of(DemoPerson const &person) {
    return {person.student_no, person.name, person.sex,        person.id_type, person.id_no,
            person.birth,      person.unit, person.class_name, person.major};
}

std::vector<Row> rows_of(DemoSchool const &school, bool at_the_lake) {
    std::vector<Row> rows;
    for (auto const &person : school.people) {
        if (person.at_the_lake == at_the_lake) {
            rows.push_back(row_of(person));
        }
    }
    return rows;
}

/// What goes wrong most: a spreadsheet that took the number for a quantity, a typing mistake, and a character
/// that an old program did not know.
std::vector<Row> spoiled(std::vector<Row> rows) {
    constexpr std::size_t damaged = 1;
    constexpr std::size_t mistyped = 4;
    rows.at(damaged)[id_column] = "9.90000E+17";
    auto &digit = rows.at(mistyped)[id_column].at(16);
    digit = digit == '9' ? '7' : static_cast<char>(digit + 2); // the sex stays the same, the check does not
    for (auto &row : rows) {
        if (base::characters(row[1]).back() > 0xFFFF) {
            row[1] = base::utf8(base::characters(row[1]).substr(0, 1)) + "??";
        }
    }
    return rows;
}

base::Result<> write_csv(fs::path const &path, std::vector<Row> const &rows) {
    std::string text;
    auto const put = [&](auto const &cells) {
        for (std::size_t i = 0; i < cells.size(); ++i) {
            text += (i == 0 ? "" : ",") + std::string{cells[i]};
        }
        text += "\r\n";
    };
    put(lake_headings);
    for (auto const &row : rows) {
        put(row);
    }
    auto const bytes = base::to_gb18030(text);
    assert(bytes); // GB18030 has every character
    return base::write_file(path, *bytes);
}

/// What libxlsxwriter keeps of its failures until the file is closed.
base::Result<> closed(lxw_workbook *book, fs::path const &path) {
    if (auto const error = workbook_close(book); error != LXW_NO_ERROR) {
        return base::fault(base::Trouble::storage, "写不出“{}”：{}", "cannot write '{}': {}", path.string(),
                           lxw_strerror(error));
    }
    return {};
}

base::Result<> write_xlsx(fs::path const &path, std::vector<Row> const &rows) {
    auto *book = workbook_new(path.c_str());
    if (book == nullptr) {
        return base::fault(base::Trouble::storage, "写不出“{}”", "cannot write '{}'", path.string());
    }
    auto *sheet = workbook_add_worksheet(book, "毕业生名册");
    auto *bold = workbook_add_format(book);
    format_set_bold(bold);
    constexpr std::array widths = {15.0, 18.0, 6.0, 12.0, 22.0, 11.0, 24.0, 18.0, 12.0};
    for (std::size_t i = 0; i < columns; ++i) {
        auto const column = static_cast<lxw_col_t>(i);
        worksheet_set_column(sheet, column, column, widths.at(i), nullptr);
        worksheet_write_string(sheet, 0, column, main_headings.at(i), bold);
        for (std::size_t row = 0; row < rows.size(); ++row) {
            worksheet_write_string(sheet, static_cast<lxw_row_t>(row + 1), column, rows[row].at(i).c_str(),
                                   nullptr);
        }
    }
    worksheet_freeze_panes(sheet, 1, 0);
    return closed(book, path);
}

/// Each class has its own way to name files.
std::string file_name(DemoPerson const &person, std::size_t way) {
    switch (way % 4) {
    case 0:
        return person.student_no + ".jpg";
    case 1:
        return person.student_no + "+" + person.name + "+" + person.id_no + ".jpg";
    case 2:
        return person.id_no + ".jpg";
    default:
        return person.name + "_" + person.student_no + ".JPG";
    }
}

std::uint64_t seed_of(DemoPerson const &person) {
    auto const digest = base::sha256(base::as_bytes(person.student_no));
    std::uint64_t seed = 0;
    for (auto octet : std::span{digest.octets}.first<8>()) {
        seed = seed << 8U | octet;
    }
    return seed;
}

/// Most come as the rule wants them, a few as a camera took them.
int width_of(std::size_t index) {
    return index % 31 == 20 ? 1500 : index % 16 == 7 ? 960 : 480;
}

/// A file that belongs to nobody: a camera's own number is its name.
base::Result<> write_stray(fs::path const &folder) {
    auto const jpeg = render::portrait({4711, true, false});
    return jpeg ? base::write_file(folder / "IMG_0042.jpg", *jpeg) : base::Result<>{jpeg.fault()};
}

} // namespace

base::Result<DemoFiles> write_demo_rosters(DemoSchool const &school, fs::path const &folder) {
    if (auto made = base::make_folders(folder); !made) {
        return std::move(made).fault();
    }
    DemoFiles files{folder / "本部名册.xlsx", folder / "滨湖校区名册-初稿.csv", folder / "滨湖校区名册.csv"};
    auto const lake = rows_of(school, true);
    if (auto written = write_xlsx(files.main_roster, rows_of(school, false)); !written) {
        return std::move(written).fault();
    }
    if (auto written = write_csv(files.lake_draft, spoiled(lake)); !written) {
        return std::move(written).fault();
    }
    if (auto written = write_csv(files.lake_roster, lake); !written) {
        return std::move(written).fault();
    }
    return files;
}

std::size_t demo_latecomer(DemoSchool const &school) {
    return school.people.size() - 4;
}

base::Result<base::Bytes> demo_portrait(DemoPerson const &person, int width) {
    return render::portrait({seed_of(person), person.sex == "男", person.from_abroad, false, width});
}

base::Result<std::size_t> write_demo_photos(DemoSchool const &school, fs::path const &folder,
                                            base::Progress &progress) {
    base::Words const doing{"画虚构的照片", "drawing made-up photos"};
    auto const absent = demo_latecomer(school);
    auto const broken = school.people.size() - 13;
    std::size_t way = 0;
    std::size_t files = 1;
    for (std::size_t i = 0; i < school.people.size(); ++i) {
        progress.at(doing, i, school.people.size());
        auto const &person = school.people[i];
        way += i > 0 && person.class_name != school.people[i - 1].class_name ? 1U : 0U;
        if (i == absent) {
            continue;
        }
        auto jpeg = demo_portrait(person, width_of(i));
        if (!jpeg) {
            return std::move(jpeg).fault();
        }
        if (i == broken) {
            jpeg->resize(jpeg->size() * 3 / 5); // as a copy that was interrupted
        }
        if (auto put = base::write_file(folder / file_name(person, way), *jpeg); !put) {
            return std::move(put).fault();
        }
        ++files;
    }
    progress.at(doing, school.people.size(), school.people.size());
    if (auto put = write_stray(folder); !put) {
        return std::move(put).fault();
    }
    return files;
}

} // namespace desk
