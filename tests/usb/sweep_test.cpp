// SPDX-License-Identifier: GPL-3.0-or-later
/// \file
/// A run of three sheets, with one fault at every USB transfer in turn. Whatever happened, afterwards the
/// sheets in the printer's tray are those that the ledger calls printed, nobody has two, and whoever has none
/// is held or sent again.
#include "dnp/wire.hpp"
#include "usb/usb_office.hpp"
#include <csignal>
#include <cstring>
#include <map>
#include <sys/wait.h>
#include <unistd.h>

namespace fs = std::filesystem;
using support::Office;
using support::sure;
using support::UsbOffice;

namespace {

constexpr int people = 3;

enum class Kind { unplug, power_loss, stall, timeout, short_write, kill };

/// The smallest sheet that any model prints: the sweep sends it some ten thousand times.
constexpr auto small_layout = R"(format = 1
title_zh = "小样"
title_en = "a small sheet"
[paper]
name = "4x3"
size = [101.6, 76.2]
safe_edge = 2.0
[[block]]
name = "小二寸"
count = 2
size = [33, 48]
turning = "never"
[label]
place = "right-column"
extent = 13.5
code = 11
text = 3.0
fields = ["name", "student_no", "serial"]
)";

struct Tally {
    std::size_t points = 0, uncertain = 0, transfers = 0;
};

emulator::FaultKind fault_of(Kind kind) {
    switch (kind) {
    case Kind::unplug:
        return emulator::FaultKind::unplug;
    case Kind::power_loss:
        return emulator::FaultKind::power_loss;
    case Kind::stall:
        return emulator::FaultKind::stall;
    case Kind::timeout:
        return emulator::FaultKind::timeout;
    default:
        return emulator::FaultKind::short_write;
    }
}

/// What the planes of a sheet must be, by its serial; every point begins with the same store, so serials
/// recur.
class Expectations {
public:
    base::Bytes const &planes(desk::Station &station, store::Sheet const &sheet) {
        auto const key = sheet.serial + "/" + std::to_string(sheet.person);
        auto const known = streams_.find(key);
        if (known != streams_.end()) {
            return known->second;
        }
        desk::SheetArtist artist{station.store()};
        auto const scene = sure(artist.scene(sheet));
        print::dnp::PageSettings settings;
        settings.size = *print::dnp::model_named("QW410")->size(53);
        auto const raster =
            sure(artist.raster(scene, {settings.raster_width(), settings.raster_height(), 300, 300}));
        base::Bytes stream;
        print::dnp::write_page(settings, raster, stream);
        return streams_.emplace(key, std::move(stream)).first->second;
    }

private:
    std::map<std::string, base::Bytes> streams_;
};

/// The planes as they came, against the end of the stream that should have been sent.
bool is(emulator::Sheet const &sheet, base::Bytes const &stream) {
    auto const size = (*sheet.planes)[0].size();
    auto const block = print::dnp::header_size + size;
    for (std::size_t plane = 0; plane < 3; ++plane) {
        auto const &came = (*sheet.planes).at(plane);
        auto const at = stream.size() - (3 - plane) * block + print::dnp::header_size;
        if (came.size() != size || std::memcmp(came.data(), stream.data() + at, size) != 0) {
            return false;
        }
    }
    return true;
}

class Sweep {
public:
    Sweep()
        : usb_{}, printer_{usb_.plug(options())}, template_{usb_.office.folder / "store"},
          layout_{usb_.office.folder.file("small.toml", small_layout)} {}

    Tally run(Kind kind, std::size_t stride, std::size_t offset) {
        Tally tally;
        for (std::size_t index = 1 + offset;; index += stride) {
            CAPTURE(index);
            auto const work = usb_.office.folder / "work";
            fs::remove_all(work);
            fs::copy(template_, work, fs::copy_options::recursive);
            usb_.clear();
            auto const reached = disturb(work, kind, printer_.transfers() + index);
            restore();
            auto const second = print(work);
            if (second.stopped) {
                FAIL_CHECK(second.stopped->text(base::Language::en));
            }
            check(work, tally);
            if (std::getenv("PLATEN_SWEEP_TELL") != nullptr) {
                tell(work);
            }
            if (!reached) {
                tally.transfers = index;
                return tally;
            }
            tally.points += 1;
        }
    }

private:
    static emulator::Options options() {
        emulator::Options options;
        options.model = "QW410";
        options.media = 150;
        options.remaining = 100'000;
        options.rate = 0;
        options.speed = 10;
        return options;
    }

    desk::PrintReport print(fs::path const &work) {
        auto station = sure(desk::Station::open(work, "", usb_.office.setting()));
        auto order = usb_.office.order("usb:");
        order.who.unit = "财经学院";
        order.layout = layout_.string();
        order.patience = std::chrono::minutes{3};
        order.anyway = true;
        auto report = desk::print_sheets(station, order);
        if (!report) {
            desk::PrintReport nothing;
            nothing.stopped = report.fault();
            return nothing;
        }
        return std::move(*report);
    }

