// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/capture.hpp"
#include "base/files.hpp"
#include "base/secrets.hpp"
#include "cli/verbs.hpp"
#include "desk/code_reading.hpp"
#include "desk/matching.hpp"
#include "desk/swipes.hpp"
#include <iostream>

namespace cli {

using base::Json;
using base::Trouble;
using base::words;

namespace {

constexpr std::uintmax_t most_bytes = 100'000'000;

desk::Entry entry_of(CaptureAsked const &asked) {
    return {asked.proof, asked.again};
}

/// A collection code never stands on a command line, where every process could read it.
base::Result<std::string> content_of(CaptureAsked const &asked) {
    if (!asked.picture.empty()) {
        auto const file = base::read_file(asked.picture, most_bytes);
        return file ? desk::read_code_picture(*file) : base::Result<std::string>{base::Fault{file.fault()}};
    }
    std::string line;
    std::getline(std::cin, line);
    return line;
}

int tell(Door &door, base::Result<desk::Swiped> const &swiped) {
    if (!swiped) {
        return door.fail(swiped.fault());
    }
    auto object = Json::object();
    object.set("outcome", desk::word_of(swiped->outcome)).set("token", swiped->token);
    object.set("message", swiped->said.in(door.language()));
    if (swiped->person) {
        object.set("person", swiped->person->student_no).set("name", swiped->person->name);
    }
    if (swiped->visit) {
        object.set("visit", swiped->visit->id).set("number", swiped->visit->number);
    }
    door.answer(object);
    auto said = swiped->said;
    if (swiped->person) {
        said.zh = swiped->person->student_no + " " + swiped->person->name + "：" + said.zh;
        said.en = swiped->person->student_no + " " + swiped->person->name + ": " + said.en;
    } else if (swiped->outcome == desk::SwipeOutcome::class_wanted) {
        said.zh +=
            "\n  platen capture bind " + swiped->token + " --mask '张*三 1234' --unit 单位 --class 班级";
        said.en +=
            "\n  platen capture bind " + swiped->token + " --mask 'X*Y 1234' --unit UNIT --class CLASS";
    } else if (!swiped->visit && !swiped->token.empty()) {
        said.zh += "\n  platen capture bind " + swiped->token + " --mask '张*三 1234' --person 学号";
        said.en += "\n  platen capture bind " + swiped->token + " --mask 'X*Y 1234' --person NUMBER";
    }
    door.line(said);
    return swiped->outcome == desk::SwipeOutcome::admitted || swiped->outcome == desk::SwipeOutcome::waiting
               ? 0
               : static_cast<int>(Trouble::not_allowed);
}

int swipe(Door &door, CaptureAsked const &asked) {
    auto station = door.open();
    if (!station) {
        return door.fail(station.fault());
    }
    if (!asked.name.empty()) {
        return tell(door, desk::admit_stranger(*station, asked.token,
                                               {asked.name, asked.unit, asked.class_name, asked.told},
                                               entry_of(asked)));
    }
    if (!asked.person.empty()) {
        return tell(door, desk::admit_without_code(*station, asked.person, asked.reason, entry_of(asked)));
    }
    auto content = content_of(asked);
    if (!content) {
        return door.fail(content.fault());
    }
    auto const swiped = desk::swipe(*station, *content, entry_of(asked));
    base::wipe(*content);
    return tell(door, swiped);
}

int bind(Door &door, CaptureAsked const &asked) {
    auto station = door.open();
    if (!station) {
        return door.fail(station.fault());
    }
    auto const token = asked.words.empty() ? std::string{} : asked.words.front();
    auto const mask = code::read_mask(asked.mask);
    if (!asked.mask.empty() && !mask) {
        return door.fail(base::fault(Trouble::usage, "“{}”看不懂；照采集码上的写，例如 张*三 1234",
                                     "'{}' cannot be read; write what the code shows, such as X*Y 1234",
                                     asked.mask));
    }
    if (asked.person.empty() && mask) {
        store::Selection of;
        of.unit = asked.unit.empty() ? std::optional<std::string>{} : asked.unit;
        of.class_name = asked.class_name.empty() ? std::optional<std::string>{} : asked.class_name;
        return tell(door, desk::admit_unbound(*station, token, *mask, of, entry_of(asked)));
    }
    if (mask) {
        return tell(door, desk::bind_swipe(*station, token, *mask, asked.person, entry_of(asked)));
    }
    auto const person = desk::bind_code(*station, token, asked.person);
    if (!person) {
        return door.fail(person.fault());
    }
    auto object = Json::object();
    door.answer(object.set("person", person->student_no).set("name", person->name));
    door.line(words("采集码是 {} {} 的", "the code is that of {} {}", person->student_no, person->name));
    return 0;
}

int list_strangers(Door &door, desk::Station &station) {
    auto const open = desk::strangers(station);
    if (!open) {
        return door.fail(open.fault());
    }
    auto rows = Json::list();
    for (auto const &one : *open) {
        auto row = visit_json(one.visit);
        row.set("name", one.told.name).set("unit", one.told.unit).set("class", one.told.class_name);
        auto who = Json::list();
        std::string numbers;
        for (auto const &person : one.candidates) {
            who.add(person.student_no);
            numbers += " " + person.student_no;
        }
        rows.add(row.set("told", one.told.told).set("candidates", who));
        door.line(words("{}  {} {} {}  可能的人：{}", "{}  {} {} {}  candidates:{}", one.visit.number,
                        one.told.name, one.told.class_name, one.told.told, numbers));
    }
    auto object = Json::object();
    door.answer(object.set("strangers", rows));
    return 0;
}

int match(Door &door, CaptureAsked const &asked) {
    auto station = door.open();
    if (!station) {
        return door.fail(station.fault());
    }
    if (asked.person.empty()) {
        return list_strangers(door, *station);
    }
    auto const visit = store::visit_by_number(station->store(), station->campaign().id, asked.number);
    if (!visit) {
        return door.fail(visit.fault());
    }
    auto const person = desk::match_stranger(*station, *visit ? (*visit)->id : "", asked.person);
    if (!person) {
        return door.fail(person.fault());
    }
    auto object = Json::object();
    door.answer(
        object.set("number", asked.number).set("person", person->student_no).set("name", person->name));
    door.line(
        words("拍摄序号 {} 是 {} {}", "number {} is {} {}", asked.number, person->student_no, person->name));
    return 0;
}

int list(Door &door, CaptureAsked const &asked) {
    auto station = door.open();
    if (!station) {
        return door.fail(station.fault());
    }
    auto rows = Json::list();
    if (asked.state == "unbound") {
        auto const open = desk::unbound(*station);
        if (!open) {
            return door.fail(open.fault());
        }
        for (auto const &one : *open) {
            auto row = visit_json(one.visit);
            row.set("token", one.visit.token)
                .set("mask", one.mask.first + "*" + one.mask.last + " " + one.mask.tail);
            auto who = Json::list();
            for (auto const &person : one.candidates) {
                who.add(person.student_no);
            }
            rows.add(row.set("candidates", who));
            door.line(words("{}  {}*{} {}  {}  可能的人：{}", "{}  {}*{} {}  {}  candidates: {}",
                            one.visit.number, one.mask.first, one.mask.last, one.mask.tail, one.visit.token,
                            one.candidates.size()));
        }
    } else {
        auto const open = store::open_visits(station->store(), station->campaign().id);
        if (!open) {
            return door.fail(open.fault());
        }
        for (auto const &visit : *open) {
            rows.add(visit_json(visit));
            door.line(words("{}  {}", "{}  {}", visit.number, visit.state));
        }
    }
    auto object = Json::object();
    door.answer(object.set("visits", rows));
    return 0;
}

} // namespace

Json visit_json(store::Visit const &visit) {
    auto one = Json::object();
    one.set("visit", visit.id)
        .set("number", visit.number)
        .set("state", visit.state)
        .set("reason", visit.reason);
    return one.set("has_person", visit.person.has_value());
}

void add_capture(CommandLine &line, Door &door) {
    line.noun("capture",
              {"采集：刷码、排号、收费、拍摄、确认", "capture: swipe, queue, pay, shoot, confirm"});
    auto const asked = std::make_shared<CaptureAsked>();
    base::Words const number{"拍摄序号", "number that was given"}, why{"原因", "reason"};
    line.verb("capture", "swipe",
              {"刷采集码，得到拍摄序号；码从标准输入读（扫码枪），或用 --picture",
               "swipe a collection code and get a number; it is read from standard input, or from --picture"})
        .text("--picture", asked->picture, {"采集码图片，JPEG 或 PNG", "picture of the code, JPEG or PNG"})
        .text("--proof", asked->proof,
              {"看过的证件：student-card、id-card", "proof that was seen: student-card, id-card"})
        .text("--again", asked->again, {"已采集的人再拍的原因", "why somebody is captured once more"})
        .text(
            "--person", asked->person,
            {"没有采集码时的学号，要有 --reason", "student number of somebody without a code, with --reason"})
        .text("--reason", asked->reason, why)
        .text("--stranger", asked->name, {"不在名册上的人的姓名", "name of somebody who is on no roster"})
        .text("--unit", asked->unit, {"单位", "unit"})
        .text("--class", asked->class_name, {"班级", "class"})
        .text("--told", asked->told, {"本人说的学号等", "whatever helps to find them later"})
        .does([&door, asked] { return swipe(door, *asked); });
    line.verb("capture", "bind",
              {"写明采集码是谁的；没有名册时只写 --mask 和班级",
               "say whose a code is; without a roster --mask and class alone"})
        .texts("token", asked->words, {"刷码时得到的标记", "what the swipe answered"})
        .text("--mask", asked->mask, {"码上显示的，如 张*三 1234", "what the code shows, such as X*Y 1234"})
        .text("--person", asked->person, {"学号", "student number"})
        .text("--unit", asked->unit, {"单位", "unit"})
        .text("--class", asked->class_name, {"班级", "class"})
        .text("--proof", asked->proof, {"看过的证件", "proof that was seen"})
        .text("--again", asked->again, {"再拍的原因", "why once more"})
        .does([&door, asked] { return bind(door, *asked); });
    line.verb("capture", "list",
              {"还没有拍完的；--state unbound 是还不知道是谁的",
               "who is still to be captured; --state unbound: codes of nobody yet"})
        .text("--state", asked->state, {"open 或 unbound", "open or unbound"})
        .does([&door, asked] { return list(door, *asked); });
    line.verb("capture", "match",
              {"名册外的人后来对上了名册；不写 --person 就列出他们和可能的人",
               "who a stranger was; without --person the list of them and who may be meant"})
        .text("--person", asked->person, {"学号", "student number"})
        .whole("--number", asked->number, number)
        .does([&door, asked] { return match(door, *asked); });
    add_capture_camera(line, door);
    add_capture_day(line, door);
    add_capture_plan(line, door);
    add_capture_queue(line, door);
}

} // namespace cli
