// SPDX-License-Identifier: GPL-3.0-or-later
#include "desk/certificates.hpp"
#include "base/text.hpp"
#include "desk/heading_columns.hpp"
#include "desk/people.hpp"
#include "desk/roster_text.hpp"
#include "desk/steps.hpp"
#include "store/certificates.hpp"
#include "store/unit_sheets.hpp"
#include <algorithm>
#include <array>
#include <fmt/ranges.h>

namespace desk {

using base::fault;
using base::Trouble;
using base::words;

namespace {

constexpr auto graduation = "毕业证", degree = "学位证";
constexpr std::array headings{
    KnownHeading{"student_no", "学号 学生学号 XH STUDENTNO"},
    KnownHeading{graduation, "毕业证书编号 毕业证编号 毕业证号 毕业证书号 证书编号 BYZSBH ZSBH"},
    KnownHeading{degree, "学位证书编号 学位证编号 学位证号 学位证书号 XWZSBH"},
};

/// A number as certificates bear it; nothing where it is none.
std::optional<std::string> read_number(std::string const &typed) {
    constexpr std::size_t least = 6, most = 30;
    auto number = folded_number(typed);
    auto const fine = std::ranges::all_of(
        number, [](char c) { return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || c == '-'; });
    return fine && number.size() >= least && number.size() <= most ? std::optional{std::move(number)}
                                                                   : std::nullopt;
}

/// \param unit whose people may be named; empty: all
base::Result<> check_is_free(Station &station, store::Person const &person, std::string const &purpose,
                             std::string const &number, std::string const &unit) {
    auto const owner = store::owner_of_certificate(station.store(), purpose, number);
    if (!owner || !*owner || **owner == person.id) {
        return owner ? base::Result<>{} : base::Result<>{base::Fault{owner.fault()}};
    }
    auto const other = store::person(station.store(), **owner);
    auto const hidden = !other || !*other || (!unit.empty() && (*other)->unit != unit);
    if (hidden) {
        return fault(Trouble::bad_input, "{}编号 {} 已经是别人的，一个编号只能是一个人的",
                     "the number {1} ({0}) is somebody else's already; a number is one person's", purpose,
                     number);
    }
    return fault(Trouble::bad_input, "{}编号 {} 已经是学号 {} 的，一个编号只能是一个人的",
                 "the number {1} ({0}) is that of {2} already; a number is one person's", purpose, number,
                 (*other)->student_no);
}

/// Notes it within the change. \return whether it is new
base::Result<bool> put(Station &station, store::Change &change, store::Person const &person,
                       std::string const &purpose, std::string const &number, std::string const &unit) {
    auto const before = store::certificates_of(station.store(), person.id);
    if (!before) {
        return base::Fault{before.fault()};
    }
    auto const same = before->find(purpose);
    if (same != before->end() && same->second == number) {
        return false;
    }
    auto body = base::Json::object();
    body.set("person", person.id).set("purpose", purpose);
    auto const done = in_order(
        [&] { return check_is_free(station, person, purpose, number, unit); },
        [&] { return store::put_certificate(change, person.id, purpose, number); },
        [&] { return change.record("certificate.noted", fmt::format("person {}", person.id), body); });
    return done ? base::Result{true} : base::Result<bool>{base::Fault{done.fault()}};
}

class Import {
public:
    Import(Station &station, store::Change &change, std::string file, std::string unit)
        : station_{station}, change_{change}, file_{std::move(file)}, unit_{std::move(unit)} {}

    base::Result<> take(int row, std::vector<Cell> const &cells) {
        if (!columns_.found()) {
            columns_.is_header(cells);
            return {};
        }
        report.rows += 1;
        row_ = row;
        auto const number = folded_number(columns_.text(cells, "student_no"));
        auto const person = person_numbered(station_, number);
        if (!person || (!unit_.empty() && person->unit != unit_)) {
            if (!person && person.fault().kind != Trouble::not_found) {
                return base::Fault{person.fault()};
            }
            return refuse(
                "学号", "unknown_person",
                words("名册里没有学号 {}", "nobody on the roster has the student number {}", number));
        }
        for (auto const *purpose : {graduation, degree}) {
            auto const done = take_number(*person, purpose, cells);
            if (!done) {
                return done;
            }
        }
        return {};
    }
    [[nodiscard]] bool found_header() const { return columns_.found(); }

    CertificateImport report;

private:
    base::Result<> refuse(std::string column, std::string kind, base::Words message) {
        report.refused += 1;
        report.findings.push_back({file_, row_, std::move(column), std::move(kind), std::move(message)});
        return {};
    }