    /// A run with the fault in it. \return whether the run went on until its transfer
    bool disturb(fs::path const &work, Kind kind, std::uint64_t at) {
        if (kind == Kind::kill) {
            return kill_at(work, at);
        }
        printer_.arm({.kind = fault_of(kind),
                      .at = emulator::FaultAt::transfer,
                      .transfer = at,
                      .back_after = 20,
                      .bytes = 1000});
        print(work);
        return printer_.transfers() >= at;
    }

    bool kill_at(fs::path const &work, std::uint64_t at) {
        auto const child = ::fork();
        if (child == 0) {
            try {
                print(work);
            } catch (std::exception const &) {
                ::_exit(1);
            }
            ::_exit(0);
        }
        printer_.on_transfer([=](std::uint64_t index) {
            if (index == at) {
                ::kill(child, SIGKILL);
            }
        });
        int status = 0;
        ::waitpid(child, &status, 0);
        printer_.on_transfer({});
        return WIFSIGNALED(status);
    }

    void restore() {
        printer_.disarm();
        printer_.fix();
        printer_.plug_in();
        usb_.bus().settle();
    }

    /// For whoever looks into one point: every event of it.
    void tell(fs::path const &work) {
        auto station = sure(desk::Station::open(work, "", usb_.office.setting()));
        for (auto const &job : sure(store::jobs(station.store(), ""))) {
            std::printf("%s %s %s life %ld-%ld left %ld-%ld\n", job.id.c_str(), job.serial.c_str(),
                        job.state.c_str(), job.life_before.value_or(-1), job.life_after.value_or(-1),
                        job.left_before.value_or(-1), job.left_after.value_or(-1));
        }
        for (auto const &sheet : usb_.all()) {
            std::printf("sheet %d life %d fate %d %s\n", sheet.number, sheet.life,
                        static_cast<int>(sheet.fate), sheet.why.c_str());
        }
    }

    void check(fs::path const &work, Tally &tally) {
        auto station = sure(desk::Station::open(work, "", usb_.office.setting()));
        auto const tray = usb_.tray();
        std::size_t printed = 0, held = 0;
        std::vector<bool> found(tray.size(), false);
        store::Selection who;
        who.unit = "财经学院";
        for (auto const &due : sure(store::due(station.store(), station.campaign().id, who))) {
            REQUIRE(due.sheet);
            auto const &stream = expected_.planes(station, *due.sheet);
            std::size_t copies = 0;
            for (std::size_t i = 0; i < tray.size(); ++i) {
                if (is(tray[i], stream)) {
                    found[i] = true;
                    copies += 1;
                }
            }
            CHECK(copies <= 1);
            if (due.sheet->state == "printed") {
                printed += 1;
                CHECK(copies == 1);
            } else {
                held += 1;
                CHECK(due.sheet->state == "uncertain");
            }
        }
        CHECK(std::find(found.begin(), found.end(), false) == found.end()); // nothing but these sheets
        CHECK(printed + held == people);
        if (held == 0) {
            CHECK(tray.size() == printed);
        }
        tally.uncertain += held;
    }

    UsbOffice usb_;
    emulator::Printer &printer_;
    fs::path template_, layout_;
    Expectations expected_;
};

/// How much of the sweep this run does: every point, unless PLATEN_SWEEP_STRIDE says every nth.
std::size_t stride() {
    auto const *wanted = std::getenv("PLATEN_SWEEP_STRIDE");
    return wanted == nullptr ? 1 : std::max(std::strtoul(wanted, nullptr, 10), 1UL);
}

void sweep(Kind kind, char const *name) {
    Sweep one;
    auto const *first = std::getenv("PLATEN_SWEEP_FIRST");
    auto const tally = one.run(kind, stride(), first == nullptr ? 0 : std::strtoul(first, nullptr, 10) - 1);
    std::printf("sweep %-11s %zu points of %zu transfers, %zu sheets held\n", name, tally.points,
                tally.transfers, tally.uncertain);
    CHECK(tally.points >= 100 / stride());
}

} // namespace

TEST_CASE("a printer that is unplugged at any transfer loses and doubles no sheet") {
    sweep(Kind::unplug, "unplug");
}

TEST_CASE("a printer whose power fails at any transfer loses and doubles no sheet") {
    sweep(Kind::power_loss, "power loss");
}

TEST_CASE("a pipe that stalls at any transfer loses and doubles no sheet") {
    sweep(Kind::stall, "stall");
}

TEST_CASE("a transfer that is never answered loses and doubles no sheet") {
    sweep(Kind::timeout, "timeout");
}

TEST_CASE("a transfer that is taken in part loses and doubles no sheet") {
    sweep(Kind::short_write, "short write");
}

TEST_CASE("a station that is killed at any transfer loses and doubles no sheet") {
    sweep(Kind::kill, "kill -9");
}
