// SPDX-License-Identifier: GPL-3.0-or-later
// What a college does with its sheets: takes in what students bring, gives out and takes back, marks prints,
// lists its classes.
#include "base/files.hpp"
#include "cli/verbs.hpp"
#include "cli/with_station.hpp"
#include "desk/certificates.hpp"
#include "desk/class_list.hpp"
#include "desk/hand_out.hpp"
#include "desk/mail_papers.hpp"
#include "desk/own_sheets.hpp"
#include "desk/whereabouts.hpp"
#include "store/custody.hpp"
#include <charconv>
#include <functional>

namespace cli {

using base::Json;
using base::Trouble;
using base::words;

namespace {

struct Asked {
    std::string person, photo, unit, class_name, by, purpose, reason, to, label, where, file;
    std::vector<std::string> serials, cells;
    int prints = 8, count = 1;
    bool leftovers = false, print_room = false;
    std::string serial;
};

Json sheet_json(store::Sheet const &sheet) {
    auto one = Json::object();
    one.set("serial", sheet.serial).set("state", sheet.state).set("holder", sheet.holder);
    return one.set("place", sheet.place).set("by", sheet.signed_by);
}

void tell_sheet(Door &door, desk::Station &station, store::Sheet const &sheet) {
    auto const place = store::place_name(station.store(), sheet);
    auto const where = desk::whereabouts(sheet.state, sheet.holder, place ? *place : sheet.place);
    door.line({sheet.serial + "：" + where.zh, sheet.serial + ": " + where.en});
}

int bring(Door &door, desk::Station &station, Asked const &asked) {
    auto const sheet = desk::bring_sheet(
        station, {asked.person, asked.photo, asked.prints, asked.by, asked.unit, asked.reason});
    if (!sheet) {
        return door.fail(sheet.fault());
    }
    auto object = sheet_json(*sheet);
    if (!asked.label.empty()) {
        auto const pdf = desk::sheet_labels(station, {sheet->serial}, 1);
        auto const done =
            pdf ? base::write_file(asked.label, *pdf) : base::Result<>{base::Fault{pdf.fault()}};
        if (!done) {
            return door.fail(done.fault());
        }
        object.set("pdf", asked.label);
    }
    door.answer(object);
    tell_sheet(door, station, *sheet);
    return 0;
}

int tell_sheets(Door &door, desk::Station &station, base::Result<std::vector<store::Sheet>> const &sheets,
                std::string const &to, std::string const &by) {
    if (!sheets) {
        return door.fail(sheets.fault());
    }
    auto rows = Json::list();
    std::vector<std::string> serials;
    for (auto const &sheet : *sheets) {
        rows.add(sheet_json(sheet));
        serials.push_back(sheet.serial);
        tell_sheet(door, station, sheet);
    }
    auto object = Json::object();
    object.set("sheets", rows);
    if (!to.empty()) {
        auto const pdf = desk::hand_out_list(station, serials, by);
        auto const done = pdf ? base::write_file(to, *pdf) : base::Result<>{base::Fault{pdf.fault()}};
        if (!done) {
            return door.fail(done.fault());
        }
        object.set("pdf", to);
        door.line({"领取登记表：" + to, "list to be signed: " + to});
    }
    door.answer(object);
    return 0;
}

int out(Door &door, desk::Station &station, Asked const &asked) {
    return tell_sheets(door, station,
                       desk::hand_out(station, {asked.serials, asked.by, asked.leftovers, asked.unit}),
                       asked.to, asked.by);
}

int back(Door &door, desk::Station &station, Asked const &asked) {
    return tell_sheets(
        door, station,
        desk::take_back(station, {asked.serials, asked.by, false, asked.unit}, asked.print_room), "",
        asked.by);
}

int tell_count(Door &door, std::string const &serial, base::Result<desk::CellCount> const &count) {
    if (!count) {
        return door.fail(count.fault());
    }
    auto uses = Json::object();
    std::string zh, en;
    for (auto const &[purpose, number] : count->by_purpose) {
        auto const text = desk::purpose_words(purpose);
        uses.set(purpose, number);
        zh += fmt::format("{} {}，", text.zh, number);
        en += fmt::format("{} {}, ", text.en, number);
    }
    auto object = Json::object();
    object.set("serial", serial).set("prints", count->all).set("left", count->left());
    door.answer(object.set("used", uses));
    door.line({fmt::format("{}：{} 张 = {}剩余 {}", serial, count->all, zh, count->left()),
               fmt::format("{}: {} prints = {}left {}", serial, count->all, en, count->left())});
    return 0;
}

base::Result<std::vector<std::int64_t>> numbers_of(std::vector<std::string> const &typed) {
    std::vector<std::int64_t> numbers;
    for (auto const &text : typed) {
        std::int64_t number = 0;
        auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
        if (error != std::errc{} || end != text.data() + text.size()) {
            return base::fault(Trouble::usage, "“{}”不是第几张", "'{}' is no number of a print", text);
        }
        numbers.push_back(number);
    }
    return numbers;
}

int use(Door &door, desk::Station &station, Asked const &asked) {
    auto const cells = numbers_of(asked.cells);
    return cells ? tell_count(
                       door, asked.serial,
                       desk::use_cells(station, {asked.serial, asked.purpose, *cells, asked.count, asked.by}))
                 : door.fail(cells.fault());
}

int unuse(Door &door, desk::Station &station, Asked const &asked) {
    auto const cells = numbers_of(asked.cells);
    return cells
               ? tell_count(door, asked.serial, desk::free_cells(station, asked.serial, *cells, asked.reason))
               : door.fail(cells.fault());
}

base::Result<std::int64_t> unit_of(desk::Station &station, std::string const &name) {
    auto const id = store::unit_id(station.store(), station.campaign().id, name);
    if (!id || !*id) {
        return id ? base::fault(Trouble::not_found, "名册里没有单位“{}”",
                                "there is no unit '{}' on the roster", name)
                  : base::Fault{id.fault()};
    }
    return **id;
}

int use_class(Door &door, desk::Station &station, Asked const &asked) {
    auto const unit = unit_of(station, asked.unit);
    auto const used = unit ? desk::use_cells_of_class(
                                 station, {*unit, asked.class_name, asked.purpose, asked.count, asked.by})
                           : base::Result<desk::ClassUsed>{base::Fault{unit.fault()}};
    if (!used) {
        return door.fail(used.fault());
    }
    auto away = Json::list(), already = Json::list();
    for (auto const &person : used->away) {
        away.add(person.student_no);
    }
    for (auto const &person : used->already) {
        already.add(person.student_no);
    }
    auto object = Json::object();
    door.answer(object.set("sheets", used->sheets).set("away", away).set("already", already));
    door.line(words("{} 张相片纸各记 {} 张；{} 人以前记过，{} 人的不在本单位",
                    "{} sheets, {} prints each; {} were marked before, {} are not here", used->sheets,
                    asked.count, used->already.size(), used->away.size()));
    return 0;
}

int import_certificates(Door &door, desk::Station &station, Asked const &asked) {
    auto const done = desk::import_certificates(station, asked.file, asked.unit);
    if (!done) {
        return door.fail(done.fault());
    }
    auto object = Json::object();
    object.set("rows", done->rows).set("noted", done->noted).set("refused", done->refused);
    door.answer(object.set("findings", json_of(done->findings, door.language(), true)));
    door.tell(done->findings);
    door.line(words("{} 行，登记编号 {} 个，退回 {} 个", "{} rows, {} numbers noted, {} refused", done->rows,
                    done->noted, done->refused));
    return done->findings.empty() ? 0 : static_cast<int>(Trouble::bad_input);
}

int list(Door &door, desk::Station &station, Asked const &asked) {
    auto const unit = unit_of(station, asked.unit);
    auto const all = unit ? desk::class_list(station, *unit, {asked.class_name, asked.where})
                          : base::Result<desk::ClassList>{base::Fault{unit.fault()}};
    if (!all) {
        return door.fail(all.fault());
    }
    auto done = base::Result<>{};
    if (asked.to.ends_with(".xlsx")) {
        done = desk::write_class_list(station, *all, asked.to);
    } else if (asked.to.ends_with(".pdf")) {
        auto const pdf = desk::class_list_pdf(station, *all);
        done = pdf ? base::write_file(asked.to, *pdf) : base::Result<>{base::Fault{pdf.fault()}};
    } else if (asked.to.ends_with(".csv")) {
        auto const csv = desk::class_list_csv(*all);
        done = base::write_file(asked.to, base::as_bytes(csv));
    } else {
        done = base::fault(Trouble::usage, "文件名要以 .xlsx、.pdf 或 .csv 结尾：{}",
                           "the file must end in .xlsx, .pdf or .csv: {}", asked.to);
    }
    if (!done) {
        return door.fail(done.fault());
    }
    auto object = Json::object();
    object.set("file", asked.to).set("people", all->lines.size()).set("sheets", all->sheets);
    door.answer(object.set("prints", all->prints).set("left", all->left));
    door.line(words("{} 人，相片纸 {} 张，写在 {}", "{} people, {} sheets, written to {}", all->lines.size(),
                    all->sheets, asked.to));
    return 0;
}

base::Words const by_help{"经手人", "whose hands it goes through"};

void add_hands(CommandLine &line, Door &door) {
    auto const brought = std::make_shared<Asked>();
    line.verb("sheet", "brought",
              {"学生自带的相片纸（补拍）\n例：platen sheet brought --person 20220001 --photo 照片.jpg --by "
               "王老师",
               "take in a sheet that a student had made elsewhere"})
        .required_text("--person", brought->person, {"学号", "student number"})
        .text("--photo", brought->photo, {"电子照片", "the electronic photo"})
        .whole("--prints", brought->prints, {"几张（默认 8）", "prints on it (8 if not given)"})
        .required_text("--by", brought->by, by_help)
        .text("--unit", brought->unit,
              {"由哪个单位收（默认打印室）", "the unit that takes it (else the print room)"})
        .text("--old-because", brought->reason, {"照片过旧仍然收的原因", "why an old photo is taken"})
        .text("--label", brought->label, {"标签 PDF", "a label, as PDF"})
        .does(at_station(door, brought, bring));
    auto const given = std::make_shared<Asked>();
    line.verb("sheet", "out", {"发给学生", "give sheets to their students"})
        .texts("serials", given->serials, {"序列号", "serials"})
        .required_text("--by", given->by, by_help)
        .flag("--leftovers", given->leftovers, {"剩余的全部退还", "for good: what is left goes back"})
        .text("--to", given->to, {"领取登记表 PDF", "a list to be signed, as PDF"})
        .does(at_station(door, given, out));
    auto const taken = std::make_shared<Asked>();
    line.verb("sheet", "back", {"从学生手里收回", "take sheets back from their students"})
        .texts("serials", taken->serials, {"序列号", "serials"})
        .required_text("--by", taken->by, by_help)
        .flag("--print-room", taken->print_room,
              {"收回打印室（默认学院）", "to the print room (else the college)"})
        .does(at_station(door, taken, back));
}

void add_prints(CommandLine &line, Door &door) {
    auto const used = std::make_shared<Asked>();
    line.verb("sheet", "use",
              {"用掉几张\n例：platen sheet use 7KQ2M9-00012-X --purpose 毕业证 --count 2 --by 王老师",
               "mark prints as used"})
        .required_text("serial", used->serial, {"序列号", "serial"})
        .required_text("--purpose", used->purpose,
                       {"用途，退还本人写 student", "what for; student: given back"})
        .whole("--count", used->count, {"几张", "how many"})
        .repeated("--cell", used->cells, {"第几张（默认从前往后）", "which one (else the next)"})
        .required_text("--by", used->by, by_help)
        .does(at_station(door, used, use));
    auto const freed = std::make_shared<Asked>();
    line.verb("sheet", "unuse", {"更正：没有用掉", "put right: prints that are on it after all"})
        .required_text("serial", freed->serial, {"序列号", "serial"})
        .repeated("--cell", freed->cells, {"第几张", "which one"})
        .required_text("--reason", freed->reason, {"原因", "why"})
        .does(at_station(door, freed, unuse));
    auto const whole = std::make_shared<Asked>();
    line.verb("unit", "use", {"整班用掉几张", "mark prints on every sheet of a class"})
        .required_text("--unit", whole->unit, {"单位", "unit"})
        .text("--class", whole->class_name, {"班级（默认整个单位）", "class (else the whole unit)"})
        .required_text("--purpose", whole->purpose, {"用途", "what for"})
        .whole("--count", whole->count, {"每人几张", "of each sheet"})
        .required_text("--by", whole->by, by_help)
        .does(at_station(door, whole, use_class));
}

} // namespace

void add_college(CommandLine &line, Door &door) {
    line.noun("certificate", {"证书编号", "numbers of certificates"});
    add_hands(line, door);
    add_prints(line, door);
    auto const numbers = std::make_shared<Asked>();
    line.verb("certificate", "import",
              {"导入证书编号：学号 毕业证书编号 学位证书编号", "take in a table of numbers"})
        .required_text("file", numbers->file, {"表格文件", "table"})
        .text("--unit", numbers->unit, {"只要这个单位的", "only of this unit"})
        .does(at_station(door, numbers, import_certificates));
    auto const listed = std::make_shared<Asked>();
    line.verb("unit", "list-sheets",
              {"相片纸清单\n例：platen unit list-sheets --unit 财经学院 --to 清单.xlsx",
               "list a unit's sheets"})
        .required_text("--unit", listed->unit, {"单位", "unit"})
        .text("--class", listed->class_name, {"一个班", "one class"})
        .text("--where", listed->where,
              {"只要在某处的：unit student mail transit none …", "only where: unit, student, mail …"})
        .required_text("--to", listed->to, {".xlsx、.pdf 或 .csv 文件", "file, .xlsx, .pdf or .csv"})
        .does(at_station(door, listed, list));
}

} // namespace cli
