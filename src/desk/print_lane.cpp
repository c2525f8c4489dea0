// SPDX-License-Identifier: GPL-3.0-or-later
#include "desk/print_lane.hpp"
#include "base/digest.hpp"
#include "print/spool.hpp"
#include <algorithm>

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

using namespace std::chrono_literals;

/// No sheet of any model takes longer (8x12 matte takes about a minute); pauses with a reason do not count.
constexpr auto longest_print = 150s;

std::vector<print::Job> jobs_of(auto const &sent) {
    std::vector<print::Job> jobs;
    jobs.reserve(sent.size());
    for (auto const &sheet : sent) {
        jobs.push_back(sheet.job);
    }
    return jobs;
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

PrintLane::PrintLane(Station &station, std::string printer, std::unique_ptr<print::Driver> driver,
                     store::Lock lock)
    : station_{station}, printer_{std::move(printer)}, driver_{std::move(driver)}, lock_{std::move(lock)} {}

base::Result<std::unique_ptr<PrintLane>> PrintLane::open(Station &station, std::string const &printer) {
    auto driver = open_printer(station.setting(), printer);
    if (!driver) {
        return std::move(driver).fault();
    }
    auto const name = (*driver)->name();
    auto lock = lock_printer(station.store(), name);
    if (!lock) {
        return std::move(lock).fault();
    }
    std::unique_ptr<PrintLane> lane{new PrintLane{station, name, std::move(*driver), std::move(*lock)}};
    if (auto taken_up = lane->take_up(); !taken_up) {
        return std::move(taken_up).fault();
    }
    return lane;
}

base::Result<> PrintLane::take_up() {
    auto begun = store::open_jobs(station_.store(), printer_);
    if (!begun) {
        return std::move(begun).fault();
    }
    std::sort(begun->begin(), begun->end(), [](store::Job const &a, store::Job const &b) {
        return std::tie(a.life_before, a.intended_at) < std::tie(b.life_before, b.intended_at);
    });
    for (auto const &job : *begun) {
        sent_.push_back({{job.serial,
                          {job.printer_serial, job.media_lot, job.life_before, job.left_before},
                          job.intended_at},
                         job.id,
                         base::fault(Trouble::device, "打印被中断", "the printing was interrupted")});
    }
    moved_at_ = station_.setting().clock.now();
    return {};
}

base::Result<> PrintLane::note_intent(store::Change &change, std::string const &serial) {
    auto id = change.next_id("J");
    if (!id) {
        return std::move(id).fault();
    }
    auto const before = print::expected_after(jobs_of(sent_), standing_.counters);
    intended_ = OnItsWay{{serial, before, station_.setting().clock.now()}, *id, {}};
    auto body = Json::object();
    body.set("job", *id).set("printer", printer_);
    set_counters(body, before);
    return change.record("job.intended", serial, body);
}

namespace {

/// The records of a new sheet, all but the intent to print it.
base::Result<> record_birth(store::Change &change, Birth const &birth, std::string const &serial) {
    auto words = birth.words;
    words["serial"] = serial;
    auto const &layout = birth.layout->layout;
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
    body.set("cells", birth.layout->plan.cells.size());
    return change.record("sheet.born", serial, body);
}

} // namespace

base::Result<store::Sheet> PrintLane::bear(Birth const &birth) {
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

base::Result<> PrintLane::intend_again(store::Sheet const &sheet) {
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

base::Result<Ended> PrintLane::note_end(OnItsWay const &sheet, print::Receipt const &receipt) {
    auto const not_printed = receipt.outcome == print::Outcome::not_printed;
    Ended ended{{}, receipt.refused ? receipt.refused : sheet.broken, false};
    ended.again = not_printed && !receipt.refused && (!sheet.broken || sheet.broken->kind == Trouble::device);
    ended.sheet.serial = sheet.job.serial;
    ended.sheet.state = print::word_of(receipt.outcome);
    ended.sheet.file = receipt.place;
    if (receipt.outcome == print::Outcome::uncertain) {
        ended.sheet.note =
            base::words("不确定是否已打印：请看出纸口有没有这一张，再运行 platen sheet settle {}",
                        "uncertain whether it was printed: look for it in the tray, then run platen "
                        "sheet settle {}",
                        sheet.job.serial);
    } else if (not_printed) {
        ended.sheet.note = ended.fault ? base::Words{ended.fault->text(base::Language::zh),
                                                     ended.fault->text(base::Language::en)}
                                       : base::Words{"打印机没有印出", "the printer did not print it"};
    }
    auto body = Json::object();
    body.set("job", sheet.id).set("outcome", ended.sheet.state);
    if (receipt.outcome != print::Outcome::printed) {
        body.set("reason", ended.sheet.note.zh);
    }
    body.set("file", receipt.place);
    set_counters(body, receipt.after);
    auto change = station_.change();
    if (!change) {
        return std::move(change).fault();
    }
    if (auto noted = change->record("job.ended", sheet.job.serial, body); !noted) {
        return std::move(noted).fault();
    }
    if (auto done = change->commit(); !done) {
        return std::move(done).fault();
    }
    return ended;
}

base::Result<std::optional<Ended>> PrintLane::send(store::Sheet const &sheet, SheetArtist &artist) {
    assert(intended_ && intended_->job.serial == sheet.serial);
    auto on_its_way = std::move(*intended_);
    intended_.reset();
    auto calibration = store::calibration(station_.store(), standing_.counters.printer_serial);
    if (!calibration) {
        return std::move(calibration).fault();
    }
    auto scene = artist.scene(sheet);
    auto sent = scene ? [&] {
        SheetArtwork artwork{artist, std::move(*scene), sheet.serial, std::move(*calibration)};
        return driver_->send(on_its_way.job, artwork);
    }()
                      : base::Result<>{std::move(scene).fault()};
    moved_at_ = station_.setting().clock.now();
    if (!sent) {
        on_its_way.broken = std::move(sent).fault();
    }
    if (on_its_way.broken && on_its_way.broken->kind != Trouble::device) {
        auto ended = note_end(on_its_way, {print::Outcome::not_printed, standing_.counters, {}});
        return ended ? base::Result{std::optional{std::move(*ended)}} : std::move(ended).fault();
    }
    standing_.room = 0; // until the next look says otherwise
    sent_.push_back(std::move(on_its_way));
    return std::optional<Ended>{};
}

bool PrintLane::takes_one() const {
    auto const broken = [](OnItsWay const &sheet) { return sheet.broken.has_value(); };
    return standing_.ready() && standing_.room > 0 && std::none_of(sent_.begin(), sent_.end(), broken);
}

std::vector<std::string> PrintLane::serials() const {
    std::vector<std::string> serials;
    for (auto const &sheet : sent_) {
        serials.push_back(sheet.job.serial);
    }
    return serials;
}

void PrintLane::time_passes() {
    auto const now = station_.setting().clock.now();
    if (standing_.ready()) {
        stopped_since_.reset();
    } else if (!stopped_since_) {
        stopped_since_ = now;
    }
    if (!standing_.ready() || standing_.has(print::Reason::cooling) ||
        standing_.has(print::Reason::waiting) || sent_.empty()) {
        moved_at_ = now;
    }
}

base::Result<std::vector<Ended>> PrintLane::look() {
    auto seen = driver_->look(jobs_of(sent_));
    if (!seen) {
        return std::move(seen).fault();
    }
    standing_ = std::move(seen->standing);
    time_passes();
    std::vector<Ended> ended;
    std::deque<OnItsWay> still;
    for (std::size_t i = 0; i < sent_.size(); ++i) {
        auto &sheet = sent_[i];
        auto &receipt = seen->receipts.at(i);
        if (receipt.outcome == print::Outcome::pending &&
            station_.setting().clock.now() - *moved_at_ > longest_print) {
            receipt.outcome = print::Outcome::uncertain;
        }
        if (receipt.outcome == print::Outcome::pending) {
            still.push_back(sheet);
            continue;
        }
        auto noted = note_end(sheet, receipt);
        if (!noted) {
            return std::move(noted).fault().within({"打印后记账", "noting what was printed"});
        }
        ended.push_back(std::move(*noted));
        moved_at_ = station_.setting().clock.now();
    }
    sent_ = std::move(still);
    return ended;
}

} // namespace desk
