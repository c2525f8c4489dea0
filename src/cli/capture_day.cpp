// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/files.hpp"
#include "cli/capture.hpp"
#include "desk/day_report.hpp"
#include "desk/fees.hpp"
#include "desk/shots.hpp"
#include "desk/wall.hpp"
#include <fmt/format.h>

namespace cli {

using base::Json;
using base::Trouble;
using base::words;

int end_visit(Door &door, CaptureAsked const &asked, bool refused) {
    auto station = door.open();
    if (!station) {
        return door.fail(station.fault());
    }
    auto const visit = desk::at_camera(*station, asked.number);
    auto const ended = visit ? desk::end_visit(*station, visit->id, refused, asked.reason, asked.note)
                             : base::Result<store::Visit>{base::Fault{visit.fault()}};
    if (!ended) {
        return door.fail(ended.fault());
    }
    door.answer(visit_json(*ended));
    auto const how = desk::ending_of(station->profile(), *ended);
    door.line({fmt::format("拍摄序号 {}：{}", ended->number, how.zh),
               fmt::format("number {}: {}", ended->number, how.en)});
    return 0;
}

int take_fee(Door &door, CaptureAsked const &asked) {
    auto station = door.open();
    if (!station) {
        return door.fail(station.fault());
    }
    desk::NewFee fee{asked.payer, asked.unit, asked.class_name, "", asked.heads, asked.way};
    if (asked.payer == "student") {
        auto const visit = desk::at_camera(*station, asked.number);
        if (!visit) {
            return door.fail(visit.fault());
        }
        fee.visit = visit->id;
    }
    auto const paid = desk::take_fee(*station, fee);
    if (!paid) {
        return door.fail(paid.fault());
    }
    auto object = Json::object();
    door.answer(object.set("receipt", paid->id).set("heads", paid->heads).set("fen", paid->fen));
    door.line(words("收据 {}：{} 人，{} 元", "receipt {}: {} people, {} yuan", paid->id, paid->heads,
                    desk::yuan(paid->fen)));
    return 0;
}

int show_wall(Door &door) {
    auto station = door.open();
    if (!station) {
        return door.fail(station.fault());
    }
    auto const wall = desk::wall(*station);
    if (!wall) {
        return door.fail(wall.fault());
    }
    auto rows = Json::list();
    for (auto const &[tally, imbalances] : wall->classes) {
        auto one = Json::object(), wrong = Json::list();
        one.set("unit", tally.unit).set("class", tally.class_name).set("roster", tally.roster);
        one.set("reported", tally.reported).set("swiped", tally.swiped).set("waiting", tally.waiting);
        one.set("accepted", tally.accepted).set("refused", tally.refused).set("left", tally.left);
        one.set("paid", tally.paid).set("captured", tally.captured).set("absent", tally.absent);
        one.set("printed", tally.printed).set("handed_over", tally.handed_over);
        door.line(
            words("{} {}  名册 {}  刷码 {}  拍成 {}  不予采集 {}  交费 {}  有照片 {}  缺席 {}",
                  "{} {}  roster {}  swiped {}  accepted {}  refused {}  paid {}  captured {}  absent {}",
                  tally.unit, tally.class_name, tally.roster, tally.swiped, tally.accepted, tally.refused,
                  tally.paid, tally.captured, tally.absent));
        for (auto const &imbalance : imbalances) {
            auto line = Json::object();
            auto const names = desk::names_of(imbalance);
            wrong.add(line.set("identity", desk::word_of(imbalance.identity))
                          .set("message", imbalance.said.in(door.language()))
                          .set("who", names.in(door.language())));
            door.line({"  ✗ " + imbalance.said.zh + (names.zh.empty() ? "" : "：" + names.zh),
                       "  ✗ " + imbalance.said.en + (names.en.empty() ? "" : ": " + names.en)});
        }
        rows.add(one.set("imbalances", wrong));
    }
    auto object = Json::object();
    door.answer(object.set("classes", rows).set("balances", wall->balances()));
    return wall->balances() ? 0 : static_cast<int>(Trouble::bad_input);
}

int write_report(Door &door, CaptureAsked const &asked) {
    auto station = door.open();
    if (!station) {
        return door.fail(station.fault());
    }
    auto const date = asked.date.empty() ? station->setting().clock.now().local_date() : asked.date;
    auto const pdf = desk::draw_day_report(*station, date);
    auto const done = pdf ? base::write_file(asked.file, *pdf) : base::Result<>{base::Fault{pdf.fault()}};
    if (!done) {
        return door.fail(done.fault());
    }
    auto object = Json::object();
    door.answer(object.set("file", asked.file).set("date", date));
    door.line(words("{} 的日报：{}", "report of {}: {}", date, asked.file));
    return 0;
}

void add_capture_day(CommandLine &line, Door &door) {
    auto const asked = std::make_shared<CaptureAsked>();
    base::Words const number{"拍摄序号", "number that was given"}, why{"原因", "reason"};
    line.verb("capture", "refuse", {"不予采集，写明原因", "refuse, with the reason"})
        .required_whole("--number", asked->number, number)
        .required_text("--reason", asked->reason,
                       {"原因的代码，写错时会列出", "code of the reason; a wrong one lists them"})
        .text("--note", asked->note, {"补充说明", "more words"})
        .does([&door, asked] { return end_visit(door, *asked, true); });
    line.verb("capture", "leave", {"没有拍就离开了", "left without a photo"})
        .required_whole("--number", asked->number, number)
        .text("--reason", asked->reason, why)
        .does([&door, asked] { return end_visit(door, *asked, false); });
    line.verb("capture", "pay", {"收费并出收据", "take a fee and give a receipt"})
        .text("--payer", asked->payer, {"unit、class 或 student", "unit, class or student"})
        .text("--way", asked->way, {"cash wechat alipay transfer scan", "cash wechat alipay transfer scan"})
        .whole("--heads", asked->heads, {"人数", "people"})
        .whole("--number", asked->number, {"学生的拍摄序号", "number of the student"})
        .text("--unit", asked->unit, {"单位", "unit"})
        .text("--class", asked->class_name, {"班级", "class"})
        .text("--back", asked->back, {"退费：收据号，要有 --reason", "give back: a receipt, with --reason"})
        .text("--reason", asked->reason, why)
        .does([&door, asked] {
            return asked->back.empty() ? take_fee(door, *asked) : give_back(door, *asked);
        });
    line.verb("capture", "report", {"采集日报，打印出来签字", "the report of a day, to be signed"})
        .required_text("--to", asked->file, {"写到这个 PDF", "PDF to write"})
        .text("--date", asked->date,
              {"日期，如 2025-10-18；不写是今天", "date, such as 2025-10-18; else today"})
        .does([&door, asked] { return write_report(door, *asked); });
    line.verb("capture", "wall", {"每个班的数字对不对得上", "whether each class's counts agree"})
        .does([&door] { return show_wall(door); });
}

} // namespace cli
