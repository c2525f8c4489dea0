// SPDX-License-Identifier: GPL-3.0-or-later
#include "desk/print_run.hpp"
#include "base/digest.hpp"

namespace desk {

using base::Json;
using base::Trouble;

namespace {

std::string lock_name(std::string const &printer) {
    return "printer-" + base::sha256(base::as_bytes(printer)).hex().substr(0, 16);
}

void set_counters(Json &body, print::Counters const &counters) {
    body.set("printer_serial", counters.printer_serial).set("media_lot", counters.media_lot);
    if (counters.life) {
        body.set("life", *counters.life);
    }
    if (counters.remaining) {
        body.set("left", *counters.remaining);
    }
}

/// Seen only when two programs print the same people at the same moment on two printers.
base::Fault taken(std::string const &serial) {
    return base::fault(Trouble::busy, "另一个程序刚刚开始打印 {}",
                       "another program has just begun to print {}", serial);
}

} // namespace

base::Result<store::Lock> lock_printer(store::Store &store, std::string const &printer) {
    return store.lock(lock_name(printer),
                      base::words("另一个程序正在用打印机 {} 打印，请等它结束",
                                  "another program is printing on {}; wait until it is done", printer));
}

PrintRun::PrintRun(Station &station, std::string printer, std::unique_ptr<print::Driver> driver,
                   store::Lock lock, print::Counters counters)
    : station_{station}, printer_{std::move(printer)}, driver_{std::move(driver)}, lock_{std::move(lock)},
      counters_{std::move(counters)}, artist_{station.store()} {}

base::Result<std::unique_ptr<PrintRun>> PrintRun::begin(Station &station, std::string const &printer) {
    auto driver = open_printer(station.setting(), printer);
    if (!driver) {
        return std::move(driver).fault();
    }
    auto const name = (*driver)->name();
    auto lock = lock_printer(station.store(), name);
    if (!lock) {
        return std::move(lock).fault();
    }
    auto standing = ready_standing(**driver);
    if (!standing) {
        return std::move(standing).fault();
    }
    std::unique_ptr<PrintRun> run{
        new PrintRun{station, name, std::move(*driver), std::move(*lock), standing->counters}};
    if (auto looked = run->look_back(); !looked) {
        return std::move(looked).fault();
    }
    return run;
}

base::Result<> PrintRun::look_back() {
    auto const begun = store::open_jobs(station_.store(), printer_);
    if (!begun) {
        return base::Fault{begun.fault()};
    }
    for (auto const &job : *begun) {
        auto receipt = driver_->look_back(
            {job.serial, {job.printer_serial, job.media_lot, job.life_before, job.left_before}});
        if (!receipt) {
            return std::move(receipt).fault();
        }
        if (auto noted = note_end(job.serial, job.id, *receipt,
                                  {"中断后核对", "looked back on after an interruption"});
            !noted) {
            return noted;
        }
    }
    return {};
}

base::Result<> PrintRun::note_intent(store::Change &change, std::string const &serial) {
    auto id = change.next_id("J");
    if (!id) {
        return std::move(id).fault();
    }
    job_ = *id;
    auto body = Json::object();
    body.set("job", job_).set("printer", printer_);
    set_counters(body, counters_);
    return change.record("job.intended", serial, body);
}

namespace {

/// The records of a new sheet, all but the intent to print it.
base::Result<> record_birth(store::Change &change, Birth const &birth, std::string const &serial) {
    auto words = birth.words;
    words["serial"] = serial;
    auto const &layout = birth.layout.layout;
    if (!birth.replaces.empty()) {
        auto voided = Json::object();
        voided.set("reason", birth.void_reason).set("replaced_by", serial);
        if (auto done = change.record("sheet.voided", birth.replaces, voided); !done) {
            return done;
        }
    }
    if (auto done = store::put_layout(change, layout.digest.hex(), layout.name, layout.text); !done) {
        return done;
    }
    if (auto done = store::put_label(change, serial, words); !done) {
        return done;
    }
    auto body = Json::object();
    body.set("person", birth.person).set("layout", layout.digest.hex()).set("layout_name", layout.name);
    body.set("photo", birth.photo).set("label", store::digest_of(words)).set("replaces", birth.replaces);
    return change.record("sheet.born", serial, body);
}

} // namespace

base::Result<store::Sheet> PrintRun::bear(Birth const &birth) {
    auto change = station_.change();
    if (!change) {
        return std::move(change).fault();
    }
    auto const valid = store::valid_sheet(station_.store(), birth.person);
    if (!valid) {
        return base::Fault{valid.fault()};
    }
    if (*valid && (*valid)->serial != birth.replaces) {
        return taken((*valid)->serial);
    }
    auto serial = change->next_serial();
    if (!serial) {
        return std::move(serial).fault();
    }
    auto done = record_birth(*change, birth, *serial);
    done = done ? note_intent(*change, *serial) : std::move(done);
    done = done ? change->commit() : std::move(done);
    if (!done) {
        return std::move(done).fault();
    }
    return find_sheet(station_, *serial);
}

base::Result<> PrintRun::intend_again(store::Sheet const &sheet) {
    auto change = station_.change();
    if (!change) {
        return std::move(change).fault();
    }
    auto const now = store::sheet(station_.store(), sheet.serial);
    if (!now) {
        return base::Fault{now.fault()};
    }
    if (!*now || (*now)->state != "failed") {
        return taken(sheet.serial);
    }
    if (auto noted = note_intent(*change, sheet.serial); !noted) {
        return noted;
    }
    return change->commit();
}

base::Result<> PrintRun::note_end(std::string const &serial, std::string const &job,
                                  print::Receipt const &receipt, base::Words const &reason) {
    auto body = Json::object();
    body.set("job", job).set("outcome", print::word_of(receipt.outcome));
    if (receipt.outcome != print::Outcome::printed) {
        body.set("reason", reason.zh);
    }
    body.set("file", receipt.place);
    set_counters(body, receipt.after);
    auto change = station_.change();
    if (!change) {
        return std::move(change).fault();
    }
    if (auto noted = change->record("job.ended", serial, body); !noted) {
        return noted;
    }
    return change->commit();
}

base::Result<PrintedSheet> PrintRun::send(store::Sheet const &sheet, std::optional<base::Fault> &stopped) {
    PrintedSheet result;
    result.serial = sheet.serial;
    print::Receipt receipt;
    auto scene = artist_.scene(sheet);
    auto sent = scene ? [&] {
        SheetArtwork artwork{artist_, std::move(*scene), sheet.serial};
        return driver_->print({sheet.serial, counters_}, artwork);
    }()
                      : base::Result<print::Receipt>{std::move(scene).fault()};
    if (sent) {
        receipt = std::move(*sent);
        counters_ = receipt.after;
    } else {
        receipt = {print::Outcome::not_printed, counters_, {}};
        result.note = {sent.fault().text(base::Language::zh), sent.fault().text(base::Language::en)};
        // A label that cannot be drawn concerns one sheet; a printer or disk that refuses concerns all that
        // follow.
        if (sent.fault().kind != Trouble::bad_input) {
            stopped = sent.fault();
        }
    }
    if (receipt.outcome == print::Outcome::uncertain) {
        result.note = base::words("不确定是否已打印，请看一眼出纸口，再运行 platen sheet settle {}",
                                  "uncertain whether it was printed: look, then run platen sheet settle {}",
                                  sheet.serial);
    }
    result.state = print::word_of(receipt.outcome);
    result.file = receipt.place;
    if (auto noted = note_end(sheet.serial, job_, receipt, result.note); !noted) {
        return std::move(noted).fault().within({"打印后记账", "noting what was printed"});
    }
    return result;
}

} // namespace desk
