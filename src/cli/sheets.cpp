// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/verbs.hpp"
#include "desk/looks.hpp"
#include "desk/printing.hpp"
#include "desk/selection.hpp"
#include "desk/sheet_view.hpp"
#include "desk/whereabouts.hpp"
#include <algorithm>

namespace cli {

using base::Json;
using base::words;

namespace {

constexpr auto default_printer = "folder:platen-prints";

Json report_json(desk::PrintReport const &report) {
    auto object = Json::object();
    object.set("printed", report.count("printed")).set("uncertain", report.count("uncertain"));
    object.set("failed", report.count("failed")).set("already", report.already);
    object.set("without_photo", report.without_photo);
    auto sheets = Json::list();
    for (auto const &sheet : report.sheets) {
        auto one = Json::object();
        one.set("serial", sheet.serial).set("person", sheet.student_no).set("state", sheet.state);
        sheets.add(one.set("pdf", sheet.file));
    }
    return object.set("sheets", sheets);
}

int status_of(desk::PrintReport const &report) {
    if (report.stopped) {
        return static_cast<int>(report.stopped->kind);
    }
    if (report.count("uncertain") > 0) {
        return static_cast<int>(base::Trouble::device);
    }
    return report.count("failed") > 0 ? static_cast<int>(base::Trouble::bad_input) : 0;
}

int tell_printed(Door &door, desk::PrintReport const &report) {
    door.answer(report_json(report));
    for (auto const &sheet : report.sheets) {
        if (sheet.state != "printed") {
            door.remark(
                {fmt::format("{} {} {}：{}", sheet.student_no, sheet.name, sheet.serial, sheet.note.zh),
                 fmt::format("{} {} {}: {}", sheet.student_no, sheet.name, sheet.serial, sheet.note.en)});
        }
    }
    door.line(
        words("打印 {} 张，存疑 {} 张，没有印出 {} 张；以前已印 {} 张，还没有照片 {} 人",
              "{} printed, {} uncertain, {} failed; {} were printed before, {} people have no photo yet",
              report.count("printed"), report.count("uncertain"), report.count("failed"), report.already,
              report.without_photo.size()));
    if (report.stopped) {
        door.remark({"打印中途停下：" + report.stopped->text(base::Language::zh) +
                         "。排除后再运行一次，会从停下的地方继续",
                     "printing stopped: " + report.stopped->text(base::Language::en) +
                         ". Mend it and run again; it goes on where it stopped"});
    }
    return status_of(report);
}

/// How a run is to be printed, for every verb that prints.
struct RunOptions {
    std::vector<std::string> printers;
    bool yes = false;
    int wait = 600;

