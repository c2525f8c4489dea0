// SPDX-License-Identifier: GPL-3.0-or-later
// The times that were planned and the times that were kept, appointments, and whom each unit named.
#include "desk/appointments.hpp"
#include "desk/liaisons.hpp"
#include "web/capture_models.hpp"

namespace web {

using base::Json;
using base::Trouble;

namespace {

Json slot_json(policy::Slot const &slot) {
    auto one = Json::object();
    one.set("date", slot.date).set("from", slot.from).set("to", slot.to);
    return one.set("campus", slot.campus).set("room", slot.room).set("estimated", slot.estimated);
}

void set_when(Json &json, std::string const &key, std::optional<base::Instant> const &at) {
    json.set("has_" + key, at.has_value());
    if (at) {
        set_time(json, key, *at);
    }
}

Json group_json(desk::PlannedGroup const &group) {
    auto one = Json::object();
    one.set("unit", group.unit).set("class", group.class_name).set("expected", group.expected);
    one.set("came", group.came).set("complete", group.complete() && group.expected > 0);
    one.set("everybody", group.unit.empty() && group.class_name.empty());
    set_when(one, "first", group.first);
    set_when(one, "last", group.last);
    return one;
}

base::Result<> add_slots(desk::Station &station, Json &model) {
    auto const slots = desk::plan(station);
    if (!slots) {
        return base::Fault{slots.fault()};
    }
    auto list = Json::list();
    for (auto const &slot : *slots) {
        auto one = slot_json(slot.slot);
        auto groups = Json::list();
        for (auto const &group : slot.groups) {
            groups.add(group_json(group));
        }
        one.set("groups", groups).set("booked", slot.booked).set("capacity", slot.capacity);
        list.add(one.set("by_appointment", slot.capacity > 0));
    }
    model.set("slots", list).set("any_slot", !slots->empty());
    return {};
}

base::Result<> add_due(Visit const &visit, desk::Station &station, Json &model) {
    auto const due = desk::due(station, visit.now());
    if (!due) {
        return base::Fault{due.fault()};
    }
    auto list = Json::list();
    for (auto const &one : *due) {
        auto row = group_json(one.group);
        row.set("timing", desk::word_of(one.timing)).set("late", one.timing == desk::Timing::late);
        list.add(row.set("said", one.said.in(visit.language)).set("slot", slot_json(one.slot)));
    }
    model.set("due", list).set("any_due", !due->empty());
    return {};
}

base::Result<> add_liaisons(desk::Station &station, Json &model) {
    auto const units = desk::liaisons_of_units(station);
    if (!units) {
        return base::Fault{units.fault()};
    }
    auto list = Json::list();
    for (auto const &unit : *units) {
        auto people = Json::list();
        for (auto const &one : unit.liaisons) {
            auto person = Json::object();
            people.add(person.set("who", one.name).set("phone", one.phone));
        }
        auto row = Json::object();
        list.add(row.set("unit", unit.unit).set("people", people).set("any", !unit.liaisons.empty()));
    }
    model.set("units", list).set("any_unit", !units->empty());
    return {};
}

base::Result<> add_appointments(desk::Station &station, Json &model) {
    auto const all = desk::booked(station, "");
    if (!all) {
        return base::Fault{all.fault()};
    }
    auto list = Json::list();
    for (auto const &one : *all) {
        auto row = person_card(one.person);
        list.add(row.set("date", one.appointment.date).set("from", one.appointment.from));
    }
    model.set("appointments", list).set("by_appointment", station.profile().queue.appointments);
    return {};
}

base::Result<Answer> plan_desk(Visit &visit) {
    auto station = visit.station();
    if (!station) {
        return without_campaign(station.fault());
    }
    auto model = Json::object();
    add_capture_rules(visit, **station, model);
    for (auto const &done : {add_slots(**station, model), add_due(visit, **station, model),
                             add_liaisons(**station, model), add_appointments(**station, model)}) {
        if (!done) {
            return base::Fault{done.fault()};
        }
    }
    return shown(visit.request.path.ends_with("/now") ? "part-plan" : "plan", std::move(model));
}

base::Result<Answer> import_plan(Visit &visit) {
    auto station = visit.station();
    if (!station) {
        return std::move(station).fault();
    }
    if (visit.request.uploads.empty()) {
        return base::fault(Trouble::usage, "没有选文件", "no file was chosen");
    }
    // What the file is called says how it is read.
    auto const &upload = visit.request.uploads.front();
    auto const file =
        visit.request.scratch->path() / ("plan" + std::filesystem::path{upload.name}.extension().string());
    std::error_code error;
    std::filesystem::rename(upload.file, file, error);
    if (error) {
        return base::fault(Trouble::storage, "上传的文件放不下：{}", "the upload cannot be kept: {}",
                           error.message());
    }
    auto const done = desk::import_plan(**station, file);
    if (!done) {
        return base::Fault{done.fault()};
    }
    if (!done->findings.empty()) {
        return desk::fault_of(done->findings);
    }
    return gone_to("/capture/plan", base::words("时间表 {} 行", "{} rows of the timetable", done->rows));
}

base::Result<Answer> change_appointment(Visit &visit) {
    auto station = visit.station();
    if (!station) {
        return std::move(station).fault();
    }
    auto const &given = visit.given;
    if (given.of("what") == "cancel") {
        auto const person = desk::cancel_appointment(**station, given.of("person"));
        return person ? base::Result{gone_to("/capture/plan",
                                             base::words("{} 的预约取消了", "{} is cancelled", person->name))}
                      : base::Result<Answer>{base::Fault{person.fault()}};
    }
    auto const made = desk::book(**station, given.of("person"), given.of("date"), given.of("from"));
    return made ? base::Result{gone_to("/capture/plan", base::words("约好了 {} {}", "booked for {} {}",
                                                                    made->date, made->from))}
                : base::Result<Answer>{base::Fault{made.fault()}};
}

base::Result<Answer> change_liaison(Visit &visit) {
    auto station = visit.station();
    if (!station) {
        return std::move(station).fault();
    }
    auto const &given = visit.given;
    auto const remove = given.of("what") == "remove";
    auto done = remove
                    ? desk::forget_liaison(**station, given.of("unit"), given.of("name"))
                    : desk::note_liaison(**station, {given.of("unit"), given.of("name"), given.of("phone")});
    return done ? base::Result{gone_to("/capture/plan",
                                       remove ? base::words("去掉了 {}", "{} is removed", given.of("name"))
                                              : base::words("登记了 {}", "{} is noted", given.of("name")))}
                : base::Result<Answer>{std::move(done).fault()};
}

} // namespace

void add_plan_pages(Handlers &handlers) {
    handlers.insert({{"plan_desk", plan_desk},
                     {"import_plan", import_plan},
                     {"change_appointment", change_appointment},
                     {"change_liaison", change_liaison}});
}

} // namespace web
