// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/verbs.hpp"
#include "desk/audit.hpp"
#include "desk/doctor.hpp"
#include "store/ledger.hpp"

namespace cli {

using base::Json;
using base::words;

namespace {

constexpr auto damaged = static_cast<int>(base::Trouble::storage);

int verify(Door &door) {
    auto station = door.open();
    if (!station) {
        return door.fail(station.fault());
    }
    auto const verdict = store::verify_ledger(station->store(), station->setting().progress);
    if (!verdict) {
        return door.fail(verdict.fault());
    }
    auto object = Json::object();
    object.set("events", verdict->events).set("head", verdict->head).set("ok", !verdict->trouble.has_value());
    if (verdict->trouble) {
        object.set("broken_at", verdict->broken_at).set("message", verdict->trouble->in(door.language()));
        door.answer(object);
        door.line({"台账被改动过：" + verdict->trouble->zh + "。请停止使用，并与备份对照",
                   "the ledger was tampered with: " + verdict->trouble->en +
                       ". Stop using it and compare with a backup"});
        return damaged;
    }
    door.answer(object);
    door.line(words("台账完好：{} 条，末条摘要 {}", "the ledger holds: {} events, last digest {}",
                    verdict->events, verdict->head));
    return 0;
}

int rebuild(Door &door, bool dry_run) {
    auto station = door.open();
    if (!station) {
        return door.fail(station.fault());
    }
    auto const result = desk::rebuild(*station, dry_run);
    if (!result) {
        return door.fail(result.fault());
    }
    auto object = Json::object();
    object.set("different", result->different).set("rebuilt", result->rebuilt);
    door.answer(object);
    if (result->different.empty()) {
        door.line({"现状和台账一致", "what is known now agrees with the ledger"});
        return 0;
    }
    std::string tables;
    for (auto const &table : result->different) {
        tables += " " + table;
    }
    door.line(dry_run ? words("和台账不一致：{}；去掉 --dry-run 即按台账重建",
                              "these differ from the ledger:{}; without --dry-run they are made anew", tables)
                      : words("已按台账重建：{}", "made anew from the ledger:{}", tables));
    return dry_run ? damaged : 0;
}

int doctor(Door &door) {
    auto const folder = door.store_folder();
    if (!folder) {
        return door.fail(folder.fault());
    }
    auto rows = Json::list();
    bool fine = true;
    for (auto const &check : desk::examine(*folder, door.setting())) {
        using enum desk::Check::Result;
        auto const bad_one = check.result == bad;
        fine = fine && !bad_one;
        auto one = Json::object();
        one.set("check", check.name).set("result", check.result == good ? "good" : bad_one ? "bad" : "note");
        rows.add(one.set("message", check.message.in(door.language())));
        auto const mark = check.result == good ? "✓ " : bad_one ? "✗ " : "· ";
        door.line({mark + check.message.zh, mark + check.message.en});
    }
    auto object = Json::object();
    door.answer(object.set("ok", fine).set("checks", rows));
    return fine ? 0 : static_cast<int>(base::Trouble::storage);
}

} // namespace

void add_upkeep(CommandLine &line, Door &door) {
    line.noun("ledger", {"台账", "the ledger"});
    line.verb("ledger", "verify", {"逐条核对台账有没有被改动", "check that nobody changed the ledger"})
        .does([&door] { return verify(door); });
    auto const dry_run = std::make_shared<bool>(false);
    line.verb("ledger", "rebuild",
              {"现状和台账对照，不一致时按台账重建",
               "hold what is known now against the ledger, mend what differs"})
        .flag("--dry-run", *dry_run, {"只对照", "only compare"})
        .does([&door, dry_run] { return rebuild(door, *dry_run); });
    line.verb("", "doctor",
              {"检查这台机器：字体、磁盘、档案库、打印机",
               "look at this machine: fonts, disk, store, printers"})
        .does([&door] { return doctor(door); });
}

} // namespace cli
