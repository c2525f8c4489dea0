// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/capture.hpp"
#include "desk/appointments.hpp"
#include "desk/liaisons.hpp"
#include <fmt/format.h>

namespace cli {

using base::Json;
using base::Trouble;
using base::words;

namespace {

std::string time_of(std::optional<base::Instant> const &at) {
    return at ? at->local_text() : std::string{};
}

Json slot_json(policy::Slot const &slot) {
    auto one = Json::object();
    one.set("date", slot.date).set("from", slot.from).set("to", slot.to);
    return one.set("campus", slot.campus).set("room", slot.room);
}

Json group_json(desk::PlannedGroup const &group) {
    auto one = Json::object();
    one.set("unit", group.unit).set("class", group.class_name).set("expected", group.expected);
    one.set("came", group.came).set("first", time_of(group.first)).set("last", time_of(group.last));
    return one.set("complete", group.complete());
}

std::string name_of(desk::PlannedGroup const &group) {
    return group.unit + (group.unit.empty() || group.class_name.empty() ? "" : " ") + group.class_name;
}

} // namespace

int show_plan(Door &door) {
    auto station = door.open();
    if (!station) {
        return door.fail(station.fault());
    }
    auto const slots = desk::plan(*station);
    if (!slots) {
        return door.fail(slots.fault());
    }
    auto rows = Json::list();
    for (auto const &slot : *slots) {
        auto row = slot_json(slot.slot), groups = Json::list();
        door.line(words("{} {}-{} {}{}  预约 {}", "{} {}-{} {}{}  booked {}", slot.slot.date, slot.slot.from,
                        slot.slot.to, slot.slot.campus, slot.slot.room, slot.booked));
        for (auto const &group : slot.groups) {
            groups.add(group_json(group));
            door.line(words("  {}  应到 {}  到 {}  {} 至 {}", "  {}  due {}  came {}  {} to {}",
                            name_of(group), group.expected, group.came, time_of(group.first),
                            time_of(group.last)));
        }
        rows.add(row.set("capacity", slot.capacity).set("booked", slot.booked).set("groups", groups));
    }
    auto object = Json::object();
    door.answer(object.set("slots", rows));
    return 0;
}

int show_due(Door &door) {
    auto station = door.open();
    if (!station) {
        return door.fail(station.fault());
    }
    auto const due = desk::due(*station, station->setting().clock.now());
    if (!due) {
        return door.fail(due.fault());
    }
    auto rows = Json::list();
    for (auto const &one : *due) {
        auto row = group_json(one.group);
        row.set("timing", desk::word_of(one.timing)).set("message", one.said.in(door.language()));
        rows.add(row.set("slot", slot_json(one.slot)));
        door.line(one.said);
    }
    auto object = Json::object();
    door.answer(object.set("due", rows));
    return 0;
}

int import_plan(Door &door, CaptureAsked const &asked) {
    auto station = door.open();
    if (!station) {
        return door.fail(station.fault());
    }
    auto const report = desk::import_plan(*station, asked.file);
    if (!report) {
        return door.fail(report.fault());
    }
    auto object = Json::object();
    object.set("rows", report->rows).set("imported", report->imported);
    door.answer(object.set("findings", json_of(report->findings, door.language(), true)));
    door.tell(report->findings);
    if (report->imported) {
        door.line(words("时间表 {} 行", "{} rows of the plan", report->rows));
    }
    return report->findings.empty() ? 0 : static_cast<int>(Trouble::bad_input);
}

int show_order(Door &door, CaptureAsked const &asked) {
    auto station = door.open();
    if (!station) {
        return door.fail(station.fault());
    }
    store::Selection of;
    of.class_name = asked.class_name;
    of.unit = asked.unit.empty() ? std::optional<std::string>{} : asked.unit;
    auto const lines = desk::order_of(*station, of);
    if (!lines) {
        return door.fail(lines.fault());
    }
    auto rows = Json::list();
    for (auto const &line : *lines) {
        auto row = Json::object();
        row.set("person", line.person.student_no).set("name", line.person.name);
        rows.add(row.set("number", line.number.value_or(0)).set("state", line.state));
        door.line(words("{}  {}  {}  {}", "{}  {}  {}  {}", line.number.value_or(0), line.person.student_no,
                        line.person.name, line.state));
    }
    auto object = Json::object();
    door.answer(object.set("people", rows));
    return 0;
}

int book(Door &door, CaptureAsked const &asked) {
    auto station = door.open();
    if (!station) {
        return door.fail(station.fault());
    }
    if (asked.cancel) {
        if (auto const gone = desk::cancel_appointment(*station, asked.person); !gone) {
            return door.fail(gone.fault());
        }
    } else if (!asked.person.empty()) {
        if (auto const made = desk::book(*station, asked.person, asked.date, asked.from); !made) {
            return door.fail(made.fault());
        }
    }
    auto const list = desk::booked(*station, asked.date);
    if (!list) {
        return door.fail(list.fault());
    }
    auto rows = Json::list();
    for (auto const &[appointment, person] : *list) {
        auto row = Json::object();
        row.set("person", person.student_no).set("name", person.name);
        rows.add(row.set("date", appointment.date).set("from", appointment.from));
        door.line(words("{} {}  {}  {}", "{} {}  {}  {}", appointment.date, appointment.from,
                        person.student_no, person.name));
    }
    auto object = Json::object();
    door.answer(object.set("appointments", rows));
    return 0;
}

int liaison(Door &door, CaptureAsked const &asked) {
    auto station = door.open();
    if (!station) {
        return door.fail(station.fault());
    }
    auto done = base::Result<>{};
    if (asked.cancel) {
        done = desk::forget_liaison(*station, asked.unit, asked.name);
    } else if (!asked.name.empty()) {
        done = desk::note_liaison(*station, {asked.unit, asked.name, asked.told});
    }
    auto const units = done ? desk::liaisons_of_units(*station)
                            : base::Result<std::vector<desk::UnitLiaisons>>{std::move(done).fault()};
    if (!units) {
        return door.fail(units.fault());
    }
    auto rows = Json::list();
    for (auto const &[unit, liaisons] : *units) {
        auto row = Json::object(), people = Json::list();
        std::string told;
        for (auto const &one : liaisons) {
            auto person = Json::object();
            people.add(person.set("name", one.name).set("phone", one.phone));
            told += "  " + one.name + " " + one.phone;
        }
        rows.add(row.set("unit", unit).set("liaisons", people));
        door.line(words("{}{}", "{}{}", unit, told));
    }
    auto object = Json::object();
    door.answer(object.set("units", rows));
    return 0;
}

void add_capture_plan(CommandLine &line, Door &door) {
    auto const asked = std::make_shared<CaptureAsked>();
    base::Words const person{"学号", "student number"}, unit{"单位", "unit"}, of_class{"班级", "class"};
    line.verb("capture", "plan",
              {"各时段应到和实到；--import 导入时间安排表", "times planned and kept; --import: the annex"})
        .text("--import", asked->file, {"时间安排表，CSV 或 XLSX", "the annex, CSV or XLSX"})
        .does([&door, asked] { return asked->file.empty() ? show_plan(door) : import_plan(door, *asked); });
    line.verb("capture", "due", {"现在轮到谁，谁迟了", "whose turn it is now, and who is late"})
        .does([&door] { return show_due(door); });
    line.verb("capture", "order", {"一个班的先后", "the order of a class"})
        .required_text("--class", asked->class_name, of_class)
        .text("--unit", asked->unit, unit)
        .does([&door, asked] { return show_order(door, *asked); });
    line.verb("capture", "book",
              {"预约一个时段；不写 --person 就列出", "book a time; without --person the list"})
        .text("--person", asked->person, person)
        .text("--date", asked->date, {"日期，如 2026-03-02", "date, such as 2026-03-02"})
        .text("--from", asked->from, {"开始，如 09:00", "begins, such as 09:00"})
        .flag("--cancel", asked->cancel, {"取消", "cancel it"})
        .does([&door, asked] { return book(door, *asked); });
    line.noun("unit", {"培养单位", "units"});
    line.verb("unit", "liaison",
              {"各单位的联系人；写 --unit 和 --name 就登记",
               "whom each unit named; --unit and --name: note one"})
        .text("--unit", asked->unit, unit)
        .text("--name", asked->name, {"姓名", "name"})
        .text("--phone", asked->told, {"电话", "telephone"})
        .flag("--remove", asked->cancel, {"去掉", "remove"})
        .does([&door, asked] { return liaison(door, *asked); });
}

} // namespace cli
