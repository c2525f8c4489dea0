// SPDX-License-Identifier: GPL-3.0-or-later
// The college's desk: what is coming, what is here, what is missing, and every sheet with its prints.
#include "base/files.hpp"
#include "base/text.hpp"
#include "code/serial.hpp"
#include "desk/certificates.hpp"
#include "desk/class_list.hpp"
#include "desk/discrepancies.hpp"
#include "desk/mail.hpp"
#include "desk/printing.hpp"
#include "desk/whereabouts.hpp"
#include "store/certificates.hpp"
#include "store/custody.hpp"
#include "store/unit_sheets.hpp"
#include "web/college_models.hpp"
#include <algorithm>
#include <array>
#include <charconv>
#include <fmt/format.h>

namespace web {

using base::Json;
using base::Trouble;

namespace {

/// Where sheets of a unit can be, in the order of their life; they add up to all of them.
constexpr std::array wheres{"unprinted", "print-room", "transit", "mail",    "student",
                            "unit",      "other-unit", "office",  "archive", "loan",
                            "missing",   "destroyed",  "void"};

base::Result<Json> counts_json(Visit const &visit, desk::Station &station, std::int64_t unit) {
    auto const counts = store::unit_counts(station.store(), unit);
    auto const coming = counts ? store::coming_to(station.store(), unit)
                               : base::Result<std::vector<store::ComingBatch>>{base::Fault{counts.fault()}};
    if (!coming) {
        return base::Fault{coming.fault()};
    }
    auto list = Json::list();
    auto const &chosen = visit.request.query.of("where");
    for (std::string const where : wheres) {
        auto const found = counts->find(where);
        auto const count = found == counts->end() ? 0 : found->second;
        auto one = Json::object();
        auto const blind = where == "transit" && !coming->empty(); // who receives counts first
        one.set("where", where).set("any", count > 0).set("here", where == chosen);
        if (!blind) {
            one.set("count", count);
        }
        one.set("text", visit.service.templates.text(visit.language, "place." + where));
        list.add(one.set("bad", where == "missing" && count > 0));
    }
    return list;
}

Json line_json(desk::ClassLine const &line, base::Language language) {
    auto row = Json::object();
    auto const &[found, prints, left, where] = line;
    row.set("student_no", found.person.student_no).set("name", found.person.name);
    row.set("class", found.person.class_name).set("has_photo", found.has_photo);
    row.set("has_sheet", found.sheet.has_value()).set("serial", found.sheet ? found.sheet->serial : "");
    row.set("state", found.sheet ? found.sheet->state : "")
        .set("holder", found.sheet ? found.sheet->holder : "");
    row.set("where", where.in(language)).set("prints", prints).set("left", left);
    if (found.sheet) {
        row.set("since", found.sheet->moved_at.iso8601())
            .set("since_text", found.sheet->moved_at.local_date());
    }
    return row;
}

constexpr std::int64_t most_open = 200; ///< discrepancies on the first page; the register has all

base::Result<> add_todo(Visit const &visit, desk::Station &station, std::int64_t unit, Json &model) {
    auto const batches = store::coming_to(station.store(), unit);
    auto const open =
        store::discrepancies(station.store(), {.only_open = true, .unit = unit, .limit = most_open});
    auto const posted =
        store::consignments(station.store(), {.campaign = station.campaign().id,
                                              .unit = visit.session->unit_name,
                                              .states = {"sent", "arrived", "confirmed", "lost"}});
    if (!batches || !open || !posted) {
        return base::Fault{!batches ? batches.fault() : !open ? open.fault() : posted.fault()};
    }
    auto coming = Json::list(), wrong = Json::list(), mail = Json::list();
    for (auto const &batch : *batches) {
        auto one = Json::object();
        one.set("handover", batch.id).set("given_by", batch.given_by);
        set_time(one, "given_at", batch.given_at);
        coming.add(one);
    }
    for (auto const &found : *open) {
        auto one = Json::object();
        one.set("id", found.id).set("serial", found.serial).set("subject", found.subject);
        one.set("kind", desk::discrepancy_words(found.kind).in(visit.language));
        one.set("known", code::read_serial(found.serial).has_value());
        set_time(one, "opened_at", found.opened_at);
        wrong.add(one);
    }
    for (auto const &one : *posted) {
        mail.add(consignment_card(one, visit.language));
    }
    model.set("coming", coming).set("any_coming", !batches->empty());
    model.set("discrepancies", wrong).set("any_discrepancy", !open->empty()).set("open_count", open->size());
    model.set("mail", mail).set("any_mail", !posted->empty()).set("mail_count", posted->size());
    model.set("nothing", batches->empty() && open->empty() && posted->empty());
    return {};
}

base::Result<> add_classes(Visit const &visit, desk::Station &station, std::int64_t unit, Json &model) {
    auto const classes = store::unit_classes(station.store(), unit);
    if (!classes) {
        return base::Fault{classes.fault()};
    }
    auto list = Json::list();
    std::int64_t without = 0;
    for (auto const &found : *classes) {
        without += found.people - found.sheets;
        auto one = Json::object();
        one.set("class", found.name).set("class_url", encoded(found.name)).set("people", found.people);
        one.set("sheets", found.sheets).set("at_unit", found.here);
        list.add(one.set("here", found.name == visit.request.query.of("class")));
    }
    model.set("classes", list).set("any_class", !classes->empty()).set("without", without);
    return {};
}

store::UnitFilter filter_of(Visit const &visit) {
    return {visit.request.query.of("class"), visit.request.query.of("where")};
}

/// Why there is nothing, where the notice makes no paper (S2-18).
void add_rule(Visit const &visit, desk::Station const &station, Json &model) {
    auto const may = desk::check_mail(station);
    model.set("no_paper", !may).set("rule", may ? std::string{} : may.fault().text(visit.language));
}

base::Result<Answer> college_desk(Visit &visit) {
    auto station = visit.station();
    auto const unit = station ? own_unit(visit) : base::Result<std::int64_t>{base::Fault{station.fault()}};
    if (!unit) {
        return base::Fault{unit.fault()};
    }
    auto const list = desk::class_list(**station, *unit, filter_of(visit));
    auto const counts =
        list ? counts_json(visit, **station, *unit) : base::Result<Json>{base::Fault{list.fault()}};
    if (!counts) {
        return base::Fault{counts.fault()};
    }
    auto model = Json::object();
    auto const added = add_todo(visit, **station, *unit, model);
    auto const classes =
        added ? add_classes(visit, **station, *unit, model) : base::Result<>{base::Fault{added.fault()}};
    if (!classes) {
        return base::Fault{classes.fault()};
    }
    auto people = Json::list();
    for (auto const &line : list->lines) {
        people.add(line_json(line, visit.language));
    }
    add_rule(visit, **station, model);
    model.set("people", people).set("unit", visit.session->unit_name).set("count", list->lines.size());
    model.set("any", !list->lines.empty()).set("places", *counts).set("sheets", list->sheets);
    model.set("class", visit.request.query.of("class"))
        .set("class_url", encoded(visit.request.query.of("class")));
    model.set("where", visit.request.query.of("where"));
    model.set("filtered",
              !visit.request.query.of("class").empty() || !visit.request.query.of("where").empty());
    return shown(visit.request.headers.has("x-part") ? "part-college" : "college", std::move(model));
}

/// The prints of a sheet, row by row as they lie on it; of a sheet from elsewhere four in a row.
base::Result<std::vector<std::size_t>> row_lengths(desk::Station &station, store::Sheet const &sheet,
                                                   std::int64_t prints) {
    auto const kept = store::kept_layout(station.store(), sheet.layout);
    if (!kept) {
        return base::Fault{kept.fault()};
    }
    std::vector<std::size_t> rows;
    if (!*kept) {
        for (std::int64_t left = prints; left > 0; left -= 4) {
            rows.push_back(static_cast<std::size_t>(std::min<std::int64_t>(left, 4)));
        }
        return rows;
    }
    auto const solved = desk::solve_layout_text((*kept)->text, (*kept)->name);
    if (!solved) {
        return base::Fault{solved.fault()};
    }
    auto last = sheet::Length::hundredths(-1);
    for (auto const &cell : solved->plan.cells) {
        if (cell.box.y != last) {
            rows.push_back(0);
        }
        rows.back() += 1;
        last = cell.box.y;
    }
    return rows;
}

Json cell_json(desk::CellCount const &count, std::int64_t number, base::Language language) {
    auto one = Json::object();
    auto const used = std::ranges::find(count.used, number, &store::CellUse::number);
    one.set("number", number).set("used", used != count.used.end());
    if (used != count.used.end()) {
        one.set("purpose", used->purpose)
            .set("purpose_text", desk::purpose_words(used->purpose).in(language));
        one.set("by", used->used_by);
        set_time(one, "at", used->used_at);
    }
    return one;
}

base::Result<> add_cells(Visit const &visit, desk::Station &station, store::Sheet const &sheet, Json &model) {
    auto const count = desk::count_cells(station, sheet);
    auto const rows = count ? row_lengths(station, sheet, count->all)
                            : base::Result<std::vector<std::size_t>>{base::Fault{count.fault()}};
    if (!rows) {
        return base::Fault{rows.fault()};
    }
    auto grid = Json::list();
    std::int64_t number = 0;
    for (auto const length : *rows) {
        auto cells = Json::list();
        for (std::size_t i = 0; i < length; ++i) {
            cells.add(cell_json(*count, ++number, visit.language));
        }
        auto row = Json::object();
        grid.add(row.set("cells", cells));
    }
    auto uses = Json::list();
    for (auto const &[purpose, used] : count->by_purpose) {
        auto one = Json::object();
        uses.add(one.set("text", desk::purpose_words(purpose).in(visit.language)).set("used", used));
    }
    auto choices = Json::list();
    auto all = desk::purposes(station.profile());
    all.emplace_back(desk::to_student);
    for (auto const &purpose : all) {
        auto one = Json::object();
        choices.add(one.set("purpose", purpose).set("text", desk::purpose_words(purpose).in(visit.language)));
    }
    model.set("rows", grid).set("prints", count->all).set("left", count->left()).set("uses", uses);
    model.set("purposes", choices).set("any_used", !count->used.empty()).set("any_left", count->left() > 0);
    return {};
}

base::Result<> add_certificates(desk::Station &station, store::Person const &person, Json &model) {
    auto const numbers = store::certificates_of(station.store(), person.id);
    if (!numbers) {
        return base::Fault{numbers.fault()};
    }
    auto list = Json::list();
    for (auto const &purpose : desk::purposes(station.profile())) {
        auto const found = numbers->find(purpose);
        auto one = Json::object();
        list.add(one.set("purpose", purpose).set("number", found == numbers->end() ? "" : found->second));
    }
    model.set("certificates", list);
    return {};
}

/// What one does with the sheet now.
base::Result<> add_acts(Visit const &visit, desk::Station &station, store::Sheet const &sheet, Json &model) {
    auto const one = store::consignment_of_sheet(station.store(), sheet.serial);
    if (!one) {
        return base::Fault{one.fault()};
    }
    auto const own = visit.is(desk::Role::college);
    auto const posted = *one && ((*one)->state == "sent" || (*one)->state == "arrived" ||
                                 (*one)->state == "confirmed" || (*one)->state == "lost");
    auto const open_mail =
        posted && (sheet.holder == "mail" || sheet.holder == "student" || sheet.holder == "missing");
    model.set("may_mark", may_mark(visit, sheet)).set("may_out", own && may_mark(visit, sheet));
    model.set("may_hand_in", own && open_mail).set("consignment", open_mail ? (*one)->id : "");
    model.set("may_back", own && sheet.state == "printed" && sheet.holder == "student" && !open_mail);
    model.set("in_transit", sheet.holder == "transit")
        .set("handover", sheet.holder == "transit" ? sheet.place : "");
    return {};
}

base::Result<Answer> college_sheet(Visit &visit) {
    auto const here = sheet_of(visit);
    if (!here) {
        return base::Fault{here.fault()};
    }
    auto &station = *here->station;
    auto const &sheet = here->sheet;
    auto const person = store::person(station.store(), sheet.person);
    auto const place = store::place_name(station.store(), sheet);
    if (!person || !*person || !place) {
        return base::Fault{!person  ? person.fault()
                           : !place ? place.fault()
                                    : base::fault(Trouble::not_found, "没有这个人", "there is nobody")};
    }
    auto model = Json::object();
    model.set("serial", sheet.serial).set("name", (*person)->name).set("student_no", (*person)->student_no);
    model.set("class", (*person)->class_name).set("unit", (*person)->unit).set("state", sheet.state);
    model.set("holder", sheet.holder).set("brought", sheet.origin == "brought");
    model.set("where", desk::whereabouts(sheet.state, sheet.holder, *place).in(visit.language));
    model.set("signed_by", sheet.signed_by).set("me_shown", visit.session->shown);
    set_time(model, "since", sheet.moved_at);
    auto const cells = add_cells(visit, station, sheet, model);
    auto const numbers =
        cells ? add_certificates(station, **person, model) : base::Result<>{base::Fault{cells.fault()}};
    auto const acts =
        numbers ? add_acts(visit, station, sheet, model) : base::Result<>{base::Fault{numbers.fault()}};
    return acts ? base::Result{shown("college-sheet", std::move(model))}
                : base::Result<Answer>{base::Fault{acts.fault()}};
}

/// A scan goes to what one would do with that sheet now.
base::Result<Answer> college_scan(Visit &visit) {
    auto station = visit.station();
    if (!station) {
        return std::move(station).fault();
    }
    auto const typed = std::string{base::trimmed(visit.given.of("scanned"))};
    auto const sheet = desk::find_sheet(**station, typed);
    if (!sheet || !visit.may_see(**station, sheet->person)) {
        auto const no_serial = !code::read_serial(typed);
        return no_serial
                   ? base::fault(Trouble::bad_input, "“{}”不是相片纸的序列号，请再扫一次",
                                 "'{}' is no serial of a sheet; scan it again", typed)
                   : base::fault(Trouble::not_found, "本院没有这张相片纸（{}），可能是别的学院的，请放到一边",
                                 "no sheet of yours has the serial {}; lay it aside", typed);
    }
    Answer answer;
    auto const coming = sheet->holder == "transit" && visit.is(desk::Role::college);
    answer.go_to = coming ? "/handovers/" + encoded(sheet->place) : "/college/sheets/" + sheet->serial;
    answer.model.set("serial", sheet->serial).set("path", answer.go_to).set("holder", sheet->holder);
    return answer;
}

std::vector<std::int64_t> cells_of(Values const &given) {
    std::vector<std::int64_t> cells;
    for (auto const &text : given.all("cell")) {
        std::int64_t number = 0;
        std::from_chars(text.data(), text.data() + text.size(), number);
        cells.push_back(number);
    }
    return cells;
}

base::Result<store::Sheet> sheet_to_mark(Visit const &visit, desk::Station &station) {
    auto sheet = desk::find_sheet(station, visit.given.of("serial"));
    if (!sheet || !visit.may_see(station, sheet->person)) {
        return sheet ? base::fault(Trouble::not_found, "没有序列号为 {} 的相片纸",
                                   "no sheet has the serial {}", sheet->serial)
                     : sheet;
    }
    if (!may_mark(visit, *sheet)) {
        auto const place = store::place_name(station.store(), *sheet);
        auto const where = desk::whereabouts(sheet->state, sheet->holder, place ? *place : sheet->place);
        return base::fault(Trouble::not_allowed, "相片纸 {0} 不在您手里（{1}），不能登记用掉的相片",
                           "the sheet {0} is not in your hands ({2}); its prints cannot be marked",
                           sheet->serial, where.zh, where.en);
    }
    return sheet;
}

base::Result<Answer> mark_cells(Visit &visit) {
    auto station = visit.station();
    auto const sheet =
        station ? sheet_to_mark(visit, **station) : base::Result<store::Sheet>{base::Fault{station.fault()}};
    if (!sheet) {
        return base::Fault{sheet.fault()};
    }
    auto const cells = cells_of(visit.given);
    if (cells.empty()) {
        return base::fault(Trouble::usage, "先点选是哪几张", "choose the prints first");
    }
    auto const frees = visit.given.of("what") == "free";
    auto const count =
        frees
            ? desk::free_cells(**station, sheet->serial, cells, visit.given.of("reason"))
            : desk::use_cells(**station, {sheet->serial, visit.given.of("purpose"), cells, 1, signer(visit)});
    if (!count) {
        return base::Fault{count.fault()};
    }
    auto answer = gone_to("/college/sheets/" + sheet->serial,
                          base::words("已登记；{} 张里还剩 {} 张", "noted; of {} prints {} are left",
                                      count->all, count->left()));
    answer.model.set("serial", sheet->serial).set("prints", count->all).set("left", count->left());
    return answer;
}

} // namespace

void add_college_pages(Handlers &handlers) {
    handlers.insert({{"college_desk", college_desk},
                     {"college_sheet", college_sheet},
                     {"college_scan", college_scan},
                     {"mark_cells", mark_cells}});
}

} // namespace web
