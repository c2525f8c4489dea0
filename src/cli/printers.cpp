// SPDX-License-Identifier: GPL-3.0-or-later
#include "desk/printers.hpp"
#include "cli/verbs.hpp"
#include "store/sheets.hpp"
#include <algorithm>
#include <array>

namespace cli {

using base::Json;
using base::words;

namespace {

int list(Door &door) {
    auto const setting = door.setting();
    auto families = Json::list();
    auto printers = Json::list();
    for (auto const &family : setting.families) {
        auto one = Json::object();
        families.add(one.set("family", family.name)
                         .set("scheme", family.scheme)
                         .set("about", family.about().in(door.language())));
        door.line(words("{}:…  {}", "{}:…  {}", family.scheme, family.about().in(door.language())));
        for (auto const &uri : family.find()) {
            printers.add(uri);
            door.line({"  " + uri, "  " + uri});
        }
    }
    auto object = Json::object();
    door.answer(object.set("families", families).set("printers", printers));
    return 0;
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
    door.answer(object);
    return standing->ready() ? 0 : static_cast<int>(base::Trouble::device);
}

int test_page(Door &door, std::string const &uri) {
    auto const place = desk::print_test_page(door.setting(), uri);
    if (!place) {
        return door.fail(place.fault());
    }
    auto object = Json::object();
    door.answer(object.set("uri", uri).set("pdf", *place));
    door.line(words("测试页已送出：{}。用尺量刻度和方框",
                    "the test page is out: {}. Hold a ruler to its scales and boxes",
                    place->empty() ? uri : *place));
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
    line.noun("job", {"打印任务", "jobs"});
    auto const state = std::make_shared<std::string>();
    line.verb("job", "list", {"列出打印任务", "list the jobs"})
        .text("--state", *state,
              {"只列这种状态：printed failed uncertain intended",
               "only these: printed failed uncertain intended"})
        .does([&door, state] { return list_jobs(door, *state); });
}

} // namespace cli