    base::Result<> take_number(store::Person const &person, std::string const &purpose,
                               std::vector<Cell> const &cells) {
        constexpr std::size_t exact = 15; // digits that a spreadsheet keeps of a number
        auto const typed = columns_.text(cells, purpose);
        if (typed.empty()) {
            return {};
        }
        if (is_scientific(typed) || (columns_.was_number(cells, purpose) && typed.size() > exact)) {
            return refuse(
                purpose, "excel_damaged",
                {"编号被表格软件当成数字，末几位已经丢了；请把这一列设成文本，从原表重新粘贴",
                 "the spreadsheet took the number for one and lost its last digits; make the column "
                 "text and paste it again"});
        }
        auto const number = read_number(typed);
        if (!number) {
            return refuse(purpose, "odd",
                          words("“{}”不像证书编号", "'{}' is no certificate's number", typed));
        }
        auto const fresh = put(station_, change_, person, purpose, *number, unit_);
        if (!fresh && fresh.fault().kind == Trouble::bad_input) {
            return refuse(purpose, "duplicate", fresh.fault().what);
        }
        report.noted += static_cast<std::size_t>(fresh && *fresh);
        return fresh ? base::Result<>{} : base::Result<>{base::Fault{fresh.fault()}};
    }

    Station &station_;
    store::Change &change_;
    std::string file_, unit_;
    HeadingColumns columns_{headings};
    int row_ = 0;
};

/// Whose sheets have not enough left.
base::Fault too_few(ClassUse const &use, std::vector<store::Person> const &people) {
    constexpr std::size_t most = 10;
    std::string names;
    for (std::size_t i = 0; i < people.size() && i < most; ++i) {
        names += (i == 0 ? "" : "、") + people[i].student_no + " " + people[i].name;
    }
    names += people.size() > most ? " …" : "";
    return fault(Trouble::not_allowed, "{} 人的相片纸上不够 {} 张了：{}；整班都没有登记",
                 "{} people have fewer than {} prints left: {}; nothing was marked for the class",
                 people.size(), use.count, names);
}

} // namespace

base::Result<ClassUsed> use_cells_of_class(Station &station, ClassUse const &use) {
    auto change = station.change();
    auto const lines = change ? store::unit_lines(station.store(), use.unit, {use.class_name, {}})
                              : base::Result<std::vector<store::UnitLine>>{base::Fault{change.fault()}};
    if (!lines) {
        return base::Fault{lines.fault()};
    }
    ClassUsed report;
    std::vector<store::Person> poor;
    for (auto const &line : *lines) {
        if (!line.sheet || line.sheet->state != "printed" || line.with_unit != line.person.unit) {
            report.away.push_back(line.person);
            continue;
        }
        if (line.by_purpose.contains(use.purpose)) {
            report.already.push_back(line.person);
            continue;
        }
        auto const count = count_cells(station, *line.sheet);
        if (count && count->left() < use.count) {
            poor.push_back(line.person);
            continue;
        }
        auto const done =
            use_cells_within(station, *change, {line.sheet->serial, use.purpose, {}, use.count, use.by});
        if (!done) {
            return base::Fault{done.fault()};
        }
        report.sheets += 1;
    }
    if (!poor.empty()) {
        return too_few(use, poor);
    }
    if (report.sheets == 0) {
        return fault(Trouble::bad_input, "没有可登记的：{} 人已经登记过{}，{} 人的相片纸不在本单位",
                     "nothing to mark: {} people have it marked ({}), the sheets of {} are not here",
                     report.already.size(), use.purpose, report.away.size());
    }
    auto const done = change->commit();
    return done ? base::Result{std::move(report)} : base::Result<ClassUsed>{base::Fault{done.fault()}};
}

base::Result<> note_certificate(Station &station, std::string const &student_no, std::string const &purpose,
                                std::string const &typed, std::string const &unit) {
    auto const known = purposes(station.profile());
    if (std::ranges::find(known, purpose) == known.end()) {
        return fault(Trouble::bad_input, "用途“{}”不在这次采集的用途里：{}",
                     "'{}' is no use of this campaign: {}", purpose,
                     fmt::format("{}", fmt::join(known, "、")));
    }
    auto const number = read_number(typed);
    if (!number) {
        return fault(Trouble::bad_input, "“{}”不像证书编号（6 到 30 位字母和数字）",
                     "'{}' is no certificate's number (6 to 30 letters and digits)", typed);
    }
    auto change = station.change();
    auto const person = change ? person_numbered(station, student_no)
                               : base::Result<store::Person>{base::Fault{change.fault()}};
    if (!person) {
        return base::Fault{person.fault()};
    }
    auto const fresh = put(station, *change, *person, purpose, *number, unit);
    return fresh ? change->commit() : base::Result<>{base::Fault{fresh.fault()}};
}

base::Result<CertificateImport> import_certificates(Station &station, std::filesystem::path const &file,
                                                    std::string const &unit) {
    auto change = station.change();
    if (!change) {
        return std::move(change).fault();
    }
    Import import{station, *change, file.filename().string(), unit};
    auto taken = base::Result<>{};
    auto const read = read_table(file, [&](int row, std::vector<Cell> const &cells) {
        taken = import.take(row, cells);
        return static_cast<bool>(taken);
    });
    if (!read || !taken) {
        return base::Fault{read ? taken.fault() : read.fault()};
    }
    if (!import.found_header()) {
        return fault(Trouble::bad_input,
                     "表格里没有找到表头；第一行要有 学号，和 毕业证书编号 或 学位证书编号",
                     "there is no header: the first row names 学号 and 毕业证书编号 or 学位证书编号");
    }
    auto const done = change->commit();
    return done ? base::Result{std::move(import.report)}
                : base::Result<CertificateImport>{base::Fault{done.fault()}};
}

} // namespace desk
