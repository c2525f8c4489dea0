// SPDX-License-Identifier: GPL-3.0-or-later
#include "desk/proof.hpp"
#include "base/files.hpp"
#include "cli/verbs.hpp"
#include "desk/annexes.hpp"
#include "desk/applications.hpp"
#include "desk/deadlines.hpp"

namespace cli {

using base::Json;
using base::Trouble;
using base::words;

namespace {

struct ProofAsked {
    std::string id, category, note, unit, to, outcome = "corrected", today;
    bool again = false;
};

Json case_json(store::ProofCase const &found) {
    auto one = Json::object();
    one.set("case", found.id).set("category", found.category).set("state", found.state);
    return one.set("outcome", found.outcome).set("note", found.note);
}

int tell(Door &door, base::Result<store::ProofCase> const &found) {
    if (!found) {
        return door.fail(found.fault());
    }
    door.answer(case_json(*found));
    auto const outcome = desk::words_of_outcome(found->outcome);
    door.line({found->id + "  " + outcome.zh, found->id + "  " + outcome.en});
    return 0;
}

int open_case(Door &door, desk::Station &station, ProofAsked const &asked) {
    auto const opened = desk::open_case(station, asked.id, asked.category, asked.note);
    if (!opened) {
        return door.fail(opened.fault());
    }
    auto object = case_json(opened->found);
    door.answer(object.set("message", opened->said.in(door.language())));
    door.line({opened->found.id, opened->found.id});
    if (!opened->said.zh.empty()) {
        door.remark(opened->said);
    }
    return 0;
}

int list(Door &door, desk::Station &station, ProofAsked const &asked) {
    auto const lines = desk::proof_lines(station, asked.unit);
    if (!lines) {
        return door.fail(lines.fault());
    }
    auto rows = Json::list();
    for (auto const &[found, person] : *lines) {
        auto row = case_json(found);
        rows.add(row.set("person", person.student_no).set("name", person.name).set("unit", person.unit));
        door.line(words("{}  {} {}  {}  {}", "{}  {} {}  {}  {}", found.id, person.student_no, person.name,
                        found.category, found.state));
    }
    auto object = Json::object();
    door.answer(object.set("cases", rows));
    return 0;
}

int report(Door &door, desk::Station &station, ProofAsked const &asked) {
    auto done = base::Result<>{};
    if (asked.to.ends_with(".pdf")) {
        auto const pdf = desk::proof_pdf(station, asked.unit);
        done = pdf ? base::write_file(asked.to, *pdf) : base::Result<>{base::Fault{pdf.fault()}};
    } else {
        auto const csv = desk::proof_csv(station, asked.unit);
        done =
            csv ? base::write_file(asked.to, base::as_bytes(*csv)) : base::Result<>{base::Fault{csv.fault()}};
    }
    if (!done) {
        return door.fail(done.fault());
    }
    auto object = Json::object();
    door.answer(object.set("file", asked.to));
    door.line({"写好了：" + asked.to, "written: " + asked.to});
    return 0;
}

int phase(Door &door, base::Result<> const &done, base::Words const &said) {
    if (!done) {
        return door.fail(done.fault());
    }
    door.answer(Json::object());
    door.line(said);
    return 0;
}

int checked(Door &door, desk::Station &station, ProofAsked const &asked) {
    auto const person = desk::note_checked(station, asked.id);
    if (!person) {
        return door.fail(person.fault());
    }
    auto object = Json::object();
    door.answer(object.set("person", person->student_no).set("checked", true));
    door.line(words("{} {} 已核对图像", "{} {} has checked the image", person->student_no, person->name));
    return 0;
}

int show_deadlines(Door &door, desk::Station &station, ProofAsked const &asked) {
    auto const today = asked.today.empty() ? station.setting().clock.now().local_date() : asked.today;
    auto const lines = desk::deadlines(station, today);
    if (!lines) {
        return door.fail(lines.fault());
    }
    auto rows = Json::list();
    for (auto const &line : *lines) {
        auto row = Json::object();
        std::vector<std::string> people;
        for (auto const &person : line.people) {
            people.push_back(person.student_no);
        }
        row.set("key", line.deadline.key).set("row", line.deadline.row).set("at", line.at);
        row.set("standing", desk::word_of(line.standing)).set("days_left", line.days_left);
        row.set("message", line.said.in(door.language())).set("units", line.units);
        rows.add(row.set("people", people));
        door.line(line.said);
        for (auto const &person : line.people) {
            door.line(words("  {} {} {}", "  {} {} {}", person.student_no, person.name, person.class_name));
        }
        for (auto const &unit : line.units) {
            door.line({"  " + unit, "  " + unit});
        }
    }
    auto object = Json::object();
    door.answer(object.set("today", today).set("deadlines", rows));
    return 0;
}

int annexes(Door &door, desk::Station &station, ProofAsked const &asked) {
    if (!asked.to.empty()) {
        if (auto const kept = desk::keep_annex(station, asked.id, asked.to); !kept) {
            return door.fail(kept.fault());
        }
    }
    auto const lines = desk::annexes(station);
    if (!lines) {
        return door.fail(lines.fault());
    }
    auto rows = Json::list();
    for (auto const &[title, kept] : *lines) {
        auto row = Json::object();
        rows.add(row.set("title", title)
                     .set("file", kept ? kept->name : "")
                     .set("digest", kept ? kept->digest : ""));
        auto const file = kept ? kept->name : std::string{"-"};
        door.line({title + "  " + file, title + "  " + file});
    }
    auto object = Json::object();
    door.answer(object.set("annexes", rows));
    return 0;
}

int apply_online(Door &door, desk::Station &station, ProofAsked const &asked) {
    auto done = base::Result<>{};
    if (asked.outcome == "approved" || asked.outcome == "declined") {
        auto const decided = desk::decide_application(station, asked.id, asked.outcome == "approved");
        done = decided ? base::Result<>{} : base::Result<>{base::Fault{decided.fault()}};
    } else if (!asked.id.empty()) {
        auto const applied = desk::apply_online(station, asked.id, asked.note);
        done = applied ? base::Result<>{} : base::Result<>{base::Fault{applied.fault()}};
        if (applied && !applied->said.zh.empty()) {
            door.remark(applied->said);
        }
    }
    auto const all = done ? desk::applications(station)
                          : base::Result<std::vector<desk::Applied>>{std::move(done).fault()};
    if (!all) {
        return door.fail(all.fault());
    }
    auto rows = Json::list();
    for (auto const &one : *all) {
        auto row = Json::object();
        row.set("person", one.person.student_no).set("name", one.person.name);
        rows.add(row.set("state", one.application.state).set("reason", one.application.reason));
        door.line(words("{} {}  {}  {}", "{} {}  {}  {}", one.person.student_no, one.person.name,
                        one.application.state, one.application.reason));
    }
    auto object = Json::object();
    door.answer(object.set("applications", rows));
    return 0;
}

using Action = std::function<int(Door &, desk::Station &, ProofAsked const &)>;

std::function<int()> at_station(Door &door, std::shared_ptr<ProofAsked> const &asked, Action const &action) {
    return [&door, asked, action] {
        auto station = door.open();
        return station ? action(door, *station, *asked) : door.fail(station.fault());
    };
}

/// What belongs to a campaign beside its people, and its days.
void add_days(CommandLine &line, Door &door) {
    auto const asked = std::make_shared<ProofAsked>();
    line.verb(
            "campaign", "annex",
            {"通知的附件；写 --title 和 --file 就收下", "the notice's annexes; --title and --file: keep one"})
        .text("--title", asked->id, {"附件名称", "what it is called"})
        .text("--file", asked->to, {"文件", "file"})
        .does(at_station(door, asked, annexes));
    auto const online = std::make_shared<ProofAsked>();
    online->outcome.clear();
    line.verb("capture", "online",
              {"申请线上采集；不写学号就列出", "ask to be captured online; without a person the list"})
        .text("--person", online->id, {"学号", "student number"})
        .text("--reason", online->note, {"为什么不能来现场", "why they cannot come"})
        .text("--decide", online->outcome, {"approved 或 declined", "approved or declined"})
        .does(at_station(door, online, apply_online));
    line.verb("capture", "deadlines", {"各项期限，谁还没有做到", "the deadlines, and who is late"})
        .text("--today", asked->today, {"按这一天算", "as of this day"})
        .does(at_station(door, asked, show_deadlines));
}

} // namespace

void add_proof(CommandLine &line, Door &door) {
    auto const asked = std::make_shared<ProofAsked>();
    base::Words const unit{"单位", "unit"}, note{"说明", "what was said"}, id{"校对记录", "case"};
    line.noun("proof", {"校对、勘误", "proofreading"});
    line.verb("proof", "open", {"记下校对发现的问题", "record what was found wrong"})
        .required_text("person", asked->id, {"学号", "student number"})
        .required_text("--category", asked->category,
                       {"问题的代码，写错时会列出", "code of what is wrong; a wrong one lists them"})
        .text("--note", asked->note, note)
        .does(at_station(door, asked, open_case));
    line.verb("proof", "list", {"校对记录", "the cases"})
        .text("--unit", asked->unit, unit)
        .does(at_station(door, asked, list));
    line.verb("proof", "close", {"问题处理完了", "a case is settled"})
        .required_text("case", asked->id, id)
        .text("--outcome", asked->outcome, {"corrected 或 unfounded", "corrected or unfounded"})
        .text("--note", asked->note, note)
        .does(at_station(door, asked, [](Door &d, desk::Station &s, ProofAsked const &a) {
            return tell(d, desk::close_case(s, a.id, a.outcome, a.note));
        }));
    line.verb("proof", "recapture",
              {"照片要重拍：原来的相片纸作废，本人可以再拍",
               "the photo is to be taken anew; its sheet is void"})
        .required_text("case", asked->id, id)
        .does(at_station(door, asked, [](Door &d, desk::Station &s, ProofAsked const &a) {
            return tell(d, desk::recapture(s, a.id));
        }));
    line.verb("proof", "checked",
              {"本人核对过图像，没有问题", "the person checked the image and found it right"})
        .required_text("person", asked->id, {"学号", "student number"})
        .does(at_station(door, asked, checked));
    line.verb("proof", "report", {"一个单位的汇总表，CSV 或 PDF", "a unit's list, CSV or PDF"})
        .text("--unit", asked->unit, unit)
        .required_text("--to", asked->to, {"写到这个文件", "file to write"})
        .does(at_station(door, asked, report));
    line.verb("proof", "remind", {"已经提醒学生校对", "people were reminded to proofread"})
        .does(at_station(door, asked, [](Door &d, desk::Station &s, ProofAsked const &) {
            return phase(d, desk::note_reminder(s), {"记下了提醒的日子", "the day of the reminder is noted"});
        }));
    line.verb("proof", "end", {"勘误结束", "proofreading is over"})
        .does(at_station(door, asked, [](Door &d, desk::Station &s, ProofAsked const &) {
            return phase(d, desk::end_proofreading(s), {"勘误结束", "proofreading is over"});
        }));
    add_days(line, door);
}

} // namespace cli
