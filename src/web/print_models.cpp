// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/print_models.hpp"
#include "desk/media.hpp"
#include <algorithm>

namespace web {

using base::Json;

store::Selection selection_of(Values const &values) {
    store::Selection who;
    if (auto const &unit = values.of("unit"); !unit.empty()) {
        who.unit = unit;
    }
    if (auto const &class_name = values.of("class"); !class_name.empty()) {
        who.class_name = class_name;
    }
    who.student_nos = values.all("person");
    return who;
}

namespace {

std::int64_t to_print(store::ClassCount const &one) {
    return std::max<std::int64_t>(0, one.photos - one.printed - one.uncertain - one.born);
}

Json class_json(store::ClassCount const &one, std::optional<std::int64_t> room) {
    auto row = Json::object();
    row.set("unit", one.unit).set("class", one.class_name);
    row.set("unit_url", encoded(one.unit)).set("class_url", encoded(one.class_name));
    row.set("people", one.people).set("photos", one.photos).set("printed", one.printed);
    row.set("uncertain", one.uncertain).set("doubtful", one.uncertain > 0).set("void", one.voided);
    row.set("voids", one.voided > 0).set("on_the_way", one.born).set("going", one.born > 0);
    row.set("no_photo", one.people - one.photos).set("missing", one.people > one.photos);
    row.set("due", to_print(one)).set("some_due", to_print(one) > 0);
    row.set("all_printed", one.people > 0 && one.printed == one.people);
    row.set("too_many", room && to_print(one) > *room);
    return row;
}

/// The most that one printer can still print, where every printer that is ready counts.
std::optional<std::int64_t> most_room(std::vector<PrinterView> const &printers) {
    std::optional<std::int64_t> most;
    for (auto const &printer : printers) {
        if (!printer.ready() || !printer.standing->counters.remaining) {
            if (printer.ready()) {
                return std::nullopt; // it never runs out
            }
            continue;
        }
        most = std::max(most.value_or(0), *printer.standing->counters.remaining);
    }
    return most;
}

} // namespace

base::Result<> add_classes(Visit const &visit, desk::Station &station, Json &model) {
    auto const counts = store::class_counts(station.store(), station.campaign().id);
    if (!counts) {
        return base::Fault{counts.fault()};
    }
    auto const room = most_room(visit.service.printers.all());
    auto rows = Json::list();
    store::ClassCount all;
    for (auto const &one : *counts) {
        rows.add(class_json(one, room));
        all.people += one.people;
        all.photos += one.photos;
        all.printed += one.printed;
        all.uncertain += one.uncertain;
        all.born += one.born;
        all.voided += one.voided;
    }
    model.set("classes", rows).set("any_class", !counts->empty()).set("total", class_json(all, std::nullopt));
    return {};
}

namespace {

Json printer_json(PrinterView const &view, base::Language language) {
    auto one = Json::object();
    one.set("uri", view.uri)
        .set("name", view.shown.empty() ? view.uri : view.shown)
        .set("named", !view.shown.empty());
    one.set("held", view.held).set("ready", view.ready());
    auto reasons = Json::list();
    if (view.standing) {
        for (auto const reason : view.standing->reasons) {
            auto line = Json::object();
            reasons.add(line.set("word", print::word_of(reason))
                            .set("text", print::words_of(reason).in(language))
                            .set("stops", print::stops_printing(reason)));
        }
        auto const &counters = view.standing->counters;
        one.set("model", view.standing->model)
            .set("serial", counters.printer_serial)
            .set("media", view.standing->media);
        one.set("code", view.standing->code).set("counts", counters.remaining.has_value());
        if (counters.remaining) {
            auto const roll = std::max<std::int64_t>(view.standing->roll.value_or(*counters.remaining), 1);
            one.set("remaining", *counters.remaining).set("roll", roll);
            one.set("low", view.standing->has(print::Reason::media_low));
        }
        if (counters.life) {
            one.set("life", *counters.life);
        }
    }
    if (view.fault) {
        auto line = Json::object();
        reasons.add(line.set("word", "fault").set("text", view.fault->text(language)).set("stops", true));
    }
    return one.set("standing", reasons);
}

} // namespace

void add_printers(Visit const &visit, Json &model) {
    auto list = Json::list();
    auto const views = visit.service.printers.all();
    auto first = std::ranges::find_if(views, &PrinterView::ready);
    if (first == views.end()) {
        first = std::ranges::find_if(views, &PrinterView::usable);
    }
    for (auto view = views.begin(); view != views.end(); ++view) {
        auto one = printer_json(*view, visit.language);
        list.add(one.set("first", view == first).set("usable", view->usable()));
    }
    model.set("printers", list).set("any_printer", !views.empty());
}

namespace {

Json run_json(desk::RunView const &view, base::Language language) {
    using enum desk::RunState;
    auto one = Json::object();
    auto const over = view.state == done || view.state == stopped;
    one.set("id", view.id).set("what", view.order.what.in(language)).set("by", view.order.by);
    one.set("state", desk::word_of(view.state)).set("state_text", desk::words_of(view.state).in(language));
    one.set("over", over).set("paused", view.state == paused).set("waiting", view.state == waiting);
    one.set("can_pause", view.state == printing || view.state == asking);
    one.set("good", view.state == done && view.uncertain + view.failed == 0).set("done", view.done);
    one.set("total", std::max<std::size_t>(view.total, 1))
        .set("planned", view.total)
        .set("counted", view.total > 0);
    one.set("printed", view.printed).set("uncertain", view.uncertain).set("failed", view.failed);
    one.set("already", view.already).set("some_already", view.already > 0);
    one.set("without_photo", view.without_photo).set("some_without_photo", view.without_photo > 0);
    one.set("called_off", view.called_off).set("some_called_off", view.called_off > 0);
    one.set("doubts", view.uncertain > 0).set("failures", view.failed > 0);
    one.set("printers", view.order.printers);
    if (view.question) {
        one.set("question", view.question->in(language));
    }
    if (!view.told.zh.empty() && !over) {
        one.set("told", view.told.in(language));
    }
    if (view.fault) {
        one.set("problem", view.fault->text(language));
    }
    set_time(one, "ordered_at", view.ordered_at);
    return one;
}

} // namespace

void add_runs(Visit const &visit, Json &model) {
    static constexpr std::size_t most_over = 6;
    auto going = Json::list(), over = Json::list();
    std::size_t going_count = 0, over_count = 0;
    for (auto const &view : visit.service.runs.all()) {
        auto const ended = view.state == desk::RunState::done || view.state == desk::RunState::stopped;
        if (!ended) {
            going.add(run_json(view, visit.language));
            going_count += 1;
        } else if (over_count < most_over) {
            over.add(run_json(view, visit.language));
            over_count += 1;
        }
    }
    model.set("runs", going)
        .set("any_run", going_count > 0)
        .set("past_runs", over)
        .set("any_past", over_count > 0);
}

namespace {

std::string count_text(std::optional<std::int64_t> const &count) {
    return count ? std::to_string(*count) : "?";
}

} // namespace

void add_evidence(Json &row, store::Job const &job) {
    row.set("printer", job.printer).set("printer_serial", job.printer_serial);
    row.set("counted", job.life_before.has_value());
    row.set("life_before", count_text(job.life_before)).set("life_after", count_text(job.life_after));
    row.set("left_before", count_text(job.left_before)).set("left_after", count_text(job.left_after));
    set_time(row, "at", job.intended_at);
}

base::Result<> add_doubts(desk::Station &station, Json &model) {
    auto const jobs = store::jobs(station.store(), "uncertain");
    if (!jobs) {
        return base::Fault{jobs.fault()};
    }
    auto list = Json::list();
    std::set<std::string> seen;
    for (auto const &job : *jobs) {
        auto const sheet = store::sheet(station.store(), job.serial);
        if (!sheet || !*sheet || (*sheet)->state != "uncertain" || !seen.insert(job.serial).second) {
            continue;
        }
        auto const person = store::person(station.store(), (*sheet)->person);
        auto one = Json::object();
        one.set("serial", job.serial)
            .set("name", person && *person ? (*person)->name : "")
            .set("class", person && *person ? (*person)->class_name : "")
            .set("student_no", person && *person ? (*person)->student_no : "");
        add_evidence(one, job);
        list.add(one);
    }
    model.set("doubts", list).set("any_doubt", !seen.empty()).set("doubt_count", seen.size());
    return {};
}

base::Result<> add_rolls(desk::Station &station, Json &model) {
    auto const rolls = desk::roll_balances(station);
    if (!rolls) {
        return base::Fault{rolls.fault()};
    }
    auto list = Json::list();
    for (auto roll = rolls->rbegin(); roll != rolls->rend(); ++roll) {
        auto one = Json::object();
        one.set("printer_serial", roll->printer_serial).set("lot", roll->media_lot).set("used", roll->used);
        one.set("printed", roll->printed).set("spoiled", roll->spoiled).set("pages", roll->pages);
        one.set("uncertain", roll->uncertain).set("unexplained", roll->unexplained);
        one.set("odd", roll->unexplained != 0).set("left", roll->left);
        set_time(one, "from", roll->from);
        set_time(one, "to", roll->to);
        list.add(one);
    }
    model.set("rolls", list).set("any_roll", !rolls->empty());
    return {};
}

namespace {

std::string_view stage_of(store::Due const &due) {
    if (due.sheet) {
        return due.sheet->state;
    }
    return due.photo.empty() ? "no_photo" : "due";
}

} // namespace

base::Result<> add_people(Visit const &visit, desk::Station &station, Json &model) {
    auto const &query = visit.request.query;
    auto const due = store::due(station.store(), station.campaign().id, selection_of(query));
    if (!due) {
        return base::Fault{due.fault()};
    }
    auto list = Json::list();
    std::int64_t ready = 0;
    for (auto const &one : *due) {
        auto row = Json::object();
        auto const stage = stage_of(one);
        auto const can = stage == "due" || stage == "failed";
        ready += can && !one.photo.empty() ? 1 : 0;
        row.set("student_no", one.person.student_no).set("name", one.person.name);
        row.set("stage", stage).set("can_print", can && !one.photo.empty());
        row.set("stage_text", visit.service.templates.text(visit.language, "stage." + std::string{stage}));
        row.set("has_photo", !one.photo.empty()).set("serial", one.sheet ? one.sheet->serial : "");
        row.set("has_sheet", one.sheet.has_value());
        list.add(row);
    }
    model.set("people", list)
        .set("any_people", !due->empty())
        .set("ready_count", ready)
        .set("any_ready", ready > 0);
    model.set("unit", query.of("unit")).set("class", query.of("class"));
    model.set("unit_url", encoded(query.of("unit"))).set("class_url", encoded(query.of("class")));
    return {};
}

} // namespace web
