// SPDX-License-Identifier: GPL-3.0-or-later
#include "desk/printers.hpp"
#include "base/text.hpp"
#include "cli/verbs.hpp"
#include "desk/calibration.hpp"
#include "desk/media.hpp"
#include "store/sheets.hpp"
#include <algorithm>
#include <array>
#include <charconv>

namespace cli {

using base::Json;
using base::words;

namespace {

int list(Door &door) {
    auto const setting = door.setting();
    auto families = Json::list();
    auto printers = Json::list();
    auto hidden = Json::list();
    for (auto const &family : setting.families) {
        auto one = Json::object();
        families.add(one.set("family", family.name)
                         .set("scheme", family.scheme)
                         .set("about", family.about().in(door.language())));
        door.line(words("{}:…  {}", "{}:…  {}", family.scheme, family.about().in(door.language())));
        for (auto const &sighting : family.find(setting.clock)) {
            if (sighting.hidden) {
                auto one_hidden = Json::object();
                hidden.add(one_hidden.set("printer", sighting.name)
                               .set("problem", sighting.hidden->text(door.language())));
                door.remark(sighting.hidden->what);
                continue;
            }
            printers.add(sighting.name);
            door.line({"  " + sighting.name, "  " + sighting.name});
        }
    }
    auto object = Json::object();
    door.answer(object.set("families", families).set("printers", printers).set("hidden", hidden));
    return 0;
}

/// What a printer that counts has to say beside its standing.
void tell_counters(Door &door, print::Standing const &standing) {
    if (!standing.firmware.empty()) {
        door.line(words("  {}  {}  序列号 {}", "  {}  {}  serial {}", standing.model, standing.firmware,
                        standing.counters.printer_serial));
    }
    if (!standing.media.empty() && standing.counters.remaining) {
        door.line(standing.roll
                      ? words("  纸卷 {}，还能印 {} 张（新卷 {} 张）", "  roll {}, {} prints left of {}",
                              standing.media, *standing.counters.remaining, *standing.roll)
                      : words("  纸卷 {}，还能印 {} 张", "  roll {}, {} prints left", standing.media,
                              *standing.counters.remaining));
    }
    if (standing.counters.life) {
        door.line(words("  累计 {} 张", "  {} prints in its life", *standing.counters.life));
    }
}

int status(Door &door, std::string const &uri) {
    auto const standing = desk::printer_standing(door.setting(), uri);
    if (!standing) {
        return door.fail(standing.fault());
    }
    auto object = Json::object();
    auto reasons = Json::list();
    for (auto reason : standing->reasons) {
        reasons.add(print::word_of(reason));
        auto const text = print::words_of(reason);
        door.line({uri + "：" + text.zh, uri + ": " + text.en});
    }
    object.set("uri", uri).set("model", standing->model).set("serial", standing->counters.printer_serial);
    object.set("standing", reasons).set("media", standing->media);
    if (standing->counters.remaining) {
        object.set("remaining", *standing->counters.remaining);
    }
    if (standing->counters.life) {
        object.set("life", *standing->counters.life);
    }
    if (standing->roll) {
        object.set("roll", *standing->roll);
    }
    object.set("firmware", standing->firmware)
        .set("code", standing->code)
        .set("lot", standing->counters.media_lot);
    tell_counters(door, *standing);
    door.answer(object);
    return standing->ready() ? 0 : static_cast<int>(base::Trouble::device);
}

int tell_page(Door &door, std::string const &uri, base::Result<std::string> const &place,
              base::Words const &next) {
    if (!place) {
        return door.fail(place.fault());
    }
    auto object = Json::object();
    door.answer(object.set("uri", uri).set("pdf", *place));
    door.line(words("已印出：{}。{}", "it is out: {}. {}", place->empty() ? uri : *place,
                    next.in(door.language())));
    return 0;
}

int test_page(Door &door, std::string const &uri) {
    auto station = door.open();
    if (!station && station.fault().kind != base::Trouble::not_found) {
        return door.fail(station.fault());
    }
    auto const setting = door.setting();
    return tell_page(door, uri, desk::print_test_page(setting, station ? &*station : nullptr, uri),
                     {"用尺量刻度和方框", "Hold a ruler to its scales and boxes"});
}

struct CalibrateOptions {
    std::string uri, left, top, width, height, by;
};

/// "99,6", "-0.4": millimetres as people write them.
std::optional<double> millimetres(std::string text) {
    text = base::half_width(base::trimmed(text));
    std::replace(text.begin(), text.end(), ',', '.');
    double value = 0;
    auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    return error == std::errc{} && end == text.data() + text.size() ? std::optional{value} : std::nullopt;
}

int prove(Door &door, desk::Station &station, CalibrateOptions const &options) {
    auto const left = millimetres(options.left), top = millimetres(options.top);
    auto const width = millimetres(options.width), height = millimetres(options.height);
    if (!left || !top || !width || !height) {
        return door.fail(
            base::fault(base::Trouble::usage,
                        "四个读数都要写成毫米数：--left --top --width --height，如 0.4 -0.2 99.6 80.1",
                        "give all four readings in millimetres: --left, --top, --width, --height, such as "
                        "0.4 -0.2 99.6 80.1"));
    }
    auto const place = desk::calibrate(station, options.uri, {*left, *top, *width, *height}, options.by);
    return tell_page(door, options.uri, place,
                     {"已按读数校准；用尺量方框，四个十字离切口都应是 5 毫米",
                      "The printer is calibrated; measure the boxes, and each cross is 5 mm from its edge"});
}

int calibrate(Door &door, CalibrateOptions options) {
    auto station = door.open();
    if (!station) {
        return door.fail(station.fault());
    }
    if (!options.left.empty() || !options.top.empty() || !options.width.empty() || !options.height.empty()) {
        return prove(door, *station, options);
    }
    auto const place = desk::print_calibration_page(*station, options.uri);
    auto const status = tell_page(door, options.uri, place,
                                  {"照页上的字量四个数", "Take the four readings that the page asks for"});
    if (status != 0) {
        return status;
    }
    base::Words const questions[] = {{"① 左边切口在横尺上（毫米）：", "(1) mark at the left cut edge (mm): "},
                                     {"② 上边切口在竖尺上（毫米）：", "(2) mark at the top cut edge (mm): "},
                                     {"③ 横线“100”实长（毫米）：", "(3) true length of the line 100 (mm): "},
                                     {"④ 竖线“80”实长（毫米）：", "(4) true length of the line 80 (mm): "}};
    std::string *const answers[] = {&options.left, &options.top, &options.width, &options.height};
    for (std::size_t i = 0; i < 4; ++i) {
        auto answer = door.ask_text(questions[i]);
        if (!answer) {
            door.remark(words(
                "量好后运行 platen printer calibrate {} --left 0.4 --top -0.2 --width 99.6 --height 80.1",
                "then run platen printer calibrate {} --left 0.4 --top -0.2 --width 99.6 --height 80.1",
                options.uri));
            return 0;
        }
        *answers[i] = std::move(*answer);
    }
    return prove(door, *station, options);
}

Json json_of(desk::RollBalance const &roll) {
    auto one = Json::object();
    one.set("printer", roll.printer_serial).set("lot", roll.media_lot);
    one.set("from", roll.from.iso8601()).set("to", roll.to.iso8601());
    one.set("used", roll.used)
        .set("printed", roll.printed)
        .set("spoiled", roll.spoiled)
        .set("pages", roll.pages);
    one.set("uncertain", roll.uncertain).set("unexplained", roll.unexplained).set("left", roll.left);
    return one;
}

int media(Door &door) {
    auto station = door.open();
    if (!station) {
        return door.fail(station.fault());
    }
    auto const rolls = desk::roll_balances(*station);
    if (!rolls) {
        return door.fail(rolls.fault());
    }
    auto list = Json::list();
    for (auto const &roll : *rolls) {
        list.add(json_of(roll));
        door.line(words("打印机 {}  {}  {} 起", "printer {}  {}  from {}", roll.printer_serial,
                        roll.media_lot.empty() ? std::string{} : roll.media_lot, roll.from.local_text()));
        door.line(words(
            "  用去 {} = 印出 {} + 作废 {} + 测试页 {} + 存疑 {} + 不明 {}；还剩 {}",
            "  used {} = printed {} + spoiled {} + pages {} + uncertain {} + unexplained {}; {} left",
            roll.used, roll.printed, roll.spoiled, roll.pages, roll.uncertain, roll.unexplained, roll.left));
    }
    if (rolls->empty()) {
        door.remark({"还没有在会计数的打印机上印过", "nothing was printed on a printer that counts yet"});
    }
    auto object = Json::object();
    door.answer(object.set("rolls", list));
    return 0;
}

constexpr std::array job_states{"printed", "failed", "uncertain", "intended"};

int list_jobs(Door &door, std::string const &state) {
    if (!state.empty() && std::find(job_states.begin(), job_states.end(), state) == job_states.end()) {
        return door.fail(
            base::fault(base::Trouble::usage, "没有“{}”这种状态；有 printed failed uncertain intended",
                        "there is no state '{}'; there are printed, failed, uncertain and intended", state));
    }
    auto station = door.open();
    if (!station) {
        return door.fail(station.fault());
    }
    auto const jobs = store::jobs(station->store(), state);
    if (!jobs) {
        return door.fail(jobs.fault());
    }
    auto rows = Json::list();
    for (auto const &job : *jobs) {
        auto one = Json::object();
        one.set("job", job.id).set("serial", job.serial).set("printer", job.printer).set("state", job.state);
        rows.add(one.set("at", job.intended_at.iso8601()));
        auto const text = fmt::format("{}  {}  {:<9}  {}  {}", job.intended_at.local_text(), job.serial,
                                      job.state, job.id, job.printer);
        door.line({text, text});
    }
    auto object = Json::object();
    door.answer(object.set("jobs", rows));
    if (jobs->empty()) {
        door.remark({"没有这样的打印任务", "no such jobs"});
    }
    return 0;
}

} // namespace

void add_printers(CommandLine &line, Door &door) {
    line.noun("printer", {"打印机", "printers"});
    line.verb("printer", "list", {"认识哪些打印机，接着哪些", "which printers are known and attached"})
        .does([&door] { return list(door); });
    auto const uri = std::make_shared<std::string>();
    line.verb("printer", "status", {"打印机现在怎么样", "how a printer is"})
        .required_text("uri", *uri, {"打印机地址", "printer"})
        .does([&door, uri] { return status(door, *uri); });
    auto const tested = std::make_shared<std::string>();
    line.verb("printer", "test-page", {"打印测试页，用尺量", "print a page to hold a ruler to"})
        .required_text("uri", *tested, {"打印机地址", "printer"})
        .does([&door, tested] { return test_page(door, *tested); });
    auto const calibrated = std::make_shared<CalibrateOptions>();
    line.verb("printer", "calibrate",
              {"校准一台打印机：先印一页量四个数，再印一页验证",
               "make a printer true: one page to measure, one to prove"})
        .required_text("uri", calibrated->uri, {"打印机地址", "printer"})
        .text("--left", calibrated->left, {"① 左边切口在横尺上的毫米数", "(1) mark at the left cut edge, mm"})
        .text("--top", calibrated->top, {"② 上边切口在竖尺上的毫米数", "(2) mark at the top cut edge, mm"})
        .text("--width", calibrated->width, {"③ 横线“100”的实长", "(3) true length of the line 100, mm"})
        .text("--height", calibrated->height, {"④ 竖线“80”的实长", "(4) true length of the line 80, mm"})
        .text("--by", calibrated->by, {"谁量的", "who measured"})
        .does([&door, calibrated] { return calibrate(door, *calibrated); });
    line.verb("printer", "media",
              {"每卷纸用到哪里去了：用去 = 印出 + 作废 + 不明",
               "what each roll was used for: used = printed + spoiled + unexplained"})
        .does([&door] { return media(door); });
    line.noun("job", {"打印任务", "jobs"});
    auto const state = std::make_shared<std::string>();
    line.verb("job", "list", {"列出打印任务", "list the jobs"})
        .text("--state", *state,
              {"只列这种状态：printed failed uncertain intended",
               "only these: printed failed uncertain intended"})
        .does([&door, state] { return list_jobs(door, *state); });
}

} // namespace cli
