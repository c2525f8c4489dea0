// SPDX-License-Identifier: GPL-3.0-or-later
// What a college does with many sheets at once, and what comes out on paper.
#include "base/files.hpp"
#include "base/text.hpp"
#include "desk/certificates.hpp"
#include "desk/class_list.hpp"
#include "desk/hand_out.hpp"
#include "desk/mail.hpp"
#include "desk/mail_papers.hpp"
#include "desk/own_sheets.hpp"
#include "desk/printing.hpp"
#include "store/unit_sheets.hpp"
#include "web/capture_models.hpp"
#include "web/college_models.hpp"
#include <fmt/format.h>

namespace web {

using base::Json;
using base::Trouble;

namespace {

constexpr auto work = "/college/work";

base::Result<Answer> college_work(Visit &visit) {
    auto station = visit.station();
    auto const unit = station ? own_unit(visit) : base::Result<std::int64_t>{base::Fault{station.fault()}};
    auto const classes = unit ? store::unit_classes((*station)->store(), *unit)
                              : base::Result<std::vector<store::UnitClass>>{base::Fault{unit.fault()}};
    if (!classes) {
        return base::Fault{classes.fault()};
    }
    auto list = Json::list(), purposes = Json::list();
    for (auto const &found : *classes) {
        auto one = Json::object();
        list.add(
            one.set("class", found.name).set("class_url", encoded(found.name)).set("at_unit", found.here));
    }
    for (auto const &purpose : desk::purposes((*station)->profile())) {
        auto one = Json::object();
        purposes.add(
            one.set("purpose", purpose).set("text", desk::purpose_words(purpose).in(visit.language)));
    }
    auto const may = desk::check_mail(**station);
    auto model = Json::object();
    model.set("classes", list).set("purposes", purposes).set("me_shown", visit.session->shown);
    model.set("unit", visit.session->unit_name);
    model.set("no_paper", !may).set("rule", may ? std::string{} : may.fault().text(visit.language));
    return shown("college-work", std::move(model));
}

std::int64_t number_in(Values const &given, std::string_view key, std::int64_t otherwise) {
    auto const &typed = given.of(key);
    return typed.empty() ? otherwise : whole_number(typed);
}

base::Result<Answer> bring(Visit &visit) {
    auto station = visit.station();
    if (!station) {
        return std::move(station).fault();
    }
    desk::BroughtSheet brought;
    brought.student_no = visit.given.of("person");
    brought.photo =
        visit.request.uploads.empty() ? std::filesystem::path{} : visit.request.uploads.front().file;
    brought.prints = number_in(visit.given, "prints", 8);
    brought.by = signer(visit);
    brought.unit = visit.only_unit();
    auto const sheet = desk::bring_sheet(**station, brought);
    if (!sheet) {
        return base::Fault{sheet.fault()};
    }
    auto answer =
        gone_to("/college/sheets/" + sheet->serial,
                base::words("已收下，序列号 {}；请打印标签贴在背面",
                            "taken in as {}; print its label and stick it on the back", sheet->serial));
    answer.model.set("serial", sheet->serial).set("holder", sheet->holder);
    return answer;
}

base::Result<Answer> sheet_label(Visit &visit) {
    auto station = visit.station();
    auto const sheet = station ? desk::find_sheet(**station, visit.request.query.of("serial"))
                               : base::Result<store::Sheet>{base::Fault{station.fault()}};
    if (!sheet || !visit.may_see(**station, sheet->person)) {
        return sheet ? base::fault(Trouble::not_found, "没有序列号为 {} 的相片纸",
                                   "no sheet has the serial {}", sheet->serial)
                     : base::Fault{sheet.fault()};
    }
    auto const pdf =
        desk::sheet_labels(**station, {sheet->serial}, number_in(visit.request.query, "start", 1));
    return pdf ? base::Result{paper(*pdf, "标签 " + sheet->serial + ".pdf")}
               : base::Result<Answer>{base::Fault{pdf.fault()}};
}

/// Several sheets that were scanned: to their students, or back.
base::Result<Answer> hand(Visit &visit) {
    auto station = visit.station();
    if (!station) {
        return std::move(station).fault();
    }
    auto const &what = visit.given.of("what");
    desk::HandOut const order{scanned_lines(visit.given.of("serials")), signer(visit), what == "leftovers",
                              visit.only_unit()};
    auto const sheets = what == "back" ? desk::take_back(**station, order) : desk::hand_out(**station, order);
    if (!sheets) {
        return base::Fault{sheets.fault()};
    }
    auto list = Json::list();
    for (auto const &sheet : *sheets) {
        list.add(sheet.serial);
    }
    auto answer =
        what == "back"
            ? gone_to(work, base::words("已收回 {} 张", "{} sheets taken back", sheets->size()))
            : gone_to(fmt::format("/college/given?at={}", sheets->front().moved_at.ms),
                      base::words("已发 {} 张，请打印登记表让学生签字",
                                  "{} sheets given out; print the list to be signed", sheets->size()));
    answer.model.set("sheets", list);
    return answer;
}

struct GivenOut {
    std::vector<std::string> serials;
    std::string by;
};
/// What the unit gave out in one act, which the address names by its time alone: no names, however many.
base::Result<GivenOut> given_out(Visit const &visit, desk::Station &station) {
    auto const unit = own_unit(visit);
    auto const lines = unit ? store::unit_lines(station.store(), *unit, {{}, "student"})
                            : base::Result<std::vector<store::UnitLine>>{base::Fault{unit.fault()}};
    if (!lines) {
        return base::Fault{lines.fault()};
    }
    GivenOut given;
    for (auto const &line : *lines) {
        if (std::to_string(line.sheet->moved_at.ms) == visit.request.query.of("at")) {
            given.serials.push_back(line.sheet->serial);
            given.by = line.sheet->signed_by;
        }
    }
    return given.serials.empty() ? base::fault(Trouble::not_found, "没有这次发放，或者相片纸都已经收回了",
                                               "nothing was given out then, or all of it is back")
                                 : base::Result{std::move(given)};
}

base::Result<Answer> given_page(Visit &visit) {
    auto station = visit.station();
    auto const given =
        station ? given_out(visit, **station) : base::Result<GivenOut>{base::Fault{station.fault()}};
    if (!given) {
        return base::Fault{given.fault()};
    }
    auto list = Json::list();
    for (auto const &serial : given->serials) {
        list.add(serial);
    }
    auto model = Json::object();
    model.set("serials", list).set("count", given->serials.size()).set("at", visit.request.query.of("at"));
    return shown("college-given", std::move(model));
}

base::Result<Answer> given_list(Visit &visit) {
    auto station = visit.station();
    auto const given =
        station ? given_out(visit, **station) : base::Result<GivenOut>{base::Fault{station.fault()}};
    auto const pdf = given ? desk::hand_out_list(**station, given->serials, given->by)
                           : base::Result<base::Bytes>{base::Fault{given.fault()}};
    return pdf ? base::Result{paper(*pdf, "领取登记表.pdf")} : base::Result<Answer>{base::Fault{pdf.fault()}};
}

base::Result<Answer> mark_class(Visit &visit) {
    auto station = visit.station();
    auto const unit = station ? own_unit(visit) : base::Result<std::int64_t>{base::Fault{station.fault()}};
    if (!unit) {
        return base::Fault{unit.fault()};
    }
    auto const &given = visit.given;
    auto const used = desk::use_cells_of_class(**station, {*unit, given.of("class"), given.of("purpose"),
                                                           number_in(given, "count", 1), signer(visit)});
    if (!used) {
        return base::Fault{used.fault()};
    }
    auto answer = gone_to(work, base::words("已登记 {} 张相片纸；以前登记过 {} 人，不在本院 {} 人",
                                            "{} sheets marked; {} were before, {} are not here", used->sheets,
                                            used->already.size(), used->away.size()));
    answer.model.set("sheets", used->sheets)
        .set("already", used->already.size())
        .set("away", used->away.size());
    return answer;
}

Json findings_json(base::Findings const &findings, base::Language language) {
    static constexpr std::size_t most = 300;
    auto list = Json::list();
    for (std::size_t i = 0; i < findings.size() && i < most; ++i) {
        auto one = Json::object();
        one.set("row", findings[i].line).set("column", findings[i].column).set("kind", findings[i].kind);
        list.add(one.set("message", findings[i].message.in(language)));
    }
    return list;
}

base::Result<Answer> certificate_table(Visit &visit) {
    auto station = visit.station();
    if (!station || visit.request.uploads.empty()) {
        return station ? base::fault(Trouble::usage, "没有选文件", "no file was chosen")
                       : std::move(station).fault();
    }
    auto const done =
        desk::import_certificates(**station, visit.request.uploads.front().file, visit.only_unit());
    if (!done) {
        return base::Fault{done.fault()};
    }
    auto model = Json::object();
    model.set("rows", done->rows).set("noted", done->noted).set("refused", done->refused);
    model.set("findings", findings_json(done->findings, visit.language))
        .set("any_finding", !done->findings.empty());
    model.set("back_to", work);
    return shown("table-result", std::move(model));
}

base::Result<Answer> note_number(Visit &visit) {
    auto station = visit.station();
    auto const sheet = station ? desk::find_sheet(**station, visit.given.of("serial"))
                               : base::Result<store::Sheet>{base::Fault{station.fault()}};
    if (!sheet || !visit.may_see(**station, sheet->person)) {
        return sheet ? base::fault(Trouble::not_found, "没有序列号为 {} 的相片纸",
                                   "no sheet has the serial {}", sheet->serial)
                     : base::Fault{sheet.fault()};
    }
    auto const person = store::person((*station)->store(), sheet->person);
    auto const done =
        person && *person
            ? desk::note_certificate(**station, (*person)->student_no, visit.given.of("purpose"),
                                     visit.given.of("number"), visit.only_unit())
            : base::Result<>{base::fault(Trouble::not_found, "没有这个人", "there is nobody")};
    return done ? base::Result{gone_to("/college/sheets/" + sheet->serial,
                                       {"编号已登记", "the number is noted"})}
                : base::Result<Answer>{base::Fault{done.fault()}};
}

/// A student brings what was posted.
base::Result<Answer> take_in(Visit &visit) {
    auto station = visit.station();
    if (!station) {
        return std::move(station).fault();
    }
    auto const in = desk::hand_in(**station, {visit.given.of("consignment"), signer(visit),
                                              number_in(visit.given, "cut", 0), visit.only_unit()});
    if (!in) {
        return base::Fault{in.fault()};
    }
    if (!in->said.zh.empty()) {
        warn(visit, in->said);
    }
    auto const &one = in->consignment;
    auto answer = gone_to("/college", base::words("{} {} 的相片纸已收到", "the sheet of {} {} is here",
                                                  one.student_no, one.name));
    answer.model = consignment_card(one, visit.language);
    answer.model.set("whole", in->said.zh.empty());
    return answer;
}

base::Result<desk::ClassList> wanted_list(Visit const &visit, desk::Station &station) {
    auto const unit = own_unit(visit);
    return unit ? desk::class_list(station, *unit,
                                   {visit.request.query.of("class"), visit.request.query.of("where")})
                : base::Result<desk::ClassList>{base::Fault{unit.fault()}};
}

base::Result<Answer> list_file(Visit &visit) {
    auto station = visit.station();
    auto const list =
        station ? wanted_list(visit, **station) : base::Result<desk::ClassList>{base::Fault{station.fault()}};
    if (!list) {
        return base::Fault{list.fault()};
    }
    auto const name =
        "相片纸清单 " + (list->class_name.empty() ? visit.session->unit_name : list->class_name);
    auto const &kind = visit.part("kind");
    if (kind == "list.csv") {
        return download(desk::class_list_csv(*list), "text/csv; charset=utf-8", name + ".csv");
    }
    if (kind == "list.pdf") {
        auto const pdf = desk::class_list_pdf(**station, *list);
        return pdf ? base::Result{paper(*pdf, name + ".pdf")}
                   : base::Result<Answer>{base::Fault{pdf.fault()}};
    }
    auto const scratch = std::shared_ptr{ScratchFolder::make()};
    if (kind != "list.xlsx" || !scratch) {
        return base::fault(Trouble::not_found, "清单有 xlsx、csv、pdf 三种", "a list is xlsx, csv or pdf");
    }
    auto const file = scratch->path() / "list.xlsx";
    auto const done = desk::write_class_list(**station, *list, file);
    if (!done) {
        return base::Fault{done.fault()};
    }
    auto answer =
        download("", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", name + ".xlsx");
    answer.raw->file = file;
    answer.raw->lies_in = scratch;
    return answer;
}

} // namespace

void add_college_work_pages(Handlers &handlers) {
    handlers.insert({{"college_work", college_work},
                     {"bring_sheet", bring},
                     {"sheet_label", sheet_label},
                     {"hand_sheets", hand},
                     {"college_given", given_page},
                     {"given_list", given_list},
                     {"mark_class", mark_class},
                     {"certificate_table", certificate_table},
                     {"note_certificate", note_number},
                     {"take_in", take_in},
                     {"list_file", list_file}});
}

} // namespace web
