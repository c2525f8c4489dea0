// SPDX-License-Identifier: GPL-3.0-or-later
// Proofreading, the days of the notice, and what leaves the station: the report of a day, the disc.
#include "base/text.hpp"
#include "desk/day_report.hpp"
#include "desk/deadlines.hpp"
#include "desk/disc.hpp"
#include "desk/proof.hpp"
#include "web/capture_models.hpp"
#include <fmt/format.h>

namespace web {

using base::Json;
using base::Trouble;

namespace {

std::string today(Visit const &visit) {
    return visit.now().local_text().substr(0, std::string_view{"2025-10-18"}.size());
}

Json case_json(desk::ProofLine const &line, policy::Profile const &profile, base::Language language) {
    auto const &found = line.found;
    auto one = person_card(line.person);
    one.set("case", found.id).set("category", found.category).set("state", found.state);
    for (auto const &category : desk::proof_categories(profile)) {
        if (category.code == found.category) {
            one.set("category_text", category.text.in(language));
        }
    }
    one.set("note", found.note).set("close_note", found.close_note).set("by", found.opened_by);
    one.set("outcome", found.outcome).set("outcome_text", desk::words_of_outcome(found.outcome).in(language));
    one.set("open", found.state == "open").set("recapture", found.state == "recapture");
    one.set("closed", found.state == "closed");
    set_time(one, "opened_at", found.opened_at);
    return one;
}

base::Result<> add_cases(Visit const &visit, desk::Station &station, Json &model) {
    auto const lines = desk::proof_lines(station, visit.request.query.of("unit"));
    auto const checked = store::proof_checked(station.store(), station.campaign().id);
    auto const phase = store::proof_phase(station.store(), station.campaign().id);
    if (!lines || !checked || !phase) {
        return base::Fault{!lines ? lines.fault() : !checked ? checked.fault() : phase.fault()};
    }
    auto open = Json::list(), closed = Json::list();
    std::size_t still = 0;
    for (auto const &line : *lines) {
        auto const over = line.found.state == "closed";
        (over ? closed : open).add(case_json(line, station.profile(), visit.language));
        still += static_cast<std::size_t>(!over);
    }
    model.set("cases", open).set("closed", closed).set("open_count", still).set("any_open", still > 0);
    model.set("closed_count", lines->size() - still).set("any_closed", lines->size() > still);
    model.set("checked", checked->size()).set("reminded", phase->reminded_at.has_value());
    model.set("ended", phase->ended_at.has_value());
    auto categories = Json::list();
    for (auto const &category : desk::proof_categories(station.profile())) {
        auto one = Json::object();
        categories.add(one.set("code", category.code).set("text", category.text.in(visit.language)));
    }
    model.set("categories", categories);
    auto const may = desk::check_export(station);
    model.set("may_export", static_cast<bool>(may));
    model.set("export_said", may ? std::string{} : may.fault().text(visit.language));
    return {};
}

base::Result<> add_deadlines(Visit const &visit, desk::Station &station, Json &model) {
    auto const all = desk::deadlines(station, today(visit));
    if (!all) {
        return base::Fault{all.fault()};
    }
    auto list = Json::list();
    for (auto const &line : *all) {
        auto one = Json::object();
        one.set("text", line.deadline.text.in(visit.language)).set("row", line.deadline.row);
        one.set("at", line.at).set("standing", desk::word_of(line.standing)).set("days", line.days_left);
        one.set("past", line.standing == desk::Standing::past);
        one.set("running", line.standing == desk::Standing::running);
        one.set("people", line.people.size()).set("units", line.units);
        one.set("at_risk", !line.people.empty() || !line.units.empty());
        auto names = Json::list();
        for (std::size_t i = 0; i < line.people.size() && i < 200; ++i) {
            names.add(person_card(line.people[i]));
        }
        list.add(one.set("who", names)
                     .set("any_person", !line.people.empty())
                     .set("said", line.said.in(visit.language)));
    }
    model.set("deadlines", list).set("any_deadline", !all->empty());
    return {};
}

base::Result<Answer> proof_desk(Visit &visit) {
    auto station = visit.station();
    if (!station) {
        return without_campaign(station.fault());
    }
    auto model = Json::object();
    add_capture_rules(visit, **station, model);
    auto const cases = add_cases(visit, **station, model);
    auto const days = cases ? add_deadlines(visit, **station, model) : base::Result<>{};
    if (!cases || !days) {
        return base::Fault{cases ? days.fault() : cases.fault()};
    }
    auto const counts = store::class_counts((*station)->store(), (*station)->campaign().id);
    auto units = Json::list();
    std::string last;
    for (auto const &one : counts ? *counts : std::vector<store::ClassCount>{}) {
        if (one.unit != last) {
            auto unit = Json::object();
            units.add(unit.set("unit", one.unit).set("unit_url", encoded(one.unit)));
            last = one.unit;
        }
    }
    model.set("units", units).set("today", today(visit));
    return shown("proof", std::move(model));
}

base::Result<Answer> open_case(Visit &visit) {
    auto station = visit.station();
    if (!station) {
        return std::move(station).fault();
    }
    auto const &given = visit.given;
    if (given.of("what") == "checked") {
        auto const person = desk::note_checked(**station, given.of("person"));
        return person ? base::Result{gone_to(
                            "/capture/proof",
                            base::words("{} 核对过，没有错", "{} looked and found it right", person->name))}
                      : base::Result<Answer>{base::Fault{person.fault()}};
    }
    auto const opened =
        desk::open_case(**station, given.of("person"), given.of("category"), given.of("note"));
    if (!opened) {
        return base::Fault{opened.fault()};
    }
    if (!opened->said.zh.empty()) {
        warn(visit, opened->said);
    }
    auto answer =
        gone_to("/capture/proof", base::words("勘误 {} 已登记", "case {} is open", opened->found.id));
    answer.model.set("case", opened->found.id).set("state", opened->found.state);
    return answer;
}

base::Result<Answer> change_case(Visit &visit) {
    auto station = visit.station();
    if (!station) {
        return std::move(station).fault();
    }
    auto const &id = visit.part("case");
    auto const &what = visit.given.of("what");
    auto const changed = what == "recapture" ? desk::recapture(**station, id)
                                             : desk::close_case(**station, id, what, visit.given.of("note"));
    if (!changed) {
        return base::Fault{changed.fault()};
    }
    auto answer = gone_to("/capture/proof", what == "recapture"
                                                ? base::words("可以重拍了；原来的相片纸已作废",
                                                              "may be captured again; the sheet is void")
                                                : base::words("勘误 {} 已结", "case {} is closed", id));
    answer.model.set("case", changed->id).set("state", changed->state);
    return answer;
}

base::Result<Answer> change_phase(Visit &visit) {
    auto station = visit.station();
    if (!station) {
        return std::move(station).fault();
    }
    auto const ends = visit.given.of("what") == "end";
    auto done = ends ? desk::end_proofreading(**station) : desk::note_reminder(**station);
    return done ? base::Result{gone_to(
                      "/capture/proof",
                      ends ? base::Words{"校对结束", "proofreading is over"}
                           : base::Words{"提醒已记下，从今天起算", "noted: the days count from today"})}
                : base::Result<Answer>{std::move(done).fault()};
}

Answer download(std::string body, char const *type, std::string const &name) {
    Response response;
    response.body = std::move(body);
    response.with("Content-Type", type);
    response.with("Content-Disposition", "attachment; filename*=UTF-8''" + encoded(name));
    Answer answer;
    answer.raw = std::move(response);
    return answer;
}

std::string name_of_list(desk::Station const &station, std::string const &unit) {
    return "勘误 " + (unit.empty() ? station.campaign().school_name : unit);
}

base::Result<Answer> proof_csv(Visit &visit) {
    auto station = visit.station();
    if (!station) {
        return std::move(station).fault();
    }
    auto const &unit = visit.request.query.of("unit");
    auto csv = desk::proof_csv(**station, unit);
    return csv ? base::Result{download(std::move(*csv), "text/csv; charset=utf-8",
                                       name_of_list(**station, unit) + ".csv")}
               : base::Result<Answer>{std::move(csv).fault()};
}

base::Result<Answer> proof_pdf(Visit &visit) {
    auto station = visit.station();
    if (!station) {
        return std::move(station).fault();
    }
    auto const &unit = visit.request.query.of("unit");
    auto const name = name_of_list(**station, unit);
    auto const pdf = desk::proof_pdf(**station, unit);
    return pdf ? base::Result{download(std::string{base::as_text(*pdf)}, "application/pdf", name + ".pdf")}
               : base::Result<Answer>{base::Fault{pdf.fault()}};
}

base::Result<Answer> day_report(Visit &visit) {
    auto station = visit.station();
    if (!station) {
        return std::move(station).fault();
    }
    auto const &wanted = visit.request.query.of("date");
    auto const date = wanted.empty() ? today(visit) : wanted;
    auto const pdf = desk::draw_day_report(**station, date);
    if (!pdf) {
        return base::Fault{pdf.fault()};
    }
    Response response;
    response.body = std::string{base::as_text(*pdf)};
    response.with("Content-Type", "application/pdf");
    response.with("Content-Disposition", "inline; filename*=UTF-8''" + encoded("采集日报 " + date + ".pdf"));
    Answer answer;
    answer.raw = std::move(response);
    return answer;
}

/// An image to be burnt, or written on a stick.
base::Result<Answer> disc_image(Visit &visit) {
    auto station = visit.station();
    auto scratch = std::shared_ptr{ScratchFolder::make()};
    if (!station || !scratch) {
        return station ? base::fault(Trouble::storage, "没有地方放光盘映像", "there is no room for the image")
                       : base::Result<Answer>{std::move(station).fault()};
    }
    auto const image = scratch->path() / "disc.iso";
    auto const disc = desk::write_disc(**station, {scratch->path() / "disc", image, ""});
    if (!disc) {
        return base::Fault{disc.fault()};
    }
    Response response;
    response.file = image;
    response.lies_in = scratch;
    response.with("Content-Type", "application/x-iso9660-image");
    response.with("Content-Disposition",
                  fmt::format("attachment; filename*=UTF-8''{}",
                              encoded((*station)->campaign().school_name + " 相片 " + disc->id + ".iso")));
    Answer answer;
    answer.raw = std::move(response);
    return answer;
}

} // namespace

void add_proof_pages(Handlers &handlers) {
    handlers.insert({{"proof_desk", proof_desk},
                     {"open_case", open_case},
                     {"change_case", change_case},
                     {"change_phase", change_phase},
                     {"proof_csv", proof_csv},
                     {"proof_pdf", proof_pdf},
                     {"day_report", day_report},
                     {"disc_image", disc_image}});
}

} // namespace web
