// SPDX-License-Identifier: GPL-3.0-or-later
#include "desk/sheet_fate.hpp"
#include "base/text.hpp"
#include "code/serial.hpp"
#include "desk/print_lane.hpp"
#include "desk/printing.hpp"
#include "desk/steps.hpp"
#include "desk/whereabouts.hpp"
#include <algorithm>

namespace desk {

using base::fault;
using base::Trouble;

namespace {

/// Commits one event about a sheet and returns the sheet as it is then.
base::Result<store::Sheet> record(Station &station, store::Change &change, std::string_view kind,
                                  std::string const &serial, base::Json const &body) {
    if (auto noted = change.record(kind, serial, body); !noted) {
        return std::move(noted).fault();
    }
    if (auto done = change.commit(); !done) {
        return std::move(done).fault();
    }
    return find_sheet(station, serial);
}

/// A job that was begun and never ended, unless the process that began it still holds the printer.
base::Result<bool> was_interrupted(Station &station, store::Sheet const &sheet) {
    auto const jobs = store::jobs_of(station.store(), sheet.serial);
    if (!jobs) {
        return base::Fault{jobs.fault()};
    }
    auto const open = std::find_if(jobs->begin(), jobs->end(),
                                   [](store::Job const &job) { return job.state == "intended"; });
    if (open == jobs->end()) {
        return false;
    }
    auto const lock = lock_printer(station.store(), open->printer);
    if (!lock) {
        return base::Fault{lock.fault()};
    }
    return true;
}

} // namespace

base::Result<store::Sheet> find_sheet(Station &station, std::string const &typed) {
    auto const serial = code::read_serial(typed);
    if (!serial) {
        return fault(Trouble::not_found, "“{}”不是一个正确的序列号（校验位不符），请再核对",
                     "'{}' is no correct serial (its check character does not agree); look again", typed);
    }
    auto found = store::sheet(station.store(), *serial);
    if (!found) {
        return std::move(found).fault();
    }
    if (!*found) {
        return fault(Trouble::not_found, "没有序列号为 {} 的相片纸", "no sheet has the serial {}", *serial);
    }
    return **found;
}

base::Result<store::Sheet> settle_sheet(Station &station, std::string const &serial, bool printed,
                                        std::string const &by) {
    auto change = station.change();
    if (!change) {
        return std::move(change).fault();
    }
    auto old = find_sheet(station, serial);
    if (!old) {
        return old;
    }
    auto const interrupted = was_interrupted(station, *old);
    if (!interrupted) {
        return base::Fault{interrupted.fault()};
    }
    if (old->state != "uncertain" && !*interrupted) {
        auto const state = state_words(old->state);
        return fault(Trouble::not_allowed, "相片纸 {0} 没有疑问（{1}），不用说明",
                     "the sheet {0} is not in doubt ({2}); there is nothing to settle", old->serial, state.zh,
                     state.en);
    }
    auto body = base::Json::object();
    body.set("outcome", printed ? "printed" : "failed").set("by", by);
    return record(station, *change, "sheet.settled", old->serial, body);
}

base::Result<Scanned> scan_sheet(Station &station, std::string const &typed) {
    auto change = station.change();
    if (!change) {
        return std::move(change).fault();
    }
    auto sheet = find_sheet(station, typed);
    if (!sheet) {
        return std::move(sheet).fault();
    }
    if (sheet->state == "void") {
        return fault(Trouble::not_allowed, "相片纸 {} 已经作废（{}），请剪角销毁，不要移交",
                     "the sheet {} is void ({}); cut its corner and do not hand it over", sheet->serial,
                     sheet->reason);
    }
    auto const interrupted = was_interrupted(station, *sheet);
    if (!interrupted) {
        return base::Fault{interrupted.fault()};
    }
    auto const doubtful = sheet->state == "uncertain" || sheet->state == "failed" || *interrupted;
    auto body = base::Json::object();
    if (doubtful) {
        body.set("outcome", "printed").set("by", station.setting().actor).set("how", "scan");
    }
    auto done = record(station, *change, doubtful ? "sheet.settled" : "sheet.scanned", sheet->serial, body);
    return done ? base::Result{Scanned{std::move(*done), doubtful}} : std::move(done).fault();
}

base::Result<store::Sheet> void_sheet(Station &station, std::string const &serial,
                                      std::string const &reason) {
    if (base::trimmed(reason).empty()) {
        return fault(Trouble::usage, "作废要写明原因（--reason）",
                     "voiding a sheet needs a reason (--reason)");
    }
    auto change = station.change();
    if (!change) {
        return std::move(change).fault();
    }
    auto old = find_sheet(station, serial);
    if (!old) {
        return old;
    }
    if (old->state == "void") {
        return fault(Trouble::not_allowed, "相片纸 {} 已经作废", "the sheet {} is void already", old->serial);
    }
    auto done = in_order([&] { return void_within(station, *change, *old, reason); },
                         [&] { return change->commit(); });
    return done ? find_sheet(station, serial) : std::move(done).fault();
}

base::Result<> check_not_promised(store::Sheet const &sheet) {
    if (sheet.holder != "print-room" || sheet.place.empty()) {
        return {};
    }
    return fault(Trouble::not_allowed,
                 "相片纸 {0} 已经装进寄件 {1}；先取消这个寄件（platen mail cancel {1}）",
                 "the sheet {0} is in the consignment {1}; cancel that first (platen mail cancel {1})",
                 sheet.serial, sheet.place);
}

base::Result<> void_within(Station &station, store::Change &change, store::Sheet const &sheet,
                           std::string const &reason) {
    if (auto const interrupted = was_interrupted(station, sheet); !interrupted || *interrupted) {
        return fault(
            Trouble::busy, "相片纸 {} 正在打印，或者打印被中断过；先再运行一次 platen sheet print",
            "the sheet {} is being printed, or its printing was interrupted; run platen sheet print first",
            sheet.serial);
    }
    if (auto free = check_not_promised(sheet); !free) {
        return free;
    }
    auto body = base::Json::object();
    body.set("reason", reason);
    return change.record("sheet.voided", sheet.serial, body);
}

} // namespace desk