    void offer(Verb &verb) {
        verb.repeated("--printer", printers,
                      {"打印机，如 folder:文件夹 或 usb://DNP/DS-RX1HS（默认 "
                       "folder:platen-prints）；写两次就两台同时印",
                       "printer, such as folder:PATH or usb://DNP/DS-RX1HS (else folder:platen-prints); give "
                       "it twice "
                       "to print on two"})
            .flag("--yes", yes, {"纸不够也开始，中途换纸卷", "start even where the roll will not last"})
            .whole("--wait", wait,
                   {"打印机停下时最多等几秒（默认 600）",
                    "seconds to wait for a stopped printer (600 if not given)"});
    }
    [[nodiscard]] desk::PrintOrder order(Door &door) const {
        desk::PrintOrder order;
        order.printers = printers.empty() ? std::vector<std::string>{default_printer} : printers;
        order.patience = std::chrono::seconds{std::clamp(wait, 0, 86400)};
        order.anyway = yes;
        order.ask = [&door](base::Words const &question) { return door.ask(question); };
        order.tell = [&door](base::Words const &words) { door.remark(words); };
        return order;
    }
};

struct PrintOptions {
    std::string class_name, unit, person, layout;
    bool all = false;
    RunOptions run;
};

int print(Door &door, PrintOptions const &options) {
    auto const group = !options.class_name.empty() || !options.unit.empty();
    auto const chosen =
        static_cast<int>(group) + static_cast<int>(!options.person.empty()) + static_cast<int>(options.all);
    if (chosen != 1) {
        return door.fail(base::fault(
            base::Trouble::usage,
            "要打印谁？--class、--unit、--person、--all 里选一个（--class 可以加 --unit）",
            "print for whom? Give one of --class, --unit, --person, --all (--class may have a --unit)"));
    }
    auto station = door.open();
    if (!station) {
        return door.fail(station.fault());
    }
    auto const wanted = [](std::string const &text) {
        return text.empty() ? std::nullopt : std::optional{text};
    };
    auto order = options.run.order(door);
    order.who = {wanted(options.unit), wanted(options.class_name), wanted(options.person)};
    order.layout = options.layout;
    if (auto one = desk::sure_of_class(*station, order.who); !one) {
        return door.fail(one.fault());
    }
    auto const report = desk::print_sheets(*station, order);
    return report ? tell_printed(door, *report) : door.fail(report.fault());
}

Json history_of(desk::SheetView const &view, base::Language language) {
    auto history = Json::list();
    for (auto const &moment : view.history) {
        auto one = Json::object();
        one.set("at", moment.at.iso8601()).set("actor", moment.actor).set("kind", moment.kind);
        history.add(one.set("note", moment.note.in(language)));
    }
    return history;
}

void tell_sheet(Door &door, desk::SheetView const &view) {
    auto const where = desk::whereabouts(view.sheet.state, view.sheet.holder, view.place);
    door.line(words("{}  {} {}  {} {}", "{}  {} {}  {} {}", view.sheet.serial, view.person.student_no,
                    view.person.name, view.person.unit, view.person.class_name));
    door.line({where.zh + (view.reference.empty() ? "" : "，档号 " + view.reference),
               where.en + (view.reference.empty() ? "" : ", reference " + view.reference)});
    if (!view.sheet.reason.empty()) {
        door.line({"原因：" + view.sheet.reason, "reason: " + view.sheet.reason});
    }
    for (auto const &moment : view.history) {
        door.line({fmt::format("  {}  {}  {}", moment.at.local_text(), moment.actor, moment.note.zh),
                   fmt::format("  {}  {}  {}", moment.at.local_text(), moment.actor, moment.note.en)});
    }
}

int show(Door &door, std::string const &serial) {
    auto station = door.open();
    if (!station) {
        return door.fail(station.fault());
    }
    auto const view = desk::view_sheet(*station, serial);
    if (!view) {
        return door.fail(view.fault());
    }
    desk::note_look(*station, view->sheet.serial, station->setting().actor);
    auto object = Json::object();
    object.set("serial", view->sheet.serial)
        .set("state", view->sheet.state)
        .set("holder", view->sheet.holder);
    object.set("place", view->place).set("reference", view->reference).set("person", view->person.student_no);
    object.set("name", view->person.name).set("layout", view->layout).set("photo", view->sheet.photo);
    object.set("printer", view->sheet.printer).set("pdf", view->sheet.file).set("reason", view->sheet.reason);
    object.set("replaces", view->sheet.replaces);
    door.answer(object.set("history", history_of(*view, door.language())));
    tell_sheet(door, *view);
    return 0;
}

int render(Door &door, std::string const &serial, std::string const &to) {
    auto station = door.open();
    if (!station) {
        return door.fail(station.fault());
    }
    if (auto drawn = desk::render_sheet(*station, serial, to); !drawn) {
        return door.fail(drawn.fault());
    }
    auto object = Json::object();
    door.answer(object.set("serial", serial).set("file", to));
    door.line(words("已画好：{}", "drawn: {}", to));
    return 0;
}

int reprint(Door &door, std::string const &serial, std::string const &reason, RunOptions const &run) {
    auto station = door.open();
    if (!station) {
        return door.fail(station.fault());
    }
    auto const report = desk::reprint_sheet(*station, serial, reason, run.order(door));
    if (!report) {
        return door.fail(report.fault());
    }
    auto const status = tell_printed(door, *report);
    if (report->count("printed") == 0) {
        door.remark(
            words("旧的 {} 已作废，新的还没有印出；排除后运行 platen sheet print --person {}",
                  "{} is void and the new sheet is not printed yet; then run platen sheet print --person {}",
                  serial, report->sheets.front().student_no));
        return status;
    }
    door.line(words("旧的 {} 已作废，新的是 {}", "{} is void, the new sheet is {}", serial,
                    report->sheets.front().serial));
    return status;
}

int tell_state(Door &door, base::Result<store::Sheet> const &sheet) {
    if (!sheet) {
        return door.fail(sheet.fault());
    }
    auto object = Json::object();
    door.answer(object.set("serial", sheet->serial).set("state", sheet->state).set("holder", sheet->holder));
    auto const where = desk::whereabouts(sheet->state, sheet->holder, sheet->place);
    door.line({sheet->serial + "：" + where.zh, sheet->serial + ": " + where.en});
    return 0;
}

int settle(Door &door, std::string const &serial, std::string const &outcome, std::string const &by) {
    if (outcome != "printed" && outcome != "not-printed") {
        return door.fail(base::fault(base::Trouble::usage, "请写 printed（已印出）或 not-printed（没有印出）",
                                     "say printed or not-printed"));
    }
    auto station = door.open();
    if (!station) {
        return door.fail(station.fault());
    }
    return tell_state(door, desk::settle_sheet(*station, serial, outcome == "printed", by));
}

int scan(Door &door, std::string const &serial) {
    auto station = door.open();
    if (!station) {
        return door.fail(station.fault());
    }
    auto const scanned = desk::scan_sheet(*station, serial);
    if (!scanned) {
        return door.fail(scanned.fault());
    }
    auto const view = desk::view_sheet(*station, scanned->sheet.serial);
    if (!view) {
        return door.fail(view.fault());
    }
    auto object = Json::object();
    object.set("serial", scanned->sheet.serial).set("state", scanned->sheet.state);
    object.set("holder", scanned->sheet.holder).set("person", view->person.student_no);
    door.answer(object.set("settled", scanned->settled));
    auto const where = desk::whereabouts(scanned->sheet.state, scanned->sheet.holder, view->place);
    door.line(words("{} {} {}：{}", "{} {} {}: {}", scanned->sheet.serial, view->person.student_no,
                    view->person.name, where.in(door.language())));
    if (scanned->settled) {
        door.line({"原来不知道印出来没有，扫到了就是印出来了", "nobody knew whether it came out; it did"});
    }
    return 0;
}

int take_out(Door &door, std::string const &serial, std::string const &reason) {
    auto station = door.open();
    if (!station) {
        return door.fail(station.fault());
    }
    return tell_state(door, desk::void_sheet(*station, serial, reason));
}

base::Words const serial_help{"相片纸的序列号，大小写、空格、横线都不要紧",
                              "serial of the sheet, in any case, with or without dashes"};

void add_print(CommandLine &line, Door &door) {
    auto const options = std::make_shared<PrintOptions>();
    auto verb = line.verb("sheet", "print",
                          {"打印还没有印的相片纸"
                           "\n例：platen sheet print --class 会计2201 --printer folder:打印输出",
                           "print the sheets that are missing"
                           "\nexample: platen sheet print --class 会计2201 --printer folder:prints"})
                    .text("--class", options->class_name,
                          {"一个班（几个单位都有时加 --unit）",
                           "one class (with --unit where several units have it)"})
                    .text("--unit", options->unit, {"一个单位", "one unit"})
                    .text("--person", options->person, {"一个人的学号", "one person, by student number"})
                    .flag("--all", options->all, {"整个采集任务", "the whole campaign"})
                    .text("--layout", options->layout, {"版式（默认按规则）", "layout (else the profile's)"})
                    .does([&door, options] { return print(door, *options); });
    options->run.offer(verb);
}

void add_reprint(CommandLine &line, Door &door) {
    auto const serial = std::make_shared<std::string>();
    auto const reason = std::make_shared<std::string>();
    auto const run = std::make_shared<RunOptions>();
    auto verb =
        line.verb("sheet", "reprint", {"重印一张，旧的作废", "print a sheet anew; the old one is void"})
            .required_text("serial", *serial, serial_help)
            .required_text("--reason", *reason, {"原因，写进台账", "reason, kept in the ledger"})
            .does([&door, serial, reason, run] { return reprint(door, *serial, *reason, *run); });
    run->offer(verb);
    auto const out = std::make_shared<std::string>();
    auto const why = std::make_shared<std::string>();
    line.verb("sheet", "void", {"作废一张（损坏、遗失）", "take a sheet out of use (spoiled, lost)"})
        .required_text("serial", *out, serial_help)
        .required_text("--reason", *why, {"原因，写进台账", "reason, kept in the ledger"})
        .does([&door, out, why] { return take_out(door, *out, *why); });
}

} // namespace

void add_sheets(CommandLine &line, Door &door) {
    line.noun("sheet", {"相片纸", "sheets"});
    add_print(line, door);
    auto const shown = std::make_shared<std::string>();
    line.verb("sheet", "show", {"一张相片纸的来龙去脉", "where a sheet is and all that happened to it"})
        .required_text("serial", *shown, serial_help)
        .does([&door, shown] { return show(door, *shown); });
    auto const scanned = std::make_shared<std::string>();
    line.verb("sheet", "scan",
              {"出纸后扫一下标签上的码：这一张确实印出来了",
               "scan a sheet's code as it comes out: it was printed"})
        .required_text("serial", *scanned, serial_help)
        .does([&door, scanned] { return scan(door, *scanned); });
    auto const drawn = std::make_shared<std::string>();
    auto const to = std::make_shared<std::string>();
    line.verb("sheet", "render", {"画成文件，每次都一样", "draw it into a file, the same every time"})
        .required_text("serial", *drawn, serial_help)
        .required_text("--to", *to, {".pdf 或 .png 文件", "file, .pdf or .png"})
        .does([&door, drawn, to] { return render(door, *drawn, *to); });
    add_reprint(line, door);
    auto const settled = std::make_shared<std::string>();
    auto const outcome = std::make_shared<std::string>();
    auto const by = std::make_shared<std::string>();
    line.verb("sheet", "settle", {"说明存疑的相片纸印出了没有", "say what became of an uncertain sheet"})
        .required_text("serial", *settled, serial_help)
        .required_text("outcome", *outcome, {"printed 或 not-printed", "printed or not-printed"})
        .required_text("--by", *by, {"谁看的", "who looked"})
        .does([&door, settled, outcome, by] { return settle(door, *settled, *outcome, *by); });
}

} // namespace cli
