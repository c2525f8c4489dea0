// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/files.hpp"
#include "cli/capture.hpp"
#include "desk/ticks.hpp"

namespace cli {

using base::Json;
using base::Trouble;

namespace {

constexpr std::uintmax_t most_bytes = 100'000'000;

Json checks_json(std::vector<photo::Check> const &checks, base::Language language) {
    auto list = Json::list();
    for (auto const &check : checks) {
        auto one = Json::object();
        one.set("kind", photo::word_of(check.kind)).set("verdict", photo::word_of(check.verdict));
        one.set("message", check.said.in(language));
        if (check.value) {
            one.set("value", *check.value);
        }
        list.add(one);
    }
    return list;
}

void tell_checks(Door &door, std::vector<photo::Check> const &checks) {
    for (auto const &check : checks) {
        if (check.verdict == photo::Verdict::pass) {
            continue;
        }
        auto const verdict = photo::words_of(check.verdict), kind = photo::words_of(check.kind);
        door.line({"  " + verdict.zh + "  " + kind.zh + "：" + check.said.zh,
                   "  " + verdict.en + "  " + kind.en + ": " + check.said.en});
    }
}

Json tick_json(desk::TickLine const &line, base::Language language) {
    auto one = Json::object();
    one.set("key", line.tick.key).set("text", line.tick.text.in(language)).set("row", line.tick.row);
    return one.set("answer", line.answer).set("reason", line.reason).set("blocks", line.blocks());
}

std::optional<photo::CheckKind> kind_named(std::string const &word) {
    for (std::size_t i = 0; i < photo::check_kinds; ++i) {
        if (auto const kind = static_cast<photo::CheckKind>(i); photo::word_of(kind) == word) {
            return kind;
        }
    }
    return std::nullopt;
}

} // namespace

Json shot_json(desk::CheckedShot const &taken, base::Language language) {
    auto object = Json::object();
    object.set("shot", taken.shot.id)
        .set("verdict", photo::word_of(taken.inspection.verdict()))
        .set("photo", taken.shot.master);
    return object.set("checks", checks_json(taken.inspection.checks, language));
}

int tell_shot(Door &door, desk::CheckedShot const &taken) {
    auto const verdict = taken.inspection.verdict();
    auto const word = photo::words_of(verdict);
    door.line({taken.shot.id + "  " + word.zh, taken.shot.id + "  " + word.en});
    tell_checks(door, taken.inspection.checks);
    return verdict == photo::Verdict::pass || verdict == photo::Verdict::warn
               ? 0
               : static_cast<int>(Trouble::bad_input);
}

int take_shot(Door &door, CaptureAsked const &asked) {
    auto station = door.open();
    if (!station) {
        return door.fail(station.fault());
    }
    auto const visit = desk::at_camera(*station, asked.number);
    auto file = base::read_file(asked.file, most_bytes);
    if (!visit || !file) {
        return door.fail(visit ? file.fault() : visit.fault());
    }
    auto const finder = photo::FaceFinder::load();
    if (!finder) {
        door.remark(finder.fault().what);
    }
    auto const taken = desk::take_shot(
        *station, finder ? &*finder : nullptr,
        {visit->id, std::move(*file), asked.camera.empty() ? "file" : asked.camera, {}, asked.reason});
    if (!taken) {
        return door.fail(taken.fault());
    }
    door.answer(shot_json(*taken, door.language()));
    return tell_shot(door, *taken);
}

int answer_for_check(Door &door, CaptureAsked const &asked) {
    auto station = door.open();
    if (!station) {
        return door.fail(station.fault());
    }
    auto const kind = asked.words.size() == 2 ? kind_named(asked.words[1]) : std::nullopt;
    if (!kind) {
        return door.fail(
            base::fault(Trouble::usage, "写明哪张照片、哪一项检查", "say which shot and which check"));
    }
    auto const done = desk::override_check(*station, asked.words[0], *kind, asked.by, asked.reason);
    if (!done) {
        return door.fail(done.fault());
    }
    auto object = Json::object();
    door.answer(object.set("shot", asked.words[0]).set("check", asked.words[1]));
    door.line({"记下了", "noted"});
    return 0;
}

int tick_off(Door &door, CaptureAsked const &asked) {
    auto station = door.open();
    if (!station) {
        return door.fail(station.fault());
    }
    auto const visit = desk::at_camera(*station, asked.number);
    if (!visit) {
        return door.fail(visit.fault());
    }
    auto const missed = asked.missed || !asked.exempt.empty();
    for (auto const &key : asked.words) {
        auto const ticked = desk::tick_off(
            *station, visit->id, key, missed ? desk::TickAnswer::missed : desk::TickAnswer::ok, asked.exempt);
        if (!ticked) {
            return door.fail(ticked.fault());
        }
    }
    auto const list = desk::tick_list(*station, visit->id);
    if (!list) {
        return door.fail(list.fault());
    }
    auto rows = Json::list();
    for (auto const &line : *list) {
        rows.add(tick_json(line, door.language()));
        auto const mark = line.answer == "ok" ? "✓" : line.answer.empty() ? "?" : "✗";
        door.line(base::words("{} {}  {}  {}", "{} {}  {}  {}", mark, line.tick.key,
                              line.tick.text.in(door.language()), line.reason));
    }
    auto object = Json::object();
    door.answer(object.set("number", visit->number).set("ticks", rows));
    return 0;
}

int confirm_shot(Door &door, CaptureAsked const &asked) {
    auto station = door.open();
    if (!station) {
        return door.fail(station.fault());
    }
    auto const id = asked.words.empty() ? std::string{} : asked.words.front();
    auto const shot =
        desk::confirm_shot(*station, id, {asked.how.empty() ? "screen" : asked.how, asked.again});
    if (!shot) {
        return door.fail(shot.fault());
    }
    auto object = Json::object();
    door.answer(object.set("shot", shot->id).set("state", shot->state).set("photo", shot->master));
    door.line({"照片已确认", "the photo is confirmed"});
    return 0;
}

void add_capture_camera(CommandLine &line, Door &door) {
    auto const asked = std::make_shared<CaptureAsked>();
    base::Words const number{"拍摄序号", "number that was given"}, why{"原因", "reason"};
    line.verb("capture", "shot",
              {"把相机的一张照片交给这个拍摄序号，并检查", "give a camera's photo to a number and check it"})
        .required_whole("--number", asked->number, number)
        .required_text("--file", asked->file, {"JPEG 文件", "JPEG file"})
        .text("--camera", asked->camera, {"相机叫什么", "what the camera is called"})
        .text("--reason", asked->reason, {"照片太旧仍要用的原因", "why a file is taken that is too old"})
        .does([&door, asked] { return take_shot(door, *asked); });
    line.verb("capture", "override",
              {"检查没有通过，由负责人写明原因", "somebody answers for a check that did not pass"})
        .texts("shot-and-check", asked->words, {"照片和检查项", "shot and check"})
        .required_text("--by", asked->by, {"谁负责", "who"})
        .required_text("--reason", asked->reason, why)
        .does([&door, asked] { return answer_for_check(door, *asked); });
    line.verb("capture", "tick",
              {"仪容逐项看过；不写哪一项就列出各项",
               "what a person looked at before the shot; without a key the list"})
        .texts("key", asked->words, {"项目", "what was looked at"})
        .required_whole("--number", asked->number, number)
        .flag("--missed", asked->missed, {"没有做到", "it is not so"})
        .text("--exempt", asked->exempt, {"没有做到但可以例外的原因", "why it may be missed"})
        .does([&door, asked] { return tick_off(door, *asked); });
    line.verb("capture", "confirm", {"本人确认这张照片", "the person confirms the photo"})
        .texts("shot", asked->words, {"照片", "shot"})
        .text("--how", asked->how, {"screen 或 signature", "screen or signature"})
        .text("--again", asked->again,
              {"为什么换掉以前的照片；刷码时说过的不用再写",
               "why it replaces an earlier one, where nobody said so at the swipe"})
        .does([&door, asked] { return confirm_shot(door, *asked); });
}

} // namespace cli
